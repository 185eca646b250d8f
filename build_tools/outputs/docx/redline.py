"""Two editions of a document as one, line by line: what goes deleted, what comes inserted, the rest kept.

With every change accepted it is the new document, with every change rejected the old one. That holds by construction:
each line of either comes in its order, by itself or in one with its like, and only lines of one form become one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from build_tools.model.publication import Item, Publication, Shown
from build_tools.outputs.docx.lines import DELETED, INSERTED, PROSE, Block, Grid, Line, Row, Section
from build_tools.prose.pairing import SAME, paired
from build_tools.prose.redline import likeness, likeness_of_rows
from build_tools.prose.redline_words import redline_inlines
from build_tools.prose.tree import Inlines, Paragraph


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_K = TypeVar("_K", bound=_Keyed)

# ---- Provisions ----


def counterparts(old: Publication, new: Publication) -> dict[str, str]:
    """Provision of the old edition → what it is in the new one: itself, or the first that says it was it."""
    before, after = ({item.id: item for item in publication.items} for publication in (old, new))
    found: dict[str, str] = {}
    for item in new.items:
        for past in item.was:
            gone = past not in after or after[past].withdrawn
            if item.id not in before and not item.withdrawn and gone and past in before and past not in found:
                found[past] = item.id
                break
    return {**{name: name for name in before if name in after}, **found}


def in_like_languages(old: Publication, new: Publication, official: tuple[Publication, Publication]) -> tuple[Publication, Publication]:
    """The two publications; a field that only one of them has in their language is taken from the official ones in both."""
    twins = counterparts(old, new)
    items = [{item.id: item for item in publication.items} for publication in (old, new, *official)]
    changed: tuple[dict[str, Item], dict[str, Item]] = ({}, {})
    for past, now in twins.items():
        sides = (items[0][past], items[1][now])
        mixed = _mixed(*sides)
        for side, name, item, source in zip(changed, (past, now), sides, items[2:], strict=True):
            if mixed:
                side[name] = _with_fields(item, source[name], mixed)
    first, second = (
        replace(publication, items=tuple(side.get(item.id, item) for item in publication.items)) for publication, side in zip((old, new), changed, strict=True)
    )
    return first, second


def _mixed(old: Item, new: Item) -> set[str]:
    """The fields that the two have in different languages."""
    languages = [{field.name: field.spoken.language for field in _fields(item) if not field.codes} for item in (old, new)]
    return {name for name, language in languages[0].items() if languages[1].get(name, language) != language}


def _fields(item: Item) -> tuple[Shown, ...]:
    return (*((item.title,) if item.title else ()), *item.fields)


def _with_fields(item: Item, official: Item, names: set[str]) -> Item:
    source = {field.name: field for field in _fields(official)}

    def taken(shown: Shown) -> Shown:
        return replace(shown, spoken=source[shown.name].spoken) if shown.name in names else shown

    return replace(item, title=taken(item.title) if item.title else None, fields=tuple(taken(shown) for shown in item.fields))


# ---- Sections and pieces ----


def redline_blocks(old: Sequence[Section], new: Sequence[Section]) -> Iterator[Block]:
    """The blocks of both documents as one."""
    for one, other in _in_order(old, new):
        for before, after in _in_order(one.pieces if one else (), other.pieces if other else ()):
            yield from _piece(before.blocks if before else (), after.blocks if after else ())


def _in_order(old: Sequence[_K], new: Sequence[_K]) -> Iterator[tuple[_K | None, _K | None]]:
    """The two sequences as one; what stands in another order is deleted at its old place and inserted at the new one."""
    kept = _longest_in_order([one.key for one in old], [other.key for other in new])
    rest = iter(old)
    for other in new:
        if other.key in kept:
            for one in rest:
                if one.key == other.key:
                    yield one, other
                    break
                yield one, None
        else:
            yield None, other
    for one in rest:
        yield one, None


def _longest_in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """As many keys as possible that stand in both in the same order.

    >>> sorted(_longest_in_order("abcde", "eabxd"))
    ['a', 'b', 'd']
    """
    places = {key: place for place, key in enumerate(old)}
    common = [(key, places[key]) for key in new if key in places]
    ends: list[int] = []
    ranks: list[int] = []
    for _, place in common:
        rank = bisect_left(ends, place)
        ends[rank : rank + 1] = [place]
        ranks.append(rank)
    kept: set[str] = set()
    wanted = len(ends) - 1
    for (key, _), rank in zip(reversed(common), reversed(ranks), strict=True):
        if rank == wanted:
            kept.add(key)
            wanted -= 1
    return kept


# ---- Lines and tables ----


def _piece(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[Block]:
    lists = _Lists()
    pairs = [pair for one, other in paired(old, new, _likeness) for pair in lists.checked(one, other)]
    for one, other in pairs:
        if one and other:
            yield _merged(one, other)
        elif one:
            yield _marked(lists.renamed(one), DELETED)
        elif other:
            yield _marked(other, INSERTED)


@dataclass(frozen=True, slots=True)
class _Lists:
    """Which numbered list of the new text continues which of the old: one for one, or numbers would run on."""

    ahead: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    back: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def checked(self, old: Block | None, new: Block | None) -> list[tuple[Block | None, Block | None]]:
        """The pair; as two where it would join a list to a second one."""
        if isinstance(old, Line) and isinstance(new, Line) and old.marker and new.marker:
            one, other = old.marker.list, new.marker.list
            if self.ahead.get(one, other) != other or self.back.get(other, one) != one:
                return [(old, None), (None, new)]
            self.ahead[one], self.back[other] = other, one
        return [(old, new)]

    def renamed(self, old: Block) -> Block:
        """The line as part of the list that goes on, or of one that is gone."""
        if not isinstance(old, Line) or not old.marker or not old.marker.list:
            return old
        name = self.ahead.get(old.marker.list, ("gone", *old.marker.list))
        return replace(old, marker=replace(old.marker, list=name))


def _marked(block: Block, change: str) -> Block:
    """All of the block as deleted or inserted."""
    if isinstance(block, Line):
        return replace(block, change=change)
    return replace(block, change=change, rows=tuple(_marked_row(row, change) for row in block.rows))


def _marked_row(row: Row, change: str) -> Row:
    return replace(row, change=change, cells=tuple(replace(cell, change=change) for cell in row.cells))


def _likeness(old: Block, new: Block) -> float:
    """From 0 to 1; blocks of different forms are never alike, and a line outside of prose is always the other's like."""
    if isinstance(old, Line) and isinstance(new, Line):
        if _form(old) != _form(new):
            return 0.0
        return 1.0 if old.style not in PROSE else likeness(Paragraph(_words(old)), Paragraph(_words(new)))
    if isinstance(old, Grid) and isinstance(new, Grid) and _columns(old) == _columns(new):
        return max(SAME, sum(max(_likeness_of_rows(row, other) for other in new.rows) for row in old.rows) / len(old.rows))
    return 0.0


