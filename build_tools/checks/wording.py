"""The prose: its dialect, its terms, its obligations."""

import re
from collections.abc import Iterator

from build_tools.checks.content import Check, Content
from build_tools.checks.structure import every_provision, other_prose
from build_tools.model.provision import Provision
from build_tools.problems import Problem
from build_tools.prose.parse import Parsed, parse
from build_tools.prose.tree import Footnote, Mark, Prose, leaves, references
from build_tools.prose.write import write_plain
from build_tools.render.drawing import drawable

_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ufffd]")
"""Characters that no output can show."""
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:", re.M)


def prose_fields(content: Content) -> Iterator[tuple[str, Provision, str, str]]:
    """(edition, provision, field, Markdown) of every different prose field."""
    facts = content.project.facts
    seen: set[tuple[str, str, str]] = set()
    for edition, _, provision in every_provision(content):
        for name, value in provision.fields.items():
            field = facts.fields.get(name)
            if field is not None and field.type == "prose" and isinstance(value, str) and (provision.id, name, value) not in seen:
                seen.add((provision.id, name, value))
                yield edition, provision, name, value


def markup(content: Content) -> Iterator[Problem]:
    """Prose holds nothing but the dialect; braces are for translators' placeholders."""
    for edition, provision, name, value in prose_fields(content):
        at = content.where(edition, provision.id, name)
        for _, what in dict.fromkeys(parse(value).unsupported):
            yield Problem(at, "unsupported-markup", f"“{name}” of “{provision.id}” holds {what}.")
        if "{" in value or "}" in value:
            yield Problem(at, "unsupported-markup", f"“{name}” of “{provision.id}” holds a curly brace.")
    for at, what, markdown in other_prose(content):
        for _, found in dict.fromkeys(_page_body(markdown).unsupported):
            yield Problem(at, "unsupported-markup", f"{what} holds {found}.")
        if "{" in markdown or "}" in markdown:
            yield Problem(at, "unsupported-markup", f"{what} holds a curly brace.")


def _page_body(markdown: str) -> Parsed:
    """The prose of a page without the headings that it may have."""
    return parse(re.sub(r"^## .*$", "", markdown, flags=re.M))


def characters(content: Content) -> Iterator[Problem]:
    """No value holds a character that cannot be shown."""
    for edition, _, provision in every_provision(content):
        for name, value in provision.fields.items():
            found = CONTROL.search(value if isinstance(value, str) else "".join(value))
            if found:
                at = content.where(edition, provision.id, name)
                yield Problem(at, "unsupported-markup", f"“{name}” of “{provision.id}” holds the control character U+{ord(found[0]):04X}.")


def footnotes(content: Content) -> Iterator[Problem]:
    """Every mark has its note, every note its mark."""
    for edition, provision, name, value in prose_fields(content):
        if "[^" not in value:
            continue
        prose = parse(value).prose
        written = {*_MARK.findall(value), *_NOTE.findall(value)}
        for label in sorted(written - _paired(prose)):
            what = "a note without its mark" if label in _NOTE.findall(value) else "a mark without its note"
            yield Problem(content.where(edition, provision.id, name), "broken-footnote", f"“{name}” of “{provision.id}” has {what}: “[^{label}]”.")


def _paired(prose: Prose) -> set[str]:
    marks = {inline.label for inlines in leaves(prose) for inline in inlines if isinstance(inline, Mark)}
    return marks & {block.label for block in prose if isinstance(block, Footnote)}


def figures(content: Content) -> Iterator[Problem]:
    """What is drawn is one list."""
    for edition, provision, name, value in prose_fields(content):
        kind = content.project.facts.kind_of(provision.id)
        if kind is not None and kind.drawn and not drawable(parse(value).prose):
            yield Problem(content.where(edition, provision.id, name), "undrawable-figure", f"“{name}” of “{provision.id}” is no list that can be drawn.")


def unused_terms(content: Content) -> Iterator[Problem]:
    """Every defined term is referred to, or its words occur, in some edition."""
    facts = content.project.facts
    if content.project.lost:
        return  # it may be used in what could not be read
    terms: dict[str, tuple[str, Provision]] = {}
    used: set[str] = set()
    words: dict[str, str] = {}
    for edition, _, provision in every_provision(content):
        kind = facts.kind_of(provision.id)
        if kind is not None and kind.defined_term and not provision.withdrawn:
            terms.setdefault(provision.id, (edition, provision))
    for _, provision, _, value in prose_fields(content):
        prose = parse(value).prose
        used |= {reference.target for reference in references(prose) if reference.target != provision.id}
        words[provision.id] = words.get(provision.id, "") + " " + write_plain(prose, lambda reference: reference.words).lower()
    for identifier, (edition, term) in terms.items():
        title = term.words("title").lower()
        if identifier not in used and not any(title in found for owner, found in words.items() if owner != identifier):
            yield Problem(content.where(edition, identifier), "unused-term", f"No text uses the term “{term.words('title')}” ({identifier}).")


def obligations(content: Content) -> Iterator[Problem]:
    """Where a kind asks for a single obligation, its field states exactly one."""
    facts = content.project.facts
    if not facts.obligations:
        return
    word = re.compile(rf"\b(?:{'|'.join(re.escape(found) for found in facts.obligations)})\b", re.I)
    for edition, provision, name, value in prose_fields(content):
        kind = facts.kind_of(provision.id)
        if kind is None or kind.single_obligation != name:
            continue
        found = word.findall(write_plain(parse(value).prose, lambda reference: reference.words))
        if len(found) != 1:
            stated = f"{len(found)} obligations ({', '.join(found)})" if found else f"no obligation ({' or '.join(facts.obligations)})"
            yield Problem(content.where(edition, provision.id, name), "two-obligations", f"“{name}” of “{provision.id}” states {stated}; it must state one.")


def repeated(content: Content) -> Iterator[Problem]:
    """No sentence of some length stands in two provisions of which an obligation is asked."""
    facts = content.project.facts
    first: dict[str, str] = {}
    for provision in content.source.values():
        kind = facts.kind_of(provision.id)
        if kind is None or not kind.single_obligation:
            continue
        for name, value in provision.fields.items():
            field = facts.fields.get(name)
            if field is None or field.type != "prose" or not isinstance(value, str):
                continue
            for sentence in re.split(r"\n+", value):
                if len(sentence) > 40 and first.setdefault(sentence, provision.id) != provision.id:
                    yield Problem(content.project.position(provision.id, name), "repeated-sentence", f"“{sentence[:60]} …” stands in {first[sentence]} and {provision.id}.")


WORDING: tuple[Check, ...] = (markup, characters, footnotes, figures, unused_terms, obligations, repeated)

UNWRITABLE: tuple[Check, ...] = (markup, footnotes)
"""What these find would not survive being written in canonical form."""
