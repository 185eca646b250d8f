"""The data: valid against its schema, safe in a spreadsheet, and handy there."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from build_tools.model.publication import Publication, Spoken
from build_tools.outputs.data import to_csv, to_xlsx
from build_tools.outputs.schemas import schemas
from build_tools.pipeline import Pipeline
from tests.support.built import ROOT, TEAHOUSE, craft

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org","x")', "https://example.org", "0012", "\tx"]


def schema(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(schemas()[name])
    return found


def test_every_schema_is_one() -> None:
    for name in schemas():
        jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("project", ["real", "teahouse"])
def test_publications_fit_their_schema(project: str, request: pytest.FixtureRequest) -> None:
    build = request.getfixturevalue(project) / "build"
    validator = jsonschema.Draft202012Validator(json.loads((build / "schemas" / "publication.schema.json").read_bytes()))
    files = sorted((build / "releases").rglob("*.json"))
    assert files
    for path in files:
        validator.validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize(("words", "name"), [(("diff", "1", "3", "--format", "json"), "comparison"), (("translate", "status", "--format", "json"), "translation-status")])
def test_other_data_fits_its_schema(words: tuple[str, ...], name: str) -> None:
    done = craft(TEAHOUSE, *words)
    jsonschema.validate(json.loads(done.stdout), schema(f"{name}.schema.json"))


def hostile() -> Publication:
    """A publication whose titles are what spreadsheets run, link or turn into numbers."""
    publication = Pipeline(TEAHOUSE).publication("3", "es")
    items = list(publication.items)
    for place, words in enumerate(HOSTILE):
        title = items[place].title
        assert title is not None
        items[place] = replace(items[place], title=replace(title, spoken=Spoken("es", words)))
    return replace(publication, items=tuple(items))


def test_no_formula_in_a_workbook() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(hostile()))).worksheets[0]
    cells = [row[3] for row in sheet.iter_rows(min_row=2, max_row=1 + len(HOSTILE))]
    assert [cell.value for cell in cells] == HOSTILE
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_no_formula_in_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(hostile()).decode(), newline="")))
    shown = [row["title"] for row in rows[: len(HOSTILE)]]
    assert not any(title.startswith(("=", "+", "-", "@", "\t")) for title in shown)
    assert [title.removeprefix("'") for title in shown] == HOSTILE


@pytest.mark.parametrize(("project", "edition", "language", "right_to_left"), [("real", "2.1", "es", False), ("teahouse", "3", "ar", True)])
def test_a_workbook_is_handy(project: str, edition: str, language: str, right_to_left: bool, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(project) / "build" / "releases" / edition / language
    sheet = openpyxl.load_workbook(next(folder.glob("*.xlsx"))).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(10 <= column.width <= 61 for column in sheet.column_dimensions.values())
    assert bool(sheet.sheet_view.rightToLeft) == right_to_left


def test_guidance_is_in_every_export(real: Path) -> None:
    """The complaint of other standards' users: the guidance is missing from the data."""
    folder = real / "build" / "releases" / "2.1" / "en"
    record = json.loads(next(folder.glob("*.json")).read_bytes())
    requirement = next(provision for provision in record["provisions"] if provision["id"] == "M.4/2.2.1/R.1")
    guidance = requirement["guidance_plain"]
    assert guidance
    rows = csv.DictReader(io.StringIO(next(folder.glob("*.csv")).read_bytes().decode(), newline=""))
    assert next(row for row in rows if row["id"] == "M.4/2.2.1/R.1")["guidance"] == guidance


def test_export_is_what_build_puts_out(real: Path, tmp_path: Path) -> None:
    for form in ("json", "csv", "xlsx"):
        target = tmp_path / f"out.{form}"
        assert craft(ROOT, "export", form, "--edition", "2.0", "--language", "fr", "-o", str(target)).returncode == 0
        assert target.read_bytes() == next((real / "build/releases/2.0/fr").glob(f"*.{form}")).read_bytes()
