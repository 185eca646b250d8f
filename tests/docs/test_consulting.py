"""docs/consulting.md step by step, in a copy of the mini standard: its files are written, its edits made, its commands run, and participants answer."""

import datetime
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.support.built import ROOT, TEAHOUSE, copy_project, craft
from tests.support.returned import fill_workbook

_BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.S | re.M)
PAGE = (ROOT / "docs" / "consulting.md").read_text("utf-8")
WHO = {"name": "Orla Byrne", "address": "orla@casa.example", "group": "Casas de té", "country": "Ireland", "language": "English"}


def test_every_step(tmp_path: Path) -> None:
    project = copy_project(TEAHOUSE, tmp_path / "project")
    blocks = [block for block in _BLOCK.findall(PAGE) if block[1] != "serve"]
    assert {kind for kind, _, _ in blocks} == {"yaml", "csv", "sh", "diff", "text"}
    said = ""
    for kind, remark, body in blocks:
        first, _, rest = body.partition("\n")
        if kind == "sh":
            said = "".join(run(project, line, 1 if remark == "fault" else 0) for line in body.splitlines())
            answer(project)
        elif kind == "text":
            assert said == body
        elif kind == "diff":
            edit(project / first.removeprefix("# "), rest)
        else:
            path = project / first.removeprefix("# ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rest, "utf-8")
    pages = project / "build" / "site" / "en" / "sur-1"
    page = (pages / "sur-1-ronda-2" / "index.html").read_text("utf-8")
    assert "Second round" in page and "Two years would be fair." in page and "Un año, o dos" in page
    assert "This round is closed." in (pages / "sur-1-ronda-1" / "index.html").read_text("utf-8"), "a later round is there"
    assert "No account is needed." in page
    assert (pages / "sur-1-a2" / "index.html").is_file()
    for name in ("report.pdf", "report.xlsx", "forms/form-en.docx", "forms/draft.docx"):
        assert (project / name).stat().st_size > 1000
    people = (project / "amendments/sur-1/comments/ronda-2-people.yml").read_text("utf-8")
    for told in ("Orla Byrne", "rosa@casa.example", "Juan Sosa"):
        assert told in people
        assert all(told not in path.read_text("utf-8") for path in (project / "build").rglob("*.html"))


def run(project: Path, line: str, code: int) -> str:
    """Run a command where the reader would, and give what it says, as it stands in a terminal."""
    words = shlex.split(line)[1:]
    words = [str(project / word) if re.match(r"(forms|returned)/|report\.", word) else word for word in words]
    done = craft(project, *words)
    assert done.returncode == code, line + done.stdout + done.stderr
    return (done.stderr + done.stdout).replace(f"{project}/", "")


def answer(project: Path) -> None:
    """What a participant does with the form, as soon as it is there."""
    form, returned = project / "forms" / "form-en.xlsx", project / "returned" / "form-en.xlsx"
    if form.exists() and not returned.exists():
        returned.parent.mkdir()
        returned.write_bytes(fill_workbook(form.read_bytes(), WHO, {"A-04": ("Two years would be fair.", "")}))


def edit(path: Path, body: str) -> None:
    """Make an edit shown with the lines around it."""
    lines = body.splitlines()
    old = "\n".join(line[1:] for line in lines if line[0] in " -")
    new = "\n".join(line[1:] for line in lines if line[0] in " +")
    content = path.read_text("utf-8")
    assert content.count(old) == 1, content
    path.write_text(content.replace(old, new), "utf-8")


def test_the_example_is_served() -> None:
    found = re.search(r"^```sh serve\n(craft .*)\n```$", PAGE, re.M)
    address = re.search(r"with `(es/[^`]*)` behind it", PAGE)
    assert found and address
    command = [sys.executable, "-c", "from build_tools.cli import main; main()", *shlex.split(found[1])[1:], "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            printed = serving.stdout.readline().split()[0]
            with urllib.request.urlopen(printed + address[1], timeout=60) as page:
                assert "Qué fue de los comentarios" in page.read().decode()
        finally:
            serving.terminate()


def test_the_days_are_those_expected() -> None:
    """The round shown is as long as the page demands of a second round."""
    opens, closes = (datetime.date.fromisoformat(re.search(rf"^{key}: (.*)$", PAGE, re.M)[1]) for key in ("opens", "closes"))  # type: ignore[index]
    assert (closes - opens).days >= 30
