"""The text of a document: provisions in reading order as pandoc blocks, with calls of the template's functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from build_tools.errors import CraftError
from build_tools.interface import date, joined, name_in, say
from build_tools.model.publication import AmendmentView, Item, Publication, Shown, Spoken
from build_tools.outputs.pdf.typst_tree import around, called, foreign, in_order, typst_blocks, typst_inlines
from build_tools.prose.tree import Items, Paragraph, Strong, Table
from build_tools.render.drawing import columns, lead_and_rest
from build_tools.render.drivers import drivers_in_short
from build_tools.render.pandoc import Node, blocks_of, in_language, inlines_of, linked, paragraph, raw_inline, words

_DEEPEST = 6
"""PDF knows six levels of headings."""
_SHORT_FIELD = 900
"""Characters of a field that stays on one page with the short fields behind it."""


@dataclass(frozen=True)
class Looks:
    """How the kinds of provision of a publication are set; a kind looks the same everywhere."""

    publication: Publication

    @cached_property
    def boxed(self) -> frozenset[str]:
        """Kinds with several fields of prose."""
        return frozenset(item.kind for item in self.publication.items if sum(field.type == "prose" for field in item.fields) > 1)

    @cached_property
    def captions(self) -> frozenset[str]:
        """Kinds that are nothing but a table or drawing under a title."""
        found = [item for item in self.publication.items if not item.withdrawn]
        return frozenset(item.kind for item in found) - frozenset(item.kind for item in found if not _is_captioned(item))

    @cached_property
    def entries(self) -> frozenset[str]:
        """Kinds below a root whose items have no number and nothing below them: terms, members of a register."""
        parents = {item.parent for item in self.publication.items}
        built = {item.kind for item in self.publication.items if item.id in parents or item.number or item.depth == 0}
        return frozenset(item.kind for item in self.publication.items) - built - self.boxed - self.captions

    @cached_property
    def labelled(self) -> frozenset[str]:
        """Kinds whose number is the key of their identifier, cited with the kind's label: “Volume 2A”."""
        counted = {item.kind for item in self.publication.items if item.number and not item.id.endswith(item.number)}
        return frozenset(item.kind for item in self.publication.items if item.number) - counted

    def lead(self, item: Item) -> str:
        """What stands before the title: number, label and number, or identifier."""
        if item.number:
            return f"{item.kind_label.words} {item.number}" if item.kind in self.labelled else item.number
        if item.withdrawn or item.kind in self.boxed or (item.kind not in self.entries and any(map(str.isdigit, item.id))):
            return in_order(self.publication.language, item.id)
        return ""

    def form(self, item: Item) -> str:
        """How the provision is set: entry, caption, boxed or section."""
        if item.withdrawn or item.kind in self.entries:
            return "entry"
        if item.kind in self.captions:
            return "caption"
        return "boxed" if item.kind in self.boxed else "section"


def roots_of(publication: Publication, document: str | None) -> list[Item]:
    """The roots of the document: the one, or all, those put out as documents first. Raises CraftError where the edition has no such root."""
    roots = {item.id: item for item in publication.items if item.depth == 0}
    if document is not None:
        if document not in roots:
            raise CraftError(f"Edition {publication.edition.name} has no document {document}.", f"Take one of {', '.join(roots)}.")
        return [roots[document]]
    first = [roots.pop(name) for name in publication.edition.documents if name in roots]
    return first + [root for root in roots.values() if not root.withdrawn or any(item.root == root.id for item in publication.items)]


def annex_lead(publication: Publication, count: int) -> str:
    """What stands before the title of the annex behind `count` others."""
    return say(publication.language, "Annex {letter}", letter=chr(ord("A") + count) if count < 26 else count + 1)


def official_remark(publication: Publication, item: Item) -> str:
    """Says once per provision that the official text stands in for the translation; empty where it does not."""
    fields = [field.spoken for field in (item.title, *item.fields) if field and field.type in ("prose", "line")]
    other = sorted({spoken.language for spoken in fields if spoken.words} - {publication.language})
    if not other:
        return ""
    language = publication.language
    return say(language, "Official text, in {other}: there is no current translation.", other=name_in(language, other[0]))


def _is_captioned(item: Item) -> bool:
    prose = [field.spoken.prose for field in item.fields if field.type == "prose"]
    return item.shape == "drawn" or (len(prose) == 1 and bool(prose[0]) and all(isinstance(block, Table) for block in prose[0]))


