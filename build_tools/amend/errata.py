"""A correction of an issued edition carried on: what later editions recorded of the corrected words is corrected with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from build_tools.amend.apply import in_force
from build_tools.model.amendment import Amendment, Change, Edition
from build_tools.model.provision import STRUCTURAL, Attributes, Text, Value

Pair = tuple[Value | None, Value | None]
"""What stood there, what stands there now; none where there is no such field."""


Key = tuple[str, str]
"""(provision, field)"""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A field to which later wording was given, so that the correction does not reach it by itself: the mistake may stand there as well."""

    amendment: str
    id: str
    field: str


@dataclass(slots=True)
class Carried:
    """What a correction does beyond its own edition."""

    editions: dict[str, Edition] = field(default_factory=dict)
    """Those whose record changes."""
    reworded: list[Reworded] = field(default_factory=list)


def carried(editions: Iterable[Edition], corrected: str, erratum: Amendment) -> Carried:
    """The later editions' amendments with the corrected words in place of the old ones; `editions` name bases before those that build on them."""
    done = Carried()
    known: dict[str, dict[Key, Pair]] = {corrected: _made(erratum)}
    for edition in editions:
        if edition.base in known:
            passing = _Passing(dict(known[edition.base]), done.reworded)
            adapted = {amendment.id: passing.through(amendment) for amendment in in_force(edition.amendments)}
            undecided = _Passing(dict(known[edition.base]), [])
            adapted |= {amendment.id: undecided.beside(amendment) for amendment in edition.amendments if amendment.id not in adapted}
            known[edition.name] = passing.live
            amendments = tuple(adapted[amendment.id] for amendment in edition.amendments)
            if amendments != edition.amendments:
                done.editions[edition.name] = replace(edition, amendments=amendments)
    return done


def _made(erratum: Amendment) -> dict[Key, Pair]:
    sides = [(change.id, change.before or {}, change.after or {}) for change in erratum.changes]
    return {(identifier, name): (before.get(name), after.get(name)) for identifier, before, after in sides for name in {**before, **after}}


class _Passing:
    """Corrections on their way through the amendments of one edition, in the order in which these apply."""

    def __init__(self, live: dict[Key, Pair], reworded: list[Reworded]) -> None:
        self.live, self.reworded = live, reworded
        self._ever = dict(live)
        """Also those of provisions that are withdrawn, for what continues them."""

    def through(self, amendment: Amendment) -> Amendment:
        """The amendment as it is now, with the corrections moving on behind it."""
        changes = [self._change(amendment, change) if change.before is not None else self._insertion(amendment, change) for change in amendment.changes]
        said = [change for change, was in zip(changes, amendment.changes, strict=True) if change.before != change.after or was.before == was.after]
        return replace(amendment, changes=tuple(said or changes[:1]))

    def beside(self, amendment: Amendment) -> Amendment:
        """An amendment that is in no text: what it starts from is corrected, and nothing moves on."""
        kept, ever = dict(self.live), dict(self._ever)
        found = self.through(amendment)
        self.live, self._ever = kept, ever
        return found

    def _change(self, amendment: Amendment, change: Change) -> Change:
        before, after = dict(change.before or {}), dict(change.after or {})
        for (identifier, name), (old, new) in list(self.live.items()):
            touched = name in before or name in after or "withdrawn" in after
            if identifier != change.id or not touched or before.get(name) != old:
                continue
            del self.live[identifier, name]
            _put(before, name, new)
            if name in after:
                _put(after, name, self._later(amendment, (identifier, name), (old, new), after[name]))
        same = {name for name, value in before.items() if after.get(name) == value}
        return replace(change, before=_without(before, same), after=_without(after, same))

    def _insertion(self, amendment: Amendment, change: Change) -> Change:
        """The words of a new provision that it has from one that was corrected."""
        after = dict(change.after or {})
        pasts = after.get("was", ())
        for past in pasts if isinstance(pasts, tuple) else (pasts,):
            for name in [name for name in after if name not in STRUCTURAL and (past, name) in self._ever]:
                after[name] = self._later(amendment, (change.id, name), self._ever[past, name], after[name])
        return replace(change, after=after)

    def _later(self, amendment: Amendment, key: Key, pair: Pair, later: Value) -> Value:
        """A later wording with the correction in it, or as it is where that has no place there."""
        merged = carry(pair[0], pair[1], later)
        if merged is None:
            self.reworded.append(Reworded(amendment.id, *key))
        elif merged != later:
            self.live[key] = self._ever[key] = (later, merged)
        return later if merged is None else merged


