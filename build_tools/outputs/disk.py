"""Files on disk: written whole or not at all."""

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from build_tools.errors import CraftError

WORK = ".craft"
"""The tools' own folder inside the project: cache, lock, and what is being built."""

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def write_bytes(path: Path, data: bytes) -> None:
    """Replace the file whole, or leave it as it was; a device or pipe is written to, and a link followed."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Replace the file whole, in UTF-8 with LF line ends."""
    write_bytes(path, text.encode("utf-8"))


def write_files(root: Path, written: Mapping[str, str], removed: Iterable[str] = ()) -> None:
    """Replace several files and take some away: all of it, or, where the disk refuses, nothing."""
    staged: list[tuple[Path, Path]] = []
    kept: dict[Path, bytes | None] = {}
    try:
        for name, text in written.items():
            path = (root / name).resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            staged.append((Path(temporary), path))
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
            Path(temporary).chmod(0o644)
        for temporary_path, path in staged:
            kept[path] = path.read_bytes() if path.exists() else None
            temporary_path.replace(path)
        for name in removed:
            kept[root / name] = (root / name).read_bytes()
            (root / name).unlink()
    except BaseException:
        for path, data in kept.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        for temporary_path, _ in staged:
            temporary_path.unlink(missing_ok=True)
        raise


def link_tree(source: Path, target: Path) -> None:
    """The folder's files under another name, without copying where the file system allows."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            link_file(path, target / path.relative_to(source))


def link_file(source: Path, target: Path) -> None:
    """One file under another name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextlib.contextmanager
def exclusively(root: Path) -> Iterator[Path]:
    """The project's work folder, held by this process alone; what an interrupted build left there is removed."""
    work = root / WORK
    work.mkdir(exist_ok=True)
    with (work / "lock").open("w") as lock:
        _lock(lock.fileno())
        for leftover in work.glob("staging-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        interrupted = work / "previous"
        if interrupted.exists() and not (root / "build").exists():
            interrupted.rename(root / "build")  # stopped between the two renames of a system without exchange
        shutil.rmtree(interrupted, ignore_errors=True)
        yield work


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        return
    import fcntl  # here: Windows has none

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CraftError("Another craft command is building in this folder.", "Wait until it has ended.") from None


def exchange(staging: Path, target: Path) -> None:
    """Put the finished folder in the place of the old one in one step, and remove the old one.

    Linux and macOS swap two names at once. Elsewhere two renames follow each other, and the next start mends what was interrupted between them.
    """
    if not target.exists():
        staging.rename(target)
        return
    if not _swap(staging, target):
        previous = staging.parent / "previous"
        target.rename(previous)
        staging.rename(target)
        staging = previous
    shutil.rmtree(staging, ignore_errors=True)


def _swap(one: Path, two: Path) -> bool:
    """Whether the system could exchange the two names."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(two)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, _RENAME_SWAP) == 0)
    return False
