"""Recording an edited copy, choosing among amendments, correcting an issued edition: nothing is lost, nothing recorded twice, and order does not matter."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from build_tools.amend.apply import DoesNotFit, apply, back, forth, in_force
from build_tools.amend.errata import carried
from build_tools.amend.recording import GROUPS
from build_tools.amend.subsets import weigh
from build_tools.amending import draft_edition
from build_tools.canonical.source import write_source
from build_tools.errors import ContentError
from build_tools.model.amendment import OPEN, Amendment, Change, Edition
from build_tools.model.order import children, reading_order
from build_tools.model.provision import Provision, Text, Value
from build_tools.outputs.amending import revision
from build_tools.outputs.disk import write_files, write_text
from build_tools.outputs.moving import consolidated_project
from build_tools.pipeline import Pipeline
from build_tools.recording import amendments_of, read_copy
from tests.support.generate import Standard, corpus, law, write_project
from tests.support.mutants import letter_lost
from tests.support.operations import OPERATIONS, Draft

DRAFT = "4"
"""The draft among the generated editions."""


@contextmanager
def project_and_copy(standard: Standard) -> Iterator[tuple[Path, Path]]:
    """The standard in a folder, and a copy of its draft edition in another."""
    with TemporaryDirectory() as folder:
        root, copy = Path(folder) / "project", Path(folder) / "copy"
        write_project(standard, root)
        pipeline = Pipeline(root)
        consolidated_project(pipeline.project, DRAFT, pipeline.text(DRAFT), copy)
        yield root, copy


def edit(standard: Standard, copy: Path, text: Text) -> None:
    """Let the copy hold that text."""
    for path in (copy / "source").rglob("*"):
        if path.is_file() and path.name != "standard.yml" and "site" not in path.parts:
            path.unlink()
    for name, content in write_source(standard.facts, text).items():
        write_text(copy / name, content)


def edited(standard: Standard, text: Text, operations: int = 5) -> Text:
    """The text after some edits of every kind."""
    rng = random.Random(standard.seed)
    draft = Draft(standard.facts, rng, list(corpus()[:8]), ["Un mot", "Deux mots"], count=1000)
    for operation in rng.sample(sorted(OPERATIONS), operations):
        text = draft.after(text, operation)
    return text


def record(root: Path, copy: Path, how: str) -> list[str]:
    """Record the copy as the command does; answers the files written."""
    pipeline = Pipeline(root)
    edition = draft_edition(pipeline.project, None)
    found = read_copy(pipeline, edition, copy, how)
    if not found.proposals:
        return []
    written = amendments_of(pipeline, edition, [(one, one.title, "A reason.", one.classes[0]) for one in found.proposals])
    write_files(root, written)
    return list(written)


def all_adopted(root: Path) -> Text:
    """The draft's text with everything adopted that is open."""
    pipeline = Pipeline(root)
    edition = pipeline.project.edition(DRAFT)
    adopted = tuple(replace(one, status="adopted") if one.status in OPEN else one for one in edition.amendments)
    return pipeline.editions.revised({DRAFT: replace(edition, amendments=adopted)})[DRAFT]


@law(8)
def test_what_was_recorded_is_the_edited_copy(standard: Standard) -> None:
    """However it is grouped; and recorded again, nothing is written."""
    how = random.Random(standard.seed).choice(GROUPS)
    with project_and_copy(standard) as (root, copy):
        wanted = edited(standard, standard.texts[DRAFT])
        edit(standard, copy, wanted)
        before = Pipeline(root).text(DRAFT)
        files = record(root, copy, how)
        assert bool(files) == (wanted != standard.texts[DRAFT])
        assert Pipeline(root).text(DRAFT) == before, "what is proposed is in no text"
        assert all_adopted(root) == wanted
        assert how != "all" or len(files) <= 1
        assert record(root, copy, "provision") == []


@law(6)
def test_what_others_adopted_since_stays(standard: Standard) -> None:
    """Edits of a copy are recorded beside what became of the text in the meantime."""
    with project_and_copy(standard) as (root, copy):
        text = standard.texts[DRAFT]
        first, second = [text[key] for key in sorted(text) if not text[key].withdrawn][:2]
        edit(standard, copy, {**text, second.id: _reworded(second)})
        adopt(root, Change(first.id, {"title": first.fields["title"]}, {"title": _reworded(first).fields["title"]}))
        assert len(record(root, copy, "all")) == 1
        assert all_adopted(root) == {**text, first.id: _reworded(first), second.id: _reworded(second)}


@law(6)
def test_what_others_changed_since_is_not_overwritten(standard: Standard) -> None:
    with project_and_copy(standard) as (root, copy):
        text = standard.texts[DRAFT]
        first = next(text[key] for key in sorted(text) if not text[key].withdrawn)
        edit(standard, copy, {**text, first.id: _reworded(first)})
        adopt(root, Change(first.id, {"title": first.fields["title"]}, {"title": "Tout autre chose"}))
        with pytest.raises(ContentError, match="beside what is here now"):
            record(root, copy, "all")


