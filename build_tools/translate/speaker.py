"""Any official string, spoken in a language: translated where that is current, else as it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.model.facts import Facts
from build_tools.model.provision import Text
from build_tools.model.publication import Older, Spoken
from build_tools.prose.parse import parse
from build_tools.translate.coverage import older_wording
from build_tools.translate.localize import Translator


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks one language about one edition."""

    facts: Facts
    language: str
    translator: Translator | None
    """None for the official language."""
    older: Mapping[str, Text]
    """The texts of the edition's bases, nearest first."""

    def line(self, context: str, value: str) -> Spoken:
        """A line in the language, or as it is."""
        found = self.translator.line(context, value) if self.translator else None
        return Spoken(self.language, found) if found is not None else Spoken(self.facts.official, value)

    def prose(self, context: str, value: str) -> Spoken:
        """Prose in the language, or as it is; references are still to be settled."""
        tree = parse(value).prose
        found = self.translator.prose(context, tree) if self.translator else None
        return Spoken(self.language, prose=found) if found is not None else Spoken(self.facts.official, prose=tree)

    def field(self, identifier: str, name: str, value: str) -> Spoken:
        """A translated field of a provision."""
        speak = self.line if self.facts.fields[name].type == "line" else self.prose
        return speak(f"{identifier}#{name}", value)

    def older_field(self, identifier: str, name: str) -> Older | None:
        """The nearest earlier wording of the field that is translated."""
        if self.translator is None:
            return None
        place = older_wording(self.facts, self.translator, identifier, name, list(self.older.values()))
        if place is None:
            return None
        edition = list(self.older)[place]
        for past in (identifier, *self.translator.pairs.was.get(identifier, ())):
            provision = self.older[edition].get(past)
            if provision is not None and name in provision.fields:
                return Older(edition, self.field(past, name, str(provision.fields[name])))
        return None

