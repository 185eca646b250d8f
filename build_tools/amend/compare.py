"""Two texts compared: the changes that lead from one to the other, and what kind each is."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_tools.amend.apply import apply, in_force
from build_tools.model.amendment import Amendment, Change, Difference
from build_tools.model.facts import Facts
from build_tools.model.identifiers import natural_key
from build_tools.model.order import children, reading_order
from build_tools.model.provision import STRUCTURAL, Attributes, Provision, Text, Value, attributes


def compare(old: Text, new: Text) -> list[Change]:
    """The changes for which `apply(old, changes)` is `new`, by identifier.

    >>> compare({}, {"A": Provision("A", fields={"title": "x"})})
    [Change(id='A', before=None, after={'title': 'x'})]
    """
    changes: list[Change] = []
    for identifier in sorted({*old, *new}, key=natural_key):
        one, two = old.get(identifier), new.get(identifier)
        if one is two or one == two:
            continue
        before = attributes(one) if one else None
        after = attributes(two) if two else None
        if before is not None and after is not None:
            same = {name for name, value in before.items() if after.get(name) == value}
            before = {name: value for name, value in before.items() if name not in same}
            after = {name: value for name, value in after.items() if name not in same}
        changes.append(Change(identifier, before, after))
    return changes


def differences(facts: Facts, old: Text, new: Text, made_by: Mapping[str, Sequence[str]] | None = None) -> list[Difference]:
    """What a reader calls changed, in the new text's reading order (withdrawn ones where they stood).

    A provision whose recorded place differs only because a neighbour came or went has not moved.
    A withdrawn provision that another continues is part of that one's difference, not one of its own.
    """
    changes = {change.id: change for change in compare(old, new)}
    moved = _moved(facts, old, new)
    origins = _origins(old, new, changes)
    shared = Counter(past for pasts in origins.values() for past in pasts if past not in new or new[past].withdrawn)
    found: list[Difference] = []
    aside = {identifier: Change(identifier, {}, {}) for identifier in sorted(moved, key=natural_key) if identifier not in changes}  # passed by what is gone
    for identifier, change in (changes | aside).items():
        one, two = old.get(identifier), new.get(identifier)
        kind = _kind(one, two, identifier in moved, change, origins, shared)
        if kind:
            was = origins[identifier] if kind in ("renumbered", "split", "merged") else ()
            before, after = (_in_order(facts, side) for side in _sides(old, change, was))
            made = tuple(dict.fromkeys(name for past in (identifier, *was) for name in (made_by or {}).get(past, ())))
            found.append(Difference(identifier, kind, before, after, was, made))
    ranks = {provision: rank for rank, provision in enumerate(_reading(facts, old, new))}
    return sorted(found, key=lambda difference: ranks.get(difference.id, len(ranks)))


def differences_of(facts: Facts, amendment: Amendment, old: Text, new: Text) -> list[Difference]:
    """What one amendment changes: the comparison of the texts around it, among the neighbours of what it touches."""
    touched = {change.id for change in amendment.changes}
    near = {text[identifier].parent for text in (old, new) for identifier in touched if identifier in text}
    before, after = ({key: p for key, p in text.items() if key in touched or p.parent in near} for text in (old, new))
    return differences(facts, before, after, {identifier: [amendment.id] for identifier in touched})


def siblings_of(text: Text, amendments: Iterable[Amendment]) -> dict[Value | None, dict[str, None]]:
    """Parent → all that stands in it in the text, or is put into it by one of the amendments."""
    found: dict[Value | None, dict[str, None]] = {}
    for provision in text.values():
        found.setdefault(provision.parent, {})[provision.id] = None
    for amendment in amendments:
        for change in amendment.changes:
            for parent in _new_parent(change):
                found.setdefault(parent, {})[change.id] = None
    return found


def around(text: Text, amendment: Amendment, siblings: Mapping[Value | None, Iterable[str]]) -> dict[str, Provision]:
    """The part of the text that `differences_of` looks at: what the amendment touches, and all beside which that stands or will stand."""
    touched = [change.id for change in amendment.changes]
    parents: dict[Value | None, None] = dict.fromkeys(text[identifier].parent for identifier in touched if identifier in text)
    parents.update(dict.fromkeys(parent for change in amendment.changes for parent in _new_parent(change)))
    names = dict.fromkeys([*(name for parent in parents for name in siblings.get(parent, ())), *touched])
    return {name: text[name] for name in names if name in text}


def steps(text: Text, amendments: Sequence[Amendment]) -> Iterator[tuple[Amendment, Text, Text]]:
    """Each adopted amendment in turn, with what it looks at before and after it. Raises DoesNotFit."""
    now = dict(text)
    siblings = siblings_of(now, amendments)
    for amendment in in_force(amendments):
        before = around(now, amendment, siblings)
        after = apply(before, amendment.changes)
        yield amendment, before, after
        for gone in before.keys() - after.keys():
            del now[gone]
        now.update(after)


def _new_parent(change: Change) -> list[Value | None]:
    """The parent that the change gives to its provision; nothing where it leaves it as it is."""
    given = change.before is None or "parent" in change.before or "parent" in (change.after or {})
    return [change.after.get("parent")] if given and change.after is not None else []


def _kind(
    one: Provision | None, two: Provision | None, moved: bool, change: Change, origins: Mapping[str, tuple[str, ...]], shared: Mapping[str, int]
) -> str:
    was_there = one is not None and not one.withdrawn
    is_there = two is not None and not two.withdrawn
    if is_there and not was_there:
        was = origins.get(change.id, ())
        if len(was) > 1:
            return "merged"
        if was and was[0] in shared:
            return "split" if shared[was[0]] > 1 else "renumbered"
        return "inserted"
    if was_there and not is_there:
        return "" if change.id in shared else "withdrawn"
    if not was_there:
        return ""
    fields = {*(change.before or {}), *(change.after or {})} - set(STRUCTURAL)
    if fields:
        return "amended"
    return "moved" if moved else ""


def _origins(old: Text, new: Text, changes: Mapping[str, Change]) -> dict[str, tuple[str, ...]]:
    """Each provision that came → those of the old text that it continues, also by way of some that came and went in between."""
    found: dict[str, tuple[str, ...]] = {}
    for identifier, change in changes.items():
        if change.before is None and not new[identifier].withdrawn:
            found[identifier] = tuple(dict.fromkeys(_living(old, new, new[identifier].was, frozenset())))
    return found


def _living(old: Text, new: Text, pasts: tuple[str, ...], seen: frozenset[str]) -> Iterator[str]:
    for past in pasts:
        if past in old:
            if not old[past].withdrawn:
                yield past
        elif past in new and past not in seen:
            yield from _living(old, new, new[past].was, seen | {past})


def _sides(old: Text, change: Change, was: tuple[str, ...]) -> tuple[Attributes, Attributes]:
    before, after = dict(change.before or {}), dict(change.after or {})
    if len(was) == 1 and was[0] in old:  # renumbered or split: what differs from the provision it continues
        past = {name: value for name, value in attributes(old[was[0]]).items() if name not in ("withdrawn", "was")}
        before = {name: value for name, value in past.items() if after.get(name) != value}
        after = {name: value for name, value in after.items() if past.get(name) != value}
    for side in (before, after):
        for name in ("withdrawn", "was"):
            side.pop(name, None)
    return before, after


def _in_order(facts: Facts, side: Attributes) -> Attributes:
    """The attributes as readers meet them, not as a file happens to hold them."""
    return {name: side[name] for name in (*STRUCTURAL, *facts.fields, "note") if name in side}


def _moved(facts: Facts, old: Text, new: Text) -> set[str]:
    """Provisions with another parent, or in another order among the siblings both texts have."""
    before, after = children(facts, old), children(facts, new)
    parents = {provision.id: parent for parent, group in before.items() for provision in group}
    moved: set[str] = set()
    for parent, group in after.items():
        living = [provision.id for provision in group if provision.id in old and not (provision.withdrawn or old[provision.id].withdrawn)]
        stayed = [identifier for identifier in living if parents[identifier] == parent]
        moved |= {provision.id for provision in group if provision.id in parents and parents[provision.id] != parent}
        if len(stayed) > 1:
            ranks = {provision.id: rank for rank, provision in enumerate(before[parent])}
            keep = _longest_rising([ranks[identifier] for identifier in stayed])
            out = {identifier for identifier in stayed if ranks[identifier] not in keep}
            if any(old[identifier].follows == new[identifier].follows for identifier in out):
                out = _movers(old, new, sorted(stayed, key=ranks.__getitem__), stayed) or out
            moved |= out
    return moved


def _movers(old: Text, new: Text, before: list[str], after: list[str]) -> set[str]:
    """The siblings that moved and took along what follows them; none if that does not explain the new order."""
    behind = dict(zip(before, [None, *before], strict=False))
    pairs = zip(after, [None, *after], strict=False)
    movers = {identifier for identifier, anchor in pairs if old[identifier].follows != new[identifier].follows and behind[identifier] != anchor}
    along = set(movers)
    for text, order in ((old, before), (new, after)):
        for identifier in order:
            if text[identifier].follows in along:
                along.add(identifier)
    explained = [identifier for identifier in before if identifier not in along] == [identifier for identifier in after if identifier not in along]
    return movers if explained else set()


def _longest_rising(ranks: list[int]) -> set[int]:
    """The members of a longest rising subsequence."""
    tails: list[int] = []
    back: dict[int, int | None] = {}
    for rank in ranks:
        place = bisect_left(tails, rank)
        back[rank] = tails[place - 1] if place else None
        tails[place : place + 1] = [rank]
    kept: set[int] = set()
    current: int | None = tails[-1] if tails else None
    while current is not None:
        kept.add(current)
        current = back[current]
    return kept


def _reading(facts: Facts, old: Text, new: Text) -> list[str]:
    """Reading order over both texts: the new one's, with what only the old one has where it stood."""
    both = {**{identifier: provision for identifier, provision in old.items() if identifier not in new}, **new}
    return [provision.id for _, provision in reading_order(facts, both)]
