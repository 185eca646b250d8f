"""What a standard declares about itself: identifiers, kinds, fields, languages, frameworks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Framework:
    """An outside scheme whose items provisions and amendments point to."""

    name: str
    title: str
    label: str
    """What one item is called, e.g. “Annex II paragraph”."""
    items: Mapping[str, str] = field(default_factory=dict)
    """Item → its title."""
    pattern: str = ""
    """Items beyond the listed ones that are accepted without a title."""
    unconfirmed: bool = False
    """What is listed comes from general knowledge, not from a source read."""

    def accepts(self, item: str) -> bool:
        """Whether `item` belongs to the framework."""
        return item in self.items or bool(self.pattern and re.fullmatch(self.pattern, item))


@dataclass(frozen=True, slots=True)
class Field:
    """A named part of a provision."""

    name: str
    type: str
    """line (plain words), prose (Markdown), choice, provisions, framework, or note (never published)."""
    label: str
    of: str = ""
    """For choice: the list of choices; for provisions: their kind; for framework: its name."""
    matters: bool = True
    """Whether its change may change what is demanded; not so for book-keeping, such as how certain a text is."""
    audience: bool = False
    """Whether it says whom a provision concerns."""

    @property
    def translated(self) -> bool:
        """Whether its words are language."""
        return self.type in ("line", "prose")


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of provisions: their identifiers, where they stand, what they hold."""

    name: str
    label: str
    plural: str
    identifier: str
    """A regular expression that matches whole identifiers, with named groups."""
    fields: Mapping[str, bool]
    """Field name → whether it is required."""
    cite: str = "identifier"
    """How a reference shows it: identifier, title, label (“Volume 2A”) or number-title."""
    parents: tuple[str, ...] = ()
    """Kinds it may stand in; empty for a root."""
    order: str = "key"
    """key: numerically by identifier; place: behind the sibling it follows."""
    file: str = ""
    """Path below source/, with the identifier's groups in braces; empty where it stands in its parent's file."""
    own: tuple[str, ...] = ()
    """Only in these parents it has a file and page of its own; empty: always."""
    page: bool = False
    """Whether it has a page of its own on the site (where it has its own file)."""
    document: bool = False
    """Whether it is put out as a PDF of its own."""
    numbered: bool = False
    captioned: bool = False
    """A table: its title is a caption, not a heading."""
    drawn: bool = False
    """A figure: its text is one list, which is drawn as boxes and arrows; its title is the caption."""
    boxed: bool = False
    """Shown as a box with labelled fields."""
    defined_term: bool = False
    single_obligation: str = ""
    """The field that must hold exactly one obligation."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The project facts; part of no edition."""

    name: str
    full_name: str
    summary: str
    notice: str
    language_rule: str
    maintainers: tuple[str, ...]
    contact: str
    website: str
    licence_name: str
    licence_url: str
    official: str
    languages: tuple[str, ...]
    """In the order shown; the official one among them."""
    source_edition: str
    obligations: tuple[str, ...]
    """The words of the official language that lay an obligation on somebody, such as “shall”."""
    edition_levels: Mapping[str, tuple[str, ...]]
    """How far an edition may go (“patch”) → the classes of amendments that it may then have."""
    frameworks: Mapping[str, Framework]
    choices: Mapping[str, Mapping[str, str]]
    fields: Mapping[str, Field]
    """In the order in which they stand in files and on pages."""
    kinds: Mapping[str, Kind]
    """In the order in which roots of different kinds stand."""
    kind_of_identifier: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Kind name → its compiled grammar."""
    _known: dict[str, Kind | None] = field(default_factory=dict, compare=False, repr=False)

    def kind_of(self, identifier: str) -> Kind | None:
        """The kind whose grammar the identifier fits, or none."""
        if identifier not in self._known:
            fitting = (name for name, pattern in self.kind_of_identifier.items() if pattern.fullmatch(identifier))
            name = next(fitting, None)
            self._known[identifier] = self.kinds[name] if name else None
        return self._known[identifier]

    def groups(self, kind: Kind, identifier: str) -> dict[str, str]:
        """The named parts of an identifier of that kind, lower-cased for paths."""
        match = self.kind_of_identifier[kind.name].fullmatch(identifier)
        return {name: (value or "").lower() for name, value in match.groupdict().items()} if match else {}
