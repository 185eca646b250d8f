"""Sixty damages that nobody thought of: always an answer, never a traceback; and nothing is written by what could not read."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.damage import run

ROUNDS = 60


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _line_lost(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _bytes_flipped(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(3):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _block_doubled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    end = min(len(lines), start + chance.randint(1, 12))
    return b"".join([*lines[:end], *lines[start:end], *lines[end:]])


DAMAGES = (_truncated, _line_lost, _bytes_flipped, _block_doubled)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_damage(seed: int, copied: Callable[[Path], Path], craft_root: Path) -> None:
    chance = random.Random(seed)
    root = copied(craft_root)
    files = sorted(path for folder in ("source", "amendments", "translations") for path in (root / folder).rglob("*") if path.is_file())
    kind = chance.choice(("source", "amendments", "translations"))
    path = chance.choice([path for path in files if path.relative_to(root).parts[0] == kind])
    path.write_bytes(DAMAGES[seed % len(DAMAGES)](path.read_bytes(), chance))
    what = f"{DAMAGES[seed % len(DAMAGES)].__name__} in {path.relative_to(root)}"

    checked = run("-C", str(root), "check")
    assert checked.code in (0, 1), f"{what}: {checked}"
    assert checked.out.count("\n") < 120, f"{what}: {checked.out}"

    if checked.code == 0 or kind == "translations":
        return  # nothing that “craft format” reads is damaged
    before = {file: file.read_bytes() for file in files}
    formatted = run("-C", str(root), "format")
    assert formatted.code in (0, 1), f"{what}: {formatted}"
    if formatted.code:
        assert {file: file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file() and file in before} == before, what
