"""What belongs to the site as a whole: shared assets, choosers, signposts, sitemap."""

import shutil
from collections.abc import Mapping, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from build_tools.interface import date, direction, own_name, say
from build_tools.model.publication import Publication
from build_tools.outputs.site.addresses import write_addresses
from build_tools.outputs.site.feed import write_feed
from build_tools.outputs.site.frame import edition_state, in_menus
from build_tools.outputs.site.job import EditionLink, SiteJob, edition_link
from build_tools.outputs.site.plain import Plain
from build_tools.outputs.site.plugin import THEME, brand_style
from build_tools.outputs.site.render import settings
from build_tools.outputs.site.sitemap import write_sitemap
from build_tools.render.html import line_html, words

Jobs = Mapping[str, Mapping[str, SiteJob]]
"""Language → edition → job, both in the order of their menus."""


def shared_assets(out: Path) -> None:
    """Copy the theme's assets, without its source maps, and the tools' own."""
    spec = find_spec("material")
    assert spec is not None and spec.origin is not None
    theirs = Path(spec.origin).parent / "templates" / "assets"
    for source in (theirs, THEME / "assets"):
        shutil.copytree(source, out, ignore=shutil.ignore_patterns("*.map"), dirs_exist_ok=True, copy_function=shutil.copyfile)


def finish(site: Path, jobs: Sequence[SiteJob]) -> None:
    """Write what stands outside of the editions: choosers, the way to the edition in force, the addresses of provisions, the sitemap."""
    ordered = _ordered(jobs)
    values = settings(jobs[0].root)
    address = _address(values)
    plain = Plain(site, brand_style(values.get("extra") or {}))
    _language_chooser(plain, ordered)
    for of_language in ordered.values():
        _edition_chooser(plain, of_language)
        _current(plain, of_language)
        write_addresses(plain, of_language)
        write_feed(site, of_language, address)
    _not_found(plain, ordered)
    write_sitemap(site, ordered, address)
    _robots(site, address)


def _ordered(jobs: Sequence[SiteJob]) -> dict[str, dict[str, SiteJob]]:
    ordered: dict[str, dict[str, SiteJob]] = {language: {} for language in jobs[0].languages}
    for job in jobs:
        ordered.setdefault(job.publication.language, {})[job.publication.edition.name] = job
    return {language: found for language, found in ordered.items() if found}


def _address(values: Mapping[str, Any]) -> str:
    """Where the site is published, with a final slash; empty if not known."""
    address = str(values.get("site_url") or "")
    return f"{address.rstrip('/')}/" if address else ""


def _leading(of_language: Mapping[str, SiteJob]) -> Publication:
    """The publication of the edition in force, or of the last one."""
    last = list(of_language.values())[-1].publication
    return of_language[last.current].publication if last.current in of_language else last


def _language_chooser(plain: Plain, ordered: Jobs) -> None:
    official = next(iter(ordered.values()))
    first = _leading(ordered.get(_leading(official).official, official))
    entries = [
        f'<a href="{language}/" lang="{language}" hreflang="{language}" dir="{direction(language)}"><strong>{words(own_name(language))}</strong> '
        f"<span>{line_html(_leading(found).standard['name'], language)}</span></a>"
        for language, found in ordered.items()
    ]
    name = first.standard["name"].words
    body = (
        f"<h1>{words(name)}</h1>\n<p>{words(first.standard['full_name'].words)}</p>\n{choices(entries, two=True)}\n"
        f'<p class="soft"><small>{words(first.standard["notice"].words)}</small></p>'
    )
    plain.write("index.html", first.language, name, body)


def choices(entries: Sequence[str], two: bool = False) -> str:
    """A list of large links."""
    items = "\n".join(f"<li>{entry}</li>" for entry in entries)
    return f'<ul class="choices{" two" if two else ""}">\n{items}\n</ul>'


def _edition_chooser(plain: Plain, of_language: Mapping[str, SiteJob]) -> None:
    leading = _leading(of_language)
    language = leading.language
    links = in_menus([edition_link(job.publication) for job in of_language.values()], leading.current)
    entries = [
        f'<a href="{link.name}/"><strong>{words(link.title_words)}</strong> <span>{words(_state(language, link))}</span></a>' for link in links
    ]
    name = leading.standard["name"].words
    heading = say(language, "Choose an edition")
    body = (
        f"<h1>{line_html(leading.standard['name'], language)}</h1>\n<p>{line_html(leading.standard['full_name'], language)}</p>\n"
        f"<h2>{words(heading)}</h2>\n{choices(entries)}\n"
        f'<p class="soft"><small>{line_html(leading.standard["notice"], language)}</small></p>\n<p><a href="../">{words(say(language, "Other languages"))}</a></p>'
    )
    plain.write(f"{language}/index.html", language, name, body)


def _state(language: str, link: EditionLink) -> str:
    return " · ".join(part for part in (edition_state(language, link), date(language, link.issued)) if part)


def _current(plain: Plain, of_language: Mapping[str, SiteJob]) -> None:
    """A signpost below `current/` for each page of the edition in force."""
    leading = _leading(of_language)
    language, name = leading.language, leading.edition.name
    label = say(language, "To the edition in force: {edition}", edition=name)
    for page in sorted(edition_link(leading).pages):
        there = f"{page}/" if page else ""
        up = "../../" if page else "../"
        plain.forward(f"{language}/current/{there}index.html", language, label, f"{up}{name}/{there}")


def _not_found(plain: Plain, ordered: Jobs) -> None:
    """The page for wrong addresses; it may be shown at any depth, so it links from the root of the site."""
    parts = []
    for language in ordered:
        title, way = say(language, "This page does not exist."), say(language, "Choose an edition")
        parts.append(f'<p lang="{language}" dir="{direction(language)}">{words(title)} <a href="{{root}}{language}/">{words(way)}</a></p>')
    plain.write("404.html", next(iter(ordered)), "404", "<h1>404</h1>\n" + "\n".join(parts), rooted=True)


def _robots(site: Path, address: str) -> None:
    sitemap = f"Sitemap: {escape(address)}sitemap.xml\n" if address else ""
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\n{sitemap}", encoding="utf-8")