def _put(side: dict[str, Value], name: str, value: Value | None) -> None:
    side.pop(name, None)
    if value is not None:
        side[name] = value


def _without(side: Attributes, names: set[str]) -> Attributes:
    return {name: value for name, value in side.items() if name not in names}


def carry(old: Value | None, new: Value | None, value: Value) -> Value | None:
    """The value with the correction from `old` to `new` in it, where each corrected line stands in it word for word and once; else none.

    >>> carry("One. \\nTwoo.", "One. \\nTwo.", "Zero.\\nTwoo.")
    'Zero.\\nTwo.'
    >>> carry("Twoo.", "Two.", "Twooo.") is None
    True
    """
    if value == old or old is None or new is None:
        return new if value == old else None
    if _has(old, new, value):
        return value
    if isinstance(old, str) and isinstance(new, str) and isinstance(value, str):
        found = _carried_lines(old.split("\n"), new.split("\n"), value.split("\n"))
        return "\n".join(found) if found is not None else None
    return None


def _carried_lines(old: list[str], new: list[str], lines: list[str]) -> list[str] | None:
    result = list(lines)
    for step, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        places = [place for place in range(len(result)) if start < end and result[place : place + end - start] == old[start:end]]
        if len(places) != 1:
            return None
        result[places[0] : places[0] + end - start] = new[new_start:new_end]
    return result


def reaches(change: Change, fields: Mapping[str, Value]) -> bool:
    """Whether the words that an erratum puts right stand right in these fields, those of a later edition.

    >>> reaches(Change("A", {"text": "Twoo."}, {"text": "Two."}), {"text": "Zero.\\nTwo."})
    True
    """
    return any(_has(before, after, fields[name]) for name, after in (change.after or {}).items() if name in fields for before in ((change.before or {}).get(name, ""),))


def _has(before: Value, after: Value, value: Value) -> bool:
    old, new, here = (set(side.split("\n") if isinstance(side, str) else side) for side in (before, after, value))
    return new - old <= here and not (old - new) & here


def sealing_reason(erratum: Amendment) -> str:
    """Why an edition's text is sealed again."""
    return f"{_mark(erratum)} {erratum.reason}"


def _mark(erratum: Amendment) -> str:
    """What the reason begins with, in the seals of all editions that the erratum changed."""
    return f"{erratum.id} ({erratum.erratum}):"


def corrected(lineage: Sequence[Edition], text: Text, sealings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Provision of an edition's text → the days on which it was corrected after the edition was issued.

    `lineage` is the edition and its bases, nearest first; `sealings` are the reasons for which it was sealed.
    """
    own = lineage[0]
    continuing: dict[str, set[str]] = {}
    for provision in text.values():
        for past in (provision.id, *_pasts(text, provision.was)):
            continuing.setdefault(past, set()).add(provision.id)
    days: dict[str, set[str]] = {}
    right: set[str] = set()
    """What a later edition had put right by itself: all that its change still says is that there was one."""
    for edition in lineage:
        for erratum in (one for one in edition.amendments if one.erratum and one.status == "adopted"):
            if edition is not own and not any(reason.startswith(_mark(erratum)) for reason in sealings):
                continue
            for change in erratum.changes:
                for identifier in continuing.get(change.id, set()) - right:
                    if not text[identifier].withdrawn and (edition is own or reaches(change, text[identifier].fields)):
                        days.setdefault(identifier, set()).add(erratum.erratum)
        right |= {change.id for one in edition.amendments for change in one.changes if change.before == change.after == {}}
    return {identifier: tuple(sorted(found)) for identifier, found in sorted(days.items())}


def _pasts(text: Text, was: tuple[str, ...]) -> set[str]:
    """All that a provision had been called."""
    found: set[str] = set()
    waiting = list(was)
    while waiting:
        past = waiting.pop()
        if past not in found:
            found.add(past)
            waiting += text[past].was if past in text else ()
    return found
