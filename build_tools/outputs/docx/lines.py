"""A Word document's text before it is XML: lines and tables, one behind the other, each by itself deleted, inserted or kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from build_tools.prose.tree import Footnote, Inlines, Items, Note, Paragraph, Prose, Table, Words
from build_tools.render.pandoc import column_shares

KEPT, INSERTED, DELETED = "", "ins", "del"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one look and language; in a redline with deletions and insertions inside."""

    inlines: Inlines
    language: str = ""
    """Empty for what is in none, such as an identifier."""
    style: str = ""
    """The characters' style; empty for the line's own."""
    before: str = ""
    """What divides it from the part before: characters, a tab or a line break."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What makes a line the first of a list's item."""

    list: tuple[str, ...]
    """Which list of the document; only for numbered ones."""
    level: int
    """0 for a list that is in no other."""
    start: int | None
    """The list's first number, or none for bullets."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in Word's sense."""

    style: str
    parts: tuple[Part, ...] = ()
    language: str = ""
    """Says from which side it is written."""
    indent: int = 0
    """How many lists it stands in."""
    marker: Marker | None = None
    name: str = ""
    """The bookmark that links lead to."""
    boxed: bool = False
    """Set apart as the head of a box."""
    field: str = ""
    """The beginning of a field that Word computes, as its instruction, or “end”."""
    change: str = KEPT


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Line, ...]
    head: bool = False
    change: str = KEPT


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its first row the head."""

    rows: tuple[Row, ...]
    shares: tuple[float, ...]
    """Of the line's width, for each column."""
    language: str
    indent: int = 0
    change: str = KEPT


Block = Line | Grid

PROSE = frozenset({"BodyText", "ListParagraph", "Note", "FootnoteText"})
"""The styles of lines that are prose of a provision."""
TEXT_WIDTH, STEP = 8730, 360
"""Of an A4 page between its margins, and how much further in stands what is in a list; in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks that can be told from the others of their section by a key, such as a field of a provision."""

    key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A provision, or what stands before the text; the same key in two editions means the same."""

    key: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where prose stands."""

    scope: str
    language: str
    lists: Iterator[int]
    """Counts them."""
    style: str = "BodyText"
    indent: int = 0


def prose_blocks(prose: Prose, language: str, scope: str) -> tuple[Block, ...]:
    """The prose as lines and tables; `scope` keeps its numbered lists apart from those of other prose."""
    return tuple(_blocks(prose, _Place(scope, language, count())))


def _blocks(prose: Prose, place: _Place) -> Iterator[Block]:
    for block in prose:
        match block:
            case Paragraph(children):
                yield _line(children, place)
            case Items(items, start):
                yield from _items(items, start, place)
            case Table(rows):
                yield _grid(rows, place)
            case Note(blocks):
                yield from _blocks(blocks, replace(place, style="Note"))
            case Footnote(label, blocks):
                yield from _footnote(label, blocks, replace(place, style="FootnoteText"))


def _line(inlines: Inlines, place: _Place) -> Line:
    return Line(place.style, (Part(inlines, place.language),), place.language, place.indent)


def _items(items: tuple[Prose, ...], start: int | None, place: _Place) -> Iterator[Block]:
    number = () if start is None else (place.scope, str(next(place.lists)))
    marker = Marker(number, place.indent, start)
    inside = replace(place, indent=place.indent + 1, style="ListParagraph" if place.style == "BodyText" else place.style)
    for item in items:
        blocks = list(_blocks(item, inside))
        first = blocks.pop(0) if item and isinstance(item[0], Paragraph) else _line((), inside)
        assert isinstance(first, Line)
        yield replace(first, marker=marker)
        yield from blocks


def _footnote(label: str, blocks: Prose, place: _Place) -> Iterator[Block]:
    """The note's text behind its mark."""
    lead = Words(f"[{label}] ")
    match blocks:
        case (Paragraph(children), *rest):
            yield from _blocks((Paragraph((lead, *children)), *rest), place)
        case _:
            yield from _blocks((Paragraph((lead,)), *blocks), place)


def _grid(rows: tuple[tuple[Inlines, ...], ...], place: _Place) -> Grid:
    def cell(inlines: Inlines, head: bool) -> Line:
        return Line("TableHead" if head else "TableText", (Part(inlines, place.language),), place.language)

    made = tuple(Row(tuple(cell(inlines, head=not number) for inlines in row), head=not number) for number, row in enumerate(rows))
    return Grid(made, tuple(column_shares(rows)), place.language, place.indent)
