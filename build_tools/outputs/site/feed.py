"""The changes of every edition as an Atom feed, one for each language."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape as attribute
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from build_tools.interface import direction, say
from build_tools.model.publication import AmendmentView, Publication
from build_tools.outputs.site.job import AMENDMENTS, SiteJob
from build_tools.render.html import line_html, words
from build_tools.render.status import class_words, kind_words

FEED = "changes.xml"
_LONG_AGO = "1970-01-01"
"""The date of an edition that was not issued yet: a feed must have one."""


def write_feed(site: Path, of_language: Mapping[str, SiteJob], address: str) -> None:
    """Write the language's feed; `address` is where the site is published, with a final slash, or empty."""
    publications = [job.publication for job in of_language.values()]
    first = publications[0]
    language, name = first.language, first.standard["name"].words
    title = say(language, "{standard}: changes", standard=name)
    newest = sorted(publications, key=lambda publication: publication.edition.issued or _LONG_AGO, reverse=True)
    updated = max(_moment(publication, publication.edition.corrected) for publication in publications)
    base = f"{address}{language}/" if address else ""
    links = f'<link rel="self" href={quoteattr(base + FEED)}/>\n<link href={quoteattr(base)}/>\n' if address else ""
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>\n'
    about = f"<id>{escape(_identity(first, language))}</id>\n<title>{escape(title)}</title>\n<updated>{updated}</updated>\n{links}"
    authors = "".join(f"<author><name>{escape(maintainer)}</name></author>\n" for maintainer in first.maintainers or (name,))
    entries = "".join(entry for publication in newest for entry in _entries(publication, base))
    (site / language / FEED).write_text(f"{head}{about}{authors}{entries}</feed>\n", encoding="utf-8")


def _moment(publication: Publication, corrected: Iterable[str] = ()) -> str:
    """When the edition was issued, or last corrected if it was."""
    return f"{max([publication.edition.issued or _LONG_AGO, *corrected])}T00:00:00Z"


def _identity(publication: Publication, *parts: str) -> str:
    """A name for good, the same wherever the site is published."""
    standard = publication.file_stem.removesuffix(f"-{publication.edition.name}")
    return ":".join(("urn", "standard", *(quote(part) for part in (standard, *parts))))


def _entries(publication: Publication, base: str) -> Iterator[str]:
    """`base` is the address of the language's folder; empty where it is not known: then addresses count from the feed itself."""
    language, edition = publication.language, publication.edition
    for amendment in publication.amendments:
        if amendment.edition != edition.name:
            continue
        link = f"{base}{edition.name}/{AMENDMENTS}/#{amendment.slug}"
        yield (
            f"<entry>\n<id>{escape(_identity(publication, language, amendment.id))}</id>\n<title>{escape(f'{amendment.id} {amendment.title.words}')}</title>\n"
            f"<updated>{_moment(publication, filter(None, (amendment.erratum,)))}</updated>\n<link href={quoteattr(link)}/>\n<category term={quoteattr(amendment.klass)} label={quoteattr(class_words(language, amendment.klass))}/>\n"
            f'<summary>{escape(amendment.reason.words)}</summary>\n<content type="html">{escape(_content(publication, amendment, base))}</content>\n</entry>\n'
        )


def _content(publication: Publication, amendment: AmendmentView, base: str) -> str:
    language = publication.language
    lines = "".join(
        f'<li><a href="{attribute(f"{base}id/{change.slug}/")}">{words(change.id)}</a> {line_html(change.title, language)}: {words(kind_words(language, change.kind))}</li>'
        for change in amendment.changes
    )
    return f'<div dir="{direction(language)}"><p>{line_html(amendment.reason, language)}</p><ul>{lines}</ul></div>'
