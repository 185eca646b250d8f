"""Lines and tables as WordprocessingML: the body of a document, with the links and lists that other parts must declare."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

from build_tools.interface import direction
from build_tools.outputs.docx.languages import east_asian, language_mark
from build_tools.outputs.docx.lines import (
    DELETED,
    INSERTED,
    KEPT,
    STEP,
    TEXT_WIDTH,
    Block,
    Grid,
    Line,
    Marker,
    Part,
    Row,
)
from build_tools.outputs.docx.styles import Palette
from build_tools.prose.tree import Deleted, Emphasis, Inlines, Inserted, Link, Mark, Reference, Strong, Words

_BOOKMARK = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_UNWRITABLE = re.compile("[\x00-\x1f\ufffe\uffff]")
_DIVIDERS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


@dataclass(frozen=True, slots=True)
class Face:
    """How some characters are set."""

    change: str = KEPT
    language: str = ""
    style: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class BodyWriter:
    """Writes blocks one after the other and remembers what they need."""

    language: str
    """The document's."""
    palette: Palette
    slugs: Mapping[str, str]
    """The document's provisions → their slugs: where links may lead."""
    author: str = ""
    date: str = ""
    """Who changed what is deleted or inserted, and on what day, e.g. `2024-10-21`."""
    links: dict[str, str] = field(default_factory=dict)
    """Outside address → the relationship that stands for it."""
    lists: dict[tuple[str, ...], tuple[int, Marker]] = field(default_factory=dict)
    """Numbered list → its number in Word, and a marker of it."""
    _names: set[str] = field(default_factory=set)
    _count: int = 0
    _minute: int = 0
    """Of the changes written now: those of whole lines are made later than those within one, or LibreOffice would join the two."""

    def block(self, block: Block) -> str:
        """A paragraph, or a table with the small gap that keeps it from joining another."""
        if isinstance(block, Line):
            return self._line(block)
        return self._grid(block) + self._line(Line("Gap", language=block.language, change=block.change))

    # ---- Paragraphs ----

    def _line(self, line: Line) -> str:
        """One paragraph."""
        self._minute = 5 if line.change else 0
        runs = "".join(self._part(part, line, first=not place) for place, part in enumerate(line.parts))
        if line.field:
            runs += self._field(line)
        if line.name and line.name not in self._names:
            self._names.add(line.name)
            name, number = bookmark(line.name), self._next()
            runs = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{runs}<w:bookmarkEnd w:id="{number}"/>'
        return f"<w:p>{self._paragraph_properties(line)}{runs}</w:p>"

    def _paragraph_properties(self, line: Line) -> str:
        rtl = bool(line.language) and direction(line.language) == "rtl"
        parts = [f'<w:pStyle w:val="{line.style}"/>']
        if line.marker:
            parts.append(f'<w:numPr><w:ilvl w:val="{line.marker.level}"/><w:numId w:val="{self._list(line.marker)}"/></w:numPr>')
        if line.boxed:
            side = "right" if rtl else "left"
            parts.append(f'<w:pBdr><w:{side} w:val="single" w:sz="24" w:space="6" w:color="{self.palette.accent}"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{self.palette.tint}"/>')
        if rtl:
            parts.append("<w:bidi/>")
        if line.indent and not line.marker:
            parts.append(f'<w:ind w:left="{line.indent * STEP}"/>')
        if line.change:
            parts.append(f"<w:rPr>{self._change(line.change)}/></w:rPr>")
        return f"<w:pPr>{''.join(parts)}</w:pPr>"

    def _list(self, marker: Marker) -> int:
        """The list's number in Word: 1 for all bullets, one of its own for each numbered list."""
        if marker.start is None:
            return 1
        return self.lists.setdefault(marker.list, (len(self.lists) + 2, marker))[0]

    def _field(self, line: Line) -> str:
        """The beginning of a field, whose result is in the lines that follow, or its end."""
        if line.field == "end":
            return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        instruction = f'<w:r><w:instrText xml:space="preserve"> {escape(line.field)} </w:instrText></w:r>'
        return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{instruction}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'

    # ---- Characters ----

    def _part(self, part: Part, line: Line, first: bool) -> str:
        face = Face(line.change, part.language, part.style)
        before = "" if first else self._run(part.before, Face(line.change, line.language))
        return before + self._inlines(part.inlines, face)

    def _inlines(self, inlines: Inlines, face: Face) -> str:
        """Runs, with links around them."""
        return "".join(self._inline(inline, face) for inline in inlines)

    def _inline(self, inline: object, face: Face) -> str:
        match inline:
            case Words(text):
                return self._run(text, face)
            case Emphasis(children):
                return self._inlines(children, replace(face, italic=True))
            case Strong(children):
                return self._inlines(children, replace(face, bold=True))
            case Reference(target, text, language):
                return self._reference(target, text, replace(face, language=language or face.language))
            case Link(address, children):
                inner = self._inlines(children, replace(face, style=face.style or "Hyperlink"))
                name = self.links.setdefault(address, f"link{len(self.links) + 1}")
                return f'<w:hyperlink r:id="{name}" w:history="1">{inner}</w:hyperlink>'
            case Mark(label):
                return self._run(f"[{label}]", replace(face, style="FootnoteReference"))
            case Inserted(children):
                return self._inlines(children, replace(face, change=INSERTED))
            case Deleted(children):
                return self._inlines(children, replace(face, change=DELETED))
        raise AssertionError(inline)

    def _reference(self, target: str, text: str, face: Face) -> str:
        if target not in self.slugs:
            return self._run(text, face)
        inner = self._run(text, replace(face, style=face.style or "CrossReference"))
        return f'<w:hyperlink w:anchor={quoteattr(bookmark(self.slugs[target]))} w:history="1">{inner}</w:hyperlink>'

    def _run(self, text: str, face: Face) -> str:
        if not text:
            return ""
        kind = "delText" if face.change == DELETED else "t"
        content = _DIVIDERS.get(text) or f'<w:{kind} xml:space="preserve">{escape(_UNWRITABLE.sub(" ", text))}</w:{kind}>'
        run = f"<w:r>{self._run_properties(face)}{content}</w:r>"
        return f"{self._change(face.change)}>{run}</w:{face.change}>" if face.change else run

    def _run_properties(self, face: Face) -> str:
        parts = [f'<w:rStyle w:val="{face.style}"/>'] if face.style else []
        if face.language and east_asian(face.language):
            parts.append('<w:rFonts w:hint="eastAsia"/>')
        if face.bold:
            parts.append("<w:b/><w:bCs/>")
        if face.italic:
            parts.append("<w:i/><w:iCs/>")
        if face.language and direction(face.language) == "rtl":
            parts.append("<w:rtl/>")
        if face.language and face.language != self.language:
            parts.append(language_mark(face.language))
        return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""

    def _change(self, change: str) -> str:
        """The start of a change's mark, still open."""
        return f'<w:{change} w:id="{self._next()}" w:author={quoteattr(self.author)} w:date="{self.date}T00:0{self._minute}:00Z"'

    def _next(self) -> int:
        """A number for a bookmark or change."""
        self._count += 1
        return self._count

    # ---- Tables ----

    def _grid(self, grid: Grid) -> str:
        """A table whose head is repeated on every page."""
        indent = grid.indent * STEP
        widths = [round((TEXT_WIDTH - indent) * share) for share in grid.shares]
        visual = "<w:bidiVisual/>" if direction(grid.language) == "rtl" else ""
        properties = (
            f'<w:tblPr><w:tblStyle w:val="StandardTable"/>{visual}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        )
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self._row(row, widths) for row in grid.rows)
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: Row, widths: list[int]) -> str:
        head = "<w:tblHeader/>" if row.head else ""
        change = f"{self._change(row.change)}/>" if row.change else ""
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._line(cell)}</w:tc>' for cell, width in zip(row.cells, widths, strict=True))
        return f"<w:tr><w:trPr><w:cantSplit/>{head}{change}</w:trPr>{cells}</w:tr>"


def bookmark(slug: str) -> str:
    """A slug as the name of a bookmark: Word takes 40 characters, a letter first.

    >>> bookmark("m4-5.2.12-s1.1"), bookmark("5.2")
    ('m4-5.2.12-s1.1', 'id-d3fc3e6e42d7ebd71ce2e5001c965277')
    """
    return slug if _BOOKMARK.fullmatch(slug) else f"id-{hashlib.md5(slug.encode(), usedforsecurity=False).hexdigest()}"
