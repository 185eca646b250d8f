"""How much of each edition is current in each language."""

from dataclasses import dataclass

from build_tools.model.amendment import Edition
from build_tools.model.catalogue import Unit
from build_tools.model.facts import Facts
from build_tools.model.provision import Text
from build_tools.project import Project
from build_tools.translate.localize import Translator
from build_tools.translate.messages import BrokenTranslation, LostPlaceholder, from_message
from build_tools.translate.units import beside_text, field_units, text_units


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of one language in one edition, in units."""

    language: str
    edition: str
    units: int
    current: int
    stale: int
    """Changed since their translation: the reader gets the official text, with the older translation at hand."""
    missing: int


def coverage(project: Project, translator: Translator, edition: Edition, text: Text, older: list[Text]) -> Coverage:
    """The state of `edition`, the words of its amendments and consultations included; `older` are the texts of its bases, nearest first."""
    facts = project.facts
    every = (*(unit for _, unit in text_units(facts, text)), *beside_text(project, edition))
    units = {(unit.context, unit.message): unit for unit in every}
    current = {key for key, unit in units.items() if is_current(translator, unit)}
    stale = {key for key, unit in units.items() if key not in current and _has_older(facts, translator, unit, older)}
    missing = len(units) - len(current) - len(stale)
    return Coverage(translator.catalogue.language, edition.name, len(units), len(current), len(stale), missing)


def is_current(translator: Translator, unit: Unit) -> bool:
    """Whether the unit's translation may be shown."""
    found = translator.translation(unit.context, unit.message)
    if found is None:
        return False
    try:
        from_message(unit.message, found)
    except (LostPlaceholder, BrokenTranslation):
        return False
    return True


def _has_older(facts: Facts, translator: Translator, unit: Unit, older: list[Text]) -> bool:
    """Whether an earlier wording of the unit's field is translated."""
    return older_wording(facts, translator, *unit.context.partition("#")[::2], older) is not None


def older_wording(facts: Facts, translator: Translator, identifier: str, field: str, older: list[Text]) -> int | None:
    """The place in `older` of the nearest earlier wording of the field that is translated whole."""
    wanted = (identifier, *translator.pairs.was.get(identifier, ()))
    for place, text in enumerate(older):
        for name in wanted:
            provision = text.get(name)
            value = provision.fields.get(field) if provision else None
            if value is not None:
                units = field_units(f"{name}#{field}", facts.fields[field].type, value)
                if units and all(is_current(translator, unit) for unit in units):
                    return place
    return None
