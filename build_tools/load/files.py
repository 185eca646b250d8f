"""Files as text: UTF-8 or a fault that names the line."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from build_tools.positions import Position
from build_tools.problems import Problem

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.M)


def even(text: str) -> str:
    """The text without a byte order mark, with LF line ends, in Unicode's composed form.

    >>> even("\\ufeffOne.\\r\\nTwo.")
    'One.\\nTwo.'
    """
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def conflict_line(text: str) -> int:
    """The line of the first mark that an unfinished merge left, or 0.

    >>> conflict_line("a: b\\n<<<<<<< HEAD\\n")
    2
    """
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """The file's text, or none with a problem added."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem(Position(shown), "missing-file", f"The file cannot be read: {error.strerror}."))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"Byte {data[error.start]:#04x} is not UTF-8; the file seems to be {_encoding(data)}."
        problems.append(Problem(Position(shown, line), "wrong-encoding", message))
        return None


def _encoding(data: bytes) -> str:
    """What a file that is not UTF-8 looks like."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    if any(byte < 9 for byte in data):
        return "no text at all"
    return "Windows-1252 or another older encoding"


def uneven_files(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Path below `root` → content as it should be, for those that `even` would change; what cannot be read is left out."""
    found: dict[str, str] = {}
    for path in paths:
        text = read_text(path, "", [])
        if text is not None and (wanted := even(text)) != text:
            found[path.relative_to(root).as_posix()] = wanted
    return found


_IDENTIFIERS = re.compile(r"^\W*id:[ \t]*['\"]?([^\s'\"]+)|\{#([^\s}]+)", re.M)


def identifiers_in(path: Path) -> set[str]:
    """The identifiers that a file seems to give, even one that cannot be read as what it should be."""
    data = path.read_bytes() if path.is_file() else b""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    return {one or two for one, two in _IDENTIFIERS.findall(text)}


def source_files(folder: Path, *suffixes: str) -> list[Path]:
    """All files below `folder` with one of the suffixes, in a fixed order; hidden ones are left out."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def digest_of_files(root: Path, paths: Iterable[Path]) -> str:
    """A digest of names and contents, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()
