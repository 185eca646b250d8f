"""The content of each sort of page, as finished HTML with its headings and what search finds in it."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from build_tools.interface import date, joined, name_in, own_name, say
from build_tools.model.publication import Item, PageView, Publication
from build_tools.outputs.names import (
    DATA,
    data_name,
    documents,
    docx_name,
    pdf_name,
    redline_name,
    release_folder,
    summary_name,
)
from build_tools.outputs.site.changes import amendments_body
from build_tools.outputs.site.frame import edition_state, leaf_title
from build_tools.outputs.site.job import ABOUT, AMENDMENTS, CHANGES, DOWNLOADS, HOME, SiteJob, proposals
from build_tools.outputs.site.outline import Leaf, Outline, to_item, to_page, to_top
from build_tools.outputs.site.rounds import mail, proposal_body, round_body
from build_tools.outputs.site.since import since_body
from build_tools.render.html import Setting, fallback_notice, line_html, provision_html, spoken_html, words

Heading = tuple[str, str, int]
"""(address within the page, text, level)"""
Found = tuple[str, str, str]
"""(address within the page, title, text) of a search result"""


@dataclass(slots=True)
class Body:
    """What a page shows."""

    html: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


def body(job: SiteJob, pages: Outline, leaf: Leaf, quiet: bool, successors: Mapping[str, Sequence[str]]) -> Body:
    """The content of a page."""
    publication = job.publication

    def href(identifier: str) -> str:
        return to_item(publication, leaf.name, identifier)

    setting = Setting(publication.language, href, quiet, successors)
    if leaf.items:
        return _provisions(pages, leaf, setting)
    for found in publication.rounds:
        if found.slug == leaf.name:
            return Body(*round_body(publication, found, setting))
    for found, amendment in proposals(publication):
        if amendment.slug == leaf.name:
            return Body(*proposal_body(publication, found, amendment, setting))
    return _OWN[leaf.name](job, pages, leaf, setting)


def _provisions(pages: Outline, leaf: Leaf, setting: Setting) -> Body:
    """A page of provisions: the first gives the page its title, the others follow flat, each with a heading of its depth."""
    made = Body()
    first = leaf.items[0]
    if setting.quiet:
        notice = fallback_notice(setting.language, pages.publication.official, whole=True)
        made.html.append(f'<aside class="notice fallback-page"><p>{words(notice)}</p></aside>')
    letters = _letters(leaf.items)
    for item in leaf.items:
        level = item.depth - first.depth + 1
        if item.slug in letters:
            made.html.append(f'<span class="letter" id="{escape(letters[item.slug][1])}"></span>')
        made.html.append(provision_html(item, level, setting))
        made.html += _comment_link(pages.publication, item)
        if item is first:
            made.html += _below(pages, leaf, setting)
            made.html += _jumps(letters, setting)
        if item.title is not None:
            made.found.append((item.slug, f"{item.id} {item.title.spoken.words}", _searchable(item)))
            if item.shape not in ("captioned", "drawn"):
                made.headings.append((item.slug, _heading_words(item), level))
    return made


def _comment_link(publication: Publication, item: Item) -> list[str]:
    """Below a provision that is in consultation: a prefilled message about it."""
    if publication.edition.status != "consultation" or not publication.rounds or item.withdrawn or item.shape in ("captioned", "drawn", "term"):
        return []
    label = say(publication.language, "Comment on {identifier} by e-mail", identifier=item.id)
    return [f'<p class="to-comment"><a href="{escape(mail(publication, publication.rounds[-1], item.id))}">{words(label)}</a></p>']


def _heading_words(item: Item) -> str:
    assert item.title is not None, item.id
    title = item.title.spoken.words
    if item.shape == "boxed":
        return f"{item.id} {title}"
    return f"{item.number} {title}" if item.number and item.shape != "labelled" else title


def _searchable(item: Item) -> str:
    return "\n".join(shown.spoken.words for shown in item.fields if shown.type in ("line", "prose"))


def _below(pages: Outline, leaf: Leaf, setting: Setting) -> list[str]:
    """The list of pages that stand in this one."""
    if not leaf.below:
        return []
    entries = "\n".join(
        f'<li><a href="{to_page(leaf.name, name)}">{leaf_title(pages.leaves[name], setting.language)}</a></li>' for name in leaf.below
    )
    return [f'<nav class="parts" aria-label="{escape(say(setting.language, "Contents"))}">\n<ol>\n{entries}\n</ol>\n</nav>']


def _letters(items: Sequence[Item]) -> dict[str, tuple[str, str]]:
    """The first term under each initial → (the initial, the address of the jump); only for pages of many terms."""
    terms = [item for item in items if item.shape == "term" and item.title is not None]
    if len(terms) < 8:
        return {}
    seen: dict[str, tuple[str, str]] = {}
    for item in terms:
        assert item.title is not None
        letter = unicodedata.normalize("NFD", item.title.spoken.words)[:1].upper()
        if letter not in {known for known, _ in seen.values()}:
            seen[item.slug] = (letter, f"letter-{letter.lower()}")
    return seen


def _jumps(letters: Mapping[str, tuple[str, str]], setting: Setting) -> list[str]:
    if not letters:
        return []
    links = " ".join(f'<a href="#{escape(address)}">{words(letter)}</a>' for letter, address in sorted(letters.values()))
    return [f'<nav class="jumps" aria-label="{escape(say(setting.language, "By initial"))}">{links}</nav>']


def _home(job: SiteJob, pages: Outline, leaf: Leaf, setting: Setting) -> Body:
    publication = job.publication
    made = Body()
    made.html.append(f'<div class="hero">\n<h1 id="top">{line_html(leaf.title, setting.language)}</h1>\n<p class="lead">{line_html(publication.standard["summary"], setting.language)}</p>\n</div>')
    made.headings.append(("top", leaf.title.words, 1))
    label = say(setting.language, "The text")
    made.html.append(f'<h2 id="text">{words(label)}</h2>')
    printed = {item.page for item in documents(publication)}
    for rank, names in (("", [name for name in pages.roots if name in printed]), (" minor", [name for name in pages.roots if name not in printed])):
        cards = "\n".join(_card(pages, name, setting) for name in names)
        made.html.append(f'<ul class="cards{rank}">\n{cards}\n</ul>' if cards else "")
    made.headings.append(("text", label, 2))
    _site_page(publication, "home", setting, made)
    made.html.append(edition_facts(publication, setting))
    made.headings.append(("edition", say(setting.language, "This edition"), 2))
    return made


def _card(pages: Outline, name: str, setting: Setting) -> str:
    leaf = pages.leaves[name]
    count = sum(1 for _ in leaf.below)
    below = " · ".join(words(pages.leaves[one].label or pages.leaves[one].title.words) for one in leaf.below[:12]) if count and pages.leaves[leaf.below[0]].items[0].shape == "labelled" else ""
    extra = f"<small>{below}</small>" if below else ""
    return f'<li><a href="{to_page(HOME, name)}">{leaf_title(leaf, setting.language)}</a>{extra}</li>'


def _site_page(publication: Publication, name: str, setting: Setting, made: Body) -> None:
    """The words of one of the site's own pages."""
    page = next((found for found in publication.pages if found.name == name), None)
    for number, (heading, text) in enumerate(page.parts if page else (), 1):
        if heading is not None:
            made.html.append(f'<h2 id="part-{number}">{line_html(heading, setting.language)}</h2>')
            made.headings.append((f"part-{number}", heading.words, 2))
        if text.words:
            made.html.append(spoken_html(text, setting, f"part-{number}"))
            made.found.append((f"part-{number}" if heading else "top", heading.words if heading else _title(page), text.words))


