"""The styles of our Word documents, made by code: names that Word knows where it has one, plain names where it has none."""

from dataclasses import dataclass

from build_tools.interface import direction
from build_tools.outputs.docx.languages import SIMPLIFIED, east_asian, word_tag
from build_tools.outputs.docx.lines import STEP, TEXT_WIDTH

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SERIF, SANS = "Cambria", "Calibri"
_MUTED = "595959"
_LARGER = 1.15
"""Arabic letters are drawn smaller in their fonts."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `rrggbb`, and the font of headings in East Asian scripts."""

    accent: str
    tint: str
    soft: str
    asian: str

    def look(self, points: float = 0, colour: str = "", bold: bool | None = None, sans: bool = True) -> str:
        """Properties of characters, in the order that Word demands."""
        parts = [f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:eastAsia="{self.asian}" w:cs="Arial"/>'] if sans else []
        if bold is not None:
            parts.append("<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
        if colour:
            parts.append(f'<w:color w:val="{colour}"/>')
        if points:
            parts.append(_size(points))
        return "".join(parts)


def palette(accent: str, language: str) -> Palette:
    """The accent, given as `#rrggbb`, with two lighter shades of it.

    >>> palette("#2F4257", "es")
    Palette(accent='2F4257', tint='EEF0F2', soft='B6BDC4', asian='Microsoft YaHei')
    """
    values = [int(accent[place : place + 2], 16) for place in (1, 3, 5)]

    def lighter(part: float) -> str:
        return "".join(f"{round(value + (255 - value) * part):02X}" for value in values)

    return Palette(lighter(0), lighter(0.92), lighter(0.65), (east_asian(language) or SIMPLIFIED)[1])


def styles(language: str, palette: Palette) -> str:
    """The part `word/styles.xml`."""
    side = "right" if direction(language) == "rtl" else "left"
    made = [*_text(palette, side), *_headings(palette), *_contents(palette), *_cover(palette), *_characters(palette), _table(palette)]
    return f'<w:styles {NAMESPACES}>{_defaults(language)}{"".join(made)}</w:styles>'


def _defaults(language: str) -> str:
    bidi = word_tag(language) if direction(language) == "rtl" else "ar-SA"
    asian = word_tag(language) if east_asian(language) else "zh-CN"
    latin = "en-GB" if direction(language) == "rtl" or east_asian(language) else word_tag(language)
    serif = (east_asian(language) or SIMPLIFIED)[0]
    fonts = f'<w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:eastAsia="{serif}" w:cs="Times New Roman"/>'
    characters = f'{fonts}{_size(10.5)}<w:lang w:val="{latin}" w:eastAsia="{asian}" w:bidi="{bidi}"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{characters}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    )


# ---- Pieces of a style ----


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2 * _LARGER)}"/>'


def _space(before: float = 0, after: float = 0, line: float = 1.0) -> str:
    """Space around and lines, in points and in parts of a simple line."""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{round(line * 240)}" w:lineRule="auto"/>'


def _paragraph(name: str, paragraph: str, characters: str = "", based: str = "Normal", follows: str = "") -> str:
    identifier = style_id(name)
    after = f'<w:next w:val="{follows}"/>' if follows else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{after}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _character(name: str, characters: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f"<w:rPr>{characters}</w:rPr></w:style>"
    )


def style_id(name: str) -> str:
    """What a style is called in the document's text.

    >>> style_id("heading 1"), style_id("Field Label"), style_id("toc 2")
    ('Heading1', 'FieldLabel', 'TOC2')
    """
    return "".join(word[:1].upper() + word[1:] for word in name.replace("toc ", "TOC ").split())


# ---- The styles ----


