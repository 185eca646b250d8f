"""The summary of amendments: grouped by root, with reason, drivers and whom each concerns; then the changed identifiers and a table of everything."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from build_tools.interface import joined, say
from build_tools.model.publication import AmendmentView, Publication
from build_tools.outputs.site.job import AMENDMENTS, CHANGES, SiteJob
from build_tools.outputs.site.outline import to_page
from build_tools.outputs.site.redlines import change_html, switch
from build_tools.render.drivers import drivers_in_short
from build_tools.render.html import Setting, line_html, spoken_html, words
from build_tools.render.redlines import amendments_by_root, audiences
from build_tools.render.status import class_words, decided_words, kind_words, state_words

Made = tuple[list[str], list[tuple[str, str, int]], list[tuple[str, str, str]]]
"""HTML, headings and search results."""


def amendments_body(job: SiteJob, setting: Setting) -> Made:
    """The whole page."""
    publication, language = job.publication, setting.language
    title = say(language, "Summary of amendments")
    html = [f'<h1 id="top">{words(title)}</h1>', *_introduction(publication, setting)]
    headings, found = [("top", title, 1)], []
    alone = len({amendment.edition for amendment in publication.amendments}) < 2
    if publication.amendments:
        html.append(switch(setting))
    for root, amendments in amendments_by_root(publication).items():
        heading = root_title(publication, root)
        item = publication.by_id.get(root)
        name = f"in-{item.slug if item else 'other'}"
        html.append(f'<h2 id="{name}">{words(heading)}</h2>')
        headings.append((name, heading, 2))
        for amendment in amendments:
            html.append(_amendment(amendment, setting))
            headings.append((amendment.slug, f"{_short(amendment) if alone else amendment.id} {amendment.title.words}", 3))
            found.append((amendment.slug, f"{amendment.id} {amendment.title.words}", amendment.reason.words))
    for name, heading, rows in (("identifiers", say(language, "Identifiers that changed"), _identifiers(publication, setting)), ("all", say(language, "All changes"), _all(publication, setting))):
        if len(rows) > 1:
            html.append(f'<h2 id="{name}">{words(heading)}</h2>\n{table(rows, setting)}')
            headings.append((name, heading, 2))
    return html, headings, found


def _introduction(publication: Publication, setting: Setting) -> Iterator[str]:
    language, edition = setting.language, publication.edition
    if not publication.since and publication.amendments:
        yield f"<p>{words(say(language, 'Corrections of this edition since it was issued.'))}</p>"
        return
    if not publication.since:
        yield f"<p>{words(say(language, 'This is the first edition recorded here, so there are no amendments.'))}</p>"
        return
    if not publication.amendments:
        yield f"<p>{words(say(language, 'Edition {edition} takes over the text of edition {base} unchanged.', base=publication.since, edition=edition.name))}</p>"
        return
    text = say(language, "The amendments that lead from edition {base} to edition {edition}.", base=publication.since, edition=edition.name)
    way = say(language, "What changed, provision by provision, and for whom")
    yield f'<p>{words(text)} <a href="{to_page(AMENDMENTS, CHANGES)}">{words(way)}</a></p>'
    classes = Counter(amendment.klass for amendment in publication.amendments)
    rows = [[words(say(language, "Sort of amendment")), words(say(language, "Number"))], *([words(_title(class_words(language, name))), str(count)] for name, count in classes.items())]
    yield table(rows, setting)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def table(rows: Sequence[Sequence[str]], setting: Setting) -> str:
    """Rows of finished cells; the first heads the columns."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    label = escape(say(setting.language, "Table"))
    return f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table class="rows">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'


def root_title(publication: Publication, root: str) -> str:
    """A root as a heading over what changed in it."""
    item = publication.by_id.get(root)
    if item is None or item.title is None:
        return root or say(publication.language, "Other")
    return f"{item.kind_label.words} {item.number} – {item.title.spoken.words}" if item.shape == "labelled" else item.title.spoken.words


def _short(amendment: AmendmentView) -> str:
    return amendment.id.rpartition("/")[2]


def _amendment(amendment: AmendmentView, setting: Setting) -> str:
    language = setting.language
    badges = [class_words(language, amendment.klass), state_words(language, amendment.status)]
    shown = " ".join(f'<span class="badge">{words(badge)}</span>' for badge in badges)
    if amendment.evidence is not None:
        shown += f' <span class="badge">{line_html(amendment.evidence, language)}</span>'
    drivers = "\n".join(f"<li>{line_html(driver, language)}</li>" for driver in drivers_in_short(amendment.drivers, language))
    parts = [
        f'<section class="amendment" id="{escape(amendment.slug)}">',
        f'<h3><a class="ident" href="#{escape(amendment.slug)}"><bdi>{words(amendment.id)}</bdi></a> {line_html(amendment.title, language)}</h3>',
        f'<p class="badges">{shown}</p>',
        f'<p class="decided">{words(decided)}</p>' if (decided := decided_words(language, amendment)) else "",
        f'<p class="label">{words(say(language, "Reason"))}</p>\n{spoken_html(amendment.reason, setting, amendment.slug)}',
        f'<p class="label">{words(say(language, "Drivers"))}</p>\n<ul class="drivers">{drivers}</ul>' if drivers else "",
        *concerned(amendment, language),
        *(change_html(change, amendment.slug, setting, 4) for change in amendment.changes),
        "</section>",
    ]
    return "\n".join(part for part in parts if part)


def concerned(amendment: AmendmentView, language: str) -> Iterator[str]:
    """Whom the amendment concerns, by each field that says so."""
    for label, members in audiences(amendment):
        yield f'<p class="label">{line_html(label, language)}</p>\n<p class="concerned">{words(joined(language, members))}</p>'


def _identifiers(publication: Publication, setting: Setting) -> list[list[str]]:
    """Old identifier → new, for what has no longer the one it had."""
    language = setting.language
    rows = [[words(say(language, "Before")), words(say(language, "After"))]]
    for change in publication.changes:
        if change.was:
            rows += [[f"<bdi>{words(old)}</bdi>", _link(change.id, change.here, setting)] for old in change.was]
        elif change.kind in ("inserted", "withdrawn"):
            gone = change.kind == "withdrawn"
            rows.append([_link(change.id, False, setting) if gone else words(say(language, "new")), words(say(language, "withdrawn")) if gone else _link(change.id, change.here, setting)])
    return rows


def _link(identifier: str, here: bool, setting: Setting) -> str:
    return f'<a href="{escape(setting.href(identifier if here else f"id:{identifier}"))}"><bdi>{words(identifier)}</bdi></a>'


def _all(publication: Publication, setting: Setting) -> list[list[str]]:
    """Every change of every amendment, a row each."""
    language = setting.language
    rows = [[words(text) for text in (say(language, "Amendment"), say(language, "Provision"), say(language, "What happens"), say(language, "Fields"))]]
    for amendment in publication.amendments:
        for change in amendment.changes:
            fields = joined(language, [field.label.words for field in change.fields]) if change.kind == "amended" else ""
            own = f'<a href="#{escape(amendment.slug)}"><bdi>{words(amendment.id)}</bdi></a>'
            rows.append([own, f"{_link(change.id, change.here, setting)} {line_html(change.title, language)}", words(kind_words(language, change.kind)), words(fields)])
    return rows
