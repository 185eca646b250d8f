"""The words of a comment form in every language: who writes the form and who reads it back take them from here."""

import re
import unicodedata
from functools import lru_cache

from build_tools.interface import LOCALES, is_language, locale, own_name, say

COLUMNS = ("provision", "title", "amendment", "edition", "digest", "change", "comment", "proposal")
"""What a row of a form holds; participants write the last two."""

WHO = ("name", "address", "organisation", "group", "country", "language")
"""What a form asks of who answers."""

UNANSWERED = "…"
"""What stands in a place in which nothing was chosen yet."""

KEYS = (*COLUMNS, *WHO, "round", "received")


def form_words(language: str) -> dict[str, str]:
    """Key → the words that stand in a form for it."""
    return {
        "provision": say(language, "Identifier"),
        "title": say(language, "Title"),
        "amendment": say(language, "Amendment"),
        "edition": say(language, "Edition"),
        "digest": say(language, "Digest"),
        "change": say(language, "What would change"),
        "comment": say(language, "Comment"),
        "proposal": say(language, "Proposed wording"),
        "name": say(language, "Name"),
        "address": say(language, "E-mail address"),
        "organisation": say(language, "Organisation"),
        "group": say(language, "Stakeholder group"),
        "country": say(language, "Country"),
        "language": say(language, "Language of the comments"),
        "round": say(language, "Round of consultation"),
        "received": say(language, "Received on"),
    }


def key_of(words: str) -> str:
    """The key that the words stand for, in whatever language; empty where they stand for none.

    >>> key_of("Comment:"), key_of("proposal"), key_of("I agree")
    ('comment', 'proposal', '')
    """
    return _keys().get(folded(words), "")


def written(words: str) -> str:
    """What was written into a place for an answer, cleaned.

    >>> written("…"), written(" I agree. ")
    ('', 'I agree.')
    """
    words = clean(words)
    return "" if words == UNANSWERED else words


def language_of(words: str) -> str:
    """The code of the language that a person means: its code, its name in itself, or in one of the tools' languages; else nothing.

    >>> language_of("Español"), language_of("árabe"), language_of("pt-BR"), language_of("?")
    ('es', 'ar', 'pt-BR', '')
    """
    code = words.strip().replace("_", "-")
    return code if is_language(code) else _languages().get(folded(words), "")


def country_in(language: str, words: str) -> str:
    """The country's name in the language, where the words are its name in one of the tools' languages or its code; else the words.

    >>> country_in("es", "المغرب"), country_in("en", "PY"), country_in("en", "the South")
    ('Marruecos', 'Paraguay', 'the South')
    """
    shown = " ".join(words.split())
    code = shown if shown in locale("en").territories else _countries().get(folded(shown), "")
    return str(locale(language).territories.get(code, shown)) if len(code) == 2 else shown


def folded(words: str) -> str:
    """The words without case, marks and spaces: what two writings of them have in common.

    >>> folded(" E-Mail address: ")
    'emailaddress'
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).casefold())


@lru_cache
def tongues() -> tuple[str, ...]:
    """The languages that the tools speak."""
    return ("en", *sorted(path.stem.replace("_", "-") for path in LOCALES.glob("*.po")))


@lru_cache
def _keys() -> dict[str, str]:
    found = {folded(key): key for key in KEYS}
    for language in tongues():
        others = {"comment": say(language, "Comments"), "provision": say(language, "Provision"), "language": say(language, "Language")}
        for key, words in (*form_words(language).items(), *others.items()):
            found.setdefault(folded(words), key)
    return found


@lru_cache
def _countries() -> dict[str, str]:
    return {folded(name): code for tongue in tongues() for code, name in locale(tongue).territories.items() if len(code) == 2}


@lru_cache
def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for tongue in tongues():
        for code, name in locale(tongue).languages.items():
            if is_language(code.replace("_", "-")):
                found.setdefault(folded(name), code.replace("_", "-"))
    return {folded(own_name(code)): code for code in dict.fromkeys(found.values())} | found

_NO_WORDS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(words: str) -> str:
    """A participant's words in Unicode's composed form, with simple line ends, and without what is no word: control characters and space around.

    >>> clean(" One.\\r\\nTwo\\x07. ")
    'One.\\nTwo.'
    """
    kept = _NO_WORDS.sub("", _LINE_ENDS.sub("\n", words)).replace("\ufffd", "?")
    return unicodedata.normalize("NFC", kept).strip()
