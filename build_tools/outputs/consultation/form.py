"""What a comment form says, before it becomes a workbook or a document: the same words in both."""

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.interface import date, own_name, say
from build_tools.load.returned.words import form_words
from build_tools.model.publication import ChangeView, Publication, RoundView, Spoken
from build_tools.prose.tree import (
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
    leaves,
)
from build_tools.prose.write import plain_inlines

INSERTED, DELETED, LABEL = "inserted", "deleted", "label"
FREE_ROWS = 25
"""Rows at the end for what no amendment touches."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words of what would change."""

    words: str
    mark: str = ""
    """INSERTED, DELETED, LABEL or nothing."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A provision that can be commented on."""

    provision: str
    title: Spoken
    amendment: str
    edition: str
    digest: str
    change: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A comment form in one language."""

    language: str
    direction: str
    title: Spoken
    round: str
    facts: tuple[tuple[str, str], ...]
    """(label, words): what the form is about."""
    questions: tuple[str, ...]
    """A line for each paragraph and item of what is asked."""
    questions_in: str
    """Their language."""
    instructions: tuple[str, ...]
    words: dict[str, str]
    """Key of a column or of a question about the participant → its label."""
    rows: tuple[Row, ...]
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    """Names of the languages one may answer in, that of the form first."""
    opens: str
    maintainers: tuple[str, ...]


def make_form(publication: Publication, found: RoundView) -> Form:
    """The form of a round, in the publication's language."""
    language, edition = publication.language, publication.edition
    return Form(
        language=language,
        direction=publication.direction,
        title=found.title,
        round=found.id,
        facts=(
            (say(language, "Standard"), publication.standard["full_name"].words),
            (say(language, "Edition"), edition.title.words),
            (say(language, "Open for comments"), say(language, "{opens} to {closes}", opens=date(language, found.opens), closes=date(language, found.closes))),
            (say(language, "Send it to"), found.contact),
        ),
        questions=tuple(prose_lines(found.text.prose)),
        questions_in=found.text.language,
        instructions=_instructions(language),
        words=form_words(language),
        rows=tuple(Row(one.id, one.title, one.amendment, edition.name, one.digest, tuple(_change(one.change, language))) for one in found.subjects),
        groups=tuple(group.spoken.words for group in found.groups),
        languages=tuple(own_name(code) for code in dict.fromkeys([language, *found.languages])),
        opens=found.opens,
        maintainers=publication.maintainers,
    )


def _instructions(language: str) -> tuple[str, ...]:
    words = form_words(language)
    return (
        say(language, "Write what you think under “{comment}”, and the wording that you would prefer under “{proposal}”. Leave empty what you have no opinion on.", comment=words["comment"], proposal=words["proposal"]),
        say(language, "Under “{change}”, underlined words come in, and words struck through go.", change=words["change"]),
        say(language, "The empty rows at the end are for everything else: write the identifier of a provision, or none to comment on the whole."),
        say(language, "Comments are published with stakeholder group and country. Name, address and organisation are not."),
    )


def _change(change: ChangeView | None, language: str) -> Iterator[Segment]:
    """What would change, field by field."""
    if change is None:
        return
    if not change.fields:
        kinds = {"moved": say(language, "moved"), "renumbered": say(language, "renumbered"), "withdrawn": say(language, "withdrawn")}
        yield Segment(kinds.get(change.kind, change.kind), language=language)
    for place, field in enumerate(change.fields):
        gap = "\n" if place else ""
        yield Segment(f"{gap}{field.label.words}\n", LABEL, field.label.language)
        yield from redline_segments(field.redline)


def redline_segments(redline: Spoken) -> Iterator[Segment]:
    """A redline as words with marks; a line for each paragraph, item and cell."""
    for place, inlines in enumerate(leaves(redline.prose)):
        if place:
            yield Segment("\n", language=redline.language)
        yield from _marked(inlines, "", redline.language)


def _marked(inlines: Inlines, mark: str, language: str) -> Iterator[Segment]:
    for inline in inlines:
        match inline:
            case Inserted(children):
                yield from _marked(children, INSERTED, language)
            case Deleted(children):
                yield from _marked(children, DELETED, language)
            case Emphasis(children) | Strong(children) | Link(_, children):
                yield from _marked(children, mark, language)
            case Words(words):
                yield Segment(words, mark, language)
            case Reference() | Mark():
                yield Segment(plain_inlines((inline,), _cite), mark, language)


def _cite(reference: Reference) -> str:
    return reference.words or reference.target


def prose_lines(prose: Prose, indent: str = "") -> Iterator[str]:
    """Prose as lines of plain words, items with their marks."""
    for block in prose:
        match block:
            case Paragraph(children):
                yield indent + plain_inlines(children, _cite)
            case Items(items, start):
                for place, item in enumerate(items):
                    mark = "• " if start is None else f"{start + place}. "
                    first, *rest = list(prose_lines(item)) or [""]
                    yield f"{indent}{mark}{first}"
                    yield from (f"{indent}   {line}" for line in rest)
            case Table(rows):
                yield from (indent + " – ".join(plain_inlines(cell, _cite) for cell in row) for row in rows)
            case Note(blocks) | Footnote(_, blocks):
                yield from prose_lines(blocks, indent)
