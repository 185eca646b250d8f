"""The official text in another language, where its translation is current."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.model.amendment import Edition
from build_tools.model.catalogue import Catalogue, Key
from build_tools.model.facts import Facts
from build_tools.model.provision import Text
from build_tools.prose.parse import parse
from build_tools.prose.tree import Inlines, Prose, leaves, map_inlines
from build_tools.translate.messages import (
    BrokenTranslation,
    LostPlaceholder,
    from_message,
    has_words,
    to_message,
    translate_inlines,
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the amendments say of units: which continue which."""

    equal: Mapping[Key, Key]
    """A unit → the older one that an editorial amendment declares equal for translation."""
    previous: Mapping[Key, Key]
    """A unit → the one that an amendment replaced by it."""
    was: Mapping[str, tuple[str, ...]]
    """A provision → those it continues: a translation crosses where the official text is the same."""


def pairs_of(facts: Facts, editions: Iterable[Edition], texts: Mapping[str, Text]) -> Pairs:
    """All pairs that the amendments of these editions make."""
    equal: dict[Key, Key] = {}
    previous: dict[Key, Key] = {}
    for edition in editions:
        for amendment in edition.amendments:
            for change in amendment.changes:
                for name, field in facts.fields.items():
                    old, new = (change.before or {}).get(name), (change.after or {}).get(name)
                    if not (field.translated and isinstance(old, str) and isinstance(new, str)):
                        continue
                    found, whole = _paired(f"{change.id}#{name}", _messages(field.type, old), _messages(field.type, new))
                    previous.update(found)
                    if whole and amendment.keeps_translations and amendment.status == "adopted" and amendment.klass == "editorial":
                        equal.update(found)
    was = {provision.id: provision.was for text in texts.values() for provision in text.values() if provision.was}
    return Pairs(equal, previous, was)


def _messages(type_: str, value: str) -> list[str]:
    return [value] if type_ == "line" else [to_message(inlines)[0] for inlines in leaves(parse(value).prose)]


def _paired(context: str, old: list[str], new: list[str]) -> tuple[dict[Key, Key], bool]:
    """New blocks with the old ones they replace, and whether each replaces exactly one: two made one are not its equals."""
    gone, come = [m for m in old if m not in new], [m for m in new if m not in old]
    return {(context, two): (context, one) for one, two in zip(gone, come, strict=False)}, len(gone) == len(come)


@dataclass(frozen=True, slots=True)
class Translator:
    """Looks translations up in one language; answers none where the official text must be shown."""

    catalogue: Catalogue
    pairs: Pairs

    def translation(self, context: str, message: str) -> str | None:
        """The current translation of a unit."""
        seen: set[Key] = set()
        waiting: list[Key] = [(context, message)]
        while waiting:
            key = waiting.pop(0)
            if key in seen:
                continue
            seen.add(key)
            entry = self.catalogue.entries.get(key)
            if entry is not None and entry.translation and not entry.fuzzy:
                return entry.translation
            if key in self.pairs.equal:
                waiting.append(self.pairs.equal[key])
            identifier, _, field = key[0].partition("#")
            waiting += [(f"{past}#{field}", key[1]) for past in self.pairs.was.get(identifier, ())]
        return None

    def line(self, context: str, value: str) -> str | None:
        """A line's translation."""
        if not has_words(value):
            return value
        found = self.translation(context, value)
        try:
            return found if found is not None and from_message(value, found) else None
        except (LostPlaceholder, BrokenTranslation):
            return None

    def prose(self, context: str, prose: Prose) -> Prose | None:
        """The prose with every block translated, or none: a field falls back whole."""
        lost: list[Inlines] = []

        def translated(inlines: Inlines) -> Inlines:
            message, _ = to_message(inlines)
            if not has_words(message):
                return inlines
            found = self.translation(context, message)
            try:
                if found is not None:
                    return translate_inlines(inlines, found)
            except (LostPlaceholder, BrokenTranslation):
                pass
            lost.append(inlines)
            return inlines

        result = map_inlines(prose, translated)
        return None if lost else result
