"""The parts of a Word file around its text, and the file itself: the same bytes for the same parts."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from build_tools.interface import direction
from build_tools.outputs.docx.lines import TEXT_WIDTH, Marker
from build_tools.outputs.docx.package import About, word_file
from build_tools.outputs.docx.styles import NAMESPACES, SANS, SERIF, Palette, list_levels, styles

_FALLBACKS = {SERIF: ("Caladea", "roman"), SANS: ("Carlito", "swiss")}
"""Fonts that Word has → what has the same widths elsewhere, and the sort of font."""
_FOOT = (TEXT_WIDTH - 1300, 1300)
"""The widths of notice and page number."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a document says outside of its text."""

    language: str
    palette: Palette
    title: str
    authors: str
    description: str
    edition: str
    made: int
    """Seconds since 1970."""
    running: tuple[str, str]
    """The head of each page: at its beginning, at its end."""
    notice: str
    """The foot of each page."""


def docx(body: str, around: Around, links: Mapping[str, str], lists: Mapping[tuple[str, ...], tuple[int, Marker]]) -> bytes:
    """A Word file; `body` holds the blocks of the text, `links` and `lists` what they refer to."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1700" w:right="1588" w:bottom="1700" w:left="1588" w:header="850" w:footer="700" w:gutter="0"/><w:titlePg/>'
        f"{'<w:bidi/>' if _rtl(around) else ''}</w:sectPr>"
    )
    made = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": styles(around.language, around.palette),
        "word/numbering.xml": _numbering(around.palette.accent, lists),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/header.xml": _header(around),
        "word/footer.xml": _footer(around),
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application></Properties>',
    }
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(around.made))
    others = {"dc:description": around.description, "cp:version": around.edition}
    return word_file(made, About(around.title, around.authors, around.language, moment, others), links)


# ---- The parts ----


def _numbering(accent: str, lists: Mapping[tuple[str, ...], tuple[int, Marker]]) -> str:
    """Bullets as list 1, then the numbered lists, each counting by itself."""
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    for number, marker in lists.values():
        start = f'<w:lvlOverride w:ilvl="{marker.level}"><w:startOverride w:val="{marker.start}"/></w:lvlOverride>'
        numbers += f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{start}</w:num>'
    return f"<w:numbering {NAMESPACES}>{list_levels(0, False, accent)}{list_levels(1, True, accent)}{numbers}</w:numbering>"


def _settings() -> str:
    """Marking changes is switched on: whoever edits the file shows what they did."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1))
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:trackRevisions/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>' for name, (other, family) in _FALLBACKS.items())
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _rtl(around: Around) -> bool:
    return direction(around.language) == "rtl"


def _said(around: Around, text: str, bold: bool = False) -> str:
    """A run in the document's language."""
    properties = ("<w:b/><w:bCs/>" if bold else "") + ("<w:rtl/>" if _rtl(around) else "")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _header(around: Around) -> str:
    bidi = "<w:bidi/>" if _rtl(around) else ""
    start, end = around.running
    line = f'<w:p><w:pPr><w:pStyle w:val="Header"/>{bidi}</w:pPr>{_said(around, start, bold=True)}<w:r><w:tab/></w:r>{_said(around, end)}</w:p>'
    return f"<w:hdr {NAMESPACES}>{line}</w:hdr>"


def _footer(around: Around) -> str:
    """The notice beside the page's number and how many there are."""
    bidi = "<w:bidi/>" if _rtl(around) else ""
    count = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraphs = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{bidi}</w:pPr>{_said(around, around.notice)}</w:p>',
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{bidi}<w:jc w:val="right"/></w:pPr>{count}</w:p>',
    )
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>' for width, paragraph in zip(_FOOT, paragraphs, strict=True))
    visual = "<w:bidiVisual/>" if _rtl(around) else ""
    table = (
        f'<w:tbl><w:tblPr>{visual}<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_FOOT[0]}"/><w:gridCol w:w="{_FOOT[1]}"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
    )
    return f'<w:ftr {NAMESPACES}>{table}<w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p></w:ftr>'