def _title(page: PageView | None) -> str:
    return page.title.words if page else ""


def edition_facts(publication: Publication, setting: Setting) -> str:
    """What the edition says of itself, as a card."""
    language, edition = setting.language, publication.edition
    facts: list[tuple[str, str]] = [
        (say(language, "Edition"), line_html(edition.title, language)),
        (say(language, "Status"), words(edition_state(language, edition))),
        (say(language, "Issued"), words(date(language, edition.issued))),
        (say(language, "Corrected on"), words(joined(language, [date(language, day) for day in edition.corrected]))),
        (say(language, "In effect from"), words(date(language, edition.effective))),
        (say(language, "Based on"), words(edition.base)),
        (say(language, "Approved by"), line_html(edition.approved_by, language)),
        (say(language, "Certainty"), line_html(edition.evidence, language) if edition.evidence else ""),
    ]
    rows = "\n".join(f"<div><dt>{words(label)}</dt><dd>{value}</dd></div>" for label, value in facts if value)
    summary = spoken_html(edition.summary, setting, "edition") if edition.summary.words else ""
    return f'<section class="card" aria-labelledby="edition">\n<h2 id="edition">{words(say(language, "This edition"))}</h2>\n{summary}\n<dl class="plain">\n{rows}\n</dl>\n</section>'


def _amendments(job: SiteJob, pages: Outline, leaf: Leaf, setting: Setting) -> Body:
    html, headings, found = amendments_body(job, setting)
    return Body(html, headings, found)


def _since(job: SiteJob, pages: Outline, leaf: Leaf, setting: Setting) -> Body:
    html, headings, found = since_body(job, pages, setting)
    return Body(html, headings, found)


