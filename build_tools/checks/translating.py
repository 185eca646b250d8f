"""Catalogues: every entry belongs to a text, and says the same with the same placeholders."""

from collections.abc import Iterable, Iterator, Mapping

from build_tools.checks.content import Check, Content
from build_tools.model.catalogue import Key
from build_tools.model.identifiers import suggestion
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.translate.messages import BrokenTranslation, LostPlaceholder, from_message
from build_tools.translate.units import field_units, project_units, provision_units


def contexts(content: Content) -> Iterator[Problem]:
    """Entries and units are the same set."""
    domains = project_units(content.project, content.texts)
    units = {key: domain for domain, found in domains.items() for key in found}
    every = units.keys() | _in_amendments(content)
    known = {context for context, _ in every}
    whole = not any(problem.sort == "unknown-edition" for problem in content.project.problems)
    for catalogue in content.project.catalogues.values() if whole else ():
        for key, entry in catalogue.entries.items():
            if key not in every:
                at = Position(catalogue.files[key], entry.line)
                if key[0] in known:
                    yield Problem(at, "outdated-entry", f"“{key[0]}” has no such text in any edition: “{shortened(key[1])}”.", (key[0],))
                else:
                    yield Problem(at, "unknown-context", f"“{key[0]}” is no text of any edition. {suggestion(key[0], known)}".strip(), (key[0],))
    yield from _missing(content, domains)


def _missing(content: Content, domains: Mapping[str, Iterable[Key]]) -> Iterator[Problem]:
    """The texts without an entry, counted for each catalogue, since one command brings them all in."""
    unread = {problem.at.path for problem in content.project.problems}
    for language, catalogue in content.project.catalogues.items():
        folder = f"translations/{language.replace('-', '_')}/LC_MESSAGES"
        if not catalogue.entries and not any(path.startswith(folder) for path in unread):
            count = len({key for units in domains.values() for key in units})
            yield Problem(Position(folder), "missing-entry", f"{count} texts have no entry: there is no catalogue of this language yet.")
            continue
        for domain, units in sorted(domains.items()):
            path = f"{folder}/{domain}.po"
            contexts = [context for context, message in units if (context, message) not in catalogue.entries]
            if contexts and path not in unread:
                texts = f"{len(contexts)} {'text has' if len(contexts) == 1 else 'texts have'}"
                yield Problem(Position(path), "missing-entry", f"{texts} no entry in this catalogue, first “{contexts[0]}”.", tuple(dict.fromkeys(contexts)))


def _in_amendments(content: Content) -> set[Key]:
    """The units of all that amendments say was or is there, also where an edition cannot be reached."""
    facts = content.project.facts
    changes = [change for edition in content.project.editions.values() for amendment in edition.amendments for change in amendment.changes]
    found: set[Key] = set()
    for change in changes:
        for name, value in (*(change.before or {}).items(), *(change.after or {}).items()):
            if name in facts.fields and facts.fields[name].translated:
                found |= {(unit.context, unit.message) for unit in field_units(f"{change.id}#{name}", facts.fields[name].type, value)}
    different = {id(provision): provision for text in content.texts.values() for provision in text.values()}
    for provision in different.values():
        found |= {(unit.context, unit.message) for unit in provision_units(facts, provision)}
    return found


def shortened(words: str) -> str:
    """The first words, to know a text by.

    >>> shortened("word " * 20)
    'word word word word word word word word word word word word …'
    """
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0].rstrip() + " …"


def placeholders(content: Content) -> Iterator[Problem]:
    """A translation keeps the placeholders, and can be read as one paragraph."""
    for catalogue in content.project.catalogues.values():
        for (context, message), entry in catalogue.entries.items():
            if not entry.translation:
                continue
            at = Position(catalogue.files[context, message], entry.line)
            try:
                from_message(message, entry.translation)
            except LostPlaceholder as error:
                found = [f"lacks {{{name}}}" for name in error.lost] + [f"has {{{name}}}, which the original has not" for name in error.invented]
                yield Problem(at, "lost-placeholder", f"The translation of “{context}” {', '.join(found)}.")
            except BrokenTranslation as error:
                yield Problem(at, "broken-translation", f"The translation of “{context}” {error}.")


TRANSLATING: tuple[Check, ...] = (contexts, placeholders)
