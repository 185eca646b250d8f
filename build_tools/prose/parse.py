"""Markdown to tree, with markdown-it-py; what the dialect does not know is reported, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from build_tools.prose.tree import (
    Block,
    Emphasis,
    Footnote,
    Inline,
    Inlines,
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

REFERENCE = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]|]+))?\]\]")
_LINE_REFERENCE = re.compile(r"\[\[(?<!!\[\[)[^\[\]|\n]+(?:\|[^\[\]|\n]+)?\]\]")
_MARKUP = re.compile(r"[][*_`\\<>&~^|\x00\t\r]")
_BLOCK_START = re.compile(r"[#=+-]|\d+[.)]")
_BULLET = re.compile(r"- (?=\S)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A field's tree, and what in it the dialect does not know."""

    prose: Prose
    unsupported: tuple[tuple[int, str], ...] = ()
    """(line within the field from 0, what stands there)"""


@lru_cache(maxsize=1 << 16)
def parse(markdown: str) -> Parsed:
    """The tree of a prose field.

    Plain paragraphs and lists, most of any standard, are read directly; everything else by markdown-it-py. A test
    holds the two ways to the same result.

    >>> parse("See [[M.1]].").prose
    (Paragraph(children=(Words(text='See '), Reference(target='M.1', words='', language=''), Words(text='.'))),)
    """
    plain = plain_blocks(markdown)
    return parse_fully(markdown) if plain is None else Parsed(plain)


def parse_fully(markdown: str) -> Parsed:
    """As `parse`, always by markdown-it-py."""
    reader = _Reader()
    tokens = _markdown_it().parse(markdown)
    return Parsed(reader.blocks(iter(tokens)), tuple(reader.unsupported))


@lru_cache(maxsize=1 << 16)
def parse_inline(markdown: str) -> Inlines:
    """The inlines of one paragraph or cell: “1. May” at its beginning is no list here."""
    markdown = markdown.strip(" \n")
    return parse_inline_fully(markdown) if _plain_lines(markdown) is None else _with_references(markdown.replace("\n", " "))


def parse_inline_fully(markdown: str) -> Inlines:
    """As `parse_inline`, always by markdown-it-py."""
    return _Reader().inlines(_markdown_it().parseInline(markdown)[0])


def plain_blocks(markdown: str) -> Prose | None:
    """Paragraphs and flat bullet lists with no markup but references; none where there is anything else."""
    bare = _plain_lines(markdown)
    if bare is None or "\n\n\n" in markdown or any(_BLOCK_START.match(line[2:] if _BULLET.match(line) else line) for line in bare):
        return None
    blocks: list[Block] = []
    for block in markdown.strip("\n").split("\n\n"):
        lines = block.split("\n")
        bullets = sum(line.startswith("- ") for line in lines)
        if bullets == 0:
            blocks += [Paragraph(_with_references(" ".join(lines)))] if block else []
        elif bullets == len(lines) and not (blocks and isinstance(blocks[-1], Items)):
            blocks.append(Items(tuple((Paragraph(_with_references(line[2:])),) for line in lines)))
        else:
            return None  # a list that breaks into a paragraph, or goes on after a blank line
    return tuple(blocks)


def _plain_lines(markdown: str) -> list[str] | None:
    """The lines with an X for each reference, or none where there is any other markup or white space that means something."""
    bare = _LINE_REFERENCE.sub("X", markdown) if "[" in markdown else markdown
    if "  " in bare or _MARKUP.search(bare):
        return None
    lines = bare.split("\n")
    return lines if all(line == line.strip() for line in lines) else None


def _with_references(text: str) -> Inlines:
    if "[" not in text:
        return (Words(text),) if text else ()
    inlines: list[Inline] = []
    end = 0
    for match in REFERENCE.finditer(text):
        if match.start() > end:
            inlines.append(Words(text[end : match.start()]))
        inlines.append(Reference(match[1].strip(), _shown(match[2] or "")))
        end = match.end()
    if end < len(text):
        inlines.append(Words(text[end:]))
    return tuple(inlines)


def _shown(words: str) -> str:
    """A reference's words on one line; spaces that must not break stay."""
    return re.sub(r"[ \t\n]+", " ", words).strip(" ")


@lru_cache(maxsize=1)
def _markdown_it() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False)
    markdown.inline.ruler.before("link", "reference", _reference_rule)
    return markdown


