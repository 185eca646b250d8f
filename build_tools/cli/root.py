"""The command `craft` and where its commands are found; a command's modules load only when it runs."""

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from build_tools.errors import MissingError
from build_tools.model.identifiers import suggestion

COMMANDS: dict[str, str] = {
    "check": "content",
    "format": "content",
    "seal": "content",
    "build": "build",
    "serve": "serve",
    "show": "read",
    "diff": "read",
    "amend": "amend",
    "consolidate": "edition",
    "rebase": "edition",
    "translate": "translate",
    "consult": "consult",
    "export": "export",
}
"""Command → the module of build_tools.cli that holds it, in the order of the help."""

F = TypeVar("F", bound=Callable[..., Any])


class Craft(click.Group):
    """Finds commands by COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"build_tools.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("format", "format_"))
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with a hint at the nearest command."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = suggestion(args[0], COMMANDS)
            raise click.UsageError(f"There is no command “{args[0]}”. {hint or 'Commands: ' + ', '.join(COMMANDS) + '.'}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Craft, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=False)
@click.option("-C", "folder", type=click.Path(path_type=Path, file_okay=False), default=None, help="The standard's folder (default: this one).")
@click.version_option(package_name="craft-build-tools", prog_name="craft")
@click.pass_context
def craft(ctx: click.Context, folder: Path | None) -> None:
    """Keep a standard as text, and compile it into a website, PDFs and data.

    \b
    Examples:
      craft check                 everything that is wrong, at once
      craft build                 website, PDFs and data into build/
      craft diff 2.0 2.1          what changed between two editions
      craft show M.1/5.2.3/R.1    one provision and its history
    """
    ctx.obj = folder


def in_folder(function: F) -> F:
    """Adds `-C DIR` to a command and hands it the folder as `root`."""

    @click.option("-C", "folder", type=click.Path(path_type=Path, file_okay=False), default=None, help="The standard's folder (default: this one).")
    @functools.wraps(function)
    def with_root(*args: Any, folder: Path | None, **values: Any) -> Any:
        root = (folder or click.get_current_context().obj or Path()).resolve()
        if not root.is_dir():
            raise MissingError(f"There is no folder {root}.")
        return function(*args, root=root, **values)

    return cast(F, with_root)


def output_option(function: F) -> F:
    """Adds `-o FILE`."""
    return click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write to this file instead of the terminal.")(function)
