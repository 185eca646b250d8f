"""Whole projects: moving source/ there and back, writing an edition as a project, seals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import Result

from build_tools.amend.consolidate import Editions
from build_tools.checks.amending import sealed
from build_tools.checks.content import Content
from build_tools.model.provision import Text
from build_tools.model.seal import Seal, seal
from build_tools.outputs.disk import write_text
from build_tools.outputs.moving import consolidated_project, rebased_files
from build_tools.pipeline import Pipeline, all_problems
from tests.support.generate import Standard, law, write_project
from tests.support.mutants import letter_lost, siblings_swapped, without_a_letter

Files = dict[str, bytes]


def bytes_of(root: Path) -> Files:
    """Every file of a project."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@contextmanager
def written(standard: Standard, translated: bool = False) -> Iterator[Path]:
    """The standard in a folder of its own."""
    with TemporaryDirectory() as folder:
        write_project(standard, Path(folder) / "project", translated)
        yield Path(folder) / "project"


def rebase(root: Path, edition: str) -> None:
    """As the command does, without its checks, which this file makes once for each project."""
    pipeline = Pipeline(root)
    files, removed = rebased_files(pipeline.project, edition, pipeline.text(edition))
    for path, content in files.items():
        write_text(root / path, content)
    for path in removed:
        (root / path).unlink()


def unchanged(before: Files, after: Files) -> None:
    """The same files with the same bytes."""
    assert list(before) == list(after)
    assert [path for path in before if before[path] != after[path]] == []


@law(14)
def test_rebase_there_and_back_changes_no_byte(standard: Standard) -> None:
    with written(standard) as root:
        assert not all_problems(Pipeline(root))
        before = bytes_of(root)
        digests = {name: Pipeline(root).digest(name) for name in standard.texts}
        for edition in [name for name in standard.texts if name != standard.source][:2]:
            rebase(root, edition)
            moved = Pipeline(root)
            assert not all_problems(moved)
            assert {name: moved.digest(name) for name in standard.texts} == digests
            assert bytes_of(root) != before
        rebase(root, standard.source)
        unchanged(before, bytes_of(root))


def test_craft_rebase_there_and_back_changes_no_byte(real: Pipeline, copied: Callable[[Path], Path], run_craft: Callable[..., Result]) -> None:
    root = copied(real.project.root)
    before = bytes_of(root)
    for edition in (*real.project.editions, real.project.facts.source_edition):
        assert run_craft(root, "rebase", edition).return_value == 0
        assert Pipeline(root).project.text == real.text(edition)
    unchanged(before, bytes_of(root))


def test_a_letter_lost_on_the_way_breaks_the_law_of_rebase(teahouse_pipeline: Pipeline, copied: Callable[[Path], Path]) -> None:
    root = copied(teahouse_pipeline.project.root)
    before = bytes_of(root)
    rebase(root, "1")
    path = root / "source/capitulos/a.yml"
    write_text(path, path.read_text("utf-8").replace("quien llega", "quien lega"))
    rebase(root, "2")
    with pytest.raises(AssertionError):
        unchanged(before, bytes_of(root))


def same_editions(original: Pipeline, copy: Pipeline) -> None:
    """The copy checks clean, and each of its editions has the same text."""
    assert not [problem for problem in all_problems(copy) if problem.severity == "error"]
    assert {name: copy.digest(name) for name in copy.project.editions} == {name: original.digest(name) for name in original.project.editions}


@law(8)
def test_a_consolidated_project_is_whole(standard: Standard) -> None:
    with written(standard, translated=True) as root:
        pipeline = Pipeline(root)
        for edition in [name for name in standard.texts if name != standard.source][-2:]:
            target = root.parent / f"to-{edition}"
            consolidated_project(pipeline.project, edition, pipeline.text(edition), target)
            assert Pipeline(target).project.text == standard.texts[edition]
            same_editions(pipeline, Pipeline(target))


def test_craft_consolidate_writes_a_whole_project(real: Pipeline, tmp_path: Path, run_craft: Callable[..., Result]) -> None:
    for edition in real.project.editions:
        target = tmp_path / edition
        assert run_craft(real.project.root, "consolidate", edition, "--to", str(target)).return_value == 0
        assert Pipeline(target).project.text == real.text(edition)
        same_editions(real, Pipeline(target))


def test_a_letter_lost_breaks_the_law_of_consolidation(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    text, _, _ = letter_lost(teahouse_pipeline.text("1"))
    consolidated_project(teahouse_pipeline.project, "1", text, tmp_path / "copy")
    with pytest.raises(AssertionError):
        same_editions(teahouse_pipeline, Pipeline(tmp_path / "copy"))


def named_by_the_seal(pipeline: Pipeline, record: Seal, edition: str, text: Text) -> list[str]:
    """What the check says of an edition whose text is `text`."""
    declared = replace(pipeline.project.editions[edition], status="in force")
    project = replace(pipeline.project, editions={edition: declared}, seals={edition: record})
    return [problem.message for problem in sealed(Content(project, {edition: text}))]


@law(15)
def test_a_seal_names_provision_and_field(standard: Standard) -> None:
    with written(standard) as root:
        pipeline = Pipeline(root)
    text = pipeline.project.text
    record = seal(text, ("Issued",))
    assert named_by_the_seal(pipeline, record, standard.source, text) == []
    for key, provision in text.items():
        for name, value in provision.fields.items():
            damaged = {**text, key: replace(provision, fields={**provision.fields, name: without_a_letter(value) if isinstance(value, str) else value[1:]})}
            if damaged == text:
                continue
            messages = named_by_the_seal(pipeline, record, standard.source, damaged)
            assert len(messages) == 1, messages
            assert f"“{name}” of “{key}”" in messages[0]


def test_a_seal_names_damage_to_the_real_text(real: Pipeline) -> None:
    for edition in real.project.editions:
        text = real.text(edition)
        record = seal(text, ("Issued",))
        damaged, key, name = letter_lost(text)
        assert named_by_the_seal(real, record, edition, text) == []
        assert [f"“{name}” of “{key}”" in message for message in named_by_the_seal(real, record, edition, damaged)] == [True]
        swapped = named_by_the_seal(real, record, edition, siblings_swapped(real.project.facts, text))
        assert swapped
        assert all("“follows” of" in message for message in swapped)


def test_issued_real_editions_are_what_was_sealed(real: Pipeline) -> None:
    for edition, record in real.project.seals.items():
        assert record.digest == real.digest(edition) == seal(Editions(real.project).text(edition), ()).digest
