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
    assert sorted(entries) == sorted(wanted), "Run: python -m tests.support.interface"
    for message in wanted:
        translation = entries[message].msgstr
        assert translation, f"“{message}” is not translated into {language}"
        assert set(re.findall(r"\{\w+\}", translation)) == set(re.findall(r"\{\w+\}", message)), message


def test_speaks() -> None:
    assert say("es", "Edition {edition}", edition="2.1") == "Edición 2.1"
    assert say("sw", "Amendments") == "Amendments"
    assert direction("ar") == "rtl"
