"""An edited copy turned into changes: what is new in it, and what of that belongs together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.amend.apply import misfits_of
from build_tools.amend.compare import compare
from build_tools.model.amendment import OPEN, Amendment, Change
from build_tools.model.facts import Facts
from build_tools.model.order import children, reading_order
from build_tools.model.provision import PLACE, Provision, Text, attributes, from_attributes

GROUPS = ("provision", "parent", "all")
"""How changes are put together: one amendment for each provision, for all that stands in one, or for everything."""


@dataclass(frozen=True, slots=True)
class Clash:
    """An edit of the copy that cannot be recorded beside what has become of the text since."""

    id: str
    field: str
    """Empty where it is the provision itself."""
    amendment: str = ""
    """The amendment that gives the same identifier; empty where the text itself has changed."""


def with_tombstones(facts: Facts, origin: Text, copy: Text) -> dict[str, Provision]:
    """The copy with a tombstone for whatever was simply taken out of it; what followed that stays behind it."""
    result = dict(copy)
    gone = [provision for group in children(facts, origin).values() for provision in group if provision.id not in copy]
    for provision in gone:
        result[provision.id] = provision if provision.withdrawn else Provision(provision.id, provision.parent, provision.follows, True, provision.was)
    for provision in gone:
        before = provision.follows
        while before is not None and before not in copy:
            before = origin[before].follows
        for other in list(result.values()):
            followed = other.id in origin and other.id in copy and origin[other.id].follows == provision.id
            if followed and other.follows == before and other.parent == provision.parent:
                result[other.id] = replace(other, follows=provision.id)
    return result


def renumbered_unsaid(origin: Text, copy: Text) -> list[tuple[str, str]]:
    """(old, new) where a provision is gone and a new one has its very words, but does not say `was`."""
    gone = {tuple(sorted(found.fields.items())): found.id for found in origin.values() if found.fields and (found.id not in copy or copy[found.id].withdrawn)}
    new = [found for found in copy.values() if found.id not in origin and not found.was]
    return [(old, found.id) for found in new if (old := gone.get(tuple(sorted(found.fields.items()))))]


@dataclass(frozen=True, slots=True)
class Edits:
    """What a copy brings."""

    changes: tuple[Change, ...]
    """By identifier; a provision's place apart from its words."""
    clashes: tuple[Clash, ...]
    known: tuple[str, ...]
    """The amendments that say a part of it already."""


def edits(origin: Text, copy: Text, present: Text, amendments: Iterable[Amendment]) -> Edits:
    """What the copy, which began as `origin`, brings to the present text beside what stands there, or in one of its amendments, already."""
    made: dict[str, list[tuple[Amendment, Change]]] = {}
    for amendment in amendments:
        for change in amendment.changes if amendment.status != "adopted" else ():
            made.setdefault(change.id, []).append((amendment, change))
    changes: list[Change] = []
    clashes: dict[Clash, None] = {}
    known: dict[str, None] = {}
    for change in (part for whole in compare(origin, copy) for part in _divided(whole)):
        recorded = made.get(change.id, [])
        left, said = _unsaid(change, present, recorded)
        known.update(dict.fromkeys(said))
        if left is not None:
            changes.append(left)
            clashes.update(dict.fromkeys(_clashes(left, present, recorded)))
    return Edits(tuple(changes), tuple(clashes), tuple(known))


def _divided(change: Change) -> list[Change]:
    """The change of a provision's place apart from that of its words; what comes or goes is one."""
    if _whole(change):
        return [change]
    parts = [_part(change, lambda name: name not in PLACE), _part(change, lambda name: name in PLACE)]
    return [part for part in parts if part.before or part.after]


def _whole(change: Change) -> bool:
    """Whether the provision as such comes, goes or comes back."""
    return change.before is None or change.after is None or "withdrawn" in {**change.before, **change.after}


def _part(change: Change, wanted: Callable[[str], bool]) -> Change:
    before, after = ({name: value for name, value in (side or {}).items() if wanted(name)} for side in (change.before, change.after))
    return Change(change.id, before, after)


def _unsaid(change: Change, present: Text, recorded: Sequence[tuple[Amendment, Change]]) -> tuple[Change | None, list[str]]:
    """(what of the change stands neither in the present text nor in an amendment, the amendments that say the rest)"""
    there = present.get(change.id)
    if _whole(change):
        same = [amendment.id for amendment, other in recorded if other == change]
        return (None if same or _stands(there, change) else change), same
    said: dict[str, list[str]] = {}
    for name in {**(change.before or {}), **(change.after or {})}:
        sayers = [amendment.id for amendment, other in recorded if _says(other, change, name)]
        if sayers or (there is not None and attributes(there).get(name) == (change.after or {}).get(name)):
            said[name] = sayers
    left = _part(change, lambda name: name not in said)
    return (left if left.before or left.after else None), [sayer for sayers in said.values() for sayer in sayers]


