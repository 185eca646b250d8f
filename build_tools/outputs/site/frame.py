"""What stands around the content of every page, as finished HTML: menus, navigation, notices, ways on."""

from collections.abc import Iterator, Sequence
from html import escape

from build_tools.interface import direction, own_name, say
from build_tools.model.publication import EditionView, Publication
from build_tools.outputs.site.feed import FEED
from build_tools.outputs.site.job import ABOUT, AMENDMENTS, CHANGES, DOWNLOADS, HOME, EditionLink, SiteJob
from build_tools.outputs.site.outline import Leaf, Outline, around, to_page, to_top
from build_tools.render.html import line_html, words
from build_tools.render.status import origin_words, status_words


def frame(job: SiteJob, pages: Outline, leaf: Leaf) -> dict[str, str]:
    """The named parts that the theme puts around a page."""
    return {
        "menus": edition_menu(job, leaf.name) + language_menu(job, leaf.name),
        "nav": nav(pages, leaf),
        "trail": _trail(pages, leaf),
        "strip": _strip(job),
        "notice": "\n".join((*_notices(job, leaf.name), *_origin(job, leaf))),
        "ways": _ways(pages, leaf),
        "footer": _footer(job, leaf.name),
    }


def menu(name: str, label: str, shown: str, entries: Sequence[str]) -> str:
    """A menu that opens without a script."""
    items = "\n".join(f"<li>{entry}</li>" for entry in entries)
    return f'<details class="menu menu-{name}"><summary aria-label="{escape(label)}"><span>{words(shown)}</span></summary>\n<ul>\n{items}\n</ul></details>\n'


def language_menu(job: SiteJob, page: str) -> str:
    """The same page in every language."""
    here = job.publication.language
    address = f"{job.publication.edition.name}/{page}/" if page else f"{job.publication.edition.name}/"
    entries = [
        f'<a href="{to_top(page)}{language}/{address}" lang="{language}" hreflang="{language}" dir="{direction(language)}"'
        f"{_current(language == here)}>{words(own_name(language))}</a>"
        for language in job.languages
    ]
    label = say(here, "Language: {language}", language=own_name(here))
    return menu("language", label, here.upper(), entries)


def edition_menu(job: SiteJob, page: str) -> str:
    """The same page in every edition, or the home page of one that does not have it."""
    publication = job.publication
    language, here = publication.language, publication.edition.name
    entries = [
        f'<a href="{edition_address(publication, page, edition)}"{_current(edition.name == here)}><strong>{words(edition.title_words)}</strong> '
        f"<span>{words(edition_state(language, edition))}</span></a>"
        for edition in in_menus(job.editions, publication.current)
    ]
    return menu("edition", say(language, "Edition: {edition}", edition=here), here, entries)


def in_menus(editions: Sequence[EditionLink], current: str) -> list[EditionLink]:
    """The edition in force first, then the others, the newest of them first."""
    newest = editions[::-1]
    return [*(edition for edition in newest if edition.name == current), *(edition for edition in newest if edition.name != current)]


def edition_state(language: str, edition: EditionLink | EditionView) -> str:
    """“in force”, “branch, draft”."""
    status = status_words(language, edition.status)
    return say(language, "branch, {status}", status=status) if edition.branch else status


def edition_address(publication: Publication, page: str, edition: EditionLink) -> str:
    """From a page to the same place in another edition."""
    there = f"{page}/" if page in edition.pages and page else ""
    return f"{to_top(page)}{publication.language}/{edition.name}/{there}"


def _current(here: bool) -> str:
    return ' aria-current="page"' if here else ""


def leaf_title(leaf: Leaf, language: str) -> str:
    """A page's title as HTML, its label before it."""
    label = f'<span class="leaf-label">{words(leaf.label)}</span> ' if leaf.label else ""
    return f"{label}{line_html(leaf.title, language) if leaf.title.language else words(leaf.title.words)}"


def nav(pages: Outline, leaf: Leaf) -> str:
    """The pages at the top, and those along the way to this one."""
    open_ = {found.name for found in pages.trail(leaf.name)} | {leaf.name}
    rounds = (found.slug for found in pages.publication.rounds)
    own = (name for name in (AMENDMENTS, CHANGES, *rounds, DOWNLOADS, ABOUT) if name in pages.leaves)
    names = (HOME, *around(_top_of(pages, leaf), pages.roots), *own)
    return _nav_list(pages, leaf, names, open_)


def _top_of(pages: Outline, leaf: Leaf) -> str:
    return next((found.name for found in pages.trail(leaf.name)), leaf.name)


