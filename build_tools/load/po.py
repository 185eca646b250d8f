"""Catalogues in the form in which the tools write them, read in a tenth of the time that polib needs for any form.

What is not exactly in this form is left to polib, which also says what is wrong with it. A test holds both to the same result.
"""

import re
from dataclasses import dataclass

from build_tools.model.catalogue import Entry, Key

_STRING = r'"([^"\\\n]*(?:\\[nt"\\][^"\\\n]*)*)"\n'
_HEADER = re.compile(r'(?:# ?\n)?msgid ""\nmsgstr ""\n((?:"[^"\\\n]+\\n"\n)+)(?:\n|\Z)')
_ENTRY = re.compile(
    r"(?:#[.:]?[ ][^\s][^\n]*\n)*(?P<flags>(?:#, [a-z, -]+\n)?)"
    rf"(?:\#\| msgctxt {_STRING})?(?:\#\| msgid (?P<previous>{_STRING}))?"
    rf"(?:\#~\| msg(?:ctxt|id) {_STRING})*(?P<old>\#~ )?msgctxt (?P<context>{_STRING})(?(old)\#~ )msgid (?P<message>{_STRING})(?(old)\#~ )msgstr (?P<translation>{_STRING})(?:\n|\Z)"
)
_ESCAPE = re.compile(r'\\([nt"\\])')
_ESCAPED = {"n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a catalogue says."""

    language: str
    """As its header declares it."""
    entries: tuple[tuple[Key, Entry], ...]
    """In the order of the file; obsolete ones are left out."""


def read_regular(text: str) -> Contents | None:
    """The catalogue, or none where any line of it is not in the regular form."""
    header = _HEADER.match(text)
    if not header:
        return None
    declared = re.findall(r'^"Language *: *(.*?) *\\n"$', header[1], re.M)
    if len(declared) != 1:
        return None
    entries: list[tuple[Key, Entry]] = []
    end, line = header.end(), text.count("\n", 0, header.end()) + 1
    while end < len(text):
        found = _ENTRY.match(text, end)
        if not found:
            return None
        if not found["old"]:
            fuzzy = "fuzzy" in re.split(r", *", found["flags"][3:-1])
            previous = _words(found["previous"]) if found["previous"] else ""
            entry = Entry(_words(found["translation"]), fuzzy, previous, line)
            entries.append(((_words(found["context"]), _words(found["message"])), entry))
        line += found[0].count("\n")
        end = found.end()
    return Contents(declared[0], tuple(entries))


def _words(string: str) -> str:
    inner = string[1:-2]
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), inner) if "\\" in inner else inner
