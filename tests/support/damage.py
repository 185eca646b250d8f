"""Ways to damage a copy of a project, as people and machines do; and the command line as a reader meets it."""

import contextlib
import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from build_tools.cli import main

Damage = Callable[[Path], None]


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


def run(*arguments: str) -> Ran:
    """`craft` with these arguments in this process; an exception that no sentence was made of comes through."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in range(2))
    code = 0
    with (
        mock.patch.object(sys, "argv", ["craft", *arguments]),
        mock.patch.dict("os.environ", {"CRAFT_DEBUG": "1"}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Ran(code, *(stream.buffer.getvalue().decode("utf-8", "replace") for stream in (out, err)))  # type: ignore[attr-defined]


def replace(path: str, old: str, new: str) -> Damage:
    """The first `old` becomes `new`; it must be there."""

    def damage(root: Path) -> None:
        text = (root / path).read_bytes().decode()
        assert old in text, f"{path} no longer holds {old!r}"
        (root / path).write_bytes(text.replace(old, new, 1).encode())

    return damage


def rewrite(path: str, change: Callable[[bytes], bytes]) -> Damage:
    """The whole content is changed; it must differ then."""

    def damage(root: Path) -> None:
        before = (root / path).read_bytes()
        after = change(before)
        assert after != before
        (root / path).write_bytes(after)

    return damage


def append(path: str, text: str) -> Damage:
    """Text is added at the end."""
    return rewrite(path, lambda data: data + text.encode())


def put(path: str, content: str | bytes) -> Damage:
    """A file is written, over what may be there."""

    def damage(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return damage


def remove(path: str) -> Damage:
    """A file or folder goes."""

    def damage(root: Path) -> None:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink()

    return damage


def rename(path: str, other: str) -> Damage:
    """A file or folder gets another name."""

    def damage(root: Path) -> None:
        (root / other).parent.mkdir(parents=True, exist_ok=True)
        (root / path).rename(root / other)

    return damage


def empty_folder(path: str) -> Damage:
    """A folder is left without anything in it."""

    def damage(root: Path) -> None:
        shutil.rmtree(root / path, ignore_errors=True)
        (root / path).mkdir(parents=True)

    return damage


def both(*damages: Damage) -> Damage:
    """One after the other."""

    def damage(root: Path) -> None:
        for one in damages:
            one(root)

    return damage
