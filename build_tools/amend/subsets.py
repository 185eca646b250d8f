"""Some of an edition's amendments taken together: which need which, and where they are in each other's way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.amend.apply import leads_to
from build_tools.model.amendment import UNWRITTEN, Amendment, Change
from build_tools.model.identifiers import natural_key
from build_tools.model.provision import PLACE, STRUCTURAL, Text, Value, attributes

CONFLICTS: dict[str, str] = {
    "same-field": "Join them, or base one on the other.",
    "withdrawn-and-amended": "Adopt one of the two, or base one on the other.",
    "same-identifier": "Give one of the two another identifier.",
    "not-adopted": "Adopt that one too, or neither.",
    "does-not-fit": "Compare its “before” with the text.",
    "anchor-withdrawn": "Put it into another provision, or adopt one of the two.",
    "dangling-reference": "Amend what refers to it too.",
}
"""The sorts of conflict, with what to do."""


@dataclass(frozen=True, slots=True)
class Need:
    """An amendment that starts from what another makes."""

    amendment: str
    on: str
    id: str
    field: str = ""
    """Empty where it is the provision itself."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why amendments cannot be adopted together, or one of them not by itself."""

    amendments: tuple[str, ...]
    """The later one first, or the only one."""
    id: str
    sort: str
    """A key of CONFLICTS."""
    field: str = ""
    """Empty where it is the provision itself."""
    detail: str = ""
    """What else is to be said of it."""

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return CONFLICTS[self.sort]


def weigh(start: Text, chosen: Sequence[Amendment], others: Sequence[Amendment]) -> tuple[list[Need], list[Conflict]]:
    """The needs and conflicts among the chosen amendments, which lead on from the text `start`; `others` are those left out."""
    found = _Weighing(start, _changes(chosen), _changes(others))
    for amendment in chosen:
        for change in amendment.changes:
            found.change(amendment.id, change)
    return sorted(found.needs, key=lambda need: _rank(need.amendment, need.on, need.id, need.field)), sorted(found.conflicts, key=lambda one: _rank(*one.amendments, one.id, one.sort, one.field))


def _rank(*names: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    return tuple(natural_key(name) for name in names)


def _changes(amendments: Iterable[Amendment]) -> dict[str, list[tuple[str, Change]]]:
    """Provision → (amendment, change)"""
    touching: dict[str, list[tuple[str, Change]]] = {}
    for amendment in amendments:
        for change in amendment.changes:
            touching.setdefault(change.id, []).append((amendment.id, change))
    return touching


class _Weighing:
    def __init__(self, start: Text, chosen: dict[str, list[tuple[str, Change]]], others: dict[str, list[tuple[str, Change]]]) -> None:
        self.start, self.chosen, self.others = start, chosen, others
        self.needs: set[Need] = set()
        self.conflicts: set[Conflict] = set()

    def change(self, name: str, change: Change) -> None:
        """All that is to be said of one change."""
        if change.before is None:
            self._insertion(name, change)
        elif change.id not in self.start and not any(other.before is None for _, other in self._rest(name, change.id)):
            self._from_others(name, change.id, "", [other for other, one in self.others.get(change.id, ()) if one.before is None])
        else:
            self._expectations(name, change)
        for anchor in _anchors(change):
            self._anchor(name, change, anchor)

    def _rest(self, name: str, identifier: str) -> list[tuple[str, Change]]:
        """What the other chosen amendments do to a provision."""
        return [(other, change) for other, change in self.chosen.get(identifier, ()) if other != name]

    def _insertion(self, name: str, change: Change) -> None:
        if change.id in self.start:
            self.conflicts.add(Conflict((name,), change.id, "same-identifier"))
        for other, one in self._rest(name, change.id):
            if one.before is None:
                self._pair(name, other, change.id, "same-identifier")

    def _expectations(self, name: str, change: Change) -> None:
        rest = self._rest(name, change.id)
        present = attributes(self.start[change.id]) if change.id in self.start else next(one.after or {} for _, one in rest if one.before is None)
        if change.id not in self.start:
            self.needs |= {Need(name, other, change.id) for other, one in rest if one.before is None}
        outside = [one for _, one in self.others.get(change.id, ())]
        for field, value in _expected(change, {*present, *(name for one in (*(one for _, one in rest), *outside) for name in _touched(one))}):
            makers = [other for other, one in rest if _makes(one, field, value) and leads_to(one, change)]
            if present.get(field) != value and makers:
                self.needs |= {Need(name, other, change.id, field) for other in makers}
            elif present.get(field) != value:
                self._from_others(name, change.id, field, [other for other, one in self.others.get(change.id, ()) if _makes(one, field, value)])
            for other, one in rest:
                if _rivals(change, one, field, value):
                    self._rival(name, change, other, one, field)

    def _from_others(self, name: str, identifier: str, field: str, makers: Sequence[str]) -> None:
        """What it starts from is made by none of the chosen ones."""
        for other in makers:
            self.conflicts.add(Conflict((name, other), identifier, "not-adopted", field))
        if not makers:
            self.conflicts.add(Conflict((name,), identifier, "does-not-fit", field))

    def _rival(self, name: str, change: Change, other: str, one: Change, field: str) -> None:
        if _withdraws(change) != _withdraws(one):
            self._pair(name, other, change.id, "withdrawn-and-amended")
        else:
            self._pair(name, other, change.id, "same-field", "" if _withdraws(change) else field)

    def _anchor(self, name: str, change: Change, anchor: str) -> None:
        rest = self._rest(name, anchor)
        if anchor not in self.start:
            inserting = [other for other, one in rest if one.before is None]
            own = any(one.before is None for other, one in self.chosen.get(anchor, ()) if other == name)
            self.needs |= {Need(name, other, anchor) for other in inserting}
            if not inserting and not own:
                self._from_others(name, anchor, "", [other for other, one in self.others.get(anchor, ()) if one.before is None])
        if anchor == (change.after or {}).get("parent"):
            for other, one in rest:
                if _withdraws(one):
                    self.conflicts.add(Conflict((name, other), anchor, "anchor-withdrawn"))

    def _pair(self, name: str, other: str, identifier: str, sort: str, field: str = "") -> None:
        first, second = sorted((name, other), key=natural_key)
        self.conflicts.add(Conflict((second, first), identifier, sort, field))


def _touched(change: Change) -> dict[str, None]:
    return dict.fromkeys([*(change.before or {}), *(change.after or {})])


def _expected(change: Change, known: Iterable[str]) -> Iterator[tuple[str, Value | None]]:
    """(attribute, the value that must be there before; none where it must be absent); a withdrawal must say all that there is."""
    names = [*_touched(change), *(sorted(set(known) - {*STRUCTURAL, "note"}) if _withdraws(change) else ())]
    yield from ((name, (change.before or {}).get(name)) for name in dict.fromkeys(names))


def _makes(change: Change, field: str, value: Value | None) -> bool:
    """Whether it gives the attribute that value."""
    return (change.after or {}).get(field) == value and field in _touched(change) and (change.before or {}).get(field) != value


def _rivals(change: Change, other: Change, field: str, value: Value | None) -> bool:
    """Whether the other changes the attribute too, from the same value."""
    return field in _touched(other) and other.before is not None and other.before.get(field) == value


def _withdraws(change: Change) -> bool:
    return "withdrawn" in (change.after or {})


def _anchors(change: Change) -> list[str]:
    """The provisions that the change puts its own into or behind."""
    after = change.after or {}
    return [value for name in PLACE if isinstance(value := after.get(name), str) and value != UNWRITTEN and (change.before or {}).get(name) != value]
