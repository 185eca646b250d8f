"""Promise 4, the same input gives the same bytes; and promise 8, cost grows linearly: counted, never timed."""

import cProfile
import json
import os
import pstats
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from fingerprint import fingerprint

import build_tools.pipeline
from build_tools.amend.apply import apply, in_force, reversed_changes
from build_tools.amend.compare import compare, differences
from build_tools.canonical.source import write_source
from build_tools.load.project import load_project
from build_tools.model.amendment import Amendment
from build_tools.model.provision import Provision, Text
from build_tools.model.seal import seal
from build_tools.pipeline import Pipeline
from build_tools.project import Project
from build_tools.translate.units import text_units
from tests.support.generate import Standard, facts, law, write_project
from tests.support.mutants import letter_lost, siblings_swapped

Value = TypeVar("Value")


def permuted(mapping: Mapping[str, Value], rng: random.Random) -> dict[str, Value]:
    """The mapping in another order."""
    return dict(rng.sample(sorted(mapping.items(), key=lambda pair: repr(pair[0])), len(mapping)))


def other_orders(project: Project, seed: int) -> Project:
    """The same project, every mapping whose order says nothing in another order."""
    rng = random.Random(seed)
    catalogues = {name: replace(found, entries=permuted(found.entries, rng), files=permuted(found.files, rng)) for name, found in project.catalogues.items()}  # type: ignore[arg-type]
    return replace(
        project, text=permuted(project.text, rng), text_lines=permuted(project.text_lines, rng), seals=permuted(project.seals, rng), catalogues=permuted(catalogues, rng), files=permuted(project.files, rng)
    )


def pipeline_of(project: Project) -> Pipeline:
    """The stages, from a project that is in memory already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_tools.pipeline, "load_project", lambda *_: project)
        return Pipeline(project.root)


@law(6)
def test_the_order_of_mappings_changes_no_byte(standard: Standard) -> None:
    with TemporaryDirectory() as folder:
        write_project(standard, Path(folder), translated=True)
        project = load_project(Path(folder))
        made = [fingerprint(pipeline_of(found), ["3", "north"], ["fr", "ar"]) for found in (project, other_orders(project, standard.seed))]
    assert made[0] == made[1]


def test_the_order_of_mappings_changes_no_real_byte(teahouse_pipeline: Pipeline) -> None:
    project = teahouse_pipeline.project
    editions, languages = list(project.editions), list(project.facts.languages)
    expected = fingerprint(teahouse_pipeline, editions, languages)
    assert fingerprint(pipeline_of(other_orders(project, 1)), editions, languages) == expected
    for damaged in (letter_lost(project.text)[0], siblings_swapped(project.facts, project.text)):
        made = fingerprint(pipeline_of(replace(project, text=damaged, editions={"2": replace(project.editions["2"], base=None, amendments=())})), ["2"], languages)
        assert {name for name in made if made[name] == expected.get(name)} <= {"problems", "diff 2 2"}


def test_hash_seed_time_zone_and_locale_change_no_byte(craft_root: Path, teahouse_root: Path) -> None:
    jobs = [(craft_root, "2.1,mica-1.0", "es"), (teahouse_root, "3,sur-1", "es,ar,zh")]
    for job in jobs:
        running = []
        for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("4321", "Pacific/Kiritimati", "POSIX")):
            environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1", "PYTHONPATH": str(craft_root)}
            command = [sys.executable, str(Path(__file__).with_name("fingerprint.py")), *map(str, job)]
            running.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd="/"))
        made = [json.loads(process.communicate()[0]) for process in running]
        assert made[0] == made[1]
        assert len(made[0]) > 10


def rules(count: int, words: str) -> Text:
    """A text of many rules and tools in one group."""
    fixed = [Provision("I", fields={"title": "I"}), Provision("G1", "I", fields={"title": "G"})]
    keyed = [Provision(f"§{number}", "G1", fields={"title": f"Rule {number}", "text": f"{words} {number}, see [[§1]]."}) for number in range(1, count)]
    placed = [Provision(str(number), "G1", str(number - 1) if number > 1 else None, fields={"title": f"{words} {number}"}) for number in range(1, count)]
    return {provision.id: provision for provision in (*fixed, *keyed, *placed)}


def everything(count: int) -> None:
    """What is done with a text of that size."""
    old, new = rules(count, "Once"), rules(count, "Now")
    changes = compare(old, new)
    amendments = [Amendment(f"2/A{number}", "", "", tuple(changes[number::20]), "new", "adopted") for number in range(20)]
    assert apply(old, [change for amendment in in_force(amendments) for change in amendment.changes]) == new
    assert apply(new, reversed_changes(changes)) == old
    assert len(differences(facts(), old, new)) == len(changes)
    seal(new, ())
    write_source(facts(), new)
    list(text_units(facts(), new))


def calls(work: Callable[[int], object], count: int) -> int:
    """How many function calls the work takes."""
    profile = cProfile.Profile()
    profile.runcall(work, count)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def grows_linearly(work: Callable[[int], object]) -> None:
    """Four times the provisions take at most five times the calls."""
    work(20)
    assert calls(work, 800) < 5 * calls(work, 200)


def test_cost_grows_linearly() -> None:
    grows_linearly(everything)


def test_quadratic_work_breaks_the_law_of_cost() -> None:
    with pytest.raises(AssertionError):
        grows_linearly(lambda count: [str.lower("A") for _ in range(count) for _ in range(count)])
