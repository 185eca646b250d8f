"""The MkDocs plug-in that hands finished HTML to the theme; MkDocs never interprets the standard's text."""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from build_tools.outputs.site.docs import read_parts
from build_tools.outputs.site.plain import Plain

THEME = Path(__file__).parent / "theme"
_BETWEEN = r"[\s\u200b\u3000\-–—,.;:!?()\[\]/«»“”\"'¿¡、。,;:?!،؛؟]+"
"""What stands between words; an identifier is found by its parts."""
_CHINESE = re.compile(r"([㐀-鿿豈-﫿])")


class StandardConfig(Config):  # type: ignore[no-untyped-call]
    """Settings in `mkdocs.yml`."""

    docs = config_options.Type(str, default="build/mkdocs/docs")
    """Where `craft build site` leaves the pages, below the project's folder."""


class StandardPlugin(BasePlugin[StandardConfig]):  # type: ignore[no-untyped-call]
    """Puts the pages' parts in their places: content, contents, search results, and what the theme shows around them."""

    alone = False
    """Whether one edition and language is built by itself, with assets that lie at the root of a larger site."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Use the generated pages and the tools' own templates."""
        if not self.alone:
            docs = Path(config.config_file_path).parent / self.config.docs
            if not docs.is_dir():
                raise ConfigurationError("The pages have not been generated yet: run `craft build site` first.")
            config.docs_dir = str(docs)
            logging.getLogger("mkdocs.plugins.mkdocs_static_i18n.plugin").addFilter(_is_news)
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Words are searched as they are, and by their beginning: with the theme's defaults for some scripts nothing is found at all."""
        index = getattr(config.plugins.get("material/search"), "search_index", None)
        if index is not None:
            index.config |= {"lang": ["en"], "pipeline": [], "separator": _BETWEEN}

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Only pages are made here; the sitemap and the page for wrong addresses belong to the whole site."""
        config.theme.static_templates = set()
        env.bytecode_cache = _COMPILED
        env.globals["search_worker"] = _search_worker(config)
        return env

    @event_priority(-200)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Assets are shared between all editions and languages, so a build by itself copies none."""
        return Files([file for file in files if file.is_documentation_page()]) if self.alone else files

    @event_priority(100)
    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the parts and leave no Markdown."""
        parts = read_parts(markdown)
        page.meta["parts"] = parts
        page.meta["search"] = {"exclude": True}
        return ""

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The finished HTML, with its contents."""
        parts = page.meta["parts"]
        page.toc = _contents(json.loads(parts["toc"]))
        return str(parts["content"])

    def on_page_context(self, context: Any, /, *, page: Page, config: MkDocsConfig, nav: object) -> Any:
        """Give search what it finds on the page."""
        index = getattr(config.plugins.get("material/search"), "search_index", None)
        if index is not None:
            index.entries += [_entry(page, found, self.alone) for found in json.loads(page.meta["parts"]["search"])]
        return context

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """A build of its own gets an entrance; the whole site has its choosers from elsewhere."""
        site = Path(config.site_dir)
        if self.alone:
            return
        pages = [page.parent.relative_to(site).as_posix() for page in sorted(site.glob("*/*/index.html"))]
        entries = "\n".join(f'<li><a href="{page}/"><strong>{page}</strong></a></li>' for page in pages)
        Plain(site, brand_style(config.extra)).write("index.html", "en", config.site_name, f'<h1>{config.site_name}</h1>\n<ul class="choices">\n{entries}\n</ul>')


def brand_style(extra: Mapping[str, Any]) -> str:
    """The colours of `extra.brand` as custom properties, for pages that the theme does not make."""
    return ":root{" + "".join(f"--brand-{name}:{value};" for name, value in (extra.get("brand") or {}).items()) + "}"


def _is_news(record: logging.LogRecord) -> bool:
    """static-i18n misses a home page, because every language's stands below its edition."""
    return "homepage" not in record.getMessage()


def _entry(page: Page, found: Sequence[str], alone: bool) -> dict[str, str]:
    """A search result; a build by itself has its index beside its own pages."""
    address, title, text = found
    url = page.url.removeprefix(f"{page.meta['base']}/") if alone else page.url
    return {"location": f"{url}#{address}", "title": _cut(title), "text": _cut(text)}


def _cut(text: str) -> str:
    """Text for the index: escaped, and Chinese cut into characters, because nothing else divides its words."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CHINESE.sub("\u200b\\1\u200b", escaped).replace("\u200b\u200b", "\u200b").strip("\u200b")


def _contents(headings: Sequence[Sequence[Any]]) -> TableOfContents:
    """Headings in the shape of MkDocs, each below the nearest of a higher level."""
    top: list[AnchorLink] = []
    stack: list[AnchorLink] = []
    for address, text, level in headings:
        link = AnchorLink(text, address, level)
        while stack and stack[-1].level >= level:
            stack.pop()
        (stack[-1].children if stack else top).append(link)
        stack.append(link)
    return TableOfContents(top)


def _search_worker(config: MkDocsConfig) -> str:
    """The address of the theme's search program, whose name changes with its version."""
    folder = "assets/javascripts/workers"
    found = (path for directory in config.theme.dirs for path in sorted(Path(directory, folder).glob("search.*.min.js")))
    return f"{folder}/{next(found).name}"


class _Compiled(BytecodeCache):
    """Templates compiled once in a process, not once in a build."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Use what an earlier build compiled."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