def _reference_rule(state: StateInline, silent: bool) -> bool:
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"target": match[1].strip(), "words": _shown(match[2] or "")}
    state.pos = match.end()
    return True


class _Reader:
    """Token stream to tree."""

    def __init__(self) -> None:
        self.unsupported: list[tuple[int, str]] = []
        self._line = 0

    def blocks(self, tokens: Iterator[Token], until: str = "") -> Prose:
        found: list[Block] = []
        for token in tokens:
            if token.map:
                self._line = token.map[0]
            if token.type == until:
                break
            found += self._block(token, tokens)
        return tuple(found)

    def _block(self, token: Token, tokens: Iterator[Token]) -> list[Block]:
        match token.type:
            case "paragraph_open":
                inlines = self.inlines(next(tokens))
                self.blocks(tokens, "paragraph_close")
                return [Paragraph(inlines)] if inlines else []
            case "bullet_list_open":
                return [Items(self._items(tokens, "bullet_list_close"))]
            case "ordered_list_open":
                start = token.attrGet("start")
                return [Items(self._items(tokens, "ordered_list_close"), 1 if start is None else int(start))]
            case "blockquote_open":
                return [Note(self.blocks(tokens, "blockquote_close"))]
            case "table_open":
                return [Table(self._rows(tokens))]
            case "footnote_block_open":
                return list(self.blocks(tokens, "footnote_block_close"))
            case "footnote_open":
                return [Footnote(str(token.meta["label"]), self.blocks(tokens, "footnote_close"))]
            case "footnote_anchor":
                return []
            case "heading_open":
                self._refuse("a heading inside a field")
                inlines = self.inlines(next(tokens))
                next(tokens)
                return [Paragraph(inlines)]
            case "html_block" | "fence" | "code_block":
                self._refuse("HTML" if token.type == "html_block" else "a code block")
                return [Paragraph((Words(" ".join(token.content.split())),))] if token.content.strip() else []
            case "hr":
                self._refuse("a rule")
                return []
        self._refuse("a footnote inside another block's footnote")  # its tokens come out of order
        return []

    def _items(self, tokens: Iterator[Token], close: str) -> tuple[Prose, ...]:
        items: list[Prose] = []
        for token in tokens:
            if token.type == close:
                break
            items.append(self.blocks(tokens, "list_item_close"))
        return tuple(items)

    def _rows(self, tokens: Iterator[Token]) -> tuple[tuple[Inlines, ...], ...]:
        rows: list[tuple[Inlines, ...]] = []
        row: list[Inlines] = []
        for token in tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    row = []
                case "tr_close":
                    rows.append(tuple(row))
                case "th_open" | "td_open":
                    if token.attrs:
                        self._refuse("column alignment in a table")
                case "inline":
                    row.append(self.inlines(token))
        return tuple(rows)

    def inlines(self, token: Token) -> Inlines:
        return self._run(iter(token.children or ()), "")

    def _run(self, tokens: Iterator[Token], until: str) -> Inlines:
        found: list[Inline] = []
        for token in tokens:
            if token.type == until:
                break
            inline = self._inline(token, tokens)
            if isinstance(inline, Words) and found and isinstance(found[-1], Words):
                found[-1] = Words(found[-1].text + inline.text)
            elif inline is not None and inline != Words(""):
                found.append(inline)
        return tuple(found)

    def _inline(self, token: Token, tokens: Iterator[Token]) -> Inline | None:
        match token.type:
            case "text" | "text_special":
                return Words(token.content)
            case "softbreak":
                return Words(" ")
            case "em_open":
                return Emphasis(self._run(tokens, "em_close"))
            case "strong_open":
                return Strong(self._run(tokens, "strong_close"))
            case "link_open":
                if token.attrGet("title"):
                    self._refuse("a link with a title")
                return Link(str(token.attrGet("href")), self._run(tokens, "link_close"))
            case "reference":
                return Reference(token.meta["target"], token.meta["words"])
            case "footnote_ref":
                return Mark(str(token.meta["label"]))
            case "hardbreak":
                self._refuse("a forced line break")
                return Words(" ")
            case "html_inline" | "code_inline" | "image":
                names = {"html_inline": "HTML", "code_inline": "code", "image": "an image"}
                self._refuse(names[token.type])
                return Words(token.content)
        raise AssertionError(f"token {token.type}")

    def _refuse(self, what: str) -> None:
        self.unsupported.append((self._line, what))