def adopt(root: Path, change: Change) -> None:
    """An amendment that others adopted."""
    pipeline = Pipeline(root)
    edition = pipeline.project.edition(DRAFT)
    adopted = Amendment(f"{DRAFT}/A99", "Meanwhile", "A reason.", (change,), "clarification", "adopted")
    planned = revision(pipeline.project, pipeline.editions, {DRAFT: replace(edition, amendments=(*edition.amendments, adopted))})
    write_files(root, planned.written, planned.removed)


def _reworded(provision: Provision) -> Provision:
    return replace(provision, fields={**provision.fields, "title": f"{provision.fields['title']} autrement"})


@law(6)
def test_what_is_taken_out_of_a_copy_is_withdrawn(standard: Standard) -> None:
    """A provision deleted from the copy's files stays as a tombstone where it stood; the rest reads as in the copy."""
    rng = random.Random(standard.seed)
    with project_and_copy(standard) as (root, copy):
        text = standard.texts[DRAFT]
        held = {provision.parent for provision in text.values()}
        gone = rng.sample(sorted(key for key, found in text.items() if key not in held and not found.withdrawn), 2)
        edit(standard, copy, _without(standard, text, gone))
        assert record(root, copy, "all")
        found = all_adopted(root)
        assert {key for key in text if found[key].withdrawn and not text[key].withdrawn} == set(gone)
        assert {key: one.fields for key, one in found.items() if key not in gone} == {key: one.fields for key, one in text.items() if key not in gone}
        assert [one.id for _, one in reading_order(standard.facts, found)] == [one.id for _, one in reading_order(standard.facts, text)]
        assert record(root, copy, "provision") == []


def _without(standard: Standard, text: Text, gone: list[str]) -> Text:
    """The text as files hold it once these are deleted: what stood behind one stands behind the one before."""
    left = dict(text)
    for group in children(standard.facts, text).values():
        for provision in group:
            if provision.id in gone:
                left = {key: replace(one, follows=provision.follows) if one.follows == provision.id else one for key, one in left.items() if key != provision.id}
    return left


def test_the_real_texts_are_recorded_exactly(real: Pipeline, tmp_path: Path) -> None:
    """A word in every fifth provision, recorded one by one."""
    root = tmp_path / "project"
    consolidated_project(real.project, real.project.current.name, real.text(real.project.current.name), root)
    base = real.project.current.name
    write_text(root / f"amendments/{DRAFT}/edition.yml", f"name: '{DRAFT}'\ntitle: Draft\nbase: '{base}'\nstatus: draft\n")
    pipeline = Pipeline(root, [])
    consolidated_project(pipeline.project, DRAFT, pipeline.text(DRAFT), tmp_path / "copy")
    text = dict(pipeline.text(DRAFT))
    chosen = [key for key in sorted(text) if not text[key].withdrawn][::5]
    wanted = {**text, **{key: _reworded(text[key]) for key in chosen}}
    for path in (tmp_path / "copy/source").rglob("*.*"):
        if path.name != "standard.yml" and "site" not in path.parts:
            path.unlink()
    for name, content in write_source(pipeline.project.facts, wanted).items():
        write_text(tmp_path / "copy" / name, content)
    written = record(root, tmp_path / "copy", "provision")
    assert len(written) == len(chosen)
    assert all_adopted(root) == wanted
    assert record(root, tmp_path / "copy", "all") == []
    last = (root / written[-1]).read_text("utf-8")
    write_text(root / written[-1], last.replace("autrement", "autremen"))
    assert all_adopted(root) != wanted, "one letter lost in a record"
    assert len(record(root, tmp_path / "copy", "all")) == 1


# ---- Some of several ----


def renamed(edition: Edition, rng: random.Random) -> list[Amendment]:
    """The same amendments under other names, in another order."""
    names = [f"{edition.name}/A{number}" for number in rng.sample(range(200), len(edition.amendments))]
    found = [replace(one, id=name) for one, name in zip(edition.amendments, names, strict=True)]
    rng.shuffle(found)
    return found


HARD = ("same-field", "same-identifier", "not-adopted", "does-not-fit")
"""Conflicts that make it impossible to apply what is in conflict; the others leave a text that the checks refuse."""


def _touched(amendments: Iterable[Amendment], name: str) -> set[str]:
    return {change.id for one in amendments if one.id == name for change in one.changes}


