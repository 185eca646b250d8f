"""The generated parts of docs/: the page of commands, and the table of modules in architecture.md.

`python -m tests.support.docs` writes them anew.
"""

import ast
import sys
from pathlib import Path

import click

from build_tools.cli.root import COMMANDS, craft

ROOT = Path(__file__).parents[2]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
ARCHITECTURE_PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- modules: begin -->\n", "<!-- modules: end -->\n"


def commands_page() -> str:
    """docs/commands.md"""
    parts = [
        "# Commands\n",
        "Made from the commands' own help by `python -m tests.support.docs`.\n",
        "Every command takes `-C DIR`, the standard's folder.\n"
        "Exit codes: 0 fine, 1 faults in the content, 2 wrong use, 3 something needed is missing.\n",
    ]
    context = click.Context(craft, info_name="craft")
    for name in COMMANDS:
        command = craft.get_command(context, name)
        assert command is not None
        parts += _help(command, context, name)
    return "\n".join(parts)


def _help(command: click.Command, parent: click.Context, name: str) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    found = [f"## {context.command_path}\n", f"```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            below = command.get_command(context, inner)
            assert below is not None
            found += _help(below, context, inner)
    return found


def modules_table() -> str:
    """A row for each module: what its first paragraph says."""
    rows = ["| module | is for |", "| --- | --- |"]
    for path in sorted((ROOT / "build_tools").rglob("*.py")):
        doc = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        if doc:
            name = path.relative_to(ROOT / "build_tools").as_posix().replace("/__init__.py", "/").replace("__init__.py", "build_tools")
            rows.append(f"| `{name}` | {' '.join(doc.split(chr(10) * 2)[0].split())} |")
    return "\n".join(rows) + "\n"


def architecture_page() -> str:
    """docs/architecture.md with a fresh table."""
    text = ARCHITECTURE_PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{modules_table()}\n{END}{after}"


PAGES = {COMMANDS_PAGE: commands_page, ARCHITECTURE_PAGE: architecture_page}


def main(wanted: list[str]) -> None:
    """Write every generated page; print those named instead."""
    for path, page in PAGES.items():
        if path.name in wanted:
            print(page(), end="")
        elif not wanted:
            path.write_text(page(), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
