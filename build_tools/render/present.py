"""An edition and a language to a Publication: numbered, titled, every reference settled."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from build_tools.interface import alphabetical, joined, say
from build_tools.model.facts import Facts, Kind
from build_tools.model.identifiers import slug
from build_tools.model.order import children, has_own_file, reading_order
from build_tools.model.provision import Provision, Text, Value
from build_tools.model.publication import Code, Item, Older, Shown, Spoken
from build_tools.prose.parse import parse
from build_tools.prose.tree import Inlines, Prose, Reference, map_inlines, map_references, references
from build_tools.prose.write import write_plain


class Speaks(Protocol):
    """What presenting needs of a translator."""

    @property
    def language(self) -> str: ...
    def line(self, context: str, value: str) -> Spoken: ...
    def prose(self, context: str, value: str) -> Spoken: ...
    def field(self, identifier: str, name: str, value: str) -> Spoken: ...
    def older_field(self, identifier: str, name: str) -> Older | None: ...


@dataclass(slots=True)
class Presenter:
    """Presents the provisions of one text in one language."""

    facts: Facts
    text: Text
    speaker: Speaks
    numbers: dict[str, str] = field(init=False)
    """Provision → its section number, or the key behind its label."""
    _cited: dict[str, Spoken] = field(default_factory=dict)
    _labels: dict[str, Spoken] = field(default_factory=dict)
    _ranks: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = dict(_numbers(self.facts, self.text))

    def items(self) -> Iterator[Item]:
        """Every provision in reading order."""
        below = children(self.facts, self.text)
        stack = [(0, provision, "", "") for provision in reversed(below.get(None, ()))]
        while stack:
            depth, provision, root, page = stack.pop()
            root = root or provision.id
            page = slug(provision.id) if self._has_page(provision) or not page else page
            yield self._item(provision, depth, root, page)
            stack.extend((depth + 1, child, root, page) for child in reversed(self._in_order(below.get(provision.id, ()))))

    def rank(self, identifier: str) -> int:
        """The place of a provision in the text; behind all where it is not there."""
        if not self._ranks:
            self._ranks.update({provision.id: place for place, (_, provision) in enumerate(reading_order(self.facts, self.text))})
        return self._ranks.get(identifier, len(self._ranks))

    def _in_order(self, group: Sequence[Provision]) -> Sequence[Provision]:
        """Defined terms as a reader of the language looks them up; everything else as it stands."""
        if not group or not all(self._kind(provision.id).defined_term for provision in group):
            return group
        titles = {p.id: self.speaker.field(p.id, "title", str(p.fields["title"])).words for p in group if "title" in p.fields}
        return sorted(group, key=lambda provision: (provision.id not in titles, alphabetical(titles.get(provision.id, ""))))

    def _has_page(self, provision: Provision) -> bool:
        kind = self.facts.kind_of(provision.id)
        return kind is not None and kind.page and not provision.withdrawn and has_own_file(self.facts, provision)

    def _item(self, provision: Provision, depth: int, root: str, page: str) -> Item:
        kind = self._kind(provision.id)
        shown = {name: self.shown(provision.id, name, value) for name, value in self._declared(provision)}
        title = shown.pop("title", None)
        return Item(
            id=provision.id,
            slug=slug(provision.id),
            kind=kind.name,
            kind_label=self.label(f"kind/{kind.name}#label", kind.label),
            depth=depth,
            parent=provision.parent,
            root=root,
            page=page,
            number=self.numbers.get(provision.id, ""),
            title=title,
            fields=tuple(shown.values()),
            withdrawn=provision.withdrawn,
            was=provision.was,
            shape=_shape(kind),
        )

    def _declared(self, provision: Provision) -> Iterator[tuple[str, Value]]:
        for name in self.facts.fields:
            if name in provision.fields:
                yield name, provision.fields[name]

    def _kind(self, identifier: str) -> Kind:
        kind = self.facts.kind_of(identifier)
        assert kind is not None, identifier
        return kind

    def label(self, context: str, value: str) -> Spoken:
        """A word of the project facts."""
        if context not in self._labels:
            self._labels[context] = self.speaker.line(context, value)
        return self._labels[context]

    def shown(self, identifier: str, name: str, value: Value, with_older: bool = True) -> Shown:
        """A field's value as readers see it."""
        declared = self.facts.fields[name]
        label = self.label(f"field/{name}", declared.label)
        if isinstance(value, tuple):
            codes = tuple(self._code(declared.type, declared.of, code) for code in value)
            words = joined(self.speaker.language, [code.spoken.words for code in codes])
            return Shown(name, label, declared.type, Spoken(self.speaker.language, words), codes)
        if declared.type == "choice":
            choices = self.facts.choices[declared.of]
            spoken = self.label(f"choice/{declared.of}/{value}", choices.get(value, value))
            return Shown(name, label, declared.type, spoken, (Code(value, spoken),), usual=value == next(iter(choices)))
        root = self.root(identifier)
        spoken = self.settled(self.speaker.field(identifier, name, value), root)
        older = None
        if with_older and spoken.language != self.speaker.language:
            found = self.speaker.older_field(identifier, name)
            older = Older(found.edition, self.settled(found.spoken, root)) if found else None
        return Shown(name, label, declared.type, spoken, older=older)

    def official(self, name: str, value: str) -> Shown:
        """A field's words as the official text has them."""
        declared, language = self.facts.fields[name], self.facts.official
        spoken = self.settled(Spoken(language, prose=parse(value).prose)) if declared.type == "prose" else Spoken(language, value)
        return Shown(name, self.label(f"field/{name}", declared.label), declared.type, spoken)

    def _code(self, type_: str, of: str, code: str) -> Code:
        if type_ == "provisions":
            return Code(code, self.cited(code), slug(code) if code in self.text else "")
        return self.framework_item(of, code)

    def framework_item(self, name: str, item: str) -> Code:
        """An item of an outside framework, e.g. “Annex II paragraph 13: …”."""
        framework = self.facts.frameworks[name]
        label = self.label(f"framework/{name}#label", framework.label).words
        if item in framework.items:
            title = self.label(f"framework/{name}/{item}", framework.items[item])
            return Code(item, Spoken(title.language, say(title.language, "{label} {item}: {title}", label=label, item=item, title=title.words)))
        return Code(item, Spoken(self.speaker.language, f"{label} {item}"))

    def settled(self, spoken: Spoken, root: str = "") -> Spoken:
        """The words with every reference given the words it is shown with; what stands outside of `root` is shown with its own root."""
        if not spoken.prose:
            return spoken
        prose = self._settled_prose(spoken.prose, spoken.language, root)
        return Spoken(spoken.language, write_plain(prose, lambda reference: reference.words), prose)

    def _settled_prose(self, prose: Prose, language: str, root: str) -> Prose:
        if not references(prose):
            return prose

        def settle(reference: Reference) -> Reference:
            if reference.words:
                return reference
            cited = self.cited(reference.target, root)
            return Reference(reference.target, cited.words, "" if cited.language == language else cited.language)

        def change(inlines: Inlines) -> Inlines:
            return map_references(inlines, settle)

        return map_inlines(prose, change)

    def cited(self, identifier: str, root: str = "") -> Spoken:
        """How a reference shows the provision; its identifier where this text does not have it.

        A number counts within a root: from another `root` it is shown with its own.
        """
        if identifier not in self._cited:
            self._cited[identifier] = self._cite(identifier)
        cited, kind = self._cited[identifier], self.facts.kind_of(identifier)
        if kind is None or kind.cite != "number-title" or identifier not in self.numbers:
            return cited
        quoted = say(cited.language, "“{words}”", words=cited.words)
        own = self.root(identifier)
        if own in ("", identifier, root):
            return Spoken(cited.language, quoted)
        return Spoken(cited.language, f"{quoted} ({self.cited(own).words})")

    def root(self, identifier: str) -> str:
        """The root that the provision stands in; empty where this text does not have it."""
        seen: list[str] = []
        while identifier in self.text and identifier not in seen:
            seen.append(identifier)
            identifier = self.text[identifier].parent or identifier
        return seen[-1] if seen else ""

    def _cite(self, identifier: str) -> Spoken:
        language = self.speaker.language
        provision = self.text.get(identifier)
        kind = self.facts.kind_of(identifier)
        title = provision.fields.get("title") if provision else None
        if kind is None or kind.cite == "identifier" or not isinstance(title, str):
            return Spoken(language, identifier)
        spoken = self.speaker.field(identifier, "title", title)
        number = self.numbers.get(identifier, "")
        match kind.cite:
            case "label":
                label = self.label(f"kind/{kind.name}#label", kind.label)
                return Spoken(label.language, f"{label.words} {number}")
            case "number-title" if number:
                return Spoken(spoken.language, f"{number} {spoken.words}")
        return spoken


