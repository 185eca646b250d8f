"""Catalogues: every entry belongs to a text, and says the same with the same placeholders."""

from collections import Counter
from collections.abc import Iterator

from build_tools.checks.content import Check, Content
from build_tools.model.identifiers import suggestion
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.translate.messages import BrokenTranslation, LostPlaceholder, from_message
from build_tools.translate.units import project_units


def contexts(content: Content) -> Iterator[Problem]:
    """Entries and units are the same set."""
    domains = project_units(content.project, dict(content.texts))
    units = {key: domain for domain, found in domains.items() for key in found}
    known = {context for context, _ in units}
    for language, catalogue in content.project.catalogues.items():
        for key, entry in catalogue.entries.items():
            if key not in units:
                at = Position(catalogue.files[key], entry.line)
                if key[0] in known:
                    yield Problem(at, "unknown-context", f"“{key[0]}” has no such text in any edition: “{key[1][:60]}”.")
                else:
                    yield Problem(at, "unknown-context", f"“{key[0]}” is no text of any edition. {suggestion(key[0], known)}".strip())
        missing = Counter(domain for key, domain in units.items() if key not in catalogue.entries)
        for domain, count in sorted(missing.items()):
            path = f"translations/{language.replace('-', '_')}/LC_MESSAGES/{domain}.po"
            yield Problem(Position(path), "missing-entry", f"{count} {'text has' if count == 1 else 'texts have'} no entry in this catalogue.")


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
            except BrokenTranslation:
                yield Problem(at, "broken-translation", f"The translation of “{context}” is not one paragraph.")


TRANSLATING: tuple[Check, ...] = (contexts, placeholders)
