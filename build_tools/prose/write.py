"""Tree back to text: canonical Markdown, and plain words."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from build_tools.prose.parse import REFERENCE, parse
from build_tools.prose.tree import (
    Block,
    Deleted,
    Emphasis,
    Footnote,
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

_ESCAPED = re.compile(r"[\\*_`\[\]<>|&](?:(?<!&)|(?=[#\w]+;))")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*")
_BLOCK_START = re.compile(r"^(?:([#+\-=~>])|(\d+)([.)]))")
_SENTENCE_END = re.compile(r"([.!?…](?<![.\s(][A-ZÀ-Þ].)(?<!\be\.g.)(?<!\bi\.e.)(?<!\betc.)(?<!\bNo.)['”’»)*_]*(?:\[\^\w+\])*) (?=[“«¿¡(]*[A-ZÀ-Þ]|\[\[)")


@lru_cache(maxsize=1 << 14)
def canonical(markdown: str) -> str:
    """The one way of writing this prose: a sentence a line, a blank line between blocks.

    Markdown that this way could not say (`a*b*_c_`) is left as it is rather than changed.
    """
    prose = parse(markdown).prose
    written = write_markdown(prose)
    return written if parse(written).prose == prose else markdown


def write_markdown(prose: Prose) -> str:
    """The prose as canonical Markdown, without a final line end."""
    return _blocks(prose)


def _blocks(prose: Prose) -> str:
    parts: list[str] = []
    previous: Block | None = None
    for block in prose:
        if isinstance(block, Items) and isinstance(previous, Items) and (block.start is None) == (previous.start is None):
            parts.append(_list(block, other="*)"))
            previous = None
            continue
        parts.append(_block(block))
        previous = block
    return "\n\n".join(part for part in parts if part)


def _block(block: Block) -> str:
    match block:
        case Paragraph(children):
            return _SENTENCE_END.sub(r"\1\n", _guarded(write_inlines(children)))
        case Items():
            return _list(block, other="-.")
        case Table(rows):
            return _table(rows)
        case Note(blocks):
            return "\n".join(f"> {line}".rstrip() for line in _blocks(blocks).split("\n"))
        case Footnote(label, blocks):
            return f"[^{label}]: " + _blocks(blocks).replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _list(block: Items, other: str) -> str:
    """A list; one that directly follows another of its sort takes the other marker, or they would be one."""
    loose = any(sum(isinstance(part, Paragraph) for part in item) > 1 for item in block.items)
    lines: list[str] = []
    for number, item in enumerate(block.items):
        marker = f"{other[0]} " if block.start is None else f"{block.start + number}{other[1]} "
        indent = " " * len(marker)
        body = _item(item).split("\n")
        lines.append("\n".join([marker + body[0], *((indent + line).rstrip() for line in body[1:])]).rstrip())
    return ("\n\n" if loose else "\n").join(lines)


def _item(item: Prose) -> str:
    text = _blocks(item)
    match item:
        case (Paragraph(), Items(items, start)) if start in (None, 1) and items[0]:  # a tight nested list; others cannot interrupt a paragraph
            return text.replace("\n\n", "\n", 1)
    return text


def _table(rows: tuple[tuple[Inlines, ...], ...]) -> str:
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("---" for _ in rows[0]) + " |")
    return "\n".join(lines)


def _cell(inlines: Inlines) -> str:
    """A cell: the bar inside a reference is escaped, or it would end the cell."""
    return REFERENCE.sub(lambda found: found[0].replace("|", "\\|"), write_inlines(inlines))


def _guarded(line: str) -> str:
    """A paragraph whose first characters would make it another block gets them escaped."""
    match = _BLOCK_START.match(line)
    if not match:
        return line
    return "\\" + line if match[1] else f"{match[2]}\\{line[len(match[2]):]}"


def write_inlines(inlines: Inlines) -> str:
    """One paragraph or cell as Markdown on one line."""
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Link) and parts and parts[-1].endswith("!"):  # or the link would be an image
            parts[-1] = parts[-1][:-1] + "\\!"
        parts.append(_inline(inline))
    return "".join(parts)


def _inline(inline: object) -> str:
    match inline:
        case Words(text):
            return _ESCAPED.sub(lambda found: "\\" + found[0], text)
        case Emphasis(children):
            return _between("*", "_", write_inlines(children))
        case Strong(children):
            return _between("**", "__", write_inlines(children))
        case Reference(target, words):
            return f"[[{target}|{words}]]" if words else f"[[{target}]]"
        case Link(address, children):
            if children == (Words(address),) and _AUTOLINK.fullmatch(address):
                return f"<{address}>"
            return f"[{write_inlines(children)}]({f'<{address}>' if re.search('[() ]', address) else address})"
        case Mark(label):
            return f"[^{label}]"
    raise AssertionError(inline)


def _between(mark: str, other: str, inner: str) -> str:
    """The words between marks; the other marks where the same ones meet, and would be read together."""
    chosen = other if inner.startswith("*") or inner.endswith("*") else mark
    return f"{chosen}{inner}{chosen}"


def write_plain(prose: Prose, cite: Callable[[Reference], str]) -> str:
    """The words without markup: a line for each paragraph, item and row; cells divided by tabs; footnotes last.

    `cite` gives the words shown for a reference. List markers are not words and are left out.
    """
    return "\n".join(_plain_lines(prose, cite))


def plain_inlines(inlines: Inlines, cite: Callable[[Reference], str]) -> str:
    """The words of one paragraph or cell."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case Emphasis(children) | Strong(children) | Link(_, children) | Inserted(children) | Deleted(children):
                parts.append(plain_inlines(children, cite))
            case Reference():
                parts.append(cite(inline))
            case Mark(label):
                parts.append(f"[{label}]")
    return "".join(parts)


def _plain_lines(prose: Prose, cite: Callable[[Reference], str]) -> Iterator[str]:
    for block in prose:
        match block:
            case Paragraph(children):
                yield plain_inlines(children, cite)
            case Items(items):
                for item in items:
                    yield from _plain_lines(item, cite)
            case Table(rows):
                yield from ("\t".join(plain_inlines(cell, cite) for cell in row) for row in rows)
            case Note(blocks):
                yield from _plain_lines(blocks, cite)
            case Footnote(label, blocks):
                yield f"[{label}] " + "\n".join(_plain_lines(blocks, cite))
