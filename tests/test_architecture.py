"""The shape of the tools: small functions and files, imports in one direction, words to the terminal from one place, and no standard by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

TOOLS = Path(__file__).parents[1] / "build_tools"
MODULES = sorted(TOOLS.rglob("*.py"))
LONGEST_FUNCTION, LONGEST_FILE = 45, 400
TOO_LONG: frozenset[str] = frozenset()
"""Functions and files that may be longer, as PATH or PATH:FUNCTION; only ever shortened."""

PARTICULAR = re.compile(
    r"\bCRAFT\b|\bASM\b|\bAMPs?\b|\bOECD\b|\bRESOLVE\b|\bARM\b"
    r"|(?i:craft.code|artisanal|small.?scale|\bmin(?:e|es|er|ers|ing|erals?)\b|\bgold\b|precious.metal|due.diligence|responsible.mining)"
)
"""The standard's name and the words of its field; “craft” in small letters is the command, and “Craft” its class."""


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(name, lines) of every function in the module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_sizes() -> None:
    long = {path.relative_to(TOOLS).as_posix() for path in MODULES if path.read_text("utf-8").count("\n") > LONGEST_FILE}
    long |= {f"{path.relative_to(TOOLS).as_posix()}:{name}" for path in MODULES for name, lines in functions(path) if lines > LONGEST_FUNCTION}
    assert sorted(long - TOO_LONG) == [], "divide them"
    assert sorted(TOO_LONG - long) == [], "take them off the list: they are short enough now"


@pytest.mark.parametrize("name", ["print", "input"])
def test_only_the_command_line_speaks(name: str) -> None:
    calls = [
        f"{path.relative_to(TOOLS)}:{node.lineno}"
        for path in MODULES
        if "cli" not in path.relative_to(TOOLS).parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]
    assert calls == []


def test_the_tools_know_no_standard() -> None:
    """Everything particular is declared in source/."""
    found = []
    for path in sorted(path for path in TOOLS.rglob("*") if path.suffix in {".py", ".po", ".typ", ".css", ".js", ".html", ".svg"}):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if PARTICULAR.search(line):
                found.append(f"{path.relative_to(TOOLS)}:{number}: {line.strip()}")
    assert found == []


def test_imports_go_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOOLS.parent)
    assert lint_imports(config_filename="pyproject.toml", is_debug_mode=False) == EXIT_STATUS_SUCCESS
