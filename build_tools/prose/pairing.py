"""Two sequences side by side: each member with its like in the other, in order."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

SAME = 0.5
"""Members of which less is the same are not alike."""


def common_ends(before: Sequence[Any], after: Sequence[Any]) -> tuple[int, int]:
    """How many members the two have alike at the beginning, and at the end behind that.

    >>> common_ends("abcd", "abxd")
    (2, 1)
    """
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def paired(before: Sequence[Any], after: Sequence[Any], likeness: Callable[[Any, Any], float], seen: Callable[[Any], Any] = lambda member: member) -> list[tuple[Any, Any]]:
    """The two sequences side by side in order, each member with its like or with none, so that the likeness is greatest.

    `likeness` (0 to 1) is asked of what `seen` makes of the members.
    """
    head, tail = common_ends(before, after)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    seen_new = [seen(member) for member in new]
    likes = [[likeness(one, other) for other in seen_new] for one in (seen(member) for member in old)]
    ends = list(zip(before[len(before) - tail :], after[len(after) - tail :], strict=True))
    return [*zip(before[:head], after[:head], strict=True), *_aligned(old, new, likes), *ends]


def alike(old: Sequence[Any], new: Sequence[Any]) -> float:
    """How much of two sequences is the same in order, from 0 to 1; 0 where it is clearly less than half."""
    if old == new:
        return 1.0
    known = set(new)
    if 2 * sum(map(known.__contains__, old)) < SAME * (len(old) + len(new)):
        return 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _aligned(before: Sequence[Any], after: Sequence[Any], likes: list[list[float]]) -> list[tuple[Any, Any]]:
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = best[i + 1][j + 1] + likes[i][j] if likes[i][j] >= SAME else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[Any, Any]] = []
    i = j = 0
    while i < len(before) and j < len(after):
        if likes[i][j] >= SAME and best[i][j] == best[i + 1][j + 1] + likes[i][j]:
            pairs.append((before[i], after[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((before[i], None))
            i += 1
        else:
            pairs.append((None, after[j]))
            j += 1
    return [*pairs, *((old, None) for old in before[i:]), *((None, new) for new in after[j:])]
