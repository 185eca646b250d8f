"""The commands of amending beyond their sessions: answers on a terminal, data that fit their schema, files written together, and what readers see of an erratum."""

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from build_tools.interface import date
from build_tools.model.publication import Publication
from build_tools.outputs.data import to_json
from build_tools.outputs.disk import write_files
from build_tools.outputs.schemas import schemas
from build_tools.outputs.site.bodies import edition_facts
from build_tools.outputs.site.changes import amendments_body
from build_tools.outputs.site.job import SiteJob
from build_tools.pipeline import Pipeline
from build_tools.render.html import Setting, provision_html
from tests.support.built import ROOT
from tests.support.damage import run

DAY = "2024-05-01"


@pytest.fixture
def teahouse(copied: Callable[[Path], Path], teahouse_root: Path) -> Path:
    """A copy of the mini standard."""
    return copied(teahouse_root)


def craft(root: Path, *words: str) -> str:
    """What a command that goes well answers."""
    ran = run("-C", str(root), *words)
    assert ran.code == 0, ran.out + ran.err
    return ran.out


def change_after(root: Path, path: str, old: str, new: str) -> None:
    """Replace the words where they stand last, which is below “after”."""
    before, found, behind = (root / path).read_text("utf-8").rpartition(old)
    assert found
    (root / path).write_text(before + new + behind, "utf-8")


# ---- The terminal ----


def test_questions_on_a_terminal_show_the_redline_and_suggest(teahouse: Path, tmp_path: Path) -> None:
    craft(teahouse, "amend", "edition", "4", "--title", "Cuarta")
    craft(teahouse, "consolidate", "4", "--to", str(tmp_path / "copy"))
    change_after(tmp_path / "copy", "source/capitulos/a.yml", "a quien espera más de cinco minutos", "a quien espera más de tres minutos")
    change_after(tmp_path / "copy", "source/capitulos/b.yml", "Se huele la tetera vacía.", "Se huele la tetera, vacía.")
    shown, code = on_a_terminal(teahouse, ["", "Se espera menos.", "", "Una coma", "Se lee mejor.", "new", "editorial"], "amend", "record", str(tmp_path / "copy"))
    assert code == 0, shown
    assert "a quien espera más de [deleted: cinco] [inserted: tres] minutos" in shown
    assert "Title [Espera]" in shown and "Class (strengthened, weakened) [strengthened]" in shown
    assert "'new' is not" in shown, "only what admits the amendment is taken"
    first, second = ((teahouse / f"amendments/4/A{number}.yml").read_text("utf-8") for number in (1, 2))
    assert "title: Espera\nclass: strengthened\nstatus: proposed\nreason: Se espera menos.\n" in first
    assert "title: Una coma\nclass: editorial\nstatus: proposed\nreason: Se lee mejor.\n" in second


