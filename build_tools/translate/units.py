"""Every translatable string of a project, in the order in which one reads it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from build_tools.model.amendment import Amendment, Edition
from build_tools.model.catalogue import Key, Unit
from build_tools.model.consultation import Disposition, Round
from build_tools.model.facts import Facts
from build_tools.model.order import file_of, reading_order
from build_tools.model.provision import Provision, Text, Value
from build_tools.project import Project, SitePage
from build_tools.prose.parse import parse
from build_tools.prose.tree import Link, leaves
from build_tools.translate.messages import Pointer, has_words, to_message

AMENDMENTS, SITE = "amendments", "site"
"""The catalogues of what is not the standard's text."""


@lru_cache(maxsize=1 << 17)
def field_units(context: str, type_: str, value: Value) -> tuple[Unit, ...]:
    """The units of one field: equal blocks are one.

    >>> field_units("A#text", "prose", "One.\\n\\nTwo.")[1].message
    'Two.'
    """
    if not isinstance(value, str):
        return ()
    if type_ == "line":
        return (Unit(context, value),) if has_words(value) else ()
    found: dict[str, Unit] = {}
    for inlines in leaves(parse(value).prose):
        message, pointers = to_message(inlines)
        if has_words(message):
            found.setdefault(message, Unit(context, message, _comment(pointers)))
    return tuple(found.values())


def _comment(pointers: tuple[Pointer, ...]) -> str:
    shown = (pointer.address if isinstance(pointer, Link) else pointer.target for pointer in pointers)
    return "\n".join(f"{{{number}}} = {what}" for number, what in enumerate(shown, 1))


def provision_units(facts: Facts, provision: Provision) -> Iterator[Unit]:
    """The units of a provision, field by field."""
    for name, field in facts.fields.items():
        if field.translated and name in provision.fields:
            yield from field_units(f"{provision.id}#{name}", field.type, provision.fields[name])


def text_units(facts: Facts, text: Text) -> Iterator[tuple[str, Unit]]:
    """(catalogue, unit) of an edition's text, in reading order."""
    for _, provision in reading_order(facts, text):
        if not provision.withdrawn:
            domain = re.split(r"[/.]", file_of(facts, text, provision))[0]
            for unit in provision_units(facts, provision):
                yield domain, unit


def edition_units(edition: Edition) -> Iterator[Unit]:
    """What an edition says of itself, and its amendments of themselves."""
    yield from field_units(f"{edition.name}#title", "line", edition.title)
    if edition.summary:
        yield from field_units(f"{edition.name}#summary", "prose", edition.summary)
    if edition.approved_by:
        yield from field_units(f"{edition.name}#approved_by", "line", edition.approved_by)
    for amendment in edition.amendments:
        yield from amendment_units(amendment)


def amendment_units(amendment: Amendment) -> Iterator[Unit]:
    """An amendment's title and reason, and who decided on it."""
    yield from field_units(f"{amendment.id}#title", "line", amendment.title)
    yield from field_units(f"{amendment.id}#reason", "prose", amendment.reason)
    if amendment.decided_by:
        yield from field_units(f"{amendment.id}#decided_by", "line", amendment.decided_by)


def round_units(found: Round) -> Iterator[Unit]:
    """What a round of consultation asks."""
    yield from field_units(f"{found.id}#title", "line", found.title)
    yield from field_units(f"{found.id}#text", "prose", found.text)
    for key, label in found.groups.items():
        yield from field_units(f"{found.id}#group/{key}", "line", label)


def disposition_units(round_id: str, disposition: Disposition) -> Iterator[Unit]:
    """What was decided in a round; the comments themselves are nobody's to translate here."""
    yield from field_units(f"{round_id}/{disposition.id}#title", "line", disposition.title)
    yield from field_units(f"{round_id}/{disposition.id}#reason", "prose", disposition.reason)