def _stands(provision: Provision | None, change: Change) -> bool:
    """Whether the provision is what the change makes of it."""
    if provision is None or change.after is None:
        return False
    return provision.withdrawn if "withdrawn" in change.after else provision == from_attributes(change.id, change.after)


def _says(other: Change, change: Change, name: str) -> bool:
    """Whether another change does the same to an attribute."""
    if _whole(other) or name not in {**(other.before or {}), **(other.after or {})}:
        return False
    return all((one or {}).get(name) == (two or {}).get(name) for one, two in ((other.before, change.before), (other.after, change.after)))


def _clashes(change: Change, present: Text, recorded: Sequence[tuple[Amendment, Change]]) -> Iterator[Clash]:
    yield from (Clash(change.id, misfit.attribute) for misfit in misfits_of(present, change))
    if change.before is None and change.id not in present:
        yield from (Clash(change.id, "", amendment.id) for amendment, other in recorded if other.before is None and amendment.status in OPEN)


# ---- What belongs together ----


def grouped(facts: Facts, changes: Sequence[Change], origin: Text, copy: Text, how: str) -> list[list[Change]]:
    """The changes as decisions, in reading order: what cannot be decided apart is always together."""
    heads = list(range(len(changes)))
    keys: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for place, change in enumerate(changes):
        places.setdefault(change.id, []).append(place)
    for place, change in enumerate(changes):
        _join(heads, place, keys.setdefault(_key(change, origin, copy, how) or f"#{place}", place))
        for other in (other for identifier in _named(change, origin) for other in places.get(identifier, ())):
            if other != place and _bound(change, changes[other], origin):
                _join(heads, place, other)
    ranks = {provision.id: rank for rank, (_, provision) in enumerate(reading_order(facts, {**origin, **copy}))}
    groups: dict[int, list[Change]] = {}
    for place in sorted(range(len(changes)), key=lambda place: (ranks.get(changes[place].id, len(ranks)), place)):
        groups.setdefault(_head(heads, place), []).append(changes[place])
    return list(groups.values())


def _head(heads: list[int], place: int) -> int:
    while heads[place] != place:
        place = heads[place]
    return place


def _join(heads: list[int], one: int, other: int) -> None:
    heads[_head(heads, one)] = _head(heads, other)


def _key(change: Change, origin: Text, copy: Text, how: str) -> str:
    """What all that has the same is put together for; empty for nothing."""
    if how == "provision":
        return ""
    provision = copy.get(change.id, origin.get(change.id))
    return "*" if how == "all" else (provision.parent if provision else None) or change.id


def _named(change: Change, origin: Text) -> dict[str, None]:
    """The provisions that the change has to do with beside its own."""
    sides = [side for side in (change.before, change.after) if side]
    held = [origin[change.id].parent] if change.id in origin else []
    found = [*held, *(side.get(name) for side in sides for name in PLACE), *(past for side in sides for past in side.get("was", ()))]
    return dict.fromkeys(name for name in found if isinstance(name, str) and name != change.id)


def _bound(change: Change, other: Change, origin: Text) -> bool:
    """Whether the first cannot be decided without the second."""
    before, after = change.before or {}, change.after or {}
    comes, goes = other.before is None, "withdrawn" in (other.after or {})
    placed = _whole(other) or bool({*(other.before or {}), *(other.after or {})} & set(PLACE))
    held = origin[change.id].parent if change.id in origin else None
    return any(
        (
            other.id in after.get("was", ()) and other.id not in before.get("was", ()),
            comes and other.id == after.get("parent"),
            goes and other.id == (before.get("parent") or ("withdrawn" in after and held)),
            placed and not goes and other.id in (before.get("follows"), after.get("follows")),
        )
    )


def title_of(group: Sequence[Change], origin: Text, copy: Text) -> str:
    """What an amendment of these changes may be called: as its one provision, or what holds them all, or the first."""
    said = [change for change in group if _whole(change) or not _part(change, lambda name: name in PLACE).after] or list(group)
    words = list(dict.fromkeys(change.id for change in [one for one in said if "withdrawn" not in (one.after or {})] or said))
    provisions = [_living(identifier, origin, copy) for identifier in words]
    parents = {provision.parent for provision in provisions if provision}
    parent = next(iter(parents)) if len(parents) == 1 and len(words) > 1 else None
    shown = _living(parent, origin, copy) if parent else provisions[0]
    return (shown.words("title") if shown else "") or words[0]


def _living(identifier: str, origin: Text, copy: Text) -> Provision | None:
    return next((text[identifier] for text in (copy, origin) if identifier in text and not text[identifier].withdrawn), None)