def _form(line: Line) -> tuple[object, ...]:
    """All that two lines must have alike to be one: everything but the words."""
    marker = line.marker and (line.marker.level, line.marker.start)
    return (line.style, line.language, line.indent, marker, line.boxed, bool(line.field), [(part.language, part.style, part.before) for part in line.parts])


def _columns(grid: Grid) -> tuple[object, ...]:
    return (len(grid.shares), grid.language, grid.indent)


def _words(line: Line) -> Inlines:
    return tuple(inline for part in line.parts for inline in part.inlines)


def _likeness_of_rows(old: Row, new: Row) -> float:
    if old.head != new.head:
        return 0.0
    return likeness_of_rows(tuple(_words(cell) for cell in old.cells), tuple(_words(cell) for cell in new.cells))


def _merged(old: Block, new: Block) -> Block:
    """Two blocks of one form as one."""
    if isinstance(old, Line) and isinstance(new, Line):
        parts = (replace(after, inlines=redline_inlines(before.inlines, after.inlines)) for before, after in zip(old.parts, new.parts, strict=True))
        return replace(new, parts=tuple(parts))
    assert isinstance(old, Grid) and isinstance(new, Grid)
    return replace(new, rows=tuple(_rows(old, new)))


def _rows(old: Grid, new: Grid) -> Iterator[Row]:
    for one, other in paired(old.rows, new.rows, _likeness_of_rows):
        if one is None:
            yield _marked_row(other, INSERTED)
        elif other is None:
            yield _marked_row(one, DELETED)
        else:
            cells = (_merged(before, after) for before, after in zip(one.cells, other.cells, strict=True))
            yield replace(other, cells=tuple(cell for cell in cells if isinstance(cell, Line)))
