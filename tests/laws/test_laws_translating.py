"""Promise 3: a translation is shown only beside the words it was made from; and what translators wrote is never lost."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
import pytest

from build_tools.model.amendment import Edition
from build_tools.model.catalogue import Catalogue, Entry, Key
from build_tools.model.facts import Facts
from build_tools.model.provision import Text
from build_tools.model.publication import Spoken
from build_tools.outputs.catalogues import update_language
from build_tools.pipeline import Pipeline
from build_tools.prose.parse import parse
from build_tools.prose.tree import Inlines, leaves
from build_tools.translate.localize import Translator, pairs_of
from build_tools.translate.messages import LostPlaceholder, to_message, translate_inlines
from build_tools.translate.speaker import Speaker
from build_tools.translate.units import field_units, project_units, text_units
from tests.support.generate import Standard, law, write_project
from tests.support.mutants import without_a_letter

STATES = ("current", "current", "current", "current", "missing", "empty", "fuzzy", "lost placeholder", "other words", "elsewhere")


def any_catalogue(standard: Standard) -> Catalogue:
    """A catalogue in which anything may have happened to an entry."""
    rng = random.Random(standard.seed)
    entries: dict[Key, Entry] = {}
    for text in standard.texts.values():
        for _, unit in text_units(standard.facts, text):
            key, good = (unit.context, unit.message), Entry(f"{unit.message} ✓")
            match rng.choice(STATES):
                case "current":
                    entries[key] = good
                case "empty":
                    entries[key] = Entry("")
                case "fuzzy":
                    entries[key] = replace(good, fuzzy=True)
                case "lost placeholder":
                    entries[key] = Entry("{9} ✓")
                case "other words":
                    entries[unit.context, without_a_letter(unit.message)] = good
                case "elsewhere":
                    entries[f"nowhere#{unit.context}", unit.message] = good
    return Catalogue("ar", entries)


def usable(entry: Entry | None) -> bool:
    """Whether the entry is a finished translation with nothing lost."""
    return entry is not None and bool(entry.translation) and not entry.fuzzy and entry.translation != "{9} ✓"


class Record:
    """What the amendments say on record, gathered without the code under test."""

    def __init__(self, facts: Facts, editions: Mapping[str, Edition], texts: Mapping[str, Text]) -> None:
        self.facts, self.was = facts, {p.id: p.was for text in texts.values() for p in text.values() if p.was}
        self.kept = [
            change for edition in editions.values() for a in edition.amendments if a.keeps_translations and a.klass == "editorial" and a.status == "adopted" for change in a.changes
        ]

    def equals(self, context: str, message: str) -> set[Key]:
        """Every unit whose translation may stand for this one."""
        found: set[Key] = set()
        waiting = {(context, message)}
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting |= set(self._next(*key))
        return found

    def _next(self, context: str, message: str) -> Iterator[Key]:
        identifier, _, name = context.partition("#")
        yield from ((f"{past}#{name}", message) for past in self.was.get(identifier, ()))
        for change in self.kept:
            if change.id == identifier and message in self.messages(name, (change.after or {}).get(name)):
                yield from ((context, old) for old in self.messages(name, (change.before or {}).get(name)))

    def messages(self, name: str, value: object) -> list[str]:
        """The units of a value."""
        return [unit.message for unit in field_units("x#y", self.facts.fields[name].type, value)] if isinstance(value, str) else []


def shown_rightly(record: Record, catalogue: Catalogue, context: str, value: str, spoken: Spoken) -> None:
    """In the language only if every unit has a translation on record, and then in its very words; else official, for want of one."""
    field = record.facts.fields[context.partition("#")[2]]
    units = field_units(context, field.type, value)
    if spoken.language != catalogue.language:
        assert (spoken.words if field.type == "line" else spoken.prose) == (value if field.type == "line" else parse(value).prose)
        assert any(not usable(catalogue.entries.get((unit.context, unit.message))) for unit in units)
        return
    allowed = {unit.message: [catalogue.entries[key] for key in record.equals(context, unit.message) if usable(catalogue.entries.get(key))] for unit in units}
    if field.type == "line":
        assert spoken.words in [entry.translation for entry in allowed.get(value, [])] or not units
        return
    for given, shown in zip(leaves(parse(value).prose), leaves(spoken.prose), strict=True):
        message = to_message(given)[0]
        assert shown in [read for entry in allowed[message] for read in _read(given, entry)] if message in allowed else shown == given


def _read(given: Inlines, entry: Entry) -> list[Inlines]:
    try:
        return [translate_inlines(given, entry.translation)]
    except LostPlaceholder:
        return []


def fields_of(facts: Facts, text: Text) -> Iterator[tuple[str, str, str]]:
    """(provision, field, value) of what is translated."""
    for provision in text.values():
        for name, value in provision.fields.items():
            if name in facts.fields and facts.fields[name].translated and isinstance(value, str):
                yield provision.id, name, value


@law(20)
def test_only_current_translations_are_shown(standard: Standard) -> None:
    catalogue = any_catalogue(standard)
    record = Record(standard.facts, standard.editions, standard.texts)
    translator = Translator(catalogue, pairs_of(standard.facts, standard.editions.values(), standard.texts))
    for text in standard.texts.values():
        speaker = Speaker(standard.facts, "ar", translator, {})
        for identifier, name, value in fields_of(standard.facts, text):
            shown_rightly(record, catalogue, f"{identifier}#{name}", value, speaker.field(identifier, name, value))


def test_only_current_translations_of_the_real_text_are_shown(real: Pipeline) -> None:
    facts = real.project.facts
    record = Record(facts, real.project.editions, real.texts)
    for language, catalogue in real.project.catalogues.items():
        for edition, text in real.texts.items():
            speaker = Speaker(facts, language, real.translator(language), real.bases(edition))
            for identifier, name, value in fields_of(facts, text):
                shown_rightly(record, catalogue, f"{identifier}#{name}", value, speaker.field(identifier, name, value))


@law(8)
def test_a_lost_letter_hides_the_translation(standard: Standard) -> None:
    """Of the official text, or of what the catalogue says that it was made from."""
    facts, text = standard.facts, standard.texts["north"]
    entries = {(unit.context, unit.message): Entry(f"{unit.message} ✓") for _, unit in text_units(facts, text)}
    pairs = pairs_of(facts, (), {})
    speaker = Speaker(facts, "ar", Translator(Catalogue("ar", entries), pairs), {})
    for identifier, name, value in fields_of(facts, text):
        spoken = speaker.field(identifier, name, value)
        first = next(iter(field_units(f"{identifier}#{name}", facts.fields[name].type, value)), None)
        if first is None:
            continue
        assert spoken.language == "ar"
        broken = {key: entry for key, entry in entries.items() if key != (first.context, first.message)} | {(first.context, without_a_letter(first.message)): Entry("✓")}
        damaged = Speaker(facts, "ar", Translator(Catalogue("ar", broken), pairs), {}).field(identifier, name, value)
        assert damaged.language == facts.official
        with pytest.raises(AssertionError):
            shown_rightly(Record(facts, {}, {}), Catalogue("ar", broken), first.context, value, spoken)


def messages_in(root: Path) -> dict[str, set[tuple[str, str, str]]]:
    """Language → (context, text, translation) of every translated entry, obsolete ones included."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for path in sorted((root / "translations").rglob("*.po")):
        entries = {(entry.msgctxt or "", entry.msgid, entry.msgstr) for entry in polib.pofile(str(path)) if entry.msgstr}
        found.setdefault(path.parts[-3], set()).update(entries)
    return found


