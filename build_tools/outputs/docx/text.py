"""The text of a document as sections of lines: title block, contents, then provisions in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from build_tools.interface import date, joined, say
from build_tools.model.publication import Item, Publication, Shown, Spoken
from build_tools.outputs.docx.lines import Block, Line, Part, Piece, Section, prose_blocks
from build_tools.outputs.pdf.cover import cover_remarks, cover_rows
from build_tools.outputs.pdf.text import Looks, annex_lead, official_remark, roots_of
from build_tools.outputs.pdf.typst_tree import in_order
from build_tools.prose.tree import Inline, Paragraph, Reference, Strong, Words
from build_tools.render.status import status_title

COVER, CONTENTS, END = "_cover", "_contents", "_end"
"""The keys of the sections that are no provisions."""
DEEPEST = 6
"""So many levels of headings have a style."""
_CONTENTS_DEEPEST = 4


def document_sections(publication: Publication, document: str | None, keys: Mapping[str, str]) -> list[Section]:
    """The whole document; `keys` gives the section keys of provisions that are to be told by another than their identifier."""
    looks = Looks(publication)
    roots = roots_of(publication, document)
    writer = _Writer(publication, looks, keys, _leads(publication, roots, document))
    items = [item for root in roots for item in publication.items if item.root == root.id]
    cover = Section(COVER, tuple(writer.cover(roots[0] if document else None)))
    contents = Section(CONTENTS, tuple(writer.contents(items)))
    text = [Section(keys.get(item.id, item.id), tuple(writer.provision(item))) for item in items]
    return [cover, contents, *text, Section(END, (Piece("end", (Line("Gap"),)),))]


def _leads(publication: Publication, roots: list[Item], document: str | None) -> dict[str, str]:
    """In the whole standard, what is put out in no document of its own is an annex."""
    annexes = [root for root in roots if document is None and root.id not in publication.edition.documents]
    return {root.id: annex_lead(publication, count) for count, root in enumerate(annexes)}


@dataclass(frozen=True, slots=True)
class _Writer:
    publication: Publication
    looks: Looks
    keys: Mapping[str, str]
    leads: Mapping[str, str]

    # ---- Before the text ----

    def cover(self, root: Item | None) -> Iterator[Piece]:
        publication, standard = self.publication, self.publication.standard
        language, edition = publication.language, publication.edition
        yield self.single("name", "CoverName", standard["name"])
        if root:
            yield self.single("full_name", "CoverFullName", standard["full_name"])
        yield Piece("title", (self._cover_title(root),))
        named = f"{standard['name'].words} · {say(language, 'Edition {edition}', edition=edition.name)}"
        status = status_title(language, edition.status)
        parts = [Part((Words(named),), language), *([Part((Words(status),), language, "Status", " · ")] if status else [])]
        yield Piece("edition", (Line("Subtitle", tuple(parts), language),))
        for label, value in cover_rows(publication):
            if value.words:
                yield Piece(label, (self.short(Spoken(language, label), (Words(value.words),), value.language, "CoverFact"),))
        yield Piece("gap", (Line("Gap"), Line("Gap")))
        yield Piece("notice", (Line("CoverNotice", (Part((Strong((Words(standard["notice"].words),)),), standard["notice"].language),), standard["notice"].language),))
        yield self.single("language_rule", "CoverNotice", standard["language_rule"])
        for number, remark in enumerate(cover_remarks(publication, root.id if root else "")):
            yield self.single(f"remark-{number}", "CoverNotice", Spoken(language, remark))

    def _cover_title(self, root: Item | None) -> Line:
        title = root.title.spoken if root and root.title else self.publication.standard["full_name"]
        lead = self.lead(root) if root else ""
        above = [Part((Words(lead),), self.publication.language, "CoverLead")] if lead else []
        return Line("Title", (*above, Part((Words(title.words),), title.language, before="\n")), title.language)

    def contents(self, items: list[Item]) -> Iterator[Piece]:
        """A table of contents as Word makes it, already filled in; without page numbers until Word is asked for them."""
        language = self.publication.language
        sections = any(item.depth and item.kind not in self.looks.entries | self.looks.captions for item in items)
        outlined = [item for item in items if self._is_outlined(item, sections)]
        depth = min(max((item.depth + 1 for item in outlined), default=1), _CONTENTS_DEEPEST)
        yield self.single("_title", "TOCHeading", Spoken(language, say(language, "Contents")))
        yield Piece("_begin", (Line("Gap", language=language, field=f'TOC \\o "1-{depth}" \\h \\z'),))
        for item in outlined:
            if item.title and item.depth < depth:
                lead = self.lead(item)
                linked = [Part((Reference(item.id, lead),), self.publication.language, "ContentsLink")] if lead else []
                title = Part((Reference(item.id, item.title.spoken.words),), item.title.spoken.language, "ContentsLink", " " if lead else "")
                yield Piece(self.keys.get(item.id, item.id), (Line(f"TOC{item.depth + 1}", (*linked, title), language),))
        yield Piece("_end", (Line("Gap", language=language, field="end"),))

    def _is_outlined(self, item: Item, sections: bool) -> bool:
        """Sections and boxes; entries where the document has nothing else."""
        form = self.looks.form(item)
        return not item.withdrawn and (form in ("section", "boxed") or (form == "entry" and not sections))

    # ---- Provisions ----

    def provision(self, item: Item) -> Iterator[Piece]:
        """One provision, without what is below it."""
        yield Piece("title", (self.heading(item),))
        if item.kind not in self.looks.boxed:
            for field in item.fields:
                if field.type == "choice" and not field.usual:
                    yield self.choice(field)
        remark = official_remark(self.publication, item)
        if remark:
            yield self.single("_remark", "Remark", Spoken(self.publication.language, remark))
        yield from self._fields(item)
        if item.was:
            label = say(self.publication.language, "Formerly")
            yield Piece("_was", (self.short(Spoken(self.publication.language, label), (Words(", ".join(item.was)),), ""),))
        if item.corrected:
            language = self.publication.language
            days = joined(language, [date(language, day) for day in item.corrected])
            yield Piece("_corrected", (self.short(Spoken(language, say(language, "Corrected on")), (Words(days),), ""),))

    def heading(self, item: Item) -> Line:
        """The title with what stands before it; the identifier last, where it is not that."""
        language = self.publication.language
        title = item.title.spoken if item.title else Spoken(language, say(language, "Withdrawn provision"))
        form, lead = self.looks.form(item), self.lead(item)
        parts = [Part((Words(title.words),), title.language, before=" ")]
        if form == "caption" or lead != item.id:
            parts.append(self._identifier(item))
        if form != "caption" and lead:
            parts.insert(0, self._identifier(item) if lead == item.id else Part((Words(lead),), language, "HeadingLead"))
        style = {"entry": "Entry", "caption": "Caption"}.get(form, f"Heading{min(item.depth + 1, DEEPEST)}")
        return Line(style, tuple(parts), title.language, name=item.slug, boxed=form == "boxed")

    def lead(self, item: Item) -> str:
        """What stands before the title; an identifier needs no marks here to keep its order in a right-to-left line."""
        lead = self.leads.get(item.id) or self.looks.lead(item)
        return item.id if lead == in_order(self.publication.language, item.id) else lead

    def _identifier(self, item: Item) -> Part:
        return Part((Words(item.id),), "", "Identifier", " ")

    def _fields(self, item: Item) -> Iterator[Piece]:
        boxed = item.kind in self.looks.boxed
        labelled = False
        for field in item.fields:
            if field.type == "prose":
                blocks = self.prose(item, field)
                label = Line("FieldLabel", (Part((Words(field.label.words),), field.label.language),), field.label.language)
                yield Piece(field.name, (label, *blocks) if boxed and labelled else blocks)
                labelled = True
            elif boxed or field.type != "choice":
                yield self.field(field)

    def prose(self, item: Item, field: Shown) -> tuple[Block, ...]:
        """A field of prose, in its own language."""
        spoken = field.spoken
        return prose_blocks(spoken.prose or (Paragraph((Words(spoken.words),)),), spoken.language, f"{self.keys.get(item.id, item.id)} {field.name}")

    def choice(self, field: Shown) -> Piece:
        """What was chosen for a provision outside of boxes, in a small line below its heading."""
        label, value = (Part((Words(spoken.words),), spoken.language) for spoken in (field.label, field.spoken))
        return Piece(field.name, (Line("Remark", (replace(label, style="FieldName"), replace(value, before=" ")), field.label.language),))

    def field(self, field: Shown) -> Piece:
        """A short field as a line."""
        return Piece(field.name, (self.short(field.label, tuple(_value(field)), field.spoken.language),))

    def short(self, label: Spoken, value: tuple[Inline, ...], language: str, style: str = "FieldLine") -> Line:
        """A label and a value beside it."""
        return Line(style, (Part((Words(label.words),), label.language, "FieldName"), Part(value, language, before="\t")), label.language)

    def single(self, key: str, style: str, spoken: Spoken) -> Piece:
        """One line of words."""
        return Piece(key, (Line(style, (Part((Words(spoken.words),), spoken.language),), spoken.language),))


def _value(field: Shown) -> Iterator[Inline]:
    """The members' words as the joined line has them, each linked and in its language."""
    rest = field.spoken.words
    for code in field.codes:
        before, found, after = rest.partition(code.spoken.words)
        if not found:
            continue
        if before:
            yield Words(before)
        other = code.spoken.language if code.spoken.language != field.spoken.language else ""
        yield Reference(code.code if code.slug else "", code.spoken.words, other)
        rest = after
    if rest:
        yield Words(rest)