@dataclass(frozen=True)
class Writer:
    """Writes provisions of one document."""

    publication: Publication
    looks: Looks
    slugs: dict[str, str]
    """The document's provisions → their slugs: where links may lead."""
    outline_entries: bool = False
    """Whether the contents list the entries too: in a document that has nothing else."""

    def address(self, identifier: str) -> str:
        """Where a link to the provision leads; empty where it is not in this document."""
        return f"#{self.slugs[identifier]}" if identifier in self.slugs else ""

    def provision(self, item: Item, lead: str | None = None, flowing: bool = False) -> list[Node]:
        """One provision, without what is below it; `flowing` roots begin where the one before ends."""
        form = self.looks.form(item)
        outlined = not item.withdrawn and (form in ("section", "boxed") or (form == "entry" and self.outline_entries))
        shown = self.looks.lead(item) if lead is None else lead
        call = called(form, level=min(item.depth + 1, _DEEPEST), slug=item.slug, lead=shown, outlined=outlined, **({"flowing": True} if flowing else {}))
        title = self.line(item.title.spoken) if item.title else words(say(self.publication.language, "Withdrawn provision"))
        body = [*self._choices(item), *self._remark(item), *self._fields(item)]
        if form != "boxed":
            return [calling(call, title), *body]
        return [paragraph([raw_inline("typst", f"{call}["), *typst_inlines(title), raw_inline("typst", "][")]), *body, paragraph([raw_inline("typst", "]")])]

    def _remark(self, item: Item) -> list[Node]:
        said = official_remark(self.publication, item)
        return [calling("#remark", words(said))] if said else []

    def _choices(self, item: Item) -> list[Node]:
        """Below a heading outside of boxes, each choice in a small line; the usual one goes without saying."""
        if item.kind in self.looks.boxed:
            return []
        chosen = [field for field in item.fields if field.type == "choice" and not field.usual]
        return [_call("#choice", self.line(field.label), self.line(field.spoken)) for field in chosen]

    def _fields(self, item: Item) -> list[Node]:
        blocks: list[Node] = []
        last: list[Node] = []
        short: list[tuple[list[Node], list[Node]]] = []
        boxed = item.kind in self.looks.boxed
        for field in item.fields:
            if field.type == "prose" and item.shape == "drawn":
                blocks += self._drawing(field)
            elif field.type == "prose":
                blocks += [*last, *short_fields(short)]
                last = self._prose(field, labelled=boxed and bool(blocks))
                short = []
            elif boxed or field.type != "choice":
                short.append((self.line(field.label), self._value(field)))
        if item.was:
            short.append((words(say(self.publication.language, "Formerly")), words(", ".join(in_order(self.publication.language, old) for old in item.was))))
        if item.corrected:
            language = self.publication.language
            short.append((words(say(language, "Corrected on")), words(joined(language, [date(language, day) for day in item.corrected]))))
        end = [*last, *short_fields(short)]
        words_of_last = next((field.spoken.words for field in reversed(item.fields) if field.type == "prose"), "")
        return [*blocks, *(around("#together", end) if short and last and len(words_of_last) < _SHORT_FIELD else end)]

    def _drawing(self, field: Shown) -> list[Node]:
        """The list as boxes and arrows, of real text."""
        assert isinstance(field.spoken.prose[0], Items)
        block = paragraph([raw_inline("typst", "#drawing("), *self._boxes(field.spoken.prose[0]), raw_inline("typst", ")")])
        return [block] if field.spoken.language == self.publication.language else around(_foreign_call(field.spoken.language), [block])

    def _boxes(self, block: Items) -> list[Node]:
        nodes = [raw_inline("typst", f"drawn-beside({columns(block)}, " if block.start is None else "drawn-steps(")]
        for item in block.items:
            assert isinstance(item[0], Paragraph)
            inner = [inside for inside in item[1:] if isinstance(inside, Items)]
            nodes.append(raw_inline("typst", "drawn-frame(" if inner else "drawn-box("))
            for inlines in lead_and_rest(item[0].children):
                plain = [part for inline in inlines for part in (inline.children if isinstance(inline, Strong) else (inline,))]
                nodes += [raw_inline("typst", "["), *typst_inlines(inlines_of(tuple(plain), self.address)), raw_inline("typst", "], ")]
            nodes += [*(self._boxes(inner[0]) if inner else []), raw_inline("typst", "), ")]
        return [*nodes, raw_inline("typst", ")")]

    def _prose(self, field: Shown, labelled: bool) -> list[Node]:
        blocks = self.prose(field.spoken)
        return self.labelled(field.label, blocks) if labelled else blocks

    def short_fields(self, rows: Iterable[tuple[str, str]]) -> list[Node]:
        """Lines of a label and a value, in the document's language."""
        return short_fields([(words(label), words(value)) for label, value in rows])

    def labelled(self, label: Spoken, blocks: list[Node]) -> list[Node]:
        """Blocks under a label."""
        return [calling("#labelled", self.line(label), "["), *blocks, paragraph([raw_inline("typst", "]")])]

    def prose(self, spoken: Spoken) -> list[Node]:
        """Prose, marked with its language where that is not the document's."""
        blocks = typst_blocks(blocks_of(spoken.prose, self.address)) if spoken.prose else [paragraph(words(spoken.words))]
        return blocks if spoken.language == self.publication.language else around(_foreign_call(spoken.language), blocks)

    def line(self, spoken: Spoken) -> list[Node]:
        """A line, marked with its language where that is not the document's."""
        return self._marked(spoken.language, words(spoken.words))

    def _marked(self, language: str, inlines: list[Node]) -> list[Node]:
        if language == self.publication.language:
            return inlines
        return [node for block in typst_blocks([paragraph([in_language(language, inlines)])]) for node in block["c"]]

    def _value(self, field: Shown) -> list[Node]:
        """The members' words as the joined line has them, each linked and in its language."""
        if not field.codes:
            return self.line(field.spoken)
        nodes: list[Node] = []
        rest = field.spoken.words
        for code in field.codes:
            before, found, after = rest.partition(code.spoken.words)
            if not found:
                continue
            link = linked(self.address(code.code), words(code.spoken.words))
            nodes += [*words(before), *self._marked(code.spoken.language, link)]
            rest = after
        return [*nodes, *words(rest)]

    def amendment(self, amendment: AmendmentView) -> list[Node]:
        """One amendment: title, reason, drivers, and the provisions it changes."""
        language = self.publication.language
        call = called("entry", level=2, slug=amendment.slug, lead=in_order(language, amendment.id), outlined=False)
        changed: list[Node] = []
        for change in amendment.changes:
            changed += [*words(", " if changed else ""), *linked(self.address(change.id), words(in_order(language, change.id)))]
        rows = [(words(say(language, "Drivers")), self._listed(drivers_in_short(amendment.drivers, language)))] if amendment.drivers else []
        if changed:
            rows.append((words(say(language, "Provisions")), changed))
        return [calling(call, self.line(amendment.title)), *self.prose(amendment.reason), *short_fields(rows)]

    def _listed(self, spoken: list[Spoken]) -> list[Node]:
        nodes: list[Node] = []
        for one in spoken:
            nodes += [*words("; " if nodes else ""), *self.line(one)]
        return nodes


