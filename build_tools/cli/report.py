"""What commands print: problems as text, JSON or GitHub annotations; errors as sentences."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from build_tools.errors import ContentError, CraftError
from build_tools.outputs.disk import write_bytes
from build_tools.problems import Problem


def show_error(error: CraftError) -> None:
    """An error on the error stream, with every fault it carries."""
    if isinstance(error, ContentError) and error.problems:
        click.echo(as_text(error.problems), err=True)
    click.echo(click.style("error: ", fg="red", bold=True) + error.what, err=True)
    if error.remedy:
        click.echo(f"       {error.remedy}", err=True)


def as_text(problems: Sequence[Problem]) -> str:
    """A paragraph for each fault: where, what, what to do."""
    return "\n".join(f"{problem.at}: {problem.severity}: {problem.message} [{problem.sort}]\n    → {problem.remedy}" for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects."""
    records = [
        {"file": p.at.path, "line": p.at.line, "severity": p.severity, "sort": p.sort, "message": p.message, "remedy": p.remedy} for p in problems
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


def as_github(problems: Sequence[Problem]) -> str:
    """Annotations that GitHub shows beside the lines."""
    return "\n".join(f"::{p.severity} file={p.at.path},line={p.at.line or 1},title={p.sort}::{_escaped(f'{p.message} {p.remedy}')}" for p in problems)


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


PROBLEMS: dict[str, Callable[[Sequence[Problem]], str]] = {"text": as_text, "json": as_json, "github": as_github}


def put_out(words: str | bytes, output: Path | None) -> None:
    """To the file named, whole or not at all, or to standard output."""
    data = words.encode() if isinstance(words, str) else words
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        write_bytes(output, data)
        click.echo(f"wrote {output}", err=True)
