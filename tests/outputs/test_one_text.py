"""Promise 2: the wording of a provision read back from every output is the same, letter by letter."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from build_tools.model.publication import Item, Publication, Shown
from build_tools.outputs.names import data_name, documents, pdf_name, release_folder
from build_tools.pipeline import Pipeline
from tests.support.built import ROOT, TEAHOUSE
from tests.support.pdf_text import has_words, provisions

CASES = [
    (name, edition, language)
    for name, root in (("real", ROOT), ("teahouse", TEAHOUSE))
    for project in (Pipeline(root).project,)
    for edition in project.editions
    for language in project.languages()
]


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def case(request: pytest.FixtureRequest) -> tuple[Path, Publication]:
    name, edition, language = request.param
    pipeline: Pipeline = request.getfixturevalue(f"{name}_pipeline")
    return request.getfixturevalue(name) / "build", pipeline.publication(edition, language)


def words(text: str) -> str:
    """White space is no word."""
    return " ".join(text.split())


def shown(item: Item) -> list[Shown]:
    return [*([item.title] if item.title else []), *item.fields]


def test_json(case: tuple[Path, Publication]) -> None:
    build, publication = case
    record = json.loads((build / release_folder(publication) / data_name(publication, "json")).read_bytes())
    assert record["digest"] == publication.digest
    assert [provision["id"] for provision in record["provisions"]] == [item.id for item in publication.items]
    for provision, item in zip(record["provisions"], publication.items, strict=True):
        assert provision["title"] == (item.title.spoken.words if item.title else "")
        for field in item.fields:
            match field.type:
                case "prose":
                    plain = provision["plain"] if field.name == "text" else provision[f"{field.name}_plain"]
                    assert plain == field.spoken.words
                    assert "[[" not in provision[field.name] and not re.search(r"\{\^?\d", provision[field.name])
                case "choice":
                    assert provision[f"{field.name}_label"] == field.spoken.words
                case "line":
                    assert provision[field.name] == field.spoken.words
                case _:
                    assert provision[field.name] == [code.code for code in field.codes]
        others = {field.name: field.spoken.language for field in shown(item) if field.spoken.language != publication.language}
        assert provision["shown_in"] == others


def rows_of(publication: Publication) -> dict[str, list[str]]:
    """Provision → the words that a row must hold."""
    return {item.id: [field.spoken.words for field in shown(item) if field.type in ("line", "prose", "choice")] for item in publication.items}


def check_rows(publication: Publication, rows: list[list[str]]) -> None:
    found = {row[0]: row for row in rows}
    assert list(found) == [item.id for item in publication.items]
    for identifier, wanted in rows_of(publication).items():
        for cell in wanted:
            assert cell in found[identifier], (identifier, cell)


def test_csv(case: tuple[Path, Publication]) -> None:
    build, publication = case
    text = (build / release_folder(publication) / data_name(publication, "csv")).read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][0] == "id"
    check_rows(publication, [[cell.removeprefix("'") for cell in row] for row in rows[1:]])


def test_xlsx(case: tuple[Path, Publication]) -> None:
    build, publication = case
    book = openpyxl.load_workbook(build / release_folder(publication) / data_name(publication, "xlsx"), read_only=False)
    rows = [[str(cell) if cell is not None else "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    check_rows(publication, rows[1:])


def test_html(case: tuple[Path, Publication]) -> None:
    build, publication = case
    folder = build / "site" / publication.language / publication.edition.name
    pages = {page: html.parse(folder / page / "index.html") for page in {item.page for item in publication.items}}
    slugs = {item.slug for item in publication.items}
    for item in publication.items:
        found = pages[item.page].xpath(f'//*[@id="{item.slug}"]')
        assert len(found) == 1, f"{item.id} is shown {len(found)} times on {item.page}"
        for field in shown(item):
            parts = found[0].xpath(f'.//*[@data-field="{field.name}"]')
            own = [part for part in parts if nearest_slug(part, slugs) == item.slug]
            assert len(own) == 1, f"{field.name} of {item.id} is shown {len(own)} times"
            if field.codes and field.type != "choice":
                for code in field.codes:
                    assert words(code.spoken.words) in words(spaced(own[0])), (item.id, field.name)
            else:
                assert words(spaced(own[0])) == words(field.spoken.words), (item.id, field.name)
            assert language_of(own[0]) == field.spoken.language or field.codes or not field.spoken.words, (item.id, field.name)


def spaced(element: html.HtmlElement) -> str:
    """The element's words, blocks divided by white space."""
    blocks = {"p", "li", "td", "th", "tr", "div", "blockquote", "aside", "ul", "ol", "table"}
    parts: list[str] = []

    def walk(node: html.HtmlElement) -> None:
        block = node.tag in blocks
        parts.append(" " if block else "")
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        parts.append(" " if block else "")

    walk(element)
    return "".join(parts)


def nearest_slug(element: html.HtmlElement, slugs: set[str]) -> str:
    return next((node.get("id") for node in [element, *element.iterancestors()] if node.get("id") in slugs), "")


def language_of(element: html.HtmlElement) -> str:
    return next((node.get("lang") for node in [element, *element.iterancestors()] if node.get("lang")), "")


def test_pdf(case: tuple[Path, Publication]) -> None:
    build, publication = case
    folder = build / release_folder(publication)
    in_documents: set[str] = set()
    for document in (None, *documents(publication)):
        found = provisions(folder / pdf_name(publication, document))
        for item in publication.items:
            if item.slug not in found or item.withdrawn:
                continue
            in_documents.add(item.id)
            for field in shown(item):
                if field.type in ("line", "prose"):
                    assert has_words(found[item.slug], field.spoken.words), (document.id if document else "complete", item.id, field.name)
        if document is None:
            missing = [item.id for item in publication.items if not item.withdrawn and item.slug not in found and item.root in publication.edition.documents]
            assert not missing
    assert in_documents


def test_a_changed_letter_is_seen(real: Path, real_pipeline: Pipeline) -> None:
    """The comparisons above are not blind: a text with one other letter is found nowhere."""
    publication = real_pipeline.publication("2.1", "es")
    item = next(item for item in publication.items if item.kind == "requirement")
    text = item.fields[0].spoken.words
    other = text.replace("a", "o", 1)
    assert other != text
    found = provisions(real / "build" / release_folder(publication) / pdf_name(publication, None))
    assert has_words(found[item.slug], text) and not has_words(found[item.slug], other)
