"""The website's addresses, links and notices, read from its files."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from build_tools.model.publication import Spoken
from build_tools.pipeline import Pipeline
from build_tools.prose.parse import parse
from build_tools.render.html import Setting, line_html, prose_html
from tests.support.built import TEAHOUSE, copy_project, craft

PROJECTS = ("real", "teahouse")


@pytest.fixture(params=PROJECTS)
def site(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param) / "build" / "site"


@pytest.fixture
def pipeline(request: pytest.FixtureRequest, site: Path) -> Pipeline:
    return request.getfixturevalue(f"{request.node.callspec.params['site']}_pipeline")


@lru_cache(maxsize=2000)
def page(path: Path) -> html.HtmlElement:
    return html.parse(path).getroot()


@lru_cache(maxsize=2000)
def anchors(path: Path) -> frozenset[str]:
    return frozenset(page(path).xpath("//@id"))


def pages(site: Path) -> Iterator[tuple[str, Path]]:
    """(address from the site's root, file)"""
    for path in sorted(site.rglob("*.html")):
        yield "/" + path.relative_to(site).as_posix().removesuffix("index.html"), path


def target(site: Path, address: str) -> Path:
    path = site / unquote(address).lstrip("/")
    return path / "index.html" if address.endswith("/") else path


def test_every_link_leads_somewhere(site: Path) -> None:
    broken: list[str] = []
    for address, path in pages(site):
        for link in page(path).xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            parts = urlsplit(urljoin(f"http://here{address}", link))
            if parts.netloc != "here" or parts.scheme != "http":
                continue
            found = target(site, parts.path)
            if not found.is_file() or (parts.fragment and found.suffix == ".html" and unquote(parts.fragment) not in anchors(found)):
                broken.append(f"{address} → {link}")
    assert broken == []


def test_nothing_is_fetched_from_outside(site: Path) -> None:
    for address, path in pages(site):
        fetched = page(path).xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload' or @rel='preconnect']/@href")
        assert not [link for link in fetched if re.match(r"(?:https?:)?//", link)], address


def test_same_pages_in_every_language(site: Path, pipeline: Pipeline) -> None:
    project = pipeline.project
    for edition in project.editions:
        found = {language: {path.parent.relative_to(site / language / edition) for path in (site / language / edition).rglob("index.html")} for language in project.languages()}
        assert len(set(map(frozenset, found.values()))) == 1, edition
        publication = pipeline.publication(edition, project.facts.official)
        assert {item.page for item in publication.items} <= {path.as_posix() for path in found[project.facts.official]}


def test_current_and_identifiers_resolve(site: Path, pipeline: Pipeline) -> None:
    """Promise 7's beginning: an identifier of any edition leads somewhere, in every language."""
    project = pipeline.project
    for language in project.languages():
        here = site / language
        for path in (here / project.current.name).rglob("index.html"):
            assert (here / "current" / path.relative_to(here / project.current.name)).is_file()
        for edition in project.editions:
            for item in pipeline.publication(edition, project.facts.official).items:
                found = here / "id" / item.slug / "index.html"
                assert found.is_file(), (language, item.id)
                assert page(found).xpath("//a/@href")


def test_every_page_says_what_it_is(site: Path, pipeline: Pipeline) -> None:
    project = pipeline.project
    for language in project.languages():
        for edition in project.editions.values():
            publication = pipeline.publication(edition.name, language)
            for path in sorted((site / language / edition.name).rglob("index.html")):
                root = page(path)
                words = " ".join(root.text_content().split())
                assert root.get("lang") == language and root.xpath("string(//body/@dir)") == publication.direction
                assert publication.standard["notice"].words in words, path
                assert edition.name in words
                robots = root.xpath("//meta[@name='robots']/@content")
                assert bool(robots and "noindex" in robots[0]) == (edition.branch or edition.status in ("draft", "consultation")), path


def test_superseded_pages_lead_to_the_same_place(site: Path, pipeline: Pipeline) -> None:
    project = pipeline.project
    current = project.current.name
    for edition in project.editions.values():
        if edition.name == current or edition.status == "in force":
            continue
        for path in sorted((site / project.facts.official / edition.name).rglob("index.html")):
            name = path.parent.relative_to(site / project.facts.official / edition.name).as_posix()
            links = {urljoin(f"/{project.facts.official}/{edition.name}/{'' if name == '.' else name + '/'}", link).partition("#")[0] for link in page(path).xpath("//a/@href")}
            same = f"/{project.facts.official}/{current}/{'' if name == '.' else name + '/'}"
            assert same in links or not target(site, same).is_file(), path


def test_language_menu_keeps_the_page(site: Path, pipeline: Pipeline) -> None:
    project = pipeline.project
    official, current = project.facts.official, project.current.name
    for path in sorted((site / official / current).rglob("index.html")):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        found = {link.get("hreflang"): urljoin(address, link.get("href")) for link in page(path).xpath("//a[@hreflang]")}
        for language in project.languages():
            if language != official:
                assert found[language].partition("#")[0] == address.replace(f"/{official}/", f"/{language}/", 1)


def test_official_text_is_marked_where_a_translation_is_missing(teahouse: Path, teahouse_pipeline: Pipeline) -> None:
    """Promise 3, as the reader sees it: the Spanish original in the Arabic page, marked, with the older translation at hand."""
    publication = teahouse_pipeline.publication("3", "ar")
    item = publication.by_id["A-04"]
    stale = next(field for field in item.fields if field.spoken.language == "es")
    found = page(teahouse / "build" / "site" / "ar" / "3" / item.page / "index.html").xpath(f'//*[@id="{item.slug}"]')[0]
    part = found.xpath(f'.//*[@data-field="{stale.name}"]')[0]
    marked = [part, *part.iterancestors()]
    assert next(node.get("lang") for node in marked if node.get("lang")) == "es"
    assert next(node.get("dir") for node in marked if node.get("dir")) == "ltr"
    assert stale.older is not None and stale.older.spoken.words.split()[0] in found.xpath("string(.//details)")


def test_hostile_words(tmp_path: Path) -> None:
    """Markup in a translation is refused; what is shown all the same is words."""
    project = copy_project(TEAHOUSE, tmp_path / "hostile")
    path = project / "translations/en/LC_MESSAGES/preliminares.po"
    evil = r'<script>alert(1)</script><img src=x onerror=\"alert(2)\">'
    changed = re.sub(r'(msgctxt "intro:quejas#(?:title|text)"\nmsgid .*\nmsgstr ")', lambda found: found[1] + evil, path.read_text("utf-8"))
    path.write_text(changed, "utf-8")
    done = craft(project, "build", "site")
    assert done.returncode == 1 and done.stderr.count("holds HTML") == 2
    shown = line_html(Spoken("en", "<script>alert(1)</script>"), "en") + prose_html(parse("<img src=x onerror=alert(2)>").prose, Setting("en", lambda _: ""), "en", "x")
    assert "<script" not in shown and "<img" not in shown