def _text(palette: Palette, side: str) -> list[str]:
    label = palette.look(9, palette.accent, bold=True)
    return [
        _paragraph("Body Text", _space(0, 6, 1.15)),
        _paragraph("List Paragraph", _space(0, 4, 1.15), based="BodyText"),
        _paragraph("Field Label", f"<w:keepNext/>{_space(8, 3)}", label, follows="BodyText"),
        _paragraph("Field Line", f'<w:tabs><w:tab w:val="left" w:pos="2700"/></w:tabs>{_space(1, 2)}<w:ind w:left="2700" w:hanging="2700"/>', palette.look(9)),
        _paragraph("Note", f"{_edge(palette.soft, 12, side)}{_space(4, 6, 1.1)}<w:ind w:left=\"240\"/>", palette.look(9.5, sans=False)),
        _paragraph("footnote text", _space(2, 6), palette.look(9, sans=False)),
        _paragraph("Remark", f"<w:keepNext/>{_space(0, 6)}", palette.look(8.5, _MUTED)),
        _paragraph("Table Text", _space(2, 2), palette.look(9)),
        _paragraph("Table Head", f"<w:keepNext/>{_space(2, 2)}", palette.look(9, bold=True)),
        _paragraph("Gap", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>', _size(4)),
        _paragraph(
            "header",
            f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{palette.soft}"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>',
            palette.look(8.5, _MUTED),
        ),
        _paragraph("footer", "", palette.look(7.5, _MUTED)),
    ]


def _edge(colour: str, eighths: int, side: str) -> str:
    """A line on the side where lines begin."""
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="8" w:color="{colour}"/></w:pBdr>'


def _headings(palette: Palette) -> list[str]:
    rows = ((20, "", 0, 14), (15, palette.accent, 22, 8), (12.5, "", 18, 6), (11, "", 16, 6), (10.5, "", 14, 5), (10.5, _MUTED, 12, 4))
    made = [
        _paragraph(
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{"<w:pageBreakBefore/>" if level == 1 else ""}{_space(before, after)}<w:outlineLvl w:val="{level - 1}"/>',
            palette.look(points, colour, bold=True),
            follows="BodyText",
        )
        for level, (points, colour, before, after) in enumerate(rows, 1)
    ]
    entry = _paragraph("Entry", f'<w:keepNext/><w:keepLines/>{_space(12, 3)}<w:outlineLvl w:val="{len(rows) - 1}"/>', palette.look(10.5, palette.accent, bold=True), follows="BodyText")
    caption = _paragraph("caption", f"<w:keepNext/><w:keepLines/>{_space(14, 5)}", palette.look(9.5, bold=True), follows="BodyText")
    return [*made, entry, caption]


def _contents(palette: Palette) -> list[str]:
    title = _paragraph("TOC Heading", f"<w:keepNext/><w:pageBreakBefore/>{_space(0, 12)}", palette.look(20, bold=True))
    looks = (palette.look(10, palette.accent, bold=True), palette.look(10, bold=True), palette.look(9.5), palette.look(9.5))
    lines = [
        _paragraph(
            f"toc {level}",
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>{_space(8 if level == 1 else 1, 2)}<w:ind w:left="{(level - 1) * 240}"/>',
            look,
        )
        for level, look in enumerate(looks, 1)
    ]
    return [title, *lines]


def _cover(palette: Palette) -> list[str]:
    top = f'<w:pBdr><w:top w:val="single" w:sz="96" w:space="31" w:color="{palette.accent}"/></w:pBdr>'
    frame = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="6" w:color="{palette.tint}"/>' for side in ("top", "left", "bottom", "right"))
    shaded = f'<w:pBdr>{frame}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{palette.tint}"/>'
    return [
        _paragraph("Cover Name", f"{top}{_space(0, 4)}", palette.look(17, palette.accent, bold=True)),
        _paragraph("Cover Full Name", _space(0, 0), palette.look(10.5, _MUTED)),
        _paragraph("Title", _space(120, 14, 0.95), palette.look(30, bold=True)),
        _paragraph("Subtitle", _space(0, 150), palette.look(14)),
        _paragraph("Cover Fact", f'<w:tabs><w:tab w:val="left" w:pos="2100"/></w:tabs>{_space(0, 4)}<w:ind w:left="2100" w:hanging="2100"/>', palette.look(9.5)),
        _paragraph("Cover Notice", f'{shaded}{_space(0, 4, 1.1)}<w:ind w:left="140" w:right="140"/>', palette.look(9)),
    ]


def _characters(palette: Palette) -> list[str]:
    return [
        _character("Identifier", f"{palette.look(bold=False)}<w:noProof/>{palette.look(8.5, _MUTED, sans=False)}"),
        _character("Heading Lead", palette.look(0, palette.accent, bold=False, sans=False)),
        _character("Field Name", palette.look(0, palette.accent, bold=True, sans=False)),
        _character("Status", palette.look(0, palette.accent, bold=True, sans=False)),
        _character("Cover Lead", palette.look(15, palette.accent, bold=False, sans=False)),
        _character("Contents Link", ""),
        _character("Cross Reference", f'<w:color w:val="{palette.accent}"/>'),
        _character("Hyperlink", f'<w:color w:val="{palette.accent}"/><w:u w:val="single"/>'),
        _character("footnote reference", '<w:vertAlign w:val="superscript"/>'),
    ]


def _table(palette: Palette) -> str:
    def rule(side: str, colour: str, eighths: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'

    borders = rule("top", palette.accent, 8) + rule("bottom", palette.accent, 8) + rule("insideH", palette.soft, 4)
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100)))
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="StandardTable"><w:name w:val="Standard Table"/><w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{palette.tint}"/></w:tcPr></w:tblStylePr></w:style>'
    )


# ---- Lists ----

BULLETS = "•–▪"


def list_levels(abstract: int, numbered: bool, accent: str) -> str:
    """How nine levels of bullets or numbers are set."""
    levels = []
    for level in range(9):
        form, mark = ("decimal", f"%{level + 1}.") if numbered else ("bullet", BULLETS[min(level, 2)])
        look = "" if numbered else f'<w:rPr><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}" w:hint="default"/><w:color w:val="{accent}"/></w:rPr>'
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{(level + 1) * STEP}" w:hanging="{STEP}"/></w:pPr>{look}</w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
