"""The sitemap: every page that search engines may list, with its translations."""

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from build_tools.outputs.site.job import SiteJob, edition_link, indexable, untranslated


def write_sitemap(site: Path, jobs: Mapping[str, Mapping[str, SiteJob]], address: str) -> None:
    """Write it; `jobs` is language → edition → job. Where the site's address is not known, places are given from the root of the site."""
    entries = "\n".join(_entries(jobs, address))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{entries}\n</urlset>\n'
    )
    (site / "sitemap.xml").write_text(text, encoding="utf-8")


def _entries(jobs: Mapping[str, Mapping[str, SiteJob]], address: str) -> Iterator[str]:
    editions = dict.fromkeys(edition for found in jobs.values() for edition in found)
    for edition in editions:
        built = {language: found[edition] for language, found in jobs.items() if edition in found}
        official = next(iter(built.values())).publication.official
        if not all(indexable(job.publication) for job in built.values()):
            continue
        fallbacks = {language: untranslated(job.publication) if language != official else frozenset[str]() for language, job in built.items()}
        for page in sorted(edition_link(next(iter(built.values())).publication).pages):
            there = f"{page}/" if page else ""
            translated = {language: escape(f"{address or '/'}{language}/{edition}/{there}") for language in built if page not in fallbacks[language]}
            yield from _page(translated, official)


def _page(translated: Mapping[str, str], official: str) -> Iterator[str]:
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{language}" href="{place}"/>' for language, place in translated.items())
    if official in translated:
        links += f'<xhtml:link rel="alternate" hreflang="x-default" href="{translated[official]}"/>'
    for place in translated.values():
        yield f"<url><loc>{place}</loc>{links}</url>"
