"""A comment form as a Word document: protected but for the places for answers.

These are ranges that everybody may edit, not content controls, whose words LibreOffice doubles when it saves them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from build_tools.interface import direction, say
from build_tools.load.returned.words import UNANSWERED, WHO
from build_tools.outputs.consultation.form import DELETED, FREE_ROWS, INSERTED, LABEL, Form, Row, Segment
from build_tools.outputs.docx.languages import language_mark, word_tag
from build_tools.outputs.docx.package import About, word_file
from build_tools.outputs.docx.render import ACCENT
from build_tools.outputs.docx.styles import NAMESPACES, palette, styles

_SECTION = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="600" w:footer="600" w:gutter="0"/>'
_WIDTH = 14838
"""Of a landscape A4 page between its margins, in twentieths of a point."""
SHOWN = ("provision", "amendment", "change", "comment", "proposal")
"""The columns; the title stands below the identifier, the digest below the amendment."""
_WHO_SHARES = (0.3, 0.7)
_SHARES = (0.15, 0.13, 0.32, 0.2, 0.2)
_MARKS = {INSERTED: '<w:color w:val="1B5E20"/><w:u w:val="single"/>', DELETED: '<w:strike/><w:color w:val="B71C1C"/>', LABEL: "<w:b/><w:bCs/>"}


def to_docx(form: Form) -> bytes:
    """The document: what is asked, who answers, and a table with a row for each provision."""
    body = "".join(_Body(form).parts())
    bidi = "<w:bidi/>" if form.direction == "rtl" else ""
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{_SECTION}{bidi}</w:sectPr></w:body></w:document>",
        "word/styles.xml": styles(form.language, palette(ACCENT, form.language)),
        "word/settings.xml": f'<w:settings {NAMESPACES}><w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
    }
    return word_file(parts, About(form.title.words, ", ".join(form.maintainers), word_tag(form.language), f"{form.opens}T00:00:00Z"))


@dataclass(slots=True)
class _Body:
    form: Form
    places: int = field(default=0, init=False)
    """How many places for answers there are."""

    def parts(self) -> Iterable[str]:
        form, language = self.form, self.form.language
        yield self.paragraph([Segment(form.title.words, language=form.title.language)], "Heading1")
        yield self.paragraph([Segment(say(language, "Comment form"))], "Remark")
        for label, value in form.facts:
            yield self.paragraph([Segment(f"{label}: ", LABEL), Segment(value)])
        for line in form.questions:
            yield self.paragraph([Segment(line, language=form.questions_in)])
        yield self.paragraph([Segment(say(language, "About you"))], "Heading2")
        round_row = self.cells(_WHO_SHARES, [self.paragraph([Segment(form.words["round"], LABEL)], "TableText"), self.paragraph([Segment(form.round)], "TableText")])
        yield self.table(_WHO_SHARES, [round_row, *map(self.question, WHO)])
        yield self.paragraph([Segment(say(language, "Your comments"))], "Heading2")
        for line in form.instructions:
            yield self.paragraph([Segment(line)])
        head = self.cells(_SHARES, [self.paragraph([Segment(form.words[key])], "TableHead") for key in SHOWN], head=True)
        yield self.table(_SHARES, [head, *map(self.row, form.rows), *(self.free_row() for _ in range(FREE_ROWS))])
        yield self.paragraph([])

    def question(self, key: str) -> str:
        """A row that asks something of the participant."""
        choices = {"group": self.form.groups, "language": self.form.languages}.get(key, ())
        label = self.paragraph([Segment(self.form.words[key], LABEL)], "TableText")
        return self.cells(_WHO_SHARES, [label, self.choice(key, choices) if choices else self.answer()])

    def row(self, row: Row) -> str:
        """A provision with places for a comment and a wording."""
        identifier = self.identifier(row.provision) + self.paragraph([Segment(row.title.words, language=row.title.language)], "TableText")
        amendment = "".join(self.paragraph([Segment(words)], "Remark") for words in (row.amendment, row.digest))
        change = self.lines(row.change)
        return self.cells(_SHARES, [identifier, amendment, change, self.answer(), self.answer()])

    def free_row(self) -> str:
        """A row for what no amendment touches."""
        return self.cells(_SHARES, [self.answer(), self.answer(), self.paragraph([], "TableText"), self.answer(), self.answer()])

    # ---- Pieces ----

    def answer(self, inner: str = "") -> str:
        """A place that participants write in."""
        self.places += 1
        return f'<w:p>{self.properties("TableText")}<w:permStart w:id="{self.places}" w:edGrp="everyone"/>{inner}<w:permEnd w:id="{self.places}"/></w:p>'

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """A place in which participants choose; the language of the form is chosen already."""
        items = "".join(f"<w:listItem w:displayText={quoteattr(choice)} w:value={quoteattr(choice)}/>" for choice in choices)
        properties = f'<w:alias w:val={quoteattr(self.form.words[key])}/><w:tag w:val="{key}"/><w:dropDownList>{items}</w:dropDownList>'
        return self.answer(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{self.run(Segment(choices[0] if key == 'language' else UNANSWERED))}</w:sdtContent></w:sdt>")

    def identifier(self, words: str) -> str:
        return f'<w:p>{self.properties("TableText")}<w:r><w:rPr><w:rStyle w:val="Identifier"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'

    def lines(self, segments: Iterable[Segment]) -> str:
        """Paragraphs of words with marks, divided where they have line ends."""
        found: list[list[Segment]] = [[]]
        for segment in segments:
            for place, piece in enumerate(segment.words.split("\n")):
                if place:
                    found.append([])
                if piece:
                    found[-1].append(Segment(piece, segment.mark, segment.language))
        return "".join(self.paragraph(line, "TableText") for line in found if line) or self.paragraph([], "TableText")

    def paragraph(self, segments: Iterable[Segment], style: str = "BodyText") -> str:
        return f"<w:p>{self.properties(style)}{''.join(map(self.run, segments))}</w:p>"

    def run(self, segment: Segment) -> str:
        looks = _in_order(_MARKS.get(segment.mark, "") + self.looks(segment.language or self.form.language))
        return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(segment.words)}</w:t></w:r>'

    def properties(self, style: str) -> str:
        return f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:bidi/>" if self.form.direction == "rtl" else ""}</w:pPr>'

    def looks(self, language: str) -> str:
        rtl = "<w:rtl/>" if direction(language) == "rtl" else ""
        return rtl + (language_mark(language) if language != self.form.language else "")

    def cells(self, shares: Sequence[float], contents: Sequence[str], head: bool = False) -> str:
        """A row of a table."""
        properties = f'<w:trPr>{"<w:tblHeader/>" if head else ""}</w:trPr>'
        cells = ""
        for share, content in zip(shares, contents, strict=True):
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFFBE6"/>' if "<w:permStart" in content else ""
            cells += f'<w:tc><w:tcPr><w:tcW w:w="{round(_WIDTH * share)}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'
        return f"<w:tr>{properties}{cells}</w:tr>"

    def table(self, shares: Sequence[float], rows: Iterable[str]) -> str:
        visual = "<w:bidiVisual/>" if self.form.direction == "rtl" else ""
        widths = "".join(f'<w:gridCol w:w="{round(_WIDTH * share)}"/>' for share in shares)
        properties = f'<w:tblPr><w:tblStyle w:val="StandardTable"/>{visual}<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        return f"<w:tbl>{properties}<w:tblGrid>{widths}</w:tblGrid>{''.join(rows)}</w:tbl>"


_ORDER = ("<w:b/>", "<w:bCs/>", "<w:strike/>", "<w:color", "<w:u ", "<w:rtl/>", "<w:lang")


def _in_order(looks: str) -> str:
    """Properties of characters in the order that Word demands."""
    parts = [part + ">" for part in looks.split(">") if part]
    return "".join(sorted(parts, key=lambda part: next(place for place, start in enumerate(_ORDER) if part.startswith(start))))
