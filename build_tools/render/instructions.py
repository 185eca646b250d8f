"""Amending sentences: what an amendment does, said so exactly that whoever carries it out gets the text."""

from collections.abc import Iterator

from build_tools.interface import joined, say
from build_tools.model.publication import AmendmentView, ChangeView, FieldChange, Shown
from build_tools.prose.operations import Operation, line_sorts, operations

CELLS = " | "
"""Between the cells of a row, in a sentence."""


def amendment_sentences(amendment: AmendmentView, language: str) -> list[tuple[str, list[str]]]:
    """(provision, its sentences) for each change of an amendment."""
    return [(change.id, list(change_sentences(change, language))) for change in amendment.changes]


def change_sentences(change: ChangeView, language: str) -> Iterator[str]:
    """The sentences of one change, to be carried out in order."""
    head = change_head(change, language)
    if head:
        yield head
    if change.kind == "withdrawn":
        return
    for field in change.fields:
        yield from _field(field, change, language)


def change_head(change: ChangeView, language: str) -> str:
    """What happens to the provision as a whole; nothing where only its fields change."""
    title, was = change.title.words, joined(language, list(change.was))
    match change.kind:
        case "inserted" if change.follows and not change.parent:
            return say(language, "Insert {id}, “{title}”, behind {sibling}.", id=change.id, title=title, sibling=change.follows)
        case "inserted" if change.follows:
            return say(language, "Insert {id}, “{title}”, in {parent}, behind {sibling}.", id=change.id, title=title, parent=change.parent, sibling=change.follows)
        case "inserted" if change.parent and change.follows is not None:
            return say(language, "Insert {id}, “{title}”, at the beginning of {parent}.", id=change.id, title=title, parent=change.parent)
        case "inserted" if change.parent:
            return say(language, "Insert {id}, “{title}”, in {parent}.", id=change.id, title=title, parent=change.parent)
        case "inserted":
            return say(language, "Insert {id}, “{title}”.", id=change.id, title=title)
        case "withdrawn":
            return say(language, "Withdraw {id}, “{title}”.", id=change.id, title=title)
        case "renumbered":
            return say(language, "Renumber {old} as {id}.", old=was, id=change.id)
        case "split":
            return say(language, "Withdraw {old}; {id} continues a part of it.", old=was, id=change.id)
        case "merged":
            return say(language, "Withdraw {old}; {id} joins them.", old=was, id=change.id)
    return _move(change, language) if change.placed else ""


def _move(change: ChangeView, language: str) -> str:
    if not change.parent:
        return say(language, "Move {id} behind {sibling}.", id=change.id, sibling=change.follows) if change.follows else say(language, "Move {id} to the beginning.", id=change.id)
    if change.follows:
        return say(language, "Move {id} into {parent}, behind {sibling}.", id=change.id, parent=change.parent, sibling=change.follows)
    if change.follows is None:
        return say(language, "Move {id} into {parent}.", id=change.id, parent=change.parent)
    return say(language, "Move {id} to the beginning of {parent}.", id=change.id, parent=change.parent)


def _field(field: FieldChange, change: ChangeView, language: str) -> Iterator[str]:
    one, other = field.alike
    shown = other or one
    if shown is None:
        return
    at = {"id": change.id, "field": in_sentence(field.label.words)}
    if shown.codes and shown.type != "choice":
        yield from _members(one, other, at, language)
        return
    sorts = line_sorts(one.spoken.prose if one else ()) | line_sorts(other.spoken.prose if other else ())
    for step in operations(one.spoken.words if one else "", other.spoken.words if other else "", sorts):
        yield _step(step, at, language)


def in_sentence(label: str) -> str:
    """A label inside a sentence: with a small letter, where it is no abbreviation.

    >>> in_sentence("Text"), in_sentence("ISO number")
    ('text', 'ISO number')
    """
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _members(before: Shown | None, after: Shown | None, at: dict[str, str], language: str) -> Iterator[str]:
    old, new = ([code.spoken.words for code in side.codes] if side else [] for side in (before, after))
    gone, come = ([words for words in one if words not in other] for one, other in ((old, new), (new, old)))
    if gone:
        yield say(language, "In {id}, {field}, take out {members}.", **at, members=_quoted(gone, language))
    if come:
        yield say(language, "In {id}, {field}, add {members}.", **at, members=_quoted(come, language))
    if [*(words for words in old if words not in gone), *come] != new:
        yield say(language, "In {id}, {field}, put in this order: {members}.", **at, members=_quoted(new, language))


def _quoted(members: list[str], language: str) -> str:
    return joined(language, [say(language, "“{words}”", words=words) for words in members])


def _step(step: Operation, at: dict[str, str], language: str) -> str:
    told = {**at, "old": _in_row(step.old), "new": _in_row(step.new)}
    match step.kind:
        case "replace":
            return say(language, "In {id}, {field}, replace “{old}” with “{new}”.", **told)
        case "after":
            return say(language, "In {id}, {field}, after “{old}” insert “{new}”.", **told)
        case "before":
            return say(language, "In {id}, {field}, before “{old}” insert “{new}”.", **told)
        case "delete":
            return say(language, "In {id}, {field}, delete “{old}”.", **told)
        case "whole":
            return _whole(step, told, language)
    return _line(step, told, language)


def _whole(step: Operation, told: dict[str, str], language: str) -> str:
    if not step.old:
        return say(language, "In {id}, give {field} the wording “{new}”.", **told)
    if not step.new:
        return say(language, "In {id}, delete the whole of {field}.", **told)
    return say(language, "In {id}, {field}, replace the whole wording with “{new}”.", **told)


def _line(step: Operation, told: dict[str, str], language: str) -> str:
    match step.kind, step.line:
        case "after-line", "item":
            return say(language, "In {id}, {field}, after the words “{old}” insert the item “{new}”.", **told)
        case "after-line", "row":
            return say(language, "In {id}, {field}, after the words “{old}” insert the row “{new}”.", **told)
        case "after-line", _:
            return say(language, "In {id}, {field}, after the words “{old}” insert the paragraph “{new}”.", **told)
        case "first-line", "item":
            return say(language, "In {id}, {field}, insert as first item “{new}”.", **told)
        case "first-line", "row":
            return say(language, "In {id}, {field}, insert as first row “{new}”.", **told)
        case "first-line", _:
            return say(language, "In {id}, {field}, insert as first paragraph “{new}”.", **told)
        case _, "item":
            return say(language, "In {id}, {field}, delete the item “{old}”.", **told)
        case _, "row":
            return say(language, "In {id}, {field}, delete the row “{old}”.", **told)
    return say(language, "In {id}, {field}, delete the paragraph “{old}”.", **told)


def _in_row(words: str) -> str:
    return words.replace("\t", CELLS)
