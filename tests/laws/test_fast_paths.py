"""What is read by a fast way where it is plain is read as the full way reads it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_tools.load.catalogues import read_po
from build_tools.load.files import even
from build_tools.load.po import Contents, read_regular
from build_tools.model.catalogue import Entry
from build_tools.prose.parse import Parsed, parse, parse_fully, parse_inline, parse_inline_fully
from build_tools.translate import messages

LINES = ["- ", "- ", "- a\n- b", "\n", "\n\n", "a", "b c", "1.", "2)", " ", "  ", "*", "#", "+", "=", "--", ".", "—", "\u00a0", "\u2028", "é", "X", "|", "\t", "&", "!", "\\", "^", "_", "`", ">", "<b>"]
LINKS = ["[[M.1]]", "[[M.1|x y]]", "[[M.1|a\n- b]]", "![[M.1]]", "[", "]", "[^1]", "(http://a.b)", "http://a.b", "www.a.com", "a@b.c", ":"]
PLACEHOLDERS = ["{1}", "{2:x y}", "{1:*z*}", "{1:# q}", "{^1}", "{", "}", "&amp;", "(x)", "> ", "- ", "1. ", "# ", "---"]
REGULAR = '''msgid ""
msgstr ""
"Project-Id-Version: Tea\\n"
"Language: es\\n"

#. {1} = M.1
#: note
#, fuzzy
#| msgid "Old \\"tea\\""
msgctxt "M.1#text"
msgid "See {1}.\\tNow"
msgstr "Véase {1}."

#, no-wrap
msgctxt "M.2#title"
msgid "Tea"
msgstr ""

#~ msgctxt "M.3#title"
#~ msgid "Gone"
#~ msgstr "Ido"
'''
"""A catalogue with everything that the tools write."""

thorough = settings(max_examples=1500, derandomize=True, deadline=None, database=None)


def joined(scraps: Sequence[str]) -> st.SearchStrategy[str]:
    """Short texts made of the scraps."""
    return st.lists(st.sampled_from(scraps), max_size=12).map("".join)


lines = st.tuples(st.sampled_from(["", "", "", "- ", "- ", "1. ", "2)", "=", "#", "# ", "+ ", "  ", "> ", "--", "|"]), st.sampled_from(["a", "b c.", "[[M.1]]", ""]), st.sampled_from(["\n", "\n\n"]))
blocks = st.lists(lines.map("".join), max_size=5).map("".join)


@thorough
@given(joined([*LINES, *LINKS]) | joined(LINES) | blocks)
@example("a\n\n- b\n- c\n\n- d")
@example("\u00a0a")
@example("a\rb")
@example("0. a\n1. b")
@example("a\n=")
def test_prose(markdown: str) -> None:
    assert parse(markdown) == parse_fully(markdown)


@thorough
@given(joined([*LINES, *LINKS]) | blocks)
@example("1. May")
def test_one_paragraph(markdown: str) -> None:
    assert parse_inline(markdown) == parse_inline_fully(markdown.strip(" \n"))


@thorough
@given(joined([*LINES, *LINKS, *PLACEHOLDERS]) | blocks)
@example("{1:# q}")
def test_harmless_translations(words: str) -> None:
    """A message or translation that is harmless at a glance is harmless when it is parsed."""
    if words.strip() and messages.is_harmless(words):
        assert messages.parsed_fault(words) == ""


def by_polib(text: str) -> Contents | None:
    """The catalogue as polib reads it, or none where it is damaged."""
    catalogue = read_po(even(text), "es.po", [])
    if catalogue is None:
        return None
    living = (entry for entry in catalogue if not entry.obsolete)
    entries = (((e.msgctxt or "", e.msgid), Entry(e.msgstr, "fuzzy" in e.flags, e.previous_msgid or "", e.linenum or 0)) for e in living)
    return Contents(catalogue.metadata.get("Language", ""), tuple(entries))


@thorough
@given(st.integers(0, len(REGULAR) - 1), st.integers(0, 3), st.text('"\\\n#~ x,|:', max_size=2))
def test_damaged_catalogues(place: int, gone: int, put: str) -> None:
    """Some letters taken out of a catalogue and others put in: either the fast way declines, or both say the same."""
    text = REGULAR[:place] + put + REGULAR[place + gone :]
    regular = read_regular(text)
    assert regular is None or regular == by_polib(text)


@thorough
@given(st.integers(0, REGULAR.count("\n")), st.integers(0, 2), st.booleans())
def test_catalogues_with_lines_lost_and_doubled(place: int, gone: int, cut: bool) -> None:
    lines = REGULAR.split("\n")
    text = "\n".join(lines[:place] if cut else [*lines[: place + 1], *lines[place + gone :]])
    regular = read_regular(text)
    assert regular is None or regular == by_polib(text)


@pytest.mark.parametrize("project", ["craft", "teahouse"])
def test_every_real_catalogue(project: str, request: pytest.FixtureRequest) -> None:
    """The fast way reads what the tools write, all of it."""
    root: Path = request.getfixturevalue(f"{project}_root")
    found = sorted((root / "translations").rglob("*.po"))
    assert found and read_regular(REGULAR) == by_polib(REGULAR)
    for path in found:
        text = path.read_text("utf-8")
        assert read_regular(text) == by_polib(text), path


def test_a_fast_way_is_taken() -> None:
    """Else the laws above would hold of nothing."""
    from build_tools.prose.parse import plain_blocks

    plain = plain_blocks("See [[M.1]].\n\n- one\n- two")
    assert plain is not None and Parsed(plain) == parse_fully("See [[M.1]].\n\n- one\n- two")
    assert messages.is_harmless("Véase {1}.")
