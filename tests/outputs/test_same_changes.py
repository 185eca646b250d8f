"""The summary, the feed, the identifiers that changed and the redlines name the same set of changes; an edition beside itself has none."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree, html

from build_tools.model.publication import Publication
from build_tools.outputs.compared import compared_page
from build_tools.outputs.names import release_folder, summary_name
from build_tools.pipeline import Pipeline
from tests.support.built import ROOT, TEAHOUSE
from tests.support.pdf_text import squeezed

CASES = [(name, language) for name, root in (("real", ROOT), ("teahouse", TEAHOUSE)) for language in Pipeline(root).project.languages()]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def case(request: pytest.FixtureRequest) -> tuple[Path, Pipeline, str]:
    name, language = request.param
    return request.getfixturevalue(name) / "build", request.getfixturevalue(f"{name}_pipeline"), language


def publications(pipeline: Pipeline, language: str) -> list[Publication]:
    return [pipeline.publication(edition, language) for edition in pipeline.project.editions]


def recorded(publication: Publication) -> set[tuple[str, str]]:
    """(amendment, provision) as the project's files have them."""
    return {(amendment.id, change.id) for amendment in publication.amendments for change in amendment.changes}


def test_the_summary_page(case: tuple[Path, Pipeline, str]) -> None:
    build, pipeline, language = case
    for publication in publications(pipeline, language):
        page = html.parse(build / "site" / language / publication.edition.name / "amendments" / "index.html")
        shown = set()
        for section in page.xpath('//section[@class="amendment"]'):
            name = section.xpath(".//h3/a/bdi/text()")[0]
            shown |= {(name, change) for change in section.xpath('./div[@class="change"]//h4/a/bdi/text()')}
        rows = {(row.xpath("./td[1]//bdi/text()")[0], row.xpath("./td[2]//bdi/text()")[0]) for row in page.xpath('//h2[@id="all"]/following-sibling::div[1]//tbody/tr')}
        assert shown == rows == recorded(publication)


def test_the_feed(case: tuple[Path, Pipeline, str]) -> None:
    build, pipeline, language = case
    feed = etree.parse(str(build / "site" / language / "changes.xml"))
    entries = set()
    for entry in feed.xpath("//a:entry", namespaces=ATOM):
        name = entry.xpath("string(a:title)", namespaces=ATOM).split(" ")[0]
        content = html.fromstring(entry.xpath("string(a:content)", namespaces=ATOM))
        entries |= {(name, change) for change in content.xpath(".//li/a/text()")}
    own = {(name, change) for publication in publications(pipeline, language) for name, change in recorded(publication) if name.startswith(f"{publication.edition.name}/")}
    assert entries == own


def test_identifiers_and_net_changes(case: tuple[Path, Pipeline, str]) -> None:
    """Whatever came, went or was renumbered stands in the table of identifiers; whatever differs stands on the page of changes."""
    build, pipeline, language = case
    for publication in publications(pipeline, language):
        if not publication.since:
            continue
        folder = build / "site" / language / publication.edition.name
        table = html.parse(folder / "amendments" / "index.html").xpath('//h2[@id="identifiers"]/following-sibling::div[1]//tbody//bdi/text()')
        wanted = {name for change in publication.changes if change.was or change.kind in ("inserted", "withdrawn") for name in (change.id, *change.was)}
        assert set(table) == wanted
        shown = html.parse(folder / "changes" / "index.html").xpath('//div[@class="change"]/h3/a/bdi/text()')
        differing = [difference.id for difference in pipeline.differences_between(publication.since, publication.edition.name)]
        assert sorted(shown) == sorted(differing)


def test_the_printed_summary(case: tuple[Path, Pipeline, str]) -> None:
    build, pipeline, language = case
    for publication in publications(pipeline, language):
        if publication.amendments:
            file = build / release_folder(publication) / summary_name(publication)
            words = squeezed(subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout)
            missing = {(name, change) for name, change in recorded(publication) if squeezed(name) not in words or squeezed(change) not in words}
            assert not missing


def test_an_edition_beside_itself_has_no_changes(case: tuple[Path, Pipeline, str]) -> None:
    _, pipeline, language = case
    for edition in pipeline.project.editions:
        assert pipeline.publication(edition, language, measured=False, since=edition).changes == ()


def test_history_as_data_names_every_change(case: tuple[Path, Pipeline, str]) -> None:
    build, pipeline, language = case
    record = json.loads((build / "site" / language / "id" / "history.json").read_text("utf-8"))
    told = {(step["amendment"], step["provision"]) for found in record["provisions"] for step in found["history"] if "amendment" in step}
    own = {(name, change) for publication in publications(pipeline, language) for name, change in recorded(publication) if name.startswith(f"{publication.edition.name}/")}
    assert told == own
    assert all(re.fullmatch(r"[^\s]+", found["id"]) for found in record["provisions"])


def test_the_page_to_be_mailed_leads_nowhere_else(case: tuple[Path, Pipeline, str]) -> None:
    """It stands alone: every link within it has its place on it."""
    _, pipeline, language = case
    first, *_, last = pipeline.project.editions
    page = html.fromstring(compared_page(pipeline.publication(last, language, measured=False, since=first)))
    places = set(page.xpath("//@id"))
    within = [address[1:] for address in page.xpath("//a/@href") if address.startswith("#")]
    assert within and set(within) <= places and len(page.xpath("//@id")) == len(places)
