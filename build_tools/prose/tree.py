"""The tree every output is written from."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Words:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Strong:
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to a provision, shown with its own words or as the provision's citation."""

    target: str
    words: str = ""
    language: str = ""
    """The language of the words, where it is not that of the text around them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer to an outside address."""

    address: str
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a footnote."""

    label: str


@dataclass(frozen=True, slots=True)
class Inserted:
    """What a redline adds."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a redline takes away."""

    children: "tuple[Inline, ...]"


Inline = Words | Emphasis | Strong | Reference | Link | Mark | Inserted | Deleted
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is the first number, or none for bullets."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row heads the columns."""

    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart from the text."""

    children: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Footnote:
    label: str
    children: "tuple[Block, ...]"


Block = Paragraph | Items | Table | Note | Footnote
Prose = tuple[Block, ...]


def map_inlines(prose: Prose, change: Callable[[Inlines], Inlines]) -> Prose:
    """The prose with every paragraph's and cell's inlines passed through `change`, in reading order.

    The one traversal of leaves: extraction, translation and the search for references all use it.
    """
    return tuple(_map_block(block, change) for block in prose)


def _map_block(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    match block:
        case Paragraph(children):
            return Paragraph(change(children))
        case Items(items):
            return replace(block, items=tuple(map_inlines(item, change) for item in items))
        case Table(rows):
            return Table(tuple(tuple(change(cell) for cell in row) for row in rows))
        case Note(blocks):
            return Note(map_inlines(blocks, change))
        case Footnote(label, blocks):
            return Footnote(label, map_inlines(blocks, change))


def leaves(prose: Prose) -> list[Inlines]:
    """Every paragraph's and cell's inlines, in reading order."""
    found: list[Inlines] = []

    def keep(inlines: Inlines) -> Inlines:
        found.append(inlines)
        return inlines

    map_inlines(prose, keep)
    return found


def map_references(inlines: Inlines, change: Callable[[Reference], Inline]) -> Inlines:
    """The inlines with every reference passed through `change`."""
    return tuple(_map_reference(inline, change) for inline in inlines)


def _map_reference(inline: Inline, change: Callable[[Reference], Inline]) -> Inline:
    match inline:
        case Reference():
            return change(inline)
        case Emphasis(children):
            return Emphasis(map_references(children, change))
        case Strong(children):
            return Strong(map_references(children, change))
        case Link(address, children):
            return Link(address, map_references(children, change))
        case Inserted(children):
            return Inserted(map_references(children, change))
        case Deleted(children):
            return Deleted(map_references(children, change))
    return inline


def references(prose: Prose) -> list[Reference]:
    """Every reference in the prose, in reading order."""
    return [found for inlines in leaves(prose) for found in inline_references(inlines)]


def inline_references(inlines: Inlines) -> list[Reference]:
    """Every reference among these inlines, in reading order."""
    found: list[Reference] = []
    for inline in inlines:
        match inline:
            case Reference():
                found.append(inline)
            case Emphasis(children) | Strong(children) | Link(_, children) | Inserted(children) | Deleted(children):
                found += inline_references(children)
    return found
