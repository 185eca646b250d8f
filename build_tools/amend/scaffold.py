"""Amendments begun: the next free name, and the present text of what they are to change."""

import re
from collections.abc import Collection, Iterable

from build_tools.model.amendment import UNWRITTEN, Change
from build_tools.model.facts import Facts, Kind
from build_tools.model.order import children
from build_tools.model.provision import Provision, Text, Value


def next_name(known: Iterable[str], letter: str) -> str:
    """The name after the highest that was given.

    >>> next_name(["A1", "A10", "E2"], "A"), next_name([], "E")
    ('A11', 'E1')
    """
    numbers = [int(found[1]) for name in known if (found := re.fullmatch(rf"{letter}(\d+)", name))]
    return f"{letter}{max(numbers, default=0) + 1}"


def repeated(facts: Facts, provision: Provision, only: Collection[str] = ()) -> Change:
    """The provision's text as it is, before and after: what is to change is written over it.

    `only` some fields may be wanted; one that the provision does not have is still to be written.
    """
    wanted = [name for name in facts.fields if name in (only or provision.fields)]
    before = {name: provision.fields[name] for name in wanted if name in provision.fields}
    return Change(provision.id, before, {name: before.get(name, _first(facts, name)) for name in wanted})


def inserted(facts: Facts, text: Text, kind: Kind, identifier: str) -> Change:
    """A new provision: where it seems to belong, and the fields that its kind needs, still to be written."""
    place = _place(facts, text, kind, identifier)
    needed = [name for name, required in kind.fields.items() if required]
    return Change(identifier, None, {**place, **{name: _first(facts, name) for name in needed}})


def _place(facts: Facts, text: Text, kind: Kind, identifier: str) -> dict[str, Value]:
    """In the provision whose identifier its own begins with, or else in the only one that can hold it; behind its last sibling."""
    homes = [key for key, found in text.items() if not found.withdrawn and (of := facts.kind_of(key)) and of.name in kind.parents]
    above = max((home for home in homes if identifier.startswith(home)), key=len, default="")
    parent = above or (homes[0] if len(homes) == 1 else UNWRITTEN)
    if not kind.parents:
        return {}
    placed = [found.id for found in children(facts, text).get(parent, ()) if (of := facts.kind_of(found.id)) and of.order == "place"]
    place: dict[str, Value] = {"parent": parent}
    return place | ({"follows": placed[-1]} if placed and kind.order == "place" else {})


def _first(facts: Facts, name: str) -> Value:
    field = facts.fields[name]
    match field.type:
        case "choice":
            return next(iter(facts.choices[field.of]))
        case "provisions" | "framework":
            return (UNWRITTEN,)
    return UNWRITTEN
