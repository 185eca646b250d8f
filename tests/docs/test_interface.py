"""Every word of the tools is translated into every language they speak, with its values and plural forms."""

import re

import polib
import pytest

from build_tools.interface import direction, say
from tests.support.interface import LANGUAGES, LOCALES, messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language: str) -> None:
    entries = {entry.msgid: entry for entry in polib.pofile(str(LOCALES / f"{language}.po"))}
    wanted = messages()
    assert sorted(entries) == sorted(message if isinstance(message, str) else message[0] for message in wanted), "Run: python -m tests.support.interface"
    for message in wanted:
        entry = entries[message if isinstance(message, str) else message[0]]
        translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for translation in translations:
            assert translation, f"“{entry.msgid}” is not translated into {language}"
            assert set(re.findall(r"\{\w+\}", translation)) == set(re.findall(r"\{\w+\}", entry.msgid)), entry.msgid


def test_speaks() -> None:
    assert say("es", "Edition {edition}", edition="2.1") == "Edición 2.1"
    assert say("sw", "Amendments") == "Amendments"
    assert direction("ar") == "rtl"
