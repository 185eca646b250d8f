"""Prose as pandoc's tree, in plain dictionaries: the start of every printed document.

The tree is neutral: what a format shows in its own way is a Div or Span with a class (`note`, `footnote`, `mark`, `insertion`, `deletion`)
or with the attributes `lang` and `dir`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from build_tools.interface import direction
from build_tools.prose.tree import (
    Block,
    Deleted,
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    Inserted,
    Items,
    Link,
    Mark,
    Note,
    Paragraph,
    Prose,
    Reference,
    Strong,
    Table,
    Words,
)
from build_tools.prose.write import plain_inlines

Node = dict[str, Any]
Address = Callable[[str], str]
"""Provision → where a link to it leads (`#slug`); empty where the document does not have it."""

API_VERSION = [1, 23, 1]
_WIDEST = 60
_LINE = 96
"""So many characters of a table surely fit on a line."""
_SPACE = 3
"""So many more takes the space between columns, and that heads are bold."""


def document(blocks: Sequence[Node]) -> Node:
    """The whole tree, as `pandoc -f json` reads it."""
    return {"pandoc-api-version": API_VERSION, "meta": {}, "blocks": list(blocks)}


def words(text: str) -> list[Node]:
    """A line of plain characters; runs of white space count as one space.

    >>> words("a b")
    [{'t': 'Str', 'c': 'a'}, {'t': 'Space'}, {'t': 'Str', 'c': 'b'}]
    """
    nodes: list[Node] = []
    for position, part in enumerate(text.replace("\t", " ").replace("\n", " ").split(" ")):
        if position and nodes[-1:] != [{"t": "Space"}]:
            nodes.append({"t": "Space"})
        if part:
            nodes.append({"t": "Str", "c": part})
    return nodes


def in_language(language: str, inlines: list[Node]) -> Node:
    """The inlines marked as another language's."""
    return {"t": "Span", "c": [_attributes(lang=language, dir=direction(language)), inlines]}


def linked(address: str, inlines: list[Node]) -> list[Node]:
    """The inlines as a link; as they are where there is no address."""
    return [{"t": "Link", "c": [_attributes(), inlines, [address, ""]]}] if address and inlines else inlines


def inlines_of(inlines: Inlines, address: Address) -> list[Node]:
    """One paragraph or cell."""
    return [node for inline in inlines for node in _inline(inline, address)]


def blocks_of(prose: Prose, address: Address) -> list[Node]:
    """The prose, block by block."""
    return [node for block in prose for node in _block(block, address)]


def paragraph(inlines: list[Node]) -> Node:
    """A paragraph of its own."""
    return {"t": "Para", "c": inlines}


def raw(format_: str, text: str) -> Node:
    """A block in the target's own language."""
    return {"t": "RawBlock", "c": [format_, text]}


def raw_inline(format_: str, text: str) -> Node:
    """Characters in the target's own language."""
    return {"t": "RawInline", "c": [format_, text]}


def _attributes(name: str = "", **pairs: str) -> list[Any]:
    return ["", [name] if name else [], [list(pair) for pair in pairs.items()]]


def _inline(inline: Inline, address: Address) -> list[Node]:
    match inline:
        case Words(text):
            return words(text)
        case Emphasis(children):
            return [{"t": "Emph", "c": inlines_of(children, address)}]
        case Strong(children):
            return [{"t": "Strong", "c": inlines_of(children, address)}]
        case Reference(target, text, language):
            link = linked(address(target), words(text))
            return [in_language(language, link)] if language else link
        case Link(target, children):
            return linked(target, inlines_of(children, address))
        case Inserted(children):
            return [{"t": "Span", "c": [_attributes("insertion"), inlines_of(children, address)]}]
        case Deleted(children):
            return [{"t": "Span", "c": [_attributes("deletion"), inlines_of(children, address)]}]
        case Mark(label):
            return [{"t": "Span", "c": [_attributes("mark"), words(f"[{label}]")]}]
    raise AssertionError(inline)


def _block(block: Block, address: Address) -> Iterator[Node]:
    match block:
        case Paragraph(children):
            yield paragraph(inlines_of(children, address))
        case Items(items, start):
            listed = [_tight(blocks_of(item, address)) for item in items]
            numbering = [start, {"t": "Decimal"}, {"t": "Period"}]
            yield {"t": "BulletList", "c": listed} if start is None else {"t": "OrderedList", "c": [numbering, listed]}
        case Table(rows):
            yield _table(rows, address)
        case Note(blocks):
            yield {"t": "Div", "c": [_attributes("note"), blocks_of(blocks, address)]}
        case Footnote(label, blocks):
            yield {"t": "Div", "c": [_attributes("footnote"), _led(f"[{label}]", blocks_of(blocks, address))]}


def _tight(blocks: list[Node]) -> list[Node]:
    """An item of one paragraph, or of one with a list below it, is set without space around it."""
    if sum(block["t"] == "Para" for block in blocks) > 1:
        return blocks
    return [{"t": "Plain", "c": block["c"]} if block["t"] == "Para" else block for block in blocks]


def _led(label: str, blocks: list[Node]) -> list[Node]:
    """The blocks with the label before their first words."""
    lead = words(label)
    if blocks and blocks[0]["t"] == "Para":
        return [paragraph([*lead, {"t": "Space"}, *blocks[0]["c"]]), *blocks[1:]]
    return [paragraph(lead), *blocks]


def _table(rows: tuple[tuple[Inlines, ...], ...], address: Address) -> Node:
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in column_shares(rows)]
    head = [[_attributes(), [_cell(_unlinked(cell), lambda _: "") for cell in row]] for row in rows[:1]]
    made = [*head, *([_attributes(), [_cell(cell, address) for cell in row]] for row in rows[1:])]
    body = [_attributes(), 0, [], made[1:]]
    return {"t": "Table", "c": [_attributes(), [None, []], columns, [_attributes(), made[:1]], [body], [_attributes(), []]]}


def _unlinked(inlines: Inlines) -> Inlines:
    """The head of a table without links: where it is repeated on the next page, a tagged PDF allows none."""
    return tuple(part for inline in inlines for part in (_unlinked(inline.children) if isinstance(inline, Link) else (inline,)))


def _cell(inlines: Inlines, address: Address) -> list[Any]:
    return [_attributes(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": inlines_of(inlines, address)}]]


def column_shares(rows: tuple[tuple[Inlines, ...], ...]) -> list[float]:
    """The columns' shares of the line: each holds its longest word, what is left goes to those with long cells."""
    columns = [[_plain(row[column]) for row in rows if column < len(row)] for column in range(len(rows[0]))]
    least = [min(max(len(word) for cell in column for word in cell.split() or [""]) + _SPACE, _LINE // 3) / _LINE for column in columns]
    wanting = [max(min(max(map(len, column)), _WIDEST) - held * _LINE, 0.5) for column, held in zip(columns, least, strict=True)]
    left = max(1 - sum(least), 0)
    shares = [held + left * want / sum(wanting) for held, want in zip(least, wanting, strict=True)]
    return [round(share / sum(shares), 4) for share in shares]


def _plain(cell: Inlines) -> str:
    return plain_inlines(cell, lambda reference: reference.words)
