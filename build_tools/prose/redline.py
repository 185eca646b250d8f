"""Two wordings of a field as one prose with deletions and insertions, as a reader would mark them by hand.

Blocks are paired first, then sentences, then words: a sentence more than half changed is replaced whole, and what
stands unchanged between two changes is only left standing where it is longer than a word or two. `accepted` gives
back the later wording exactly, `rejected` the earlier.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from build_tools.prose.pairing import SAME, alike, paired
from build_tools.prose.redline_words import Token, is_space, rebuilt, redline_inlines, shown, tokens_of
from build_tools.prose.tree import (
    Block,
    Deleted,
    Footnote,
    Inlines,
    Inserted,
    Items,
    Note,
    Paragraph,
    Prose,
    Table,
    Words,
)

Row = tuple[Inlines, ...]


def redline(before: Prose, after: Prose) -> Prose:
    """The prose that is `before` where every change is rejected and `after` where every one is accepted."""
    return tuple(_blocks(before, after))


def redline_line(before: str, after: str) -> Inlines:
    """The same for a line without markup."""
    return redline_inlines((Words(before),) if before else (), (Words(after),) if after else ())


def accepted(prose: Prose) -> Prose:
    """The later wording."""
    return _taken(prose, Deleted)


def rejected(prose: Prose) -> Prose:
    """The earlier wording."""
    return _taken(prose, Inserted)


def inserted(prose: Prose) -> Prose:
    """All of the prose as an insertion."""
    return _marked(prose, Inserted)


def deleted(prose: Prose) -> Prose:
    """All of the prose as a deletion."""
    return _marked(prose, Deleted)


# ---- Blocks ----


def _blocks(before: Prose, after: Prose) -> Iterator[Block]:
    for old, new in paired(before, after, likeness):
        if old is None:
            yield from inserted((new,))
        elif new is None:
            yield from deleted((old,))
        else:
            yield from _block(old, new)


def _block(old: Block, new: Block) -> Iterator[Block]:
    match old, new:
        case Paragraph(before), Paragraph(after):
            yield Paragraph(redline_inlines(before, after))
        case Items(before_items, start), Items(after_items, other) if start == other:
            yield Items(tuple(_items(before_items, after_items)), start)
        case Table(before_rows), Table(after_rows) if _width(before_rows) == _width(after_rows):
            yield Table(tuple(_rows(before_rows, after_rows)))
        case Note(before_blocks), Note(after_blocks):
            yield Note(redline(before_blocks, after_blocks))
        case Footnote(label, before_blocks), Footnote(other_label, after_blocks) if label == other_label:
            yield Footnote(label, redline(before_blocks, after_blocks))
        case _:
            yield from deleted((old,))
            yield from inserted((new,))


def _items(before: tuple[Prose, ...], after: tuple[Prose, ...]) -> Iterator[Prose]:
    for old, new in paired(before, after, alike, _words_of):
        yield inserted(new) if old is None else deleted(old) if new is None else redline(old, new)


def _rows(before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[Row]:
    for old, new in paired(before, after, _rows_alike, _seen_row):
        if old is None or new is None:
            yield _marked_row(new, Inserted) if old is None else _marked_row(old, Deleted)
        else:
            yield tuple(redline_inlines(one, other) for one, other in zip(old, new, strict=True))


def _width(rows: tuple[Row, ...]) -> set[int]:
    return {len(row) for row in rows}


def likeness(old: Block, new: Block) -> float:
    """From 0 to 1, by the words of two blocks; other sorts of block are never alike."""
    if old == new:
        return 1.0
    match old, new:
        case Footnote(label, _), Footnote(other, _):
            return 1.0 if label == other else 0.0
        case (Items(_, start), Items(_, other_start)) if start != other_start:
            return 0.0
        case (Items(), Items()) | (Table(), Table()):
            return max(0.6, alike(_words_of((old,)), _words_of((new,))))
        case _ if type(old) is type(new):
            return alike(_words_of((old,)), _words_of((new,)))
    return 0.0


def likeness_of_rows(old: Row, new: Row) -> float:
    """From 0 to 1; rows with the same first cell are the same row."""
    return _rows_alike(_seen_row(old), _seen_row(new))


def _seen_row(row: Row) -> tuple[Row, tuple[str, ...]]:
    return row, _words_of((Table((row,)),))


def _rows_alike(old: tuple[Row, tuple[str, ...]], new: tuple[Row, tuple[str, ...]]) -> float:
    (old_row, old_words), (new_row, new_words) = old, new
    if len(old_row) != len(new_row):
        return 0.0
    first = SAME if old_row[:1] == new_row[:1] and old_row[0] else 0.0
    return first + alike(old_words, new_words) * (1 - first)


@lru_cache(maxsize=4096)
def _words_of(prose: Prose) -> tuple[str, ...]:
    """The words of blocks, without white space, for comparing."""
    found: list[str] = []
    for inlines in _leaves(prose):
        found += [shown(token) for token in tokens_of(inlines) if not is_space(token)]
    return tuple(found)


def _leaves(prose: Prose) -> Iterator[Inlines]:
    for block in prose:
        match block:
            case Paragraph(children):
                yield children
            case Items(items):
                for item in items:
                    yield from _leaves(item)
            case Table(rows):
                for row in rows:
                    yield from row
            case Note(blocks) | Footnote(_, blocks):
                yield from _leaves(blocks)


# ---- Back again ----


def _marked(prose: Prose, kind: type) -> Prose:
    return tuple(_marked_block(block, kind) for block in prose)


def _marked_block(block: Block, kind: type) -> Block:
    match block:
        case Paragraph(children):
            return Paragraph((kind(children),) if children else ())
        case Items(items):
            return replace(block, items=tuple(_marked(item, kind) for item in items))
        case Table(rows):
            return Table(tuple(_marked_row(row, kind) for row in rows))
        case Note(blocks):
            return Note(_marked(blocks, kind))
        case Footnote(label, blocks):
            return Footnote(label, _marked(blocks, kind))


def _marked_row(row: Row, kind: type) -> Row:
    """The row with its words marked; one without words is marked in its first cell."""
    if not any(row):
        return ((kind(()),), *row[1:])
    return tuple((kind(cell),) if cell else () for cell in row)


def _taken(prose: Prose, dropped: type) -> Prose:
    """The prose without one kind of mark and the blocks that were nothing else; the other kind dissolved."""
    return tuple(found for block in prose if (found := _taken_block(block, dropped)) is not None)


def _taken_block(block: Block, dropped: type) -> Block | None:
    match block:
        case Paragraph(children):
            left = _taken_inlines(children, dropped)
            return Paragraph(left) if left or not children else None
        case Items(items, start):
            lists = tuple(found for item in items if (found := _taken(item, dropped)) or not item)
            return Items(lists, start) if lists else None
        case Table(rows):
            left_rows = tuple(tuple(_taken_inlines(cell, dropped) for cell in row) for row in rows if not _only(row, dropped))
            return Table(left_rows) if left_rows else None
        case Note(blocks):
            inner = _taken(blocks, dropped)
            return Note(inner) if inner or not blocks else None
        case Footnote(label, blocks):
            inner = _taken(blocks, dropped)
            return Footnote(label, inner) if inner or not blocks else None


def _only(row: Row, kind: type) -> bool:
    """Whether the row is nothing but marks of a kind."""
    return any(row) and all(isinstance(inline, kind) for cell in row for inline in cell)


def _taken_inlines(inlines: Inlines, dropped: type) -> Inlines:
    tokens: list[Token] = []
    for inline in inlines:
        if not isinstance(inline, dropped):
            tokens += tokens_of(inline.children if isinstance(inline, (Inserted, Deleted)) else (inline,))
    return rebuilt(tokens)
