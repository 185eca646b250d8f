"""Identifiers as keys: their order, their slug, and forgiving look-up."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_DIGITS = re.compile(r"(\d+)")
_DOT_AFTER_LETTER = re.compile(r"(?<=[a-z])\.(?=\d|[a-z])")


RESERVED = ("about", "amendments", "changes", "downloads", "rounds", "search")
"""Addresses that the website itself takes; no provision may lead there."""


@lru_cache(maxsize=1 << 17)
def natural_key(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """A key under which numbers order as numbers.

    >>> sorted(["M.4/5.2.12", "M.4/5.2.9"], key=natural_key)
    ['M.4/5.2.9', 'M.4/5.2.12']
    """
    parts = _DIGITS.split(identifier)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts if part)


@lru_cache(maxsize=1 << 17)
def slug(identifier: str) -> str:
    """The identifier as it stands in addresses and anchors.

    >>> slug("M.4/5.2.12/S.1.1")
    'm4-5.2.12-s1.1'
    """
    lowered = identifier.lower().replace("/", "-").replace(":", "-").replace(" ", "-")
    return _DOT_AFTER_LETTER.sub("", lowered)


def look_up(wanted: str, known: Iterable[str]) -> str | None:
    """The known identifier that a person means: exact, by slug, or with what was lost put back.

    >>> look_up("1/5.2.3/R.1", ["M.1/5.2.3/R.1", "M.1/5.2.3"])
    'M.1/5.2.3/R.1'
    >>> look_up("m1-5.2.3-r1", ["M.1/5.2.3/R.1"])
    'M.1/5.2.3/R.1'
    """
    identifiers = list(known)
    if wanted in identifiers:
        return wanted
    bare = _bare(wanted)
    same = [identifier for identifier in identifiers if _bare(identifier) == bare]
    if not same:
        same = [identifier for identifier in identifiers if _bare(identifier).lstrip("abcdefghijklmnopqrstuvwxyz") == bare]
    return same[0] if len(same) == 1 else None


def suggestion(wanted: str, known: Iterable[str]) -> str:
    """“ Did you mean …?” for the nearest known word, or nothing.

    >>> suggestion("titel", ["title", "text"])
    'Did you mean “title”?'
    """
    near = get_close_matches(wanted, list(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else ""


def _bare(identifier: str) -> str:
    return re.sub(r"[^\w]", "", identifier.lower())