def _downloads(job: SiteJob, pages: Outline, leaf: Leaf, setting: Setting) -> Body:
    publication, language = job.publication, setting.language
    folder = f"{to_top(leaf.name)}{release_folder(publication)}/"
    title, printed, data = leaf.title.words, say(language, "To read and print"), say(language, "As data")
    marked = say(language, "To mark and comment in Word")
    whole = say(language, "The whole text")
    pdfs = [(whole, pdf_name(publication, None)), *((_document_title(item), pdf_name(publication, item)) for item in documents(publication))]
    if publication.amendments:
        pdfs.append((say(language, "Summary of amendments"), summary_name(publication)))
    about = {"json": say(language, "Everything, for programs"), "csv": say(language, "A table, for any program"), "xlsx": say(language, "A workbook with filters")}
    files = [(about[format_], data_name(publication, format_)) for format_ in DATA]
    html = [
        f'<h1 id="top">{words(title)}</h1>\n<p>{words(say(language, "Files of this edition in this language."))}</p>',
        f'<h2 id="print">{words(printed)}</h2>\n{_files(folder, pdfs)}',
        f'<h2 id="word">{words(marked)}</h2>\n{_files(folder, _word_files(publication))}',
        f'<h2 id="data">{words(data)}</h2>\n{_files(folder, files)}',
    ]
    return Body(html, [("top", title, 1), ("print", printed, 2), ("word", marked, 2), ("data", data, 2)], [])


def _word_files(publication: Publication) -> list[tuple[str, str]]:
    """Each document, and its redline against the edition that readers hold."""
    changed = {change.root for change in publication.changes}
    files: list[tuple[str, str]] = []
    for item in documents(publication):
        title = _document_title(item)
        files.append((title, docx_name(publication, item)))
        if item.id in changed:
            label = say(publication.language, "{document}: changes since edition {edition}, to accept or reject", document=title, edition=publication.since)
            files.append((label, redline_name(publication.since, publication, item)))
    return files


def _document_title(item: Item) -> str:
    title = item.title.spoken.words if item.title else item.id
    return f"{item.kind_label.words} {item.number} – {title}" if item.number else title


def _files(folder: str, files: Sequence[tuple[str, str]]) -> str:
    rows = "\n".join(
        f'<li><a href="{escape(folder + name)}"><span class="format">{name.rpartition(".")[2].upper()}</span> <strong>{words(label)}</strong> <bdi>{words(name)}</bdi></a></li>'
        for label, name in files
    )
    return f'<ul class="files">\n{rows}\n</ul>'


def _about(job: SiteJob, pages: Outline, leaf: Leaf, setting: Setting) -> Body:
    publication, language = job.publication, setting.language
    made = Body([f'<h1 id="top">{line_html(leaf.title, language)}</h1>'], [("top", leaf.title.words, 1)], [])
    _site_page(publication, "about", setting, made)
    label = say(language, "In short")
    rows = "\n".join(f"<div><dt>{words(name)}</dt><dd>{value}</dd></div>" for name, value in _about_facts(publication, language) if value)
    made.html.append(f'<section class="card" aria-labelledby="facts">\n<h2 id="facts">{words(label)}</h2>\n<dl class="plain">\n{rows}\n</dl>\n</section>')
    made.headings.append(("facts", label, 2))
    made.html.append(edition_facts(publication, setting))
    made.headings.append(("edition", say(language, "This edition"), 2))
    return made


def _about_facts(publication: Publication, language: str) -> Iterator[tuple[str, str]]:
    licence, address = publication.licence
    yield say(language, "Standard"), line_html(publication.standard["full_name"], language)
    yield say(language, "Maintainers"), words(", ".join(publication.maintainers))
    yield say(language, "Official website"), f'<a href="{escape(publication.website)}" rel="external">{words(publication.website)}</a>' if publication.website else ""
    yield say(language, "Contact"), words(publication.contact)
    yield say(language, "Licence"), f'<a href="{escape(address)}" rel="license">{words(licence)}</a>'
    yield say(language, "Official language"), words(f"{name_in(language, publication.official)} ({own_name(publication.official)})") if language != publication.official else words(own_name(language))
    yield say(language, "Language rule"), line_html(publication.standard["language_rule"], language)
    if publication.revision:
        yield say(language, "Revision of the translation"), f"<code>{words(publication.revision)}</code>"
        share = 100 * publication.current_units // publication.units if publication.units else 100
        yield say(language, "Translated"), words(say(language, "{share} % of the text is current", share=share))
    yield say(language, "Digest of the text"), f"<code>{words(publication.digest)}</code>"


_OWN: Mapping[str, Callable[[SiteJob, Outline, Leaf, Setting], Body]] = {
    HOME: _home,
    AMENDMENTS: _amendments,
    CHANGES: _since,
    DOWNLOADS: _downloads,
    ABOUT: _about,
}
