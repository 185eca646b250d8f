"""The commands as a reader meets them: each case file is a session in a copy of a standard.

In a block `console` a line `$ craft …` is run, and what follows is its output, standard output before standard error,
and `[exit code N]` where it is not 0. `$ cat FILE` shows a file, `$ replace FILE OLD NEW` edits one, `$ replace-last FILE OLD NEW` edits it where OLD stands last, `$ write FILE LINE …` makes one.
A line `…` stands for any lines; FOLDER for the standard's folder. `python -m pytest tests/commands/test_commands.py --accept` rewrites the cases.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from build_tools.cli.root import COMMANDS, craft
from tests.support.damage import replace, run

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*.md"))
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
_STEP = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.M)


def _answer(root: Path, command: str) -> str:
    """What the command answers, as the case files write it."""
    words = shlex.split(command)
    match words:
        case ["cat", name]:
            return (root / name).read_text("utf-8")
        case ["replace", name, old, new]:
            replace(name, old, new)(root)
            return ""
        case ["write", name, *lines]:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
            return ""
        case ["replace-last", name, old, new]:
            before, found, behind = (root / name).read_text("utf-8").rpartition(old)
            assert found, f"{name} does not hold {old!r}"
            (root / name).write_text(before + new + behind, "utf-8")
            return ""
        case ["craft", *arguments]:
            ran = run(*arguments)
            shown = (ran.out + ran.err).replace(str(root), "FOLDER").replace("\r\n", "\n")
            return (shown if not shown or shown.endswith("\n") else shown + "\n") + (f"[exit code {ran.code}]\n" if ran.code else "")
    raise AssertionError(f"no such command in a case: {command}")


def _fits(expected: str, found: str) -> bool:
    """Whether they are equal, a line `…` standing for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…\n" else re.escape(line) for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, found) is not None


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path, copied: Callable[[Path], Path], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    text = case.read_text("utf-8")
    project = re.search(r"^Standard: (\w+)$", text, re.M)
    assert project, f"{case.name} must name its standard: “Standard: teahouse”"
    root = copied(request.getfixturevalue(f"{project[1]}_root"))
    monkeypatch.chdir(root)
    accept = request.config.getoption("--accept", default=False)
    failed: list[str] = []

    def step(found: re.Match[str]) -> str:
        answer = _answer(root, found[1])
        if _fits(found[2], answer):
            return found[0]
        failed.append(f"$ {found[1]}\n{answer}")
        return f"$ {found[1]}\n{answer}"

    fresh = _BLOCK.sub(lambda block: _STEP.sub(step, block[0]), text)
    if accept:
        case.write_text(fresh, "utf-8")
    else:
        assert not failed, "\n".join(["The answer is now:", *failed, "If it is right: python -m pytest tests/commands/test_commands.py --accept"])


def _every_command() -> list[tuple[str, click.Command]]:
    context = click.Context(craft)
    found: list[tuple[str, click.Command]] = [("craft", craft)]
    for name in COMMANDS:
        command = craft.get_command(context, name)
        assert command is not None
        found.append((f"craft {name}", command))
        if isinstance(command, click.Group):
            found += [(f"craft {name} {inner}", below) for inner, below in command.commands.items()]
    return found


@pytest.mark.parametrize(("name", "command"), _every_command(), ids=lambda value: value if isinstance(value, str) else "")
def test_help_has_an_example(name: str, command: click.Command) -> None:
    ran = run(*name.split()[1:], "--help")
    assert ran.code == 0
    examples = re.search(r"^  Examples?:\n((?:    craft .*\n)+)", ran.out, re.M)
    assert examples, ran.out
    assert all(line.strip().startswith(f"{name} ") or name == "craft" or line.strip() == name for line in examples[1].splitlines()), ran.out


def test_every_command_has_a_case() -> None:
    shown = set(re.findall(r"^\$ craft (?:-C \S+ )?(\w+)", "".join(case.read_text("utf-8") for case in CASES), re.M))
    assert set(COMMANDS) - {"build", "serve"} <= shown


def test_blocks_are_whole() -> None:
    for case in CASES:
        text = case.read_text("utf-8")
        assert text.count("```console\n") == len(_BLOCK.findall(text)) > 0, case.name
