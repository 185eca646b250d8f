"""A round of consultation on paper: the form to fill in by hand, and what became of the comments."""

from collections import Counter
from collections.abc import Iterator

from build_tools.interface import date, joined, say
from build_tools.load.returned.words import WHO, country_in, form_words
from build_tools.model.consultation import Comment
from build_tools.model.publication import Publication, RoundView, Spoken, SubjectView
from build_tools.outputs.consultation.form import make_form
from build_tools.outputs.pdf.summary import change_blocks
from build_tools.outputs.pdf.text import Looks, Writer, calling, identifiers, short_fields
from build_tools.outputs.pdf.typst_tree import called, in_order
from build_tools.render.pandoc import Node, paragraph, words
from build_tools.render.status import decision_words

_FREE = 4
"""Empty places at the end, for what no amendment touches."""


def form_blocks(publication: Publication, found: RoundView) -> list[Node]:
    """The form: who answers, then a place for a comment below each provision."""
    writer = Writer(publication, Looks(publication), identifiers(()))
    language, form, labels = publication.language, make_form(publication, found), form_words(publication.language)
    blocks = [_heading("_form", Spoken(language, say(language, "Comment form")), writer), *writer.short_fields(form.facts)]
    blocks += writer.prose(found.text)
    blocks.append(_below("_you", Spoken(language, say(language, "About you")), writer))
    blocks += [_answer(labels[key], 1) for key in WHO]
    if form.groups:
        blocks.append(paragraph(words(f"{labels['group']}: {joined(language, list(form.groups))}")))
    blocks.append(_heading("_comments", Spoken(language, say(language, "Your comments")), writer))
    for subject in found.subjects:
        blocks += _subject(subject, writer, labels)
    for place in range(_FREE):
        blocks += [_below(f"_free-{place}", Spoken(language, say(language, "Anything else")), writer), _answer(labels["provision"], 1), _answer(labels["comment"], 4), _answer(labels["proposal"], 3)]
    return blocks


def _subject(subject: SubjectView, writer: Writer, labels: dict[str, str]) -> Iterator[Node]:
    language = writer.publication.language
    call = called("section", level=2, slug=f"{subject.amendment}-{subject.slug}", lead=in_order(language, f"{subject.id} · {subject.amendment}"), outlined=False)
    yield calling(call, writer.line(subject.title))
    yield from writer.short_fields(((labels["digest"], subject.digest[:12]),))
    if subject.change is not None:
        yield from change_blocks(writer, subject.change)
    yield _answer(labels["comment"], 4)
    yield _answer(labels["proposal"], 3)


def _heading(slug: str, title: Spoken, writer: Writer) -> Node:
    return calling(called("section", level=1, slug=slug, lead="", outlined=True, flowing=True), writer.line(title))


def _below(slug: str, title: Spoken, writer: Writer) -> Node:
    return calling(called("section", level=2, slug=slug, lead="", outlined=False), writer.line(title))


def _answer(label: str, lines: int) -> Node:
    """A labelled place to write in, so many lines high."""
    return calling(called("answer", lines=lines), words(label))


def report_blocks(publication: Publication, found: RoundView) -> list[Node]:
    """Who took part, each issue with its decision and reason, then every comment in its own words."""
    writer = Writer(publication, Looks(publication), identifiers(()))
    language = publication.language
    opens, closes = date(language, found.opens), date(language, found.closes)
    blocks = [_heading("_round", found.title, writer), paragraph(words(say(language, "Comments were taken from {opens} to {closes}.", opens=opens, closes=closes))), *writer.prose(found.text)]
    blocks.append(_heading("_who", Spoken(language, say(language, "Who took part")), writer))
    counts = Counter(comment.group for comment in found.comments)
    blocks += short_fields([(writer.line(group.spoken), words(str(counts.get(group.code, 0)))) for group in found.groups])
    blocks.append(_heading("_decided", Spoken(language, say(language, "What became of the comments")), writer))
    for one in found.dispositions:
        rows = [(say(language, "Comments"), joined(language, [str(number) for number in one.comments])), (say(language, "Decision"), decision_words(language, one.decision))]
        rows += [(say(language, "Amendment"), in_order(language, one.amendment))] if one.amendment else []
        blocks += [_below(f"_issue-{one.id}", one.title, writer), *writer.short_fields(rows), *writer.prose(one.reason)]
    blocks.append(_heading("_all", Spoken(language, say(language, "All comments")), writer))
    groups = {group.code: group.spoken for group in found.groups}
    for comment in found.comments:
        blocks += _comment(comment, groups.get(comment.group), writer)
    return blocks


def _comment(comment: Comment, group: Spoken | None, writer: Writer) -> Iterator[Node]:
    language = writer.publication.language
    who = [spoken.words for spoken in (group,) if spoken] + [country_in(language, comment.country)] * bool(comment.country)
    head = f"{comment.number}. {in_order(language, comment.about) or say(language, 'On the whole')}"
    yield from writer.labelled(Spoken(language, " · ".join([head, *who])), writer.prose(Spoken(comment.language or language, comment.text)))
    if comment.proposal:
        yield from writer.labelled(Spoken(language, say(language, "Proposed wording")), writer.prose(Spoken(comment.language or language, comment.proposal)))
    if comment.translation:
        yield from writer.labelled(Spoken(language, say(language, "Translation")), writer.prose(Spoken(writer.publication.official, comment.translation)))
