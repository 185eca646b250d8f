"""Amending sentences: printed in a language, read back by their printed form alone, and carried out, they give the text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.interface import joined, say
from build_tools.model.publication import ChangeView, FieldChange, Publication
from build_tools.pipeline import Pipeline
from build_tools.prose.operations import Operation, carried_out
from build_tools.render.instructions import CELLS, change_sentences, in_sentence
from tests.support.built import ROOT, TEAHOUSE
from tests.support.interface import messages

CASES = [
    (root, edition, language)
    for root in (ROOT, TEAHOUSE)
    for project in (Pipeline(root).project,)
    for edition in project.editions.values()
    if edition.base is not None
    for language in project.languages()
]
KINDS = {
    "In {id}, {field}, replace “{old}” with “{new}”.": "replace",
    "In {id}, {field}, after “{old}” insert “{new}”.": "after",
    "In {id}, {field}, before “{old}” insert “{new}”.": "before",
    "In {id}, {field}, delete “{old}”.": "delete",
    "In {id}, give {field} the wording “{new}”.": "whole",
    "In {id}, delete the whole of {field}.": "whole",
    "In {id}, {field}, replace the whole wording with “{new}”.": "whole",
    **{f"In {{id}}, {{field}}, after the words “{{old}}” insert the {line} “{{new}}”.": "after-line" for line in ("item", "row", "paragraph")},
    **{f"In {{id}}, {{field}}, insert as first {line} “{{new}}”.": "first-line" for line in ("item", "row", "paragraph")},
    **{f"In {{id}}, {{field}}, delete the {line} “{{old}}”.": "delete-line" for line in ("item", "row", "paragraph")},
}
MEMBERS = {
    "In {id}, {field}, take out {members}.": "out",
    "In {id}, {field}, add {members}.": "in",
    "In {id}, {field}, put in this order: {members}.": "order",
}


def pattern(message: str, language: str, change: ChangeView, fields: str) -> re.Pattern[str]:
    """The printed form of a message as a pattern with named groups."""
    names = ("id", "field", "old", "new", "members")
    printed = re.escape(say(language, message, **{name: f"@{name}@" for name in names}))
    groups = {"id": re.escape(change.id), "field": fields, "old": ".+?", "new": ".*", "members": ".+"}
    for name, group in groups.items():
        printed = printed.replace(f"@{name}@", f"(?P<{name}>{group})", 1)
    return re.compile(printed, re.S)


def read(sentence: str, language: str, change: ChangeView) -> list[tuple[str, dict[str, str]]]:
    """(message, values) for each message that the sentence can be."""
    fields = "|".join(re.escape(in_sentence(field.label.words)) for field in change.fields)
    found = ((message, pattern(message, language, change, fields).fullmatch(sentence)) for message in (*KINDS, *MEMBERS))
    return [(message, match.groupdict()) for message, match in found if match]


def members(text: str, field: FieldChange, language: str) -> list[str]:
    """The members of a list field that a sentence names."""
    known = {code.spoken.words for side in (field.before, field.after) if side for code in side.codes}
    named = sorted((word for word in known if say(language, "“{words}”", words=word) in text), key=lambda word: text.index(say(language, "“{words}”", words=word)))
    assert joined(language, [say(language, "“{words}”", words=word) for word in named]) == text
    return named


def changed_fields(publication: Publication) -> Iterator[tuple[ChangeView, FieldChange]]:
    for amendment in publication.amendments:
        for change in amendment.changes:
            if change.kind != "withdrawn":
                yield from ((change, field) for field in change.fields)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case[0]).name}-{case[1].name}-{case[2]}")
def test_sentences_carried_out_give_the_text(case: tuple[Path, object, str]) -> None:
    root, edition, language = case
    publication = Pipeline(root).publication(edition.name, language)  # type: ignore[attr-defined]
    for change, field in changed_fields(publication):
        one, other = field.alike
        label = in_sentence(field.label.words)
        wanted = other.spoken.words if other else ""
        words = one.spoken.words if one else ""
        held = [code.spoken.words for code in one.codes] if one else []
        for sentence in change_sentences(change, language):
            mine = [(message, values) for message, values in read(sentence, language, change) if values.get("field") == label]
            if not mine:
                continue
            assert len(mine) == 1, (sentence, mine)
            message, values = mine[0]
            if message in MEMBERS:
                named = members(values["members"], field, language)
                held = [word for word in held if word not in named] if MEMBERS[message] == "out" else named if MEMBERS[message] == "order" else [*held, *named]
            else:
                step = Operation(KINDS[message], *((values.get(name) or "").replace(CELLS, "\t") for name in ("old", "new")))
                words = carried_out(words, [step])
        shown = other or one
        if shown is not None and shown.type in ("provisions", "framework"):
            assert set(held) == {code.spoken.words for code in (other.codes if other else ())}, change.id
        else:
            assert words == wanted, (change.id, field.name)


def test_every_sentence_is_read_here() -> None:
    """A message that begins with a provision's field is one of those that this test reads."""
    told = {message for message in messages() if message.startswith("In {id}, ")}
    assert told == set(KINDS) | set(MEMBERS)