def _nav_list(pages: Outline, leaf: Leaf, names: Sequence[str], open_: set[str]) -> str:
    language = pages.publication.language
    parts = ["<ul>"]
    for name in names:
        found = pages.leaves[name]
        inner = ""
        if name in open_ and found.below:
            along = next((below for below in found.below if below in open_), "")
            inner = "\n" + _nav_list(pages, leaf, around(along, found.below), open_)
        parts.append(f'<li><a href="{to_page(leaf.name, name)}"{_current(name == leaf.name)}>{leaf_title(found, language)}</a>{inner}</li>')
    return "\n".join([*parts, "</ul>"])


def _trail(pages: Outline, leaf: Leaf) -> str:
    if leaf.name == HOME:
        return ""
    language = pages.publication.language
    above = [pages.leaves[HOME], *pages.trail(leaf.name)]
    entries = "\n".join(f'<li><a href="{to_page(leaf.name, found.name)}">{_short(found, pages)}</a></li>' for found in above)
    return f'<nav class="trail" aria-label="{escape(say(language, "Where you are"))}"><ol>\n{entries}\n</ol></nav>'


def _short(leaf: Leaf, pages: Outline) -> str:
    if leaf.name == HOME:
        return line_html(pages.publication.standard["name"], pages.publication.language)
    return words(leaf.label) if leaf.label and not leaf.label[0].isdigit() else leaf_title(leaf, pages.publication.language)


def _strip(job: SiteJob) -> str:
    """Edition and status, and that the text is unofficial: on every page."""
    publication = job.publication
    language, edition = publication.language, publication.edition
    state = f'<span class="state" data-status="{escape(edition.status)}">{words(edition_state(language, edition))}</span>'
    notice = line_html(publication.standard["notice"], language)
    return f'<p class="edition-line"><strong>{line_html(edition.title, language)}</strong> {state}</p>\n<p class="unofficial">{notice}</p>'


def _notices(job: SiteJob, page: str) -> Iterator[str]:
    """That the edition is not the one in force, with the way there."""
    publication = job.publication
    language, edition = publication.language, publication.edition
    text = _notice_words(language, edition)
    current = next((found for found in job.editions if found.name == publication.current), None)
    if not text:
        return
    way = ""
    if current is not None and current.name != edition.name:
        same, there = say(language, "Same page in the edition in force: {edition}", edition=current.name), say(language, "To the edition in force: {edition}", edition=current.name)
        label = same if page in current.pages else there
        way = f' <a href="{edition_address(publication, page, current)}">{words(label)}</a>'
    yield f'<aside class="notice" data-status="{escape(edition.status)}"><p>{words(text)}{way}</p></aside>'


def _origin(job: SiteJob, leaf: Leaf) -> Iterator[str]:
    """That a volume is carried over from an earlier edition, or was not put out with this one."""
    if text := origin_words(job.publication, leaf.items[0].root) if leaf.items else "":
        yield f'<aside class="notice" data-status="carried over"><p>{words(text)}</p></aside>'


def _notice_words(language: str, edition: EditionView) -> str:
    match edition.status:
        case "draft":
            return say(language, "This edition is a draft. It may still change and is not in force.")
        case "consultation":
            return say(language, "This edition was put out for consultation. It is not in force.")
        case "superseded":
            return say(language, "This edition has been superseded by a later one.")
        case "withdrawn":
            return say(language, "This edition has been withdrawn.")
    return say(language, "This edition is a branch: it adapts the standard and is not the standard itself.") if edition.branch else ""


def _ways(pages: Outline, leaf: Leaf) -> str:
    """To the page before and the page after."""
    language = pages.publication.language
    parts = []
    for step, kind, label in ((-1, "prev", say(language, "Previous")), (1, "next", say(language, "Next"))):
        found = pages.beside(leaf.name, step)
        if found is not None:
            parts.append(f'<a class="{kind}" rel="{kind}" href="{to_page(leaf.name, found.name)}"><small>{words(label)}</small> <span>{leaf_title(found, language)}</span></a>')
    return f'<nav class="ways" aria-label="{escape(say(language, "Pages before and after"))}">\n' + "\n".join(parts) + "\n</nav>"


def _footer(job: SiteJob, page: str) -> str:
    publication = job.publication
    language = publication.language
    name, address = publication.licence
    links = " · ".join(
        f'<a href="{to_page(page, own)}">{words(label)}</a>'
        for own, label in ((DOWNLOADS, say(language, "Downloads")), (AMENDMENTS, say(language, "Amendments")), (ABOUT, say(language, "About")))
    )
    links += f' · <a href="{to_top(page)}{language}/{FEED}" type="application/atom+xml">{words(say(language, "Feed of changes"))}</a>'
    return (
        f"<p>{line_html(publication.edition.title, language)} · {line_html(publication.standard['full_name'], language)}</p>\n"
        f'<p>{words(", ".join(publication.maintainers))} · <a href="{escape(address)}" rel="license">{words(name)}</a></p>\n<p>{links}</p>'
    )
