"""Changes applied to a text, and reversed; what does not fit is refused with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from build_tools.model.amendment import Amendment, Change
from build_tools.model.identifiers import natural_key
from build_tools.model.provision import STRUCTURAL, Provision, Text, Value, attributes, from_attributes


@dataclass(frozen=True, slots=True)
class Misfit:
    """A change that the text does not admit."""

    change: Change
    attribute: str
    """The attribute that differs; empty where the provision as a whole is there or not there."""
    expected: Value | None
    found: Value | None


class DoesNotFit(Exception):
    """Raised by `apply` with all misfits found."""

    def __init__(self, misfits: Sequence[Misfit]) -> None:
        self.misfits = tuple(misfits)
        super().__init__("; ".join(f"{misfit.change.id} {misfit.attribute}".strip() for misfit in misfits))


def apply(text: Text, changes: Iterable[Change]) -> dict[str, Provision]:
    """The text after the changes, taken in order. Raises DoesNotFit with every misfit; the text given is never changed."""
    result = dict(text)
    misfits: list[Misfit] = []
    for change in changes:
        found = misfits_of(result, change)
        misfits += found
        if found:
            continue
        if change.after is None:
            del result[change.id]
        else:
            old = attributes(result[change.id]) if change.before is not None else {}
            kept = {name: value for name, value in old.items() if name not in (change.before or {})}
            result[change.id] = from_attributes(change.id, kept | dict(change.after))
    if misfits:
        raise DoesNotFit(misfits)
    return result


def misfits_of(text: Text, change: Change) -> list[Misfit]:
    """Where the text is not what the change says was there."""
    present = text.get(change.id)
    if change.before is None:
        return [] if present is None else [Misfit(change, "", None, present.id)]
    if present is None:
        return [Misfit(change, "", change.id, None)]
    found = attributes(present)
    wrong = [Misfit(change, name, value, found.get(name)) for name, value in change.before.items() if found.get(name) != value]
    new = [name for name in change.after or () if name not in change.before and name in found]
    wrong += [Misfit(change, name, None, found[name]) for name in new]
    if change.after is None or change.after.get("withdrawn"):
        left = set(found) - set(change.before) - {"parent", "follows", "was", "note"} if change.after else set(found) - set(change.before)
        wrong += [Misfit(change, name, None, found[name]) for name in sorted(left)]
    return wrong


def reversed_changes(changes: Iterable[Change]) -> list[Change]:
    """The changes that undo these.

    >>> reversed_changes([Change("A", {"title": "x"}, {"title": "y"})])
    [Change(id='A', before={'title': 'y'}, after={'title': 'x'})]
    """
    return [replace(change, before=change.after, after=change.before) for change in reversed(list(changes))]


def in_force(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Those that are in the text, in an order in which each finds what it starts from."""
    waiting = sorted((a for a in amendments if a.status == "adopted"), key=lambda amendment: (amendment.erratum, natural_key(amendment.id)))
    needs = _needs(waiting)
    ordered: list[Amendment] = []
    done: set[str] = set()
    while waiting:
        # in a circle they are applied in order of name, so that the misfit is reported where it arises
        place = next((place for place, amendment in enumerate(waiting) if needs[amendment.id] <= done), 0)
        ordered.append(waiting.pop(place))
        done.add(ordered[-1].id)
    return ordered


def forth(text: Text, amendments: Iterable[Amendment]) -> dict[str, Provision]:
    """The text after all of the amendments that are adopted. Raises DoesNotFit."""
    return apply(text, (change for amendment in in_force(amendments) for change in amendment.changes))


def back(text: Text, amendments: Iterable[Amendment]) -> dict[str, Provision]:
    """The text before them. Raises DoesNotFit."""
    return apply(text, (change for amendment in reversed(in_force(amendments)) for change in reversed_changes(amendment.changes)))


def _needs(amendments: Sequence[Amendment]) -> dict[str, set[str]]:
    """Amendment → those that it depends on: its `before` is their `after`. An erratum corrects what all others made, so none of them depends on it."""
    touching: dict[str, list[tuple[Amendment, Change]]] = defaultdict(list)
    for amendment in amendments:
        for change in amendment.changes:
            touching[change.id].append((amendment, change))
    needs: dict[str, set[str]] = {amendment.id: set() for amendment in amendments}
    for group in touching.values():
        for later, second in group:
            needs[later.id] |= {earlier.id for earlier, first in group if earlier.id != later.id and earlier.erratum <= later.erratum and leads_to(first, second)}
    return needs


def leads_to(first: Change, second: Change) -> bool:
    """Whether the second change of a provision starts from what the first one made."""
    if first.after is None or second.before is None:
        return False
    if first.before is None:
        return True
    changed = [name for name in {*first.before, *first.after} if first.before.get(name) != first.after.get(name)]
    return any(_expects(second, name) and first.after.get(name) == second.before.get(name) for name in changed)


def _expects(change: Change, name: str) -> bool:
    """Whether the change fits only a certain value, or the absence, of the attribute."""
    after = change.after or {}
    withdraws = change.after is None or "withdrawn" in after
    return name in (change.before or {}) or name in after or (withdraws and name not in STRUCTURAL)


def conflicts(amendments: Iterable[Amendment]) -> list[tuple[Amendment, Amendment, str, str]]:
    """Pairs that change the same attribute of a provision, neither starting from the other's result: (first, second, provision, attribute)."""
    seen: dict[tuple[str, str], list[tuple[Amendment, Change]]] = {}
    found: list[tuple[Amendment, Amendment, str, str]] = []
    for amendment in in_force(amendments):
        for change in amendment.changes:
            for name in sorted({*(change.before or {}), *(change.after or {})}):
                before = (change.before or {}).get(name)
                for other, earlier in seen.get((change.id, name), ()):
                    if other is not amendment and (earlier.before or {}).get(name) == before and (earlier.after or {}).get(name) != before:
                        found.append((other, amendment, change.id, name))
                seen.setdefault((change.id, name), []).append((amendment, change))
    return found

