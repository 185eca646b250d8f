"""Every command that README and docs show works as shown."""

import re
import shlex
from pathlib import Path

import pytest

from tests.support.built import ROOT, copy_project, craft

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "CHANGELOG.md"]
_TICKED = re.compile(r"`(craft [^`]*)`")
_HELP = re.compile(r"^ {4,}(craft .*?)(?: {2,}.*)?$", re.M)
ELSEWHERE = ("craft build", "craft serve")
"""Run whole by other tests: the build by the fixtures of tests/outputs, serve by test_serve."""


def shown_commands() -> list[str]:
    found: dict[str, None] = {}
    for page in PAGES:
        text = page.read_text("utf-8")
        for command in [*_TICKED.findall(text), *_HELP.findall(text)]:
            words = command.strip()
            if re.fullmatch(r"craft(?: [a-z]+)?", words) and words not in ("craft check", "craft format", "craft build", "craft serve"):
                continue  # the name of a command, not a call
            if not any(mark in words for mark in ("FOLDER", "EDITION", "…", "[", "{")):
                found[words] = None
    return list(found)


COMMANDS = shown_commands()


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("command", [command for command in COMMANDS if not command.startswith(ELSEWHERE)])
def test_shown_command_works(command: str, tmp_path: Path) -> None:
    project = copy_project(ROOT, tmp_path / "project")
    if command.startswith("craft amend") and not command.startswith("craft amend edition"):
        with_a_draft(project, tmp_path / "craft-2.2")
    words = shlex.split(command.partition(" > ")[0])[1:]
    words = [str(tmp_path / word.removeprefix("../")) if word.startswith("../") else word for word in words]
    if "-o" in words:
        words[words.index("-o") + 1] = str(tmp_path / words[words.index("-o") + 1])
    done = craft(project, *words)
    assert done.returncode == 0, done.stdout + done.stderr


def with_a_draft(project: Path, copy: Path) -> None:
    """The draft edition that the commands of amending are shown with, two amendments in it, and a copy of it."""
    assert craft(project, "amend", "edition", "2.2", "--base", "2.1", "--title", "Draft").returncode == 0
    for name, identifier, before in (("A1", "M.1/5.2.7/R.1", "Contact point for complaints"), ("A3", "M.1/5.2.9/R.1", "Keeping of records")):
        change = f"changes:\n- id: {identifier}\n  before:\n    title: {before}\n  after:\n    title: {before} and suggestions\n"
        record = f"id: 2.2/{name}\ntitle: Suggestions\nclass: clarification\nstatus: proposed\nreason: They were forgotten.\n{change}"
        (project / f"amendments/2.2/{name}.yml").write_text(record, "utf-8")
    assert craft(project, "consolidate", "2.2", "--to", str(copy)).returncode == 0


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(re.findall(r"```sh\n(.*?)```|`(make [a-z]+)`", PAGES[0].read_text("utf-8"), re.S)[0])))
    assert {"build", "test"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in targets)


def test_ci_runs_the_readmes_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8").split("\n")
