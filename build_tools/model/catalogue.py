"""Translations: units to translate, and what the catalogues hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unit:
    """A translatable string in its context."""

    context: str
    """PROVISION#FIELD, or another address within the project, such as `2.1/A1#reason` or `site/home`."""
    message: str
    """The official text: inline Markdown, with placeholders for references, links and footnote marks."""
    comment: str = ""
    """For translators: what the placeholders stand for."""


Key = tuple[str, str]
"""(context, message)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalogue says of a unit."""

    translation: str
    fuzzy: bool = False
    previous: str = ""
    """The text that `translation` was made from, where that is not the unit's."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries of one language."""

    language: str
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    files: Mapping[Key, str] = field(default_factory=dict)
    """Key → the catalogue file, below the project."""
