"""The tools' own words in the readers' languages: gettext catalogues beside this module."""

import datetime
import unicodedata
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

_DATES = {"en": "en-GB"}
"""Whose dates a language without a region takes: day, month, year, which nobody misreads."""

LOCALES = Path(__file__).parent / "locale"


@lru_cache
def locale(language: str) -> Locale:
    """Babel's data of a language, `pt-BR` spelling."""
    return Locale.parse(language, sep="-")


def is_language(code: str) -> bool:
    """Whether it is the code of a language that locale data knows.

    >>> is_language("sw"), is_language("swahili"), is_language("Sw")
    (True, False, False)
    """
    try:
        return str(locale(code)).replace("_", "-") == code
    except (UnknownLocaleError, ValueError):
        return False


@lru_cache
def _translations(language: str) -> Translations:
    path = LOCALES / f"{language.replace('-', '_')}.po"
    if not path.is_file():
        path = LOCALES / f"{language.partition('-')[0]}.po"
    if not path.is_file():
        return Translations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.replace("-", "_")))
    compiled.seek(0)
    return Translations(compiled)


def say(language: str, message: str, /, **values: object) -> str:
    """The message in the language (English where it has none), with its values put in.

    >>> say("es", "Edition {edition}", edition="2.1")
    'Edición 2.1'
    """
    return str(_translations(language).gettext(message)).format(**values)


def date(language: str, iso: str) -> str:
    """A date in words.

    >>> date("es", "2024-10-21")
    '21 de octubre de 2024'
    """
    return format_date(datetime.date.fromisoformat(iso), "long", locale(_DATES.get(language, language))) if iso else ""


def alphabetical(words: str) -> str:
    """A key under which words order as in a dictionary: without accents, capitals and signs.

    >>> sorted(["zona", "Árbol", "arte"], key=alphabetical)
    ['Árbol', 'arte', 'zona']
    """
    plain = (character for character in unicodedata.normalize("NFD", words) if character.isalnum() or character == " ")
    return "".join(plain).casefold()


def joined(language: str, words: list[str]) -> str:
    """A list in words: “a, b and c”."""
    return format_list(words, locale=locale(language)) if words else ""


def direction(language: str) -> str:
    """ltr or rtl."""
    return "rtl" if locale(language).character_order == "right-to-left" else "ltr"


def own_name(language: str) -> str:
    """The language's name in itself, capitalized as a label."""
    name = locale(language).get_display_name(language.replace("-", "_")) or language
    return name[:1].upper() + name[1:]


def name_in(language: str, other: str) -> str:
    """The name of `other` in `language`.

    >>> name_in("es", "en")
    'inglés'
    """
    return str(locale(language).languages.get(other.replace("-", "_"), other))
