"""Faults that are only consequences of others are not said: who mends the cause is rid of them."""

from collections.abc import Iterable

from build_tools.problems import Problem

FOLLOWING: dict[str, tuple[str, ...]] = {
    "unrecorded-change": ("does-not-fit", "unknown-context", "outdated-entry", "missing-entry", "dangling-reference", "undefined-term", "misplaced-provision"),
}
"""A fault about something → the faults about the same thing that follow from it."""


def without_follow_ups(reading: Iterable[Problem], checking: Iterable[Problem], lost: frozenset[str]) -> list[Problem]:
    """All faults but those that follow from another.

    What could not be read explains whatever is said of it later; `lost` are the provisions in files that could not be read.
    """
    read, checked = list(reading), list(checking)
    unread = lost | {about for problem in read for about in problem.about}
    explained: dict[str, set[str]] = {}
    for problem in checked:
        for sort in FOLLOWING.get(problem.sort, ()):
            explained.setdefault(sort, set()).update(problem.about)
    foreign = {problem.at.path for problem in checked if problem.sort in ("unsupported-markup", "broken-footnote")}
    checked = [problem for problem in checked if problem.sort != "not-canonical" or problem.at.path not in foreign]
    return read + [problem for problem in checked if not _follows(problem, unread) and not _follows(problem, explained.get(problem.sort, set()))]


def _follows(problem: Problem, causes: Iterable[str]) -> bool:
    """Whether all that the fault is about is at fault already."""
    return bool(problem.about) and all(about in causes or about.partition("#")[0] in causes for about in problem.about)