def on_a_terminal(root: Path, answers: list[str], *words: str) -> tuple[str, int]:
    """What is on the screen in the end, with the answers typed one by one, then Ctrl-D if it asks on; and the exit code."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from build_tools.cli import main; main()", "-C", str(root), *words]
    running = subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = ""
    waiting = list(answers)
    with contextlib.suppress(OSError):  # when the other end is closed
        while more := os.read(ours, 4096).decode("utf-8", "ignore"):
            shown += more
            if re.search(r"(?:Title|Reason|Class)[^\n]*: $", shown):
                os.write(ours, f"{waiting.pop(0)}\n".encode() if waiting else b"\x04")
    os.close(ours)
    return shown.replace("\r", ""), running.wait(60)


def test_interrupted_questions_record_nothing(teahouse: Path, tmp_path: Path) -> None:
    craft(teahouse, "amend", "edition", "4", "--title", "Cuarta")
    craft(teahouse, "consolidate", "4", "--to", str(tmp_path / "copy"))
    change_after(tmp_path / "copy", "source/capitulos/a.yml", "cinco minutos", "tres minutos")
    shown, code = on_a_terminal(teahouse, ["Un título"], "amend", "record", str(tmp_path / "copy"))
    assert code == 130 and "nothing was changed" in shown
    assert [path.name for path in (teahouse / "amendments/4").iterdir()] == ["edition.yml"]


# ---- Data and files ----


def test_a_check_fits_its_schema(teahouse: Path) -> None:
    craft(teahouse, "amend", "edition", "4", "--title", "Cuarta")
    for minutes in ("tres", "dos"):
        craft(teahouse, "amend", "new", "A-02", "--field", "exigencia", "--title", minutes, "--class", "strengthened")
        name = f"amendments/4/A{1 if minutes == 'tres' else 2}.yml"
        change_after(teahouse, name, "cinco", minutes)
    validator = jsonschema.Draft202012Validator(json.loads(schemas()["amendment-check.schema.json"]))
    for words, conflicts, faults in (([], 1, 2), (["--adopt", "A1"], 0, 1), (["--edition", "3"], 0, 0)):
        found = json.loads(run("-C", str(teahouse), "amend", "check", "--format", "json", *words).out)
        validator.validate(found)
        assert (len(found["conflicts"]), len(found["faults"])) == (conflicts, faults)


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old")
    (tmp_path / "two").write_text("old")
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        write_files(tmp_path, {"one": "new", "new": "new", "folder": "no file can be here"}, ["two"])
    with pytest.raises(FileNotFoundError):
        write_files(tmp_path, {"one": "new", "new": "new"}, ["two", "missing"])
    assert {path.name: path.read_text() for path in tmp_path.iterdir() if path.is_file()} == {"one": "old", "two": "old"}
    write_files(tmp_path, {"one": "new", "a/b": "new"}, ["two"])
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == ["a/b", "one"]


# ---- Errata ----


def correct(root: Path, edition: str, identifier: str, old: str, new: str, field: str = "exigencia") -> None:
    """An adopted erratum."""
    craft(root, "amend", "erratum", edition, identifier, "--field", field, "--date", DAY, "--reason", "Una errata.")
    last = sorted((root / "amendments" / edition).glob("E*.yml"))[-1]
    change_after(root, last.relative_to(root).as_posix(), old, new)
    craft(root, "amend", "decide", f"{edition}/{last.stem}", "--status", "adopted", "--by", "Mesa del Té", "--on", "2024-04-30")


def publications(root: Path, language: str) -> dict[str, Publication]:
    """Every edition as it is read."""
    pipeline = Pipeline(root)
    return {name: pipeline.publication(name, language) for name in pipeline.project.editions}


def marked(root: Path) -> dict[str, list[str]]:
    """Edition → the provisions of which readers are told that they were corrected."""
    return {name: [item.id for item in found.items if item.corrected == (DAY,)] for name, found in publications(root, "es").items()}


def test_readers_see_what_was_corrected_and_when(teahouse: Path) -> None:
    """On the provision, on the edition, among the amendments and in the data; in later editions under the identifier it has there."""
    correct(teahouse, "2", "B-04", "después de cada servicio", "tras cada servicio")
    assert marked(teahouse) == {"1": [], "2": ["B-04"], "3": ["B-100"], "sur-1": []}
    for name, found in publications(teahouse, "en").items():
        setting = Setting("en", lambda identifier: f"#{identifier}")
        day = date("en", DAY)
        assert [day in provision_html(item, 2, setting) for item in found.items if item.id in ("B-04", "B-100") and not item.withdrawn] == ([name in ("2", "3")] if name != "sur-1" else [False])
        assert (day in edition_facts(found, setting)) == (name in ("2", "3"))
        assert json.loads(to_json(found))["provisions"] and (DAY.encode() in to_json(found)) == (name in ("2", "3"))
        html = "\n".join(amendments_body(SiteJob(found, (), ("en",), teahouse), setting)[0])
        assert (day in html) == (name == "2")
        assert (f"Mesa del Té on {date('en', '2024-04-30')}" in html) == (name == "2")
    pipeline = Pipeline(teahouse)
    assert [(edition, found.amendments if found else ()) for edition, found in pipeline.history("B-100")] == [("3", ("3/A3",))]
    assert craft(teahouse, "check").endswith("warnings\n")


def test_an_edition_that_had_it_right_is_not_said_to_be_corrected(teahouse: Path) -> None:
    correct(teahouse, "1", "A-01", "en cuanto que entra", "en cuanto entra")
    assert marked(teahouse) == {"1": ["A-01"], "2": [], "3": [], "sur-1": []}
    assert re.search(r"^1 +there from the start\n +1 +amended: exigencia  \[1/E1\]\n\Z", craft(teahouse, "show", "A-01", "--edition", "3").partition("History\n  ")[2], re.M)


def test_source_anywhere_and_errata_of_a_first_edition(teahouse: Path) -> None:
    """Wherever source/ stands when the erratum is adopted, the texts are the same."""
    digests: list[dict[str, str]] = []
    for edition in ("1", "2", "3", "sur-1"):
        root = teahouse.parent / f"with-{edition}"
        craft(teahouse, "consolidate", edition, "--to", str(root))
        correct(root, "1", "A-04", "con respaldo para", "con respaldo, para")
        pipeline = Pipeline(root)
        digests.append({name: pipeline.digest(name) for name in pipeline.project.editions})
        assert craft(root, "check").endswith("warnings\n")
    assert digests[1:] == digests[:-1]


def test_an_erratum_is_nothing_else(teahouse: Path) -> None:
    """What corrects an issued edition changes words of an edition that is issued, after it was."""
    correct(teahouse, "3", "A-01", "a cada", "a cada buen")
    for old, new, message in (
        ("class: editorial", "class: strengthened", "an erratum is one of: editorial, clarification"),
        (f"erratum: {DAY}", "erratum: 2020-05-01", "before it was issued on 2024-02-10"),
        ("- id: A-01", "- id: A-99\n  after:\n    parent: A\n    title: Otra\n    exigencia: Otra.\n    nivel: oro\n- id: A-01", "does more to “A-99” than correct its words"),
        ("decided_by: Mesa del Té\n", "", "has “decided_on”, but no “decided_by”"),
    ):
        path = teahouse / "amendments/3/E1.yml"
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new), "utf-8")
        assert message in run("-C", str(teahouse), "check").out
        path.write_text(text, "utf-8")
    edition = teahouse / "amendments/3/edition.yml"
    edition.write_text(edition.read_text("utf-8").replace("in force", "draft"), "utf-8")
    assert "is an erratum, but edition 3 is “draft”" in run("-C", str(teahouse), "check").out