def _shape(kind: Kind) -> str:
    shapes = (("boxed", kind.boxed), ("drawn", kind.drawn), ("captioned", kind.captioned), ("term", kind.defined_term), ("labelled", kind.cite == "label"))
    return next((name for name, declared in shapes if declared), "")


def _numbers(facts: Facts, text: Text) -> Iterator[tuple[str, str]]:
    """Numbered kinds count among their siblings, level by level; labelled kinds bear the key in their identifier."""
    below = children(facts, text)
    counters: Counter[str] = Counter()
    for root in below.get(None, ()):
        yield from _number(facts, below, root, "", counters)


def _number(facts: Facts, below: Mapping[str | None, tuple[Provision, ...]], provision: Provision, prefix: str, counters: Counter[str]) -> Iterator[tuple[str, str]]:
    kind = facts.kind_of(provision.id)
    if kind is not None and kind.cite == "label":
        match = facts.kind_of_identifier[kind.name].fullmatch(provision.id)
        yield provision.id, next((group for group in match.groups() if group), "") if match else ""
    inner = prefix
    if kind is not None and kind.numbered and not provision.withdrawn:
        counters[f"{provision.parent}"] += 1
        inner = f"{prefix}{counters[f'{provision.parent}']}"
        yield provision.id, inner
        inner += "."
    for child in below.get(provision.id, ()):
        yield from _number(facts, below, child, inner, counters)
