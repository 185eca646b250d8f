"""Every kind of fault, planted in the real text: `craft check` names it, its file and line, and nothing that only follows from it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.problems import SORTS
from tests.faults.plants import PLANTS, RECORDS, SPANISH, Plant
from tests.support.damage import both, run

FLOOD = 25
"""More answers than this to one mistake would be a flood (a folder of translations lacks up to 21 catalogues)."""


def test_every_sort_is_planted() -> None:
    assert {plant.sort for plant in PLANTS} == set(SORTS)


def test_names_differ() -> None:
    assert len({plant.name for plant in PLANTS}) == len(PLANTS)


@pytest.mark.parametrize("project", ["craft", "teahouse"])
def test_undamaged_passes(project: str, request: pytest.FixtureRequest) -> None:
    ran = run("-C", str(request.getfixturevalue(f"{project}_root")), "check")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing is wrong.\n", "")


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_planted(plant: Plant, copied: Callable[[Path], Path], request: pytest.FixtureRequest) -> None:
    root = copied(request.getfixturevalue(f"{plant.project}_root"))
    plant.damage(root)
    ran = run("-C", str(root), "check", "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == (1 if any(one["severity"] == "error" for one in found) else 0), ran.out
    shown = "\n".join(f"{one['file']}:{one['line']}: {one['message']} [{one['sort']}]" for one in found)
    of_sort = [one for one in found if one["sort"] == plant.sort]
    assert of_sort, shown
    assert plant.at in [f"{one['file']}:{one['line']}" if one["line"] else one["file"] for one in of_sort], shown
    assert any(plant.words in one["message"] for one in of_sort), shown
    assert all(one["remedy"] == SORTS[one["sort"]].remedy for one in found)
    assert {one["sort"] for one in found} == {plant.sort, *plant.others}, shown
    assert len(found) <= FLOOD, shown


def test_several_at_once(copied: Callable[[Path], Path], craft_root: Path) -> None:
    """Faults in different places do not hide each other."""
    names = (
        "saved as UTF-16",
        "heading without identifier",
        "half a catalogue",
        "field in a change misspelled",
        "seal deleted",
        "byte order mark in standard.yml",
        "volume of an edition misspelled",
    )
    chosen = [plant for plant in PLANTS if plant.name in names]
    root = copied(craft_root)
    both(*(plant.damage for plant in chosen))(root)
    ran = run("-C", str(root), "check")
    assert ran.code == 1
    for plant in chosen:
        assert f"[{plant.sort}]" in ran.out and plant.words in ran.out, ran.out
    assert ran.out.rstrip().endswith("faults")


def test_a_damaged_file_hides_no_fault_of_another(copied: Callable[[Path], Path], craft_root: Path) -> None:
    chosen = [plant for plant in PLANTS if plant.name in ("empty chapter", "term misspelled", "edited where amended", "placeholder lost")]
    root = copied(craft_root)
    both(*(plant.damage for plant in chosen))(root)
    found = json.loads(run("-C", str(root), "check", "--format", "json").out)
    assert {plant.sort for plant in chosen} <= {one["sort"] for one in found}


@pytest.mark.parametrize("name", ["random bytes", "bases in a circle", "standard.yml deleted"])
def test_as_a_process(name: str, copied: Callable[[Path], Path], craft_root: Path) -> None:
    """The program itself ends with code 1 and without a traceback."""
    root = copied(craft_root)
    next(plant for plant in PLANTS if plant.name == name).damage(root)
    command = [sys.executable, "-c", "from build_tools.cli import main; main()", "-C", str(root), "check"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=craft_root, check=False)
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


@pytest.mark.parametrize("form", ["text", "github"])
def test_other_forms_of_the_answer(form: str, copied: Callable[[Path], Path], craft_root: Path) -> None:
    root = copied(craft_root)
    next(plant for plant in PLANTS if plant.name == "tab in YAML").damage(root)
    ran = run("-C", str(root), "check", "--format", form)
    begins = {"text": f"{RECORDS}:9: error: ", "github": f"::error file={RECORDS},line=9,title=broken-yaml::"}
    assert ran.code == 1
    assert ran.out.startswith(begins[form])


def test_html_in_a_line_stays_text(copied: Callable[[Path], Path], craft_root: Path) -> None:
    """What a translator writes as HTML never becomes HTML: the official text is shown, with the fault on record."""
    root = copied(craft_root)
    path = root / SPANISH
    path.write_text(path.read_text("utf-8").replace('msgstr "Cumplimiento legal"', 'msgstr "<script>alert(1)</script>"', 1), "utf-8")
    shown = json.loads(run("-C", str(root), "export", "json", "--language", "es").out)
    title = next(one["title"] for one in shown["provisions"] if one["id"] == "M.1/5.1.1")
    assert title == "Legal compliance"


@pytest.mark.parametrize("name", ["byte order mark", "line ends of Windows", "byte order mark in a catalogue", "line ends of Windows in a page", "file renamed", "another indentation"])
def test_format_mends(name: str, copied: Callable[[Path], Path], craft_root: Path) -> None:
    """What is only a matter of form, `craft format` mends to the very bytes."""
    root = copied(craft_root)
    next(plant for plant in PLANTS if plant.name == name).damage(root)
    assert run("-C", str(root), "format").code == 0
    assert run("-C", str(root), "check").code == 0
    for path in sorted(root.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (craft_root / path.relative_to(root)).read_bytes(), path


@pytest.mark.parametrize("name", ["saved as UTF-16", "title misspelled", "HTML in the text", "footnote without note", "heading without identifier"])
def test_format_refuses(name: str, copied: Callable[[Path], Path], craft_root: Path) -> None:
    """Where words could be lost or change their meaning, nothing is written."""
    root = copied(craft_root)
    next(plant for plant in PLANTS if plant.name == name).damage(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = run("-C", str(root), "format")
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert before == after
    assert ran.code == 1


def test_format_keeps_what_belongs_into_no_file(copied: Callable[[Path], Path], craft_root: Path) -> None:
    """A provision whose parent is misspelled would be written nowhere: its file stays."""
    root = copied(craft_root)
    path = root / "source/adit.yml"
    path.write_text("id: term/adit\nparent: glosary\ntitle: adit\ntext: Way into a mine.\n", "utf-8")
    ran = run("-C", str(root), "format")
    assert ran.code == 1
    assert "source/adit.yml:2: error: “term/adit” belongs into no file" in ran.err
    assert path.is_file()
