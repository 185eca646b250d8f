"""What changed since the edition that readers hold: for whom, and provision by provision."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from build_tools.interface import joined, say
from build_tools.model.publication import ChangeView, Publication
from build_tools.outputs.site.changes import Made, root_title
from build_tools.outputs.site.job import AMENDMENTS, CHANGES, SiteJob
from build_tools.outputs.site.outline import Outline, leaf_words, to_page
from build_tools.outputs.site.redlines import change_html, switch
from build_tools.render.html import Setting, line_html, words
from build_tools.render.status import kind_words


def since_body(job: SiteJob, pages: Outline, setting: Setting) -> Made:
    """The whole page."""
    publication, language = job.publication, setting.language
    title = since_title(publication)
    way = say(language, "Summary of amendments, with the reasons")
    html = [f'<h1 id="top">{words(title)}</h1>', *introduction(publication, setting), f'<p><a href="{to_page(CHANGES, AMENDMENTS)}">{words(way)}</a></p>']
    headings, found = [("top", title, 1)], []
    if publication.changes:
        heading = say(language, "What changed for me")
        html += [f'<h2 id="for-me">{words(heading)}</h2>', *_for_me(publication, pages, setting), switch(setting)]
        headings.append(("for-me", heading, 2))
    for root, changes in _by_root(publication.changes).items():
        heading, name = root_title(publication, root), f"in-{changes[0].within[0]}"
        html.append(f'<h2 id="{escape(name)}">{words(heading)}</h2>')
        headings.append((name, heading, 2))
        for change in changes:
            html.append(change_html(change, "net", setting, 3, f"change-{change.slug}"))
            found.append((f"change-{change.slug}", f"{change.id} {change.title.words}", kind_words(language, change.kind)))
    return html, headings, found


def since_title(publication: Publication) -> str:
    """The page's title."""
    return say(publication.language, "What changed since edition {edition}", edition=publication.since)


def introduction(publication: Publication, setting: Setting) -> Iterator[str]:
    """How much changed, in one sentence."""
    language = setting.language
    if not publication.changes:
        yield f"<p>{words(say(language, 'Nothing differs between the two editions.'))}</p>"
        return
    counts = Counter(change.kind for change in publication.changes)
    said = joined(language, [say(language, "{kind}: {count}", kind=kind_words(language, kind), count=count) for kind, count in counts.items()])
    yield f"<p>{words(said[:1].upper() + said[1:])}.</p>"


def _by_root(changes: Sequence[ChangeView]) -> dict[str, list[ChangeView]]:
    groups: dict[str, list[ChangeView]] = {}
    for change in changes:
        groups.setdefault(change.root, []).append(change)
    return groups


def _for_me(publication: Publication, pages: Outline, setting: Setting) -> Iterator[str]:
    """Under each field that says whom a provision concerns, its members with their changes; then the parts of the text."""
    language = setting.language
    labels: dict[str, str] = {}
    groups: dict[str, dict[str, list[ChangeView]]] = {}
    for change in publication.changes:
        for shown in change.affects:
            labels[shown.name] = line_html(shown.label, language)
            for code in shown.codes:
                groups.setdefault(shown.name, {}).setdefault(line_html(code.spoken, language), []).append(change)
    labels[""] = words(say(language, "Part of the text"))
    for change in publication.changes:
        page = next((name for name in (*change.within[1:2], *change.within[:1]) if name in pages.leaves), "")  # a module or chapter, else its volume
        if page:
            groups.setdefault("", {}).setdefault(words(_part(pages, change.within[0], page)), []).append(change)
    for name, members in groups.items():
        entries = "\n".join(_member(member, changes, setting) for member, changes in members.items())
        yield f'<h3>{labels[name]}</h3>\n<div class="for-me">\n{entries}\n</div>'


def _part(pages: Outline, root: str, page: str) -> str:
    """A part of the text by name; a bare number with that of its volume."""
    leaf, above = pages.leaves[page], pages.leaves.get(root)
    own = leaf_words(leaf)
    return f"{above.label} – {own}" if above is not None and above.label and leaf.label[:1].isdigit() else own


def _member(member: str, changes: Sequence[ChangeView], setting: Setting) -> str:
    links = "\n".join(
        f'<li><a href="#change-{escape(change.slug)}"><bdi>{words(change.id)}</bdi></a> {line_html(change.title, setting.language)} '
        f'<span class="badge">{words(kind_words(setting.language, change.kind))}</span></li>'
        for change in changes
    )
    return f'<details class="in-words"><summary>{member} ({len(changes)})</summary>\n<ul>\n{links}\n</ul></details>'
