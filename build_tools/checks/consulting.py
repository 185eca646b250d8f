"""Consultations: rounds, comments and decisions name only what is there, and nothing personal is published."""

import re
from collections.abc import Iterable, Iterator

from build_tools.checks.amending import evidence
from build_tools.checks.content import Check, Content
from build_tools.checks.wording import CONTROL
from build_tools.interface import is_language
from build_tools.model.consultation import Comment, Round
from build_tools.model.identifiers import look_up, suggestion
from build_tools.positions import Position
from build_tools.problems import Problem

_ADDRESS = re.compile(r"(?<=\w)@[\w-]+\.\w[\w.-]*")
PUBLISHED = ("quote", "text", "translation", "proposal", "country")
"""The parts of a comment that are a participant's words."""


def rounds(content: Content) -> Iterator[Problem]:
    """A round opens before it closes, is held in languages of the standard, and is about amendments of its edition."""
    project = content.project
    for name, found in project.rounds.items():
        lines = project.consultation_lines
        if found.closes < found.opens:
            yield Problem(lines[f"{name}#closes"], "wrong-period", f"Round {name} closes on {found.closes}, before it opens on {found.opens}.")
        for language in found.languages:
            if language not in project.languages():
                hint = suggestion(language, project.languages()) or f"Languages: {', '.join(project.languages())}."
                yield Problem(lines[f"{name}#languages"], "unknown-value", f"Round {name} is held in “{language}”, which is none of the standard's languages. {hint}")
        edition = project.editions.get(found.edition)
        known = [amendment.id for amendment in edition.amendments] if edition else []
        for amendment in found.amendments if edition else ():
            if amendment not in known:
                yield Problem(lines[f"{name}#amendments"], "unknown-subject", _no(amendment, known, f"Round {name} is about “{amendment}”, which is no amendment of edition {found.edition}."))
        yield from evidence(content, found.evidence, lines.get(f"{name}#evidence", lines[f"{name}#id"]))


def comments(content: Content) -> Iterator[Problem]:
    """Every comment is about something of its edition, and from a group of its round."""
    for found in content.project.rounds.values():
        subjects = known_subjects(content, found)
        for comment in content.project.comments.get(found.id, ()):
            yield from _subject(content, found, comment, subjects)
            yield from _values(content, found, comment)


def known_subjects(content: Content, found: Round) -> list[str]:
    """What a comment may be about: the edition's provisions and those that its amendments propose, and its amendments. Empty where the edition cannot be read."""
    edition, text = content.project.editions.get(found.edition), content.texts.get(found.edition)
    if edition is None or text is None:
        return []
    changed = [change.id for amendment in edition.amendments for change in amendment.changes]
    return list(dict.fromkeys([*text, *changed, *(amendment.id for amendment in edition.amendments)]))


def _at(content: Content, found: Round, comment: Comment, key: str = "number") -> Position:
    lines, name = content.project.consultation_lines, f"{found.id}#comment/{comment.number}"
    return lines.get(f"{name}#{key}", lines[name])


def _subject(content: Content, found: Round, comment: Comment, subjects: list[str]) -> Iterator[Problem]:
    facts = content.project.facts
    if comment.about and subjects and comment.about not in subjects:
        what = f"Comment {comment.number} is about “{comment.about}”, which edition {found.edition} does not have."
        yield Problem(_at(content, found, comment, "about"), "unknown-subject", _no(comment.about, subjects, what), (comment.about,))
    kind = facts.kind_of(comment.about)
    if comment.field and comment.field not in (kind.fields if kind else facts.fields):
        known = list(kind.fields if kind else facts.fields)
        hint = suggestion(comment.field, known) or f"Known: {', '.join(known)}."
        yield Problem(_at(content, found, comment, "field"), "unknown-value", f"Comment {comment.number} is about the field “{comment.field}”, which is not known there. {hint}")


