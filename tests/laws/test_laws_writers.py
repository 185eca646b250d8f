"""Files: what is written is what is read, by us and by anybody else's reader."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_tools.canonical.source import write_source
from build_tools.canonical.yaml import write_mapping
from build_tools.load.text import load_text
from build_tools.load.yaml import read_yaml
from build_tools.model.facts import Facts
from build_tools.model.provision import Text
from build_tools.outputs.disk import write_text
from build_tools.pipeline import Pipeline
from build_tools.problems import Problem
from tests.support.generate import VOCABULARY, Standard, law
from tests.support.mutants import letter_lost, siblings_swapped

SCRAPS = [*VOCABULARY, *" \n:#-'\"[]{}|>,?!&*%@`\\", ": ", " #", "\n  ", "null", "~", "1e3", "0x1F", "2024-01-01", "12:30", "=", "<<", "---", "...", "😀", "\u200d", "\x7f", "\x85", "\u2028", "\ufeff", "\t", "\r"]
scalars = st.lists(st.sampled_from(SCRAPS), max_size=6).map("".join) | st.text(st.characters(codec="utf-8"), max_size=12)
codes = st.lists(scalars.filter(lambda value: value and "\n" not in value), min_size=1, max_size=3).map(tuple)
keys = st.sampled_from(["id", "title", "§4.2", "ch:a", "12", "yes", "null", "A-01", "M.1/5.2.3", "intro:niveles"])
mappings = st.dictionaries(keys, scalars.filter(bool) | codes | st.dictionaries(keys, scalars.filter(bool), max_size=2), min_size=1, max_size=4)


def reads_as(mapping: dict[str, object], content: str) -> None:
    """Our reader and a plain one find the same words, each of them words."""
    problems: list[Problem] = []
    assert _plain(read_yaml(content, "x.yml", problems)) == _plain(mapping)
    assert not problems
    assert _plain(yaml.safe_load(content)) == _plain(mapping)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(mappings)
@example({"title": "👩\u200d🌾: one"})
@example({"title": " a\n😀"})
@example({"id": "\x7f"})
@example({"id": "0\n\x08"})
@example({"id": "+0x1F"})
@example({"id": {}})
@example({"id": ("ka'ay[sic]",)})
def test_yaml_is_read_as_it_was_written(mapping: dict[str, object]) -> None:
    reads_as(mapping, write_mapping(mapping.items()))


def test_a_lost_letter_breaks_the_yaml_law() -> None:
    mapping: dict[str, object] = {"id": "A", "text": "One.\nTwo."}
    with pytest.raises(AssertionError):
        reads_as(mapping, write_mapping(mapping.items()).replace("Two", "To"))


def files_hold(facts: Facts, text: Text, files: dict[str, str]) -> None:
    """The files, read again, are the text, and are what is written of what was read."""
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        for path, content in files.items():
            write_text(Path(folder) / path, content)
        loaded = load_text(Path(folder), facts, problems)
    assert not problems
    assert loaded.text == text
    assert write_source(facts, loaded.text) == files


@law(25)
def test_source_files_hold_the_text(standard: Standard) -> None:
    for text in (standard.texts[standard.source], standard.texts["north"]):
        files_hold(standard.facts, text, write_source(standard.facts, text))


def test_source_files_hold_each_real_edition(real: Pipeline) -> None:
    for text in real.texts.values():
        files_hold(real.project.facts, text, write_source(real.project.facts, text))


@pytest.mark.parametrize("damage", [lambda facts, text: letter_lost(text)[0], siblings_swapped])
def test_damage_breaks_the_law_of_source_files(damage: Callable[[Facts, Text], Text], real: Pipeline) -> None:
    facts, text = real.project.facts, real.project.text
    with pytest.raises(AssertionError):
        files_hold(facts, text, write_source(facts, damage(facts, text)))
