"""The Word files: the text letter by letter, and redlines that become the one edition or the other."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lxml import etree

from build_tools.errors import CraftError
from build_tools.model.provision import Text
from build_tools.model.publication import Item, Publication
from build_tools.outputs.docx.redline import in_like_languages
from build_tools.outputs.docx.render import render_docx, render_redline_docx
from build_tools.outputs.docx.wordml import bookmark
from build_tools.outputs.names import documents, docx_name, redline_name
from build_tools.pipeline import Pipeline
from build_tools.render.present import Presenter
from build_tools.translate.speaker import Speaker
from tests.support.built import ROOT, TEAHOUSE
from tests.support.generate import Standard, law
from tests.support.word import (
    Element,
    W,
    body,
    forms,
    lines,
    part,
    provisions,
    settled,
    settled_by_libreoffice,
    style,
    words,
)

REDLINED = {"teahouse": (TEAHOUSE, ("es", "ar", "zh", "en")), "real": (ROOT, ("en", "es"))}
DAY = "2024-10-21"


@cache
def pipeline_of(name: str) -> Pipeline:
    return Pipeline(REDLINED[name][0])


@cache
def published(name: str, edition: str, language: str) -> Publication:
    return pipeline_of(name).publication(edition, language)


def languages() -> list[tuple[str, str]]:
    return [(name, language) for name, (root, _) in REDLINED.items() for language in Pipeline(root, only=()).project.languages()]


# ---- One text ----


@pytest.fixture(params=languages(), ids="-".join)
def publications(request: pytest.FixtureRequest) -> list[Publication]:
    """Every edition of a project in one language."""
    name, language = request.param
    return [published(name, edition, language) for edition in pipeline_of(name).project.editions]


def test_every_field_is_read_back(publications: list[Publication], tmp_path: Path) -> None:
    for publication in publications:
        for document in (None, *(documents(publication) if publication is publications[-1] else ())):
            path = tmp_path / docx_name(publication, document)
            render_docx(publication, document.id if document else None, path)
            found = provisions(body(path))
            wanted = [item for item in publication.items if document is None or item.root == document.id]
            assert list(found) == [item.id for item in in_document_order(publication, wanted)]
            for item in wanted:
                assert_shown(item, found[item.id])


def in_document_order(publication: Publication, items: list[Item]) -> list[Item]:
    """What is put out as documents comes first."""
    return [*(item for item in items if item.root in publication.edition.documents), *(item for item in items if item.root not in publication.edition.documents)]


def assert_shown(item: Item, found: list[tuple[str, str]]) -> None:
    """The provision's lines hold its title, and each field whole, in a line or in lines behind each other."""
    said = [spaced(line) for _, line in found]
    if item.title:
        assert spaced(item.title.spoken.words) in said[0], item.id
    for field in item.fields:
        if field.type == "prose":
            wanted = [spaced(line) for line in field.spoken.words.split("\n")]
            assert any(said[place : place + len(wanted)] == wanted for place in range(len(said))), (item.id, field.name, wanted, said)
        elif field.type != "choice" or not field.usual:
            assert spaced(f"{field.label.words} {field.spoken.words}") in said, (item.id, field.name)


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_a_changed_letter_is_seen(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    """The comparison is not blind."""
    publication = teahouse_pipeline.publication("3", "es")
    render_docx(publication, None, tmp_path / "whole.docx")
    item = next(item for item in publication.items if item.id == "A-01")
    found = provisions(body(tmp_path / "whole.docx"))["A-01"]
    assert_shown(item, found)
    with pytest.raises(AssertionError):
        assert_shown(item, [(name, line.replace("saluda", "salude")) for name, line in found])


# ---- The form of a document ----


@pytest.fixture(scope="module")
def arabic(teahouse_pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "arabic.docx"
    render_docx(teahouse_pipeline.publication("3", "ar"), None, path)
    return path


def test_right_to_left(arabic: Path) -> None:
    text = body(arabic)
    assert text.find(f"{W}sectPr/{W}bidi") is not None
    said = {line: paragraph for paragraph, line in lines(text) if paragraph.tag == f"{W}p"}
    spanish = next(paragraph for line, paragraph in said.items() if line.startswith("Este capítulo"))
    assert spanish.find(f"{W}pPr/{W}bidi") is None
    assert [found.get(f"{W}val") for found in spanish.iter(f"{W}lang")] == ["es-ES"]
    others = [paragraph for line, paragraph in said.items() if any("\u0600" <= letter <= "\u06ff" for letter in line)]
    assert len(others) > 100
    for paragraph in others:
        assert paragraph.find(f"{W}pPr/{W}bidi") is not None, words(paragraph)
        for run in paragraph.iter(f"{W}r"):
            arabic_letters = any("\u0600" <= letter <= "\u06ff" for letter in words(run))
            assert not arabic_letters or run.find(f"{W}rPr/{W}rtl") is not None, words(run)
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in text.iter(f"{W}tbl"))


def test_heads_identifiers_and_tables(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    publication = teahouse_pipeline.publication("3", "en")
    slugs = [item.slug for item in in_document_order(publication, list(publication.items))]
    render_docx(publication, None, tmp_path / "whole.docx")
    text = body(tmp_path / "whole.docx")
    heads = {name: found[0] for name, found in provisions(text).items()}
    assert heads["intro"] == ("Heading1", "Preliminaries intro")
    assert heads["intro:niveles"] == ("Heading3", "1.1 The three levels intro:niveles")
    assert heads["A"] == ("Heading1", "Chapter A Welcome A")
    assert heads["A-01"] == ("Heading2", "A-01 Greeting")
    assert heads["B-01"] == ("Entry", "B-01 Withdrawn provision")
    assert heads["intro:tabla-niveles"] == ("Caption", "Visits by level intro:tabla-niveles")
    for table in text.iter(f"{W}tbl"):
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")] == [True, *[False] * (len(table.findall(f"{W}tr")) - 1)]
        assert style(table.getnext()) == "Gap"  # type: ignore[arg-type]
    assert [found.get(f"{W}name") for found in text.iter(f"{W}bookmarkStart")] == [bookmark(name) for name in slugs]


def test_links_lead_somewhere(publications: list[Publication], tmp_path: Path) -> None:
    publication = publications[-1]
    for document in (None, *documents(publication)):
        render_docx(publication, document.id if document else None, tmp_path / "a.docx")
        text = part(tmp_path / "a.docx")
        names = [found.get(f"{W}name") for found in text.iter(f"{W}bookmarkStart")]
        assert len(names) == len(set(names))
        assert {found.get(f"{W}anchor") for found in text.iter(f"{W}hyperlink")} - {None} <= set(names)


def test_every_style_that_is_used_exists(arabic: Path) -> None:
    declared = {found.get(f"{W}styleId") for found in part(arabic, "word/styles.xml").iter(f"{W}style")}
    used = {found.get(f"{W}val") for name in ("document", "header", "footer") for found in part(arabic, f"word/{name}.xml").iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= declared


def test_properties(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    render_docx(teahouse_pipeline.publication("3", "zh"), "A", path)
    said = {etree.QName(found).localname: found.text for found in part(path, "docProps/core.xml")}
    assert (said["title"], said["creator"], said["language"], said["version"]) == ("茶馆标准 3, 章 A, 迎客", "Mesa del Té", "zh", "3")
    assert said["created"] == said["modified"] == "2024-02-10T00:00:00Z"
    with zipfile.ZipFile(path) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_same_bytes(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    made: list[list[bytes]] = []
    for pipeline in (teahouse_pipeline, Pipeline(TEAHOUSE)):
        old, new = (pipeline.publication(edition, "ar") for edition in ("2", "3"))
        render_docx(new, None, tmp_path / docx_name(new, None))
        render_redline_docx(old, new, None, tmp_path / redline_name(old.edition.name, new, None), "Mesa del Té", DAY)
        made.append([path.read_bytes() for path in sorted(tmp_path.iterdir())])
    assert made[0] == made[1] and len(made[0]) == 2


# ---- Redlines ----


def steps(name: str, language: str) -> Iterator[tuple[Publication, Publication, tuple[Publication, Publication]]]:
    """(base, edition, both in the official language) for every edition that has a base."""
    project = pipeline_of(name).project
    for edition in project.editions.values():
        if edition.base:
            old, new, *others = (published(name, which, spoken) for spoken in (language, project.facts.official) for which in (edition.base, edition.name))
            yield old, new, (others[0], others[1])


def assert_redline(old: Publication, new: Publication, official: tuple[Publication, Publication], document: str | None, folder: Path) -> None:
    """Accepted it is the new document, rejected the old one: every paragraph, row, run and property."""
    redline = folder / "redline.docx"
    render_redline_docx(old, new, document, redline, "Mesa del Té", DAY, official)
    for publication, accept in zip(in_like_languages(old, new, official), (False, True), strict=True):
        clean = folder / "clean.docx"
        render_docx(publication, document, clean)
        wanted, found = forms(clean, body(clean)), forms(redline, settled(body(redline), accept))
        first = next((place for place, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), min(len(wanted), len(found)))
        assert wanted == found, (publication.edition.name, document, accept, wanted[first : first + 2], found[first : first + 2])


@pytest.mark.parametrize(("name", "language"), [(name, language) for name, (_, spoken) in REDLINED.items() for language in spoken])
def test_redline(name: str, language: str, tmp_path: Path) -> None:
    for old, new, official in steps(name, language):
        assert_redline(old, new, official, None, tmp_path)
        for document in documents(new) if name == "teahouse" else ():
            assert_redline(old, new, official, document.id, tmp_path)


@pytest.mark.parametrize("place", [f"{W}pPr/{W}rPr/{W}ins", f"{W}pPr/{W}rPr/{W}del", f"{W}ins/{W}r", f"{W}del/{W}r"])
def test_a_lost_mark_is_seen(place: str, tmp_path: Path) -> None:
    """The comparison is not blind: without one mark the redline no longer gives both editions."""
    old, new = (published("teahouse", edition, "es") for edition in ("2", "3"))
    render_redline_docx(old, new, None, tmp_path / "redline.docx", "Mesa del Té", DAY)
    text = body(tmp_path / "redline.docx")
    lost = text.findall(f".//{W}p/{place}")[-1]
    parent = lost.getparent()
    assert parent is not None
    parent.remove(lost)
    found = []
    for publication, accept in ((old, False), (new, True)):
        render_docx(publication, None, tmp_path / "clean.docx")
        found.append(forms(tmp_path / "redline.docx", settled(text, accept)) == forms(tmp_path / "clean.docx", body(tmp_path / "clean.docx")))
    assert not all(found)


@law(examples=12)
def test_redlines_of_generated_standards(standard: Standard) -> None:
    """With tables, lists inside lists, footnotes, two directions, moves and new numbers."""
    with TemporaryDirectory() as folder:
        for old, new, edition in standard.steps():
            before, after = (presented(standard, text, name) for text, name in ((old, edition.base or ""), (new, edition.name)))
            assert_redline(before, after, (before, after), None, Path(folder))


def presented(standard: Standard, text: Text, edition: str) -> Publication:
    """The text in the official language, inside of what the tea houses' standard says of itself."""
    around = published("teahouse", "3", "es")
    language = standard.facts.official
    items = tuple(Presenter(standard.facts, text, Speaker(standard.facts, language, None, {})).items())
    return replace(around, language=language, official=language, items=items, edition=replace(around.edition, name=edition))


def test_libreoffice(tmp_path: Path) -> None:
    """Another program accepts and rejects the same; only the line before a table that goes it empties without taking it away."""
    files: list[Path] = []
    wanted: list[tuple[list[str], list[str]]] = []
    for name, (_, spoken) in REDLINED.items():
        for old, new, official in (step for language in spoken for step in steps(name, language)):
            files.append(tmp_path / f"{name}-{new.language}-{new.edition.name}.docx")
            render_redline_docx(old, new, None, files[-1], "Mesa del Té", DAY, official)
            rejected, accepted = (clean_lines(publication, tmp_path) for publication in in_like_languages(old, new, official))
            wanted.append((accepted, rejected))
    for path, one, other in zip(files, wanted, settled_by_libreoffice(files, tmp_path), strict=True):
        assert one == other, path.name


def clean_lines(publication: Publication, folder: Path) -> list[str]:
    """The lines of the clean document that are not empty."""
    render_docx(publication, None, folder / "clean.docx")
    return [line for paragraph in body(folder / "clean.docx").iter(f"{W}p") for line in words(paragraph).split("\n") if line]


def test_nothing_is_marked_where_nothing_changed(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    publication = teahouse_pipeline.publication("3", "es")
    render_redline_docx(publication, publication, None, tmp_path / "a.docx", "Mesa del Té", DAY)
    assert not changes(body(tmp_path / "a.docx"))


def changes(text: Element) -> list[Element]:
    return list(text.iter(f"{W}ins", f"{W}del"))


def test_changes_say_who_and_when(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    old, new = (teahouse_pipeline.publication(edition, "es") for edition in ("2", "3"))
    render_redline_docx(old, new, None, tmp_path / "a.docx", 'Mesa "A" & B', DAY)
    found = changes(body(tmp_path / "a.docx"))
    assert len({change.get(f"{W}id") for change in found}) == len(found)
    assert {change.get(f"{W}author") for change in found} == {'Mesa "A" & B'}
    assert {str(change.get(f"{W}date"))[:10] for change in found} == {DAY}


def test_a_document_that_only_one_edition_has(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    """All of its text comes or goes; a document that neither has is refused."""
    new = teahouse_pipeline.publication("3", "es")
    old = replace(new, items=tuple(item for item in new.items if item.root != "B"))
    for before, after, accept in ((old, new, True), (new, old, False)):
        render_redline_docx(before, after, "B", tmp_path / "a.docx", "Mesa del Té", DAY)
        render_docx(new, "B", tmp_path / "b.docx")
        text = body(tmp_path / "a.docx")
        assert forms(tmp_path / "a.docx", settled(text, accept)) == forms(tmp_path / "b.docx", body(tmp_path / "b.docx"))
        assert not provisions(settled(text, not accept))
    with pytest.raises(CraftError, match="Neither edition 3 nor edition 3 has a document X"):
        render_redline_docx(old, new, "X", tmp_path / "c.docx", "Mesa del Té", DAY)