def _values(content: Content, found: Round, comment: Comment) -> Iterator[Problem]:
    number = comment.number
    if comment.group and comment.group not in found.groups:
        hint = suggestion(comment.group, found.groups) or f"Groups: {', '.join(found.groups) or 'none'}."
        yield Problem(_at(content, found, comment, "group"), "unknown-value", f"Comment {number} is from “{comment.group}”, which is no group of round {found.id}. {hint}")
    if comment.language and not is_language(comment.language):
        yield Problem(_at(content, found, comment, "language"), "unknown-value", f"Comment {number} is in “{comment.language}”, which is no code of a language, such as “es”, “sw” or “pt-BR”.")
    if not comment.text and not comment.proposal and not (comment.kind == "tracked change" and comment.quote):  # which takes the quoted words out
        yield Problem(_at(content, found, comment), "missing-part", f"Comment {number} has neither “text” nor “proposal”.")
    if comment.received and comment.received < found.opens:
        what = f"Comment {number} was received on {comment.received}, but round {found.id} opened on {found.opens}."
        yield Problem(_at(content, found, comment, "received"), "wrong-period", what)
    for name in PUBLISHED:
        control = CONTROL.search(getattr(comment, name))
        if control:
            yield Problem(_at(content, found, comment, name), "unsupported-markup", f"“{name}” of comment {number} holds the control character U+{ord(control[0]):04X}.")


def dispositions(content: Content) -> Iterator[Problem]:
    """Decisions are about comments that are there, each in one, and lead to amendments that are there."""
    project = content.project
    amendments = [amendment.id for edition in project.editions.values() for amendment in edition.amendments]
    for name, found in project.dispositions.items():
        numbers = _numbers(content, name)
        seen: dict[int, str] = {}
        for disposition in found:
            at = f"{name}#disposition/{disposition.id}"
            yield from _known(content, numbers, disposition.comments, f"Decision {disposition.id}", f"{at}#comments")
            yield from _once(content, seen, disposition.comments, disposition.id, f"{at}#comments")
            if disposition.amendment and disposition.amendment not in amendments:
                what = f"Decision {disposition.id} led to “{disposition.amendment}”, which is no amendment."
                yield Problem(project.consultation_lines[f"{at}#amendment"], "unknown-subject", _no(disposition.amendment, amendments, what), (disposition.amendment,))


def people(content: Content) -> Iterator[Problem]:
    """The people belong to comments that are there, each comment to one of them."""
    for name, found in content.project.people.items():
        seen: dict[int, str] = {}
        for place, person in enumerate(found):
            at = f"{name}#person/{place}#comments"
            yield from _known(content, _numbers(content, name), person.comments, f"Entry {place + 1}", at)
            yield from _once(content, seen, person.comments, f"entry {place + 1}", at)


def _numbers(content: Content, name: str) -> set[int] | None:
    """The numbers of a round's comments; none where the file could not be read whole."""
    faulty = {problem.at.path for problem in content.project.problems}
    edition, _, round_name = name.partition("/")
    if f"amendments/{edition}/comments/{round_name}.yml" in faulty:
        return None
    return {comment.number for comment in content.project.comments.get(name, ())}


def _known(content: Content, numbers: set[int] | None, given: Iterable[int], who: str, at: str) -> Iterator[Problem]:
    for number in given:
        if numbers is not None and number not in numbers:
            yield Problem(content.project.consultation_lines[at], "unknown-comment", f"{who} is about comment {number}, which is not there.")


def _once(content: Content, seen: dict[int, str], given: Iterable[int], who: str, at: str) -> Iterator[Problem]:
    for number in given:
        if number in seen:
            yield Problem(content.project.consultation_lines[at], "decided-twice", f"Comment {number} stands in {seen[number]} and again in {who}.")
        seen.setdefault(number, who)


def personal(content: Content) -> Iterator[Problem]:
    """What is published shows neither addresses nor the names of those who commented."""
    for found in content.project.rounds.values():
        names = {number: person.name for person in content.project.people.get(found.id, ()) for number in person.comments if " " in person.name.strip()}
        for comment in content.project.comments.get(found.id, ()):
            told = [(name, getattr(comment, name)) for name in PUBLISHED] + ([("source", comment.source.file)] if comment.source else [])
            for key, words in told:
                what = personal_words(words, names.get(comment.number, ""), found.contact)
                if what:
                    yield Problem(_at(content, found, comment, key), "personal-data", f"“{key}” of comment {comment.number} holds {what}.")


def personal_words(words: str, name: str, contact: str) -> str:
    """What in the words is personal; the round's own address is not.

    >>> personal_words("Write to ana@casa.example.", "", "mesa@te.example")
    'an e-mail address'
    """
    if name and name.casefold() in words.casefold():
        return "the name of who made it"
    return "an e-mail address" if _ADDRESS.search(words.replace(contact, "")) else ""


def _no(wanted: str, known: list[str], message: str) -> str:
    near = look_up(wanted, known)
    return f"{message} {f'Did you mean “{near}”?' if near else suggestion(wanted, known)}".strip()


CONSULTING: tuple[Check, ...] = (rounds, comments, dispositions, people, personal)
