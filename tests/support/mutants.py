"""Small damage, which every law must notice."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from build_tools.model.facts import Facts
from build_tools.model.order import children
from build_tools.model.provision import Provision, Text


def without_a_letter(words: str) -> str:
    """The words without their first letter.

    >>> without_a_letter("1. Abc")
    '1. bc'
    """
    return re.sub(r"[^\W\d_]", "", words, count=1)


def letter_lost(text: Text) -> tuple[dict[str, Provision], str, str]:
    """(the text with one letter missing in one field, the provision, the field)."""
    for key, provision in text.items():
        for name, value in provision.fields.items():
            if isinstance(value, str) and without_a_letter(value) != value:
                fields: Mapping[str, object] = {**provision.fields, name: without_a_letter(value)}
                return {**text, key: replace(provision, fields=fields)}, key, name  # type: ignore[arg-type]
    raise AssertionError("no words")


def siblings_swapped(facts: Facts, text: Text) -> dict[str, Provision]:
    """The text with two neighbours, ordered by their place, in each other's place."""
    for group in children(facts, text).values():
        placed = [found for found in group if (kind := facts.kind_of(found.id)) and kind.order == "place"]
        for one, two in pairwise(placed):
            if not (one.withdrawn or two.withdrawn):
                return _swapped(text, one, two)
    raise AssertionError("no siblings")


def _swapped(text: Text, one: Provision, two: Provision) -> dict[str, Provision]:
    result = dict(text)
    other = {one.id: two.id, two.id: one.id}
    for key, found in text.items():
        if found.follows in other and key not in other:
            result[key] = replace(found, follows=other[found.follows])
    result[one.id] = replace(one, follows=two.id if two.follows == one.id else two.follows)
    result[two.id] = replace(two, follows=one.follows)
    return result
