"""What can happen to a standard between two editions: each operation takes a text and gives the next one."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from build_tools.canonical.source import in_form
from build_tools.model.facts import Facts
from build_tools.model.order import children
from build_tools.model.provision import Provision, Text, Value

Draftable = dict[str, Provision]
_STAND_IN = re.compile(r"@[123](?=\]|\||\\\|)")


@dataclass
class Draft:
    """The one who writes: never gives an identifier twice, and says something new each time."""

    facts: Facts
    random: random.Random
    proses: list[str]
    lines: list[str]
    count: int = field(default=0)

    def start(self) -> Text:
        """The root edition."""
        text: Draftable = {}
        for identifier in ("I", "II"):
            text[identifier] = Provision(identifier, fields={"title": self.line(), "text": "Un livre."})
        for parent in ("I", "I", "II", "ch:", "ch:"):
            self.insert(text, "ch:", parent)
        for kind, parent in (("pl.", "ch:"), ("G", "I"), ("G", "II"), *[("§", "G")] * 5, *[("", "G")] * 3):
            self.insert(text, kind, parent)
        return text

    def after(self, text: Text, operation: str) -> Text:
        """The text after the operation; the same text where there is nothing to do it to."""
        result = dict(text)
        return result if OPERATIONS[operation](self, result) else text

    def line(self) -> str:
        """A title nobody has used."""
        self.count += 1
        return in_form(self.facts, "title", f"{self.random.choice(self.lines)} {self.count}")  # type: ignore[return-value]

    def prose(self, text: Text) -> str:
        """Prose nobody has used, its references settled."""
        self.count += 1
        known = [key for key, found in text.items() if not found.withdrawn]
        settled = _STAND_IN.sub(lambda _: self.random.choice(known), self.random.choice(self.proses))
        return f"Numéro {self.count}.\n\n{settled}"

    def value(self, text: Text, name: str) -> Value:
        """A value for the field."""
        match self.facts.fields[name].type:
            case "line":
                return self.line()
            case "prose":
                return self.prose(text)
            case "choice":
                return self.random.choice(("bas", "haut"))
            case "provisions":
                rules = sorted(key for key, found in text.items() if key[0] == "§" and not found.withdrawn)
                return tuple(self.random.sample(rules, min(2, len(rules))))
        return (f"X-{self.random.randint(1, 99)}",)

    def pick(self, text: Text, fitting: Callable[[Provision], object]) -> Provision | None:
        """A living provision that fits."""
        found = sorted(key for key, provision in text.items() if not provision.withdrawn and fitting(provision))
        return text[self.random.choice(found)] if found else None

    def insert(self, text: Draftable, prefix: str, parent: str = "", was: tuple[str, ...] = (), like: Provision | None = None) -> Provision:
        """A new provision of the kind with that prefix, in a parent whose identifier begins so."""
        self.count += 1
        identifier = f"{prefix}{'z' if prefix == 'ch:' else ''}{self.count}" + (".2" if prefix == "§" and self.count % 3 == 0 else "")
        kind = self.facts.kind_of(identifier)
        assert kind is not None, identifier
        holder = like.parent if like else next(iter(self._shuffled(text, lambda p: p.id.startswith(parent) and (parent != "I" or p.id == "I"))))
        fields = {name: self.value(text, name) for name, needed in kind.fields.items() if needed or self.random.random() < 0.5}
        fields = dict(like.fields) if like else {name: fields[name] for name in self.facts.fields if fields.get(name)}
        provision = Provision(identifier, holder, None, was=was, fields=fields)
        text[identifier] = provision
        if kind.order == "place":
            self.place(text, identifier, like.id if like else None)
        return text[identifier]

    def _shuffled(self, text: Text, fitting: Callable[[Provision], object]) -> Iterator[str]:
        found = sorted(key for key, provision in text.items() if not provision.withdrawn and fitting(provision))
        return iter(self.random.sample(found, len(found)))

    def siblings(self, text: Text, provision: Provision) -> list[str]:
        """Those ordered by place in the same parent, in order, without the provision itself."""
        group = children(self.facts, text).get(provision.parent, ())
        return [found.id for found in group if self.by_place(found.id) and found.id != provision.id]

    def by_place(self, identifier: str) -> bool:
        """Whether its kind records its place."""
        kind = self.facts.kind_of(identifier)
        return kind is not None and kind.order == "place"

    def place(self, text: Draftable, identifier: str, behind: str | None = None) -> None:
        """Put the provision behind a sibling (any, or none); mostly the one that followed there now follows it."""
        moving = text[identifier]
        for other in list(text.values()):
            if other.follows == identifier:
                text[other.id] = replace(other, follows=moving.follows if moving.follows in text else None)
        anchor = behind or self.random.choice([None, *self.siblings(text, moving)])
        linked = self.random.random() < 0.7
        for key in self.siblings(text, moving) if linked else ():
            if text[key].follows == anchor:
                text[key] = replace(text[key], follows=identifier)
        text[identifier] = replace(moving, follows=anchor)


def _insert(draft: Draft, text: Draftable) -> bool:
    kind, parent = draft.random.choice((("ch:", "I"), ("ch:", "ch:"), ("pl.", "ch:"), ("§", "G"), ("", "G")))
    draft.insert(text, kind, parent)
    return True


def _withdraw(draft: Draft, text: Draftable) -> bool:
    held = {provision.parent for provision in text.values() if not provision.withdrawn}
    found = draft.pick(text, lambda p: p.id not in held and p.parent and not _cited(text, p.id))
    if found:
        text[found.id] = replace(found, withdrawn=True, fields={})
    return found is not None


def _cited(text: Text, identifier: str) -> bool:
    return any(_refers(value, identifier) for provision in text.values() for value in provision.fields.values())


def _refers(value: Value, identifier: str) -> bool:
    return identifier in value if isinstance(value, tuple) else re.search(rf"\[\[{re.escape(identifier)}[\]|\\]", value) is not None


def _redirect(text: Draftable, old: str, new: str) -> None:
    """References to one provision lead to the other."""
    for key, provision in text.items():
        fields: dict[str, Value] = {}
        for name, value in provision.fields.items():
            if isinstance(value, tuple):
                fields[name] = tuple(dict.fromkeys(new if code == old else code for code in value))
            else:
                fields[name] = re.sub(rf"\[\[{re.escape(old)}(?=[\]|\\])", lambda _: f"[[{new}", value)
        if fields != provision.fields:
            text[key] = replace(provision, fields=fields)


def _change_field(draft: Draft, text: Draftable, wanted: Callable[[Provision, str], bool]) -> bool:
    def names(provision: Provision) -> list[str]:
        kind = draft.facts.kind_of(provision.id)
        assert kind is not None
        return [name for name in kind.fields if wanted(provision, name) and not (name in provision.fields and kind.fields[name] and wanted is _present)]

    found = draft.pick(text, names)
    if found is None:
        return False
    name = draft.random.choice(names(found))
    fields = {key: value for key, value in found.fields.items() if key != name}
    if wanted is not _present:
        fields[name] = draft.value(text, name)
    fields = {key: value for key, value in fields.items() if value}
    order = {key: rank for rank, key in enumerate(draft.facts.fields)}
    text[found.id] = replace(found, fields=dict(sorted(fields.items(), key=lambda pair: order[pair[0]])))
    return True


def _present(provision: Provision, name: str) -> bool:
    return name in provision.fields


def _amend(draft: Draft, text: Draftable) -> bool:
    return _change_field(draft, text, lambda provision, name: name in provision.fields and name in ("title", "text", "preuve"))


def _mend(draft: Draft, text: Draftable) -> bool:
    """A word that weighs nothing."""
    found = draft.pick(text, lambda p: str(p.fields.get("text", "")).startswith(("Numéro", "Un livre")))
    if found:
        first, *rest = str(found.fields["text"]).split("\n\n")
        text[found.id] = replace(found, fields={**found.fields, "text": "\n\n".join([f"{first.removesuffix('.')} voilà.", *rest])})
    return found is not None


def _add_field(draft: Draft, text: Draftable) -> bool:
    return _change_field(draft, text, lambda provision, name: name not in provision.fields)


def _remove_field(draft: Draft, text: Draftable) -> bool:
    return _change_field(draft, text, _present)


def _move_behind(draft: Draft, text: Draftable) -> bool:
    found = draft.pick(text, lambda p: draft.by_place(p.id) and len(draft.siblings(text, p)) > 1)
    if found:
        draft.place(text, found.id)
    return found is not None


def _move_into(draft: Draft, text: Draftable) -> bool:
    found = draft.pick(text, lambda p: p.parent and _homes(draft, text, p))
    if found:
        for other in list(text.values()):
            if other.follows == found.id:
                text[other.id] = replace(other, follows=found.follows)
        text[found.id] = replace(found, parent=draft.random.choice(_homes(draft, text, found)), follows=None)
        if draft.by_place(found.id):
            draft.place(text, found.id)
    return found is not None


def _homes(draft: Draft, text: Text, provision: Provision) -> list[str]:
    """Other provisions that can hold it, not inside itself."""
    kind = draft.facts.kind_of(provision.id)
    assert kind is not None
    found = []
    for key, other in text.items():
        home = draft.facts.kind_of(key)
        inside, above = False, other
        while above is not None:
            inside, above = inside or above.id == provision.id, text.get(above.parent or "")  # type: ignore[assignment]
        if home and home.name in kind.parents and key != provision.parent and not other.withdrawn and not inside:
            found.append(key)
    return sorted(found)


def _leaf(text: Text) -> Callable[[Provision], object]:
    held = {provision.parent for provision in text.values() if not provision.withdrawn}
    return lambda provision: provision.id not in held and (provision.id[0] == "§" or provision.id[0].isdigit())


def _continue(draft: Draft, text: Draftable, olds: list[Provision], count: int) -> bool:
    prefix = "§" if olds[0].id[0] == "§" else ""
    news = [draft.insert(text, prefix, was=tuple(old.id for old in olds), like=olds[0]).id for _ in range(count)]
    for old in olds:
        text[old.id] = replace(text[old.id], withdrawn=True, fields={})
        _redirect(text, old.id, news[0])
    return True


def _renumber(draft: Draft, text: Draftable) -> bool:
    found = draft.pick(text, _leaf(text))
    return found is not None and _continue(draft, text, [found], 1)


def _split(draft: Draft, text: Draftable) -> bool:
    found = draft.pick(text, _leaf(text))
    return found is not None and _continue(draft, text, [found], 2)


def _merge(draft: Draft, text: Draftable) -> bool:
    one = draft.pick(text, _leaf(text))
    two = draft.pick(text, lambda p: one and _leaf(text)(p) and p.id[0] == one.id[0] and p.id != one.id)
    return one is not None and two is not None and _continue(draft, text, [one, two], 1)


OPERATIONS: dict[str, Callable[[Draft, Draftable], bool]] = {
    "insert": _insert,
    "withdraw": _withdraw,
    "amend a field": _amend,
    "mend a word": _mend,
    "add a field": _add_field,
    "remove a field": _remove_field,
    "move behind": _move_behind,
    "move into": _move_into,
    "renumber": _renumber,
    "split": _split,
    "merge": _merge,
}