def amendments_heading(publication: Publication, lead: str) -> Node:
    """The heading of the list of amendments."""
    return calling(called("section", level=1, slug="_amendments", lead=lead, outlined=True), words(say(publication.language, "Amendments")))


def identifiers(items: Iterable[Item]) -> dict[str, str]:
    """Provision → slug."""
    return {item.id: item.slug for item in items}


def _foreign_call(language: str) -> str:
    return called("foreign", **foreign(language))


def calling(call: str, inlines: list[Node], after: str = "") -> Node:
    """A call of the template's with one piece of content."""
    return paragraph([raw_inline("typst", f"{call}["), *typst_inlines(inlines), raw_inline("typst", f"]{after}")])


def _call(call: str, *contents: list[Node]) -> Node:
    """A call with several pieces of content."""
    nodes = [raw_inline("typst", call)]
    for content in contents:
        nodes += [raw_inline("typst", "["), *typst_inlines(content), raw_inline("typst", "]")]
    return paragraph(nodes)


def short_fields(rows: list[tuple[list[Node], list[Node]]]) -> list[Node]:
    """Short fields as one call: label, value, label, value."""
    if not rows:
        return []
    nodes = [raw_inline("typst", "#short(")]
    for label, value in rows:
        nodes += [raw_inline("typst", "["), *typst_inlines(label), raw_inline("typst", "],["), *typst_inlines(value), raw_inline("typst", "],")]
    return [paragraph([*nodes, raw_inline("typst", ")")])]