def nothing_lost(before: dict[str, set[tuple[str, str, str]]], after: dict[str, set[tuple[str, str, str]]]) -> None:
    """Every translation is still there, under its context and text."""
    assert {language: sorted(entries - after[language]) for language, entries in before.items() if entries - after[language]} == {}


def catalogues_of(root: Path) -> dict[str, bytes]:
    """The catalogue files."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "translations").rglob("*.po"))}


def update(root: Path) -> None:
    """As `craft translate update`."""
    pipeline = Pipeline(root)
    units = project_units(pipeline.project, pipeline.texts)
    for language in pipeline.project.catalogues:
        update_language(root, pipeline.project.facts.name, language, units, pipeline.pairs)


def translate(root: Path, seed: int) -> None:
    """Somebody translates a part of it."""
    rng = random.Random(seed)
    for path in sorted((root / "translations").rglob("*.po")):
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue:
            if rng.random() < 0.6:
                entry.msgstr = f"{entry.msgid} ✓"
                entry.flags = ["fuzzy"] if rng.random() < 0.2 else []
        catalogue.save()


@law(6)
def test_update_keeps_every_translation_and_is_settled_at_once(standard: Standard) -> None:
    """Whether editions come, go, or come back."""
    early = replace(standard, source="1", editions={name: standard.editions[name] for name in ("1", "2")}, texts={name: standard.texts[name] for name in ("1", "2")})
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(early, root, translated=True)
        translate(root, standard.seed)
        first = messages_in(root)
        write_project(replace(standard, source="1"), root, translated=True)
        translate(root, standard.seed + 1)
        full, once = messages_in(root), catalogues_of(root)
        update(root)
        nothing_lost(first | full, messages_in(root))
        once = catalogues_of(root)
        update(root)
        assert catalogues_of(root) == once
        for name in ("3", "4", "north"):
            for path in (root / "amendments" / name).iterdir():
                path.unlink()
            (root / "amendments" / name).rmdir()
        update(root)
        nothing_lost(full, messages_in(root))
        write_project(replace(standard, source="1"), root, translated=True)
        nothing_lost(full, messages_in(root))
        assert catalogues_of(root) == once


def test_update_changes_nothing_in_the_real_catalogues(real: Pipeline, tmp_path: Path) -> None:
    units = project_units(real.project, real.texts)
    for path, content in catalogues_of(real.project.root).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    before = messages_in(tmp_path)
    for language in real.project.catalogues:
        update_language(tmp_path, real.project.facts.name, language, units, real.pairs)
    nothing_lost(before, messages_in(tmp_path))
    assert catalogues_of(tmp_path) == catalogues_of(real.project.root)
    language = next(iter(before))
    with pytest.raises(AssertionError):
        nothing_lost(before, {**before, language: {(context, text, without_a_letter(shown)) for context, text, shown in before[language]}})


def test_two_paragraphs_made_one_are_not_equal_for_translation(teahouse_pipeline: Pipeline) -> None:
    """Even where the amendment says so: the first one's translation would stand for both."""
    project = teahouse_pipeline.project
    amendment = replace(project.amendment("3/A8"), changes=())
    change = replace(project.amendment("3/A8").changes[0], before={"text": "One.\n\nTwo."}, after={"text": "One, two."})
    edition = replace(project.editions["3"], amendments=(replace(amendment, changes=(change,)),))
    assert pairs_of(project.facts, [edition], {}).equal == {}
    one_each = replace(change, after={"text": "One!\n\nTwo!"})
    edition = replace(edition, amendments=(replace(amendment, changes=(one_each,)),))
    assert set(pairs_of(project.facts, [edition], {}).equal.values()) == {("intro:como-leer#text", "One."), ("intro:como-leer#text", "Two.")}
