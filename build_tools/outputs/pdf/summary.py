"""The summary of amendments as a document: reason, drivers, whom each concerns, and what it changes with the words that go and come."""

from build_tools.interface import joined, say
from build_tools.model.publication import AmendmentView, ChangeView, Item, Publication, Spoken
from build_tools.outputs.pdf.text import Looks, Writer, calling, identifiers, short_fields
from build_tools.outputs.pdf.typst_tree import called, in_order
from build_tools.render.drivers import drivers_in_short
from build_tools.render.instructions import change_head
from build_tools.render.pandoc import Node, paragraph, words
from build_tools.render.redlines import amendments_by_root, audiences, told_fields
from build_tools.render.status import class_words, decided_words, kind_words, state_words


def summary_blocks(publication: Publication) -> list[Node]:
    """The amendments in the order of the text, by root."""
    writer = Writer(publication, Looks(publication), identifiers(()))
    blocks: list[Node] = []
    for place, (root, amendments) in enumerate(amendments_by_root(publication).items()):
        blocks.append(_heading(publication, writer, publication.by_id.get(root), root, flowing=place > 0))
        for amendment in amendments:
            blocks += _amendment(publication, writer, amendment)
    return blocks


def changes_blocks(publication: Publication) -> list[Node]:
    """The net of what differs from the edition `since`, by root."""
    writer = Writer(publication, Looks(publication), identifiers(()))
    blocks: list[Node] = []
    root = None
    for change in publication.changes:
        if change.root != root:
            blocks.append(_heading(publication, writer, publication.by_id.get(change.root), change.root, flowing=root is not None))
            root = change.root
        blocks += _change(publication, writer, change, "net", 2)
    return blocks or [paragraph(words(say(publication.language, "Nothing differs between the two editions.")))]


def _heading(publication: Publication, writer: Writer, item: Item | None, root: str, flowing: bool) -> Node:
    title = writer.line(item.title.spoken) if item and item.title else words(root or say(publication.language, "Other"))
    lead = writer.looks.lead(item) if item else ""
    return calling(called("section", level=1, slug=f"in-{item.slug if item else 'other'}", lead=lead, outlined=True, flowing=flowing), title)


def _amendment(publication: Publication, writer: Writer, amendment: AmendmentView) -> list[Node]:
    language = publication.language
    call = called("section", level=2, slug=amendment.slug, lead=in_order(language, amendment.id), outlined=True)
    parts = (class_words(language, amendment.klass), state_words(language, amendment.status), decided_words(language, amendment))
    sort = Spoken(language, " · ".join(part for part in parts if part))
    rows = [(say(language, "Sort of amendment"), sort), *((say(language, "Drivers"), line) for line in drivers_in_short(amendment.drivers, language))]
    rows += [(label.words, Spoken(language, joined(language, members))) for label, members in audiences(amendment)]
    blocks = [calling(call, writer.line(amendment.title)), *writer.prose(amendment.reason), *short_fields([(words(label), writer.line(value)) for label, value in rows])]
    for change in amendment.changes:
        blocks += _change(publication, writer, change, amendment.slug, 3)
    return blocks


def _change(publication: Publication, writer: Writer, change: ChangeView, prefix: str, level: int) -> list[Node]:
    language = publication.language
    lead = f"{in_order(language, change.id)} · {kind_words(language, change.kind)}"
    call = called("section", level=level, slug=f"{prefix}-{change.slug}", lead=lead, outlined=False)
    return [calling(call, writer.line(change.title)), *change_blocks(writer, change)]


def change_blocks(writer: Writer, change: ChangeView) -> list[Node]:
    """What becomes of a provision: where it went or what it was, as a sentence, then its fields with the words that go and come."""
    head = change_head(change, writer.publication.language) if change.was or change.placed or not change.fields else ""
    blocks = [paragraph(words(head))] if head else []
    for field in told_fields(change):
        blocks += writer.labelled(field.label, writer.prose(field.redline))
    return blocks