def page_parts(page: SitePage) -> list[tuple[str, str]]:
    """(heading, Markdown below it) of a page of the site; the first has no heading."""
    parts = re.split(r"^## +(.+?) *$", page.body, flags=re.M)
    return [("", parts[0].strip("\n")), *((heading, body.strip("\n")) for heading, body in zip(parts[1::2], parts[2::2], strict=True))]


def page_units(page: SitePage) -> Iterator[Unit]:
    """The units of a page of the site."""
    context = f"site/{page.name}"
    yield from field_units(f"{context}#title", "line", page.title)
    for heading, body in page_parts(page):
        if heading:
            yield from field_units(f"{context}#heading", "line", heading)
        yield from field_units(f"{context}#text", "prose", body)


def facts_units(facts: Facts) -> Iterator[Unit]:
    """The words of the project facts: names, notices and labels."""
    for name in ("name", "full_name", "summary", "notice", "language_rule"):
        yield from field_units(f"standard#{name}", "line", getattr(facts, name))
    for framework in facts.frameworks.values():
        yield from field_units(f"framework/{framework.name}#title", "line", framework.title)
        yield from field_units(f"framework/{framework.name}#label", "line", framework.label)
        for item, title in framework.items.items():
            yield from field_units(f"framework/{framework.name}/{item}", "line", title)
    for name, choices in facts.choices.items():
        for choice, label in choices.items():
            yield from field_units(f"choice/{name}/{choice}", "line", label)
    for field in facts.fields.values():
        yield from field_units(f"field/{field.name}", "line", field.label)
    for kind in facts.kinds.values():
        yield from field_units(f"kind/{kind.name}#label", "line", kind.label)
        yield from field_units(f"kind/{kind.name}#plural", "line", kind.plural)


def project_units(project: Project, texts: Mapping[str, Text]) -> dict[str, dict[Key, tuple[Unit, list[str]]]]:
    """Catalogue → (context, message) → (unit, the editions that hold it), every edition's units included.

    For what the edition in force holds no editions are named, so that a new edition does not touch every entry.

    The edition in force gives the order, wherever source/ stands; other wordings of a field stand beside it.
    """
    domains: dict[str, dict[Key, tuple[Unit, list[str]]]] = {}
    ordered = sorted(texts, key=lambda name: name != project.current.name)
    for name in ordered:
        for domain, unit in text_units(project.facts, texts[name]):
            entry = domains.setdefault(domain, {}).setdefault((unit.context, unit.message), (unit, []))
            entry[1].append(name)
    outside = {AMENDMENTS: [unit for edition in project.editions.values() for unit in beside_text(project, edition)], SITE: list(facts_units(project.facts))}
    for page in project.pages:
        outside[SITE] += page_units(page)
    for entries in domains.values():
        for _, editions in entries.values():
            if project.current.name in editions:
                editions.clear()
    for domain, units in outside.items():
        for unit in units:
            domains.setdefault(domain, {}).setdefault((unit.context, unit.message), (unit, []))
    return {domain: _beside(entries) for domain, entries in domains.items()}


def beside_text(project: Project, edition: Edition) -> Iterator[Unit]:
    """The units of an edition's record: what it and its amendments say, then its rounds of consultation."""
    yield from edition_units(edition)
    for name in dict.fromkeys((*project.rounds, *project.dispositions)):
        if name.partition("/")[0] == edition.name:
            yield from round_units(project.rounds[name]) if name in project.rounds else ()
            for disposition in project.dispositions.get(name, ()):
                yield from disposition_units(name, disposition)


def _beside(entries: dict[Key, tuple[Unit, list[str]]]) -> dict[Key, tuple[Unit, list[str]]]:
    """Units of one context together, each context where it first stands."""
    ranks: dict[str, int] = {}
    for context, _ in entries:
        ranks.setdefault(context, len(ranks))
    return dict(sorted(entries.items(), key=lambda pair: ranks[pair[0][0]]))
