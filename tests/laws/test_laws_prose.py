"""Prose: what is read is what is written, in one canonical form."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_tools.pipeline import Pipeline
from build_tools.prose.parse import parse, parse_fully
from build_tools.prose.tree import Inlines, Paragraph, Prose, Words
from build_tools.prose.write import canonical, write_markdown
from build_tools.translate.messages import to_message, translate_inlines
from tests.support.generate import inlines, proses
from tests.support.mutants import without_a_letter

SCRAPS = [*"ab1 \n#*_`-+=~>|[]()<>!\\:.&^\t{}\"'", "\n\n", "  \n", "[[x]]", "[[x|y z]]", "[^1]", "[^1]: ", "1. ", "- ", "> ", "| a |\n| --- |\n", "\u00a0", "g̃", "ق", "\r", "\u2028", "\x85", "A", ". B"]
texts = st.lists(st.sampled_from(SCRAPS), max_size=12).map("".join) | st.text(max_size=20)
thorough = settings(max_examples=400, derandomize=True, deadline=None, database=None)
modest = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def reads_back(prose: Prose, markdown: str) -> None:
    """The Markdown is the tree's, and canonical."""
    assert parse(markdown).prose == prose
    assert not parse(markdown).unsupported
    assert canonical(markdown) == markdown


def keeps_its_meaning(markdown: str, written: str) -> None:
    """What `canonical` writes has the tree of what it was given, and is canonical itself."""
    assert parse(written).prose == parse(markdown).prose
    assert canonical(written) == written


@modest
@given(proses())
def test_tree_to_markdown_to_tree(prose: Prose) -> None:
    reads_back(prose, write_markdown(prose))


@thorough
@given(texts)
@example("**_a_**")
@example("*a*_b_")
@example("[x](<a(b>)")
@example("[a](a)")
@example("a\\![b](c)")
@example("- a\n\n  3. b")
@example("[^1]: >[^1]: ")
def test_canonical_keeps_the_tree_and_is_idempotent(markdown: str) -> None:
    keeps_its_meaning(markdown, canonical(markdown))


@thorough
@given(texts)
@example("\u00a0a")
@example("a\rb")
def test_the_fast_way_reads_as_the_full_way(markdown: str) -> None:
    assert parse(markdown) == parse_fully(markdown)


@modest
@given(inlines(marks=True))
def test_a_message_translated_by_itself_is_the_original(original: Inlines) -> None:
    message, _ = to_message(original)
    assert translate_inlines(original, message) == original


def test_every_field_of_the_real_text(real: Pipeline) -> None:
    fields = real.project.facts.fields
    for text in real.texts.values():
        for provision in text.values():
            for name, value in provision.fields.items():
                if isinstance(value, str) and name in fields and fields[name].type == "prose":
                    reads_back(parse_fully(value).prose, value)
                    keeps_its_meaning(value, value)


@settings(modest, max_examples=40)
@given(proses())
def test_a_lost_letter_breaks_the_laws(prose: Prose) -> None:
    markdown = write_markdown((Paragraph((Words("Abc"),)), *prose))
    for law, given_first in ((reads_back, parse(markdown).prose), (keeps_its_meaning, markdown)):
        with pytest.raises(AssertionError):
            law(given_first, without_a_letter(markdown))  # type: ignore[operator]


def test_two_sentences_swapped_break_the_laws() -> None:
    markdown = "One.\nTwo."
    swapped = re.sub(r"(.*)\n(.*)", r"\2\n\1", markdown)
    with pytest.raises(AssertionError):
        reads_back(parse(markdown).prose, swapped)