@law(30)
def test_amendments_that_go_together_give_one_text_in_any_order(standard: Standard) -> None:
    rng = random.Random(standard.seed)
    for old, _, edition in standard.steps():
        chosen = [one for one in edition.amendments if rng.random() < 0.7]
        others = [one for one in edition.amendments if one not in chosen]
        needs, conflicts = weigh(old, chosen, others)
        if any(one.sort in HARD and one.id in _touched(chosen, one.amendments[0]) for one in conflicts):
            with pytest.raises(DoesNotFit):
                forth(old, chosen)
            continue
        wanted = forth(old, chosen)
        assert back(wanted, chosen) == dict(old)
        again = renamed(replace(edition, amendments=tuple(chosen)), rng)
        assert forth(old, again) == wanted
        if not needs:  # not even the order in which they apply counts
            assert apply(old, [change for one in again for change in one.changes]) == wanted


@law(20)
def test_all_that_was_adopted_goes_together(standard: Standard) -> None:
    """And every need that is told is one: left out, the other does not fit."""
    for old, new, edition in standard.steps():
        needs, conflicts = weigh(old, edition.amendments, ())
        assert conflicts == []
        assert forth(old, edition.amendments) == dict(new)
        for need in needs:
            if sum((other.amendment, other.id, other.field) == (need.amendment, need.id, need.field) for other in needs) > 1:
                continue  # another makes the same
            left = [one for one in edition.amendments if one.id != need.on]
            assert any(one.sort in ("not-adopted", "does-not-fit") for one in weigh(old, left, [one for one in edition.amendments if one.id == need.on])[1])


def test_all_real_amendments_go_together(real: Pipeline) -> None:
    for edition in real.project.editions.values():
        if edition.base:
            assert weigh(real.text(edition.base), [one for one in edition.amendments if one.status == "adopted"], ())[1] == []


def test_damage_is_in_the_way(real: Pipeline) -> None:
    """One letter lost in the base breaks whatever starts from it."""
    for edition in real.project.editions.values():
        changed = {change.id for one in edition.amendments for change in one.changes if change.before}
        if edition.base and changed:
            start = real.text(edition.base)
            damaged, key, name = letter_lost({identifier: start[identifier] for identifier in sorted(changed) if identifier in start})
            found = weigh({**start, **damaged}, [one for one in edition.amendments if one.status == "adopted"], ())[1]
            touched = any(name in (change.before or {}) for one in edition.amendments for change in one.changes if change.id == key)
            assert bool(found) == touched


# ---- Errata ----


@law(20)
def test_a_correction_reaches_what_has_the_words_and_nothing_else(standard: Standard) -> None:
    rng = random.Random(standard.seed)
    name = rng.choice(["1", "2"])
    text = standard.texts[name]
    key = rng.choice(sorted(key for key, found in text.items() if "text" in found.fields))
    old = text[key].fields["text"]
    assert isinstance(old, str)
    new = old.replace("Numéro", "Nombre", 1) if "Numéro" in old else f"{old}\n\nCorrigé."
    corrected(standard, name, key, old, new)


def corrected(standard: Standard, name: str, key: str, old: str, new: str) -> None:
    """Correct a text: every later amendment still fits, and only texts with the mistake change, in it alone."""
    erratum = Amendment(f"{name}/E1", "Erratum", "A reason.", (Change(key, {"text": old}, {"text": new}),), "editorial", "adopted", erratum="2020-01-01")
    own = standard.editions[name]
    editions = {**standard.editions, name: replace(own, amendments=(*own.amendments, erratum))}
    done = carried(editions.values(), name, erratum)
    editions |= done.editions
    texts: dict[str, Text] = {}
    for edition in editions.values():
        start = texts[edition.base] if edition.base else standard.texts[edition.name]
        texts[edition.name] = forth(start, edition.amendments)
        assert [one.id for one in in_force(edition.amendments) if one.erratum] == ([erratum.id] if edition.name == name else [])
        for identifier, found in texts[edition.name].items():
            _only_corrected(standard.texts[edition.name][identifier], found, old, new)
        assert set(texts[edition.name]) == set(standard.texts[edition.name])
        if own in lineage(standard, edition.name) and key in texts[edition.name]:
            assert old not in texts[edition.name][key].fields.values()


def lineage(standard: Standard, name: str) -> list[Edition]:
    """The edition and its bases."""
    found = [standard.editions[name]]
    while found[-1].base:
        found.append(standard.editions[found[-1].base])
    return found


def _only_corrected(before: Provision, after: Provision, old: str, new: str) -> None:
    different = {name for name in {*before.fields, *after.fields} if before.fields.get(name) != after.fields.get(name)}
    assert different <= {"text"}
    assert replace(before, fields={}) == replace(after, fields={})
    if different:
        assert _lines(after.fields["text"]) - _lines(before.fields["text"]) <= _lines(new) - _lines(old)


def _lines(value: Value) -> set[str]:
    assert isinstance(value, str)
    return set(value.split("\n"))
