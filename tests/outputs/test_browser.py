"""The website in real Chromium: accessible on every kind of page, never wider than the screen, searchable, usable without JavaScript."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

# Project, address, width, colours: every kind of page, every language, both widths and both schemes, in pairs.
PAGES = [
    ("real", "/", 360, "light"),
    ("real", "/404.html", 1280, "dark"),
    ("real", "/es/", 360, "dark"),
    ("real", "/en/2.1/", 1280, "dark"),
    ("real", "/es/2.1/", 360, "light"),
    ("real", "/fr/2.1/v1/", 1280, "light"),
    ("real", "/pt/2.1/v1-roles/", 360, "light"),
    ("real", "/es/2.1/m4-2.2.1/", 360, "dark"),
    ("real", "/fr/2.1/m1/", 1280, "dark"),
    ("real", "/en/2.1/glossary/", 360, "dark"),
    ("real", "/pt/2.1/register-actors/", 1280, "dark"),
    ("real", "/es/2.1-rc1/amendments/", 1280, "light"),
    ("real", "/fr/2.1-rc2/amendments/", 360, "dark"),
    ("real", "/pt/2.1/downloads/", 360, "dark"),
    ("real", "/es/2.1/about/", 1280, "light"),
    ("real", "/en/2.0/s1/", 360, "light"),
    ("real", "/fr/mica-1.0/s5/", 360, "light"),
    ("real", "/pt/id/m4-2.2.1-r1/", 1280, "light"),
    ("real", "/fr/2.1/changes/", 390, "light"),
    ("real", "/es/2.1/amendments/", 390, "dark"),
    ("real", "/en/2.1-rc1/2.1-rc1-round-1/", 360, "light"),
    ("real", "/pt/2.1/v1-structure/", 360, "dark"),
    ("teahouse", "/es/sur-1/sur-1-ronda-1/", 360, "light"),
    ("teahouse", "/ar/sur-1/sur-1-a2/", 1280, "dark"),
    ("teahouse", "/ar/3/", 360, "light"),
    ("teahouse", "/ar/3/a/", 360, "dark"),
    ("teahouse", "/ar/3/b/", 1280, "light"),
    ("teahouse", "/ar/3/amendments/", 1280, "dark"),
    ("teahouse", "/ar/id/a-03/", 360, "light"),
    ("teahouse", "/zh/3/intro-como-leer/", 1280, "dark"),
    ("teahouse", "/zh/2/vocabulario/", 360, "light"),
    ("teahouse", "/es/sur-1/a/", 1280, "light"),
]
FOUND = [("real", "/es/2.1/m1/", "trazabilidad"), ("real", "/fr/2.1/", "responsable"), ("real", "/pt/2.0/", "conflito"), ("real", "/en/2.1/", "royalties"), ("teahouse", "/ar/3/a/", "الضيف"), ("teahouse", "/zh/3/a/", "茶馆")]


def chromium() -> str:
    """The system's browser."""
    return next(found for name in ("chromium", "google-chrome", "chromium-browser") if (found := shutil.which(name)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield opened
        opened.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@pytest.fixture(scope="module")
def addresses(real: Path, teahouse: Path) -> Iterator[dict[str, str]]:
    servers = {}
    for name, project in (("real", real), ("teahouse", teahouse)):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(project / "build" / "site")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers[name] = server
    yield {name: f"http://127.0.0.1:{server.server_port}" for name, server in servers.items()}
    for server in servers.values():
        server.shutdown()


def opened(browser: Browser, address: str, width: int = 1280, colours: str = "light", scripts: bool = True) -> Page:
    """A page; what it asks of other hosts, and its errors, fail the test."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=colours, java_script_enabled=scripts)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("request", lambda request: pytest.fail(f"asks {request.url}") if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")) else None)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(address)
    return page


@pytest.mark.parametrize(("project", "address", "width", "colours"), PAGES, ids=lambda value: str(value))
def test_page_is_accessible(browser: Browser, addresses: dict[str, str], project: str, address: str, width: int, colours: str) -> None:
    page = opened(browser, addresses[project] + address, width, colours)
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "wider than the screen"
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], [node["target"] for node in found["nodes"]][:3]) for found in violations] == []
    page.context.close()


@pytest.mark.parametrize(("project", "address", "words"), FOUND, ids=lambda value: str(value))
def test_search_finds(browser: Browser, addresses: dict[str, str], project: str, address: str, words: str) -> None:
    page = opened(browser, addresses[project] + address)
    page.click("input.md-search__input")
    page.wait_for_timeout(700)
    page.keyboard.type(words, delay=20)
    page.keyboard.press("Shift")  # letters beyond the keyboard raise no key event of their own
    page.wait_for_selector(".md-search-result__item", timeout=10_000)
    found = page.inner_text(".md-search-result__list").replace("\u200b", "")
    assert words.lower()[:4] in found.lower()
    page.context.close()


def test_reads_without_javascript(browser: Browser, addresses: dict[str, str]) -> None:
    """Text, menus of languages and editions, and the contents work on a phone without scripts."""
    page = opened(browser, addresses["real"] + "/es/2.1/m4-2.2.1/", 360, scripts=False)
    assert page.locator('[id="m4-2.2.1-r1"] [data-field="text"]').is_visible()
    page.locator("details:has(a[hreflang='fr']) > summary").first.click()
    page.locator("a[hreflang='fr']").first.click()
    assert page.url.endswith("/fr/2.1/m4-2.2.1/")
    page.context.close()


def test_short_addresses_lead_on(browser: Browser, addresses: dict[str, str]) -> None:
    page = opened(browser, addresses["real"] + "/es/current/m4/")
    page.wait_for_url("**/es/2.1/m4/")
    page.goto(addresses["real"] + "/pt/id/m4-2.2.1-r1/")
    page.locator("a", has_text="M.4/2.2.1/R.1").first.click()
    page.wait_for_url("**/pt/2.1/m4-2.2.1/#m4-2.2.1-r1")
    page.context.close()


def test_three_views_of_a_change_without_javascript(browser: Browser, addresses: dict[str, str]) -> None:
    """The switch shows what was, the redline, or what is; who cannot see hears which words came and went."""
    page = opened(browser, addresses["teahouse"] + "/en/3/amendments/", 360, scripts=False)
    sides = {name: page.locator(f".side.{name}").first for name in ("before", "redline", "after")}
    assert [name for name, side in sides.items() if side.is_visible()] == ["redline"]
    for name in ("before", "after", "redline"):
        page.locator(f"label[for='view-{name}']").click()
        assert [other for other, side in sides.items() if side.is_visible()] == [name]
    assert page.locator("ins").first.text_content().startswith("inserted: ")  # type: ignore[union-attr]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()


def test_right_to_left(browser: Browser, addresses: dict[str, str]) -> None:
    page = opened(browser, addresses["teahouse"] + "/ar/3/a/")
    assert page.evaluate("getComputedStyle(document.querySelector('article')).direction") == "rtl"
    page.context.close()
