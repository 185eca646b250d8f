"""The page of an edition's amendments: grouped by root, with reason and drivers, what was beside what is."""

from collections.abc import Iterator
from html import escape

from build_tools.interface import say
from build_tools.model.publication import AmendmentView, ChangeView, FieldChange, Publication, Shown
from build_tools.outputs.site.job import AMENDMENTS, EditionLink, SiteJob
from build_tools.outputs.site.outline import to_top
from build_tools.render.drivers import drivers_in_short
from build_tools.render.html import Setting, language_marks, line_html, spoken_html, value_html, words
from build_tools.render.status import status_words

Made = tuple[list[str], list[tuple[str, str, int]], list[tuple[str, str, str]]]
"""HTML, headings and search results."""


def amendments_body(job: SiteJob, setting: Setting) -> Made:
    """The whole page."""
    publication, language = job.publication, setting.language
    title = say(language, "Amendments")
    html = [f'<h1 id="top">{words(title)}</h1>', _introduction(job, setting)]
    headings, found = [("top", title, 1)], []
    for root, amendments in _grouped(publication).items():
        heading = _root_title(publication, root)
        item = publication.by_id.get(root)
        html.append(f'<h2 id="in-{item.slug if item else "other"}">{words(heading)}</h2>')
        headings.append((f"in-{item.slug if item else 'other'}", heading, 2))
        for amendment in amendments:
            html.append(_amendment(amendment, setting))
            headings.append((amendment.slug, f"{_short(amendment)} {amendment.title.words}", 3))
            found.append((amendment.slug, f"{amendment.id} {amendment.title.words}", amendment.reason.words))
    return html, headings, found


def _introduction(job: SiteJob, setting: Setting) -> str:
    """What the edition is compared with, and where its earlier steps are."""
    publication, language = job.publication, setting.language
    edition = publication.edition
    if not edition.base:
        return f"<p>{words(say(language, 'This is the first edition recorded here, so there are no amendments.'))}</p>"
    if publication.amendments:
        text = say(language, "The amendments that lead from edition {base} to edition {edition}.", base=edition.base, edition=edition.name)
    else:
        text = say(language, "Edition {edition} takes over the text of edition {base} unchanged.", base=edition.base, edition=edition.name)
    steps = "\n".join(
        f'<li><a href="{to_top(AMENDMENTS)}{language}/{step.name}/{AMENDMENTS}/">{words(say(language, "Amendments of {edition}", edition=step.title_words))}</a></li>'
        for step in _earlier(job)
    )
    earlier = f"<p>{words(say(language, 'Earlier steps:'))}</p>\n<ul>\n{steps}\n</ul>" if steps else ""
    return f"<p>{words(text)}</p>\n{earlier}"


def _earlier(job: SiteJob) -> Iterator[EditionLink]:
    """The editions below this one that have amendments: back to where the line begins."""
    known = {link.name: link for link in job.editions}
    base = known.get(job.publication.edition.base)
    while base is not None and base.base:
        yield base
        base = known.get(base.base)


def _grouped(publication: Publication) -> dict[str, list[AmendmentView]]:
    """Amendments by the root in which their first change stands, in the order of the text."""
    order = {item.id: place for place, item in enumerate(publication.items)}
    groups: dict[str, list[AmendmentView]] = {}
    for amendment in publication.amendments:
        roots = sorted({change.root for change in amendment.changes}, key=lambda root: order.get(root, len(order)))
        groups.setdefault(roots[0] if roots else "", []).append(amendment)
    return dict(sorted(groups.items(), key=lambda group: order.get(group[0], len(order))))


def _root_title(publication: Publication, root: str) -> str:
    item = publication.by_id.get(root)
    if item is None or item.title is None:
        return root or say(publication.language, "Other")
    return f"{item.kind_label.words} {item.number} – {item.title.spoken.words}" if item.shape == "labelled" else item.title.spoken.words


def _short(amendment: AmendmentView) -> str:
    return amendment.id.rpartition("/")[2]


def _class_words(language: str, klass: str) -> str:
    """What sort of amendment it is; nouns, because in many languages an adjective would have to agree with what is amended."""
    return {
        "editorial": say(language, "editorial"),
        "clarification": say(language, "clarification"),
        "strengthened": say(language, "strengthening"),
        "weakened": say(language, "weakening"),
        "new": say(language, "addition"),
        "withdrawn": say(language, "withdrawal"),
        "moved": say(language, "move"),
    }.get(klass, klass)


def _state_words(language: str, status: str) -> str:
    return {
        "proposed": say(language, "proposed"),
        "in consultation": say(language, "in consultation"),
        "adopted": say(language, "adopted"),
        "rejected": say(language, "rejected"),
    }.get(status, status_words(language, status))


def _kind_words(language: str, kind: str) -> str:
    return {
        "inserted": say(language, "inserted"),
        "withdrawn": say(language, "withdrawn"),
        "amended": say(language, "amended"),
        "moved": say(language, "moved"),
        "renumbered": say(language, "renumbered"),
        "split": say(language, "split"),
        "merged": say(language, "merged"),
    }.get(kind, kind)


def _amendment(amendment: AmendmentView, setting: Setting) -> str:
    language = setting.language
    badges = [_class_words(language, amendment.klass), _state_words(language, amendment.status)]
    shown = " ".join(f'<span class="badge">{words(badge)}</span>' for badge in badges)
    if amendment.evidence is not None:
        shown += f' <span class="badge">{line_html(amendment.evidence, language)}</span>'
    drivers = "\n".join(f"<li>{line_html(driver, language)}</li>" for driver in drivers_in_short(amendment.drivers, language))
    parts = [
        f'<section class="amendment" id="{escape(amendment.slug)}">',
        f'<h3><a class="ident" href="#{escape(amendment.slug)}"><bdi>{words(amendment.id)}</bdi></a> {line_html(amendment.title, language)}</h3>',
        f'<p class="badges">{shown}</p>',
        f'<p class="label">{words(say(language, "Reason"))}</p>\n{spoken_html(amendment.reason, setting, amendment.slug)}',
        f'<p class="label">{words(say(language, "Drivers"))}</p>\n<ul class="drivers">{drivers}</ul>' if drivers else "",
        *(_change(change, amendment, setting) for change in amendment.changes),
        "</section>",
    ]
    return "\n".join(part for part in parts if part)


def _change(change: ChangeView, amendment: AmendmentView, setting: Setting) -> str:
    language = setting.language
    target = change.id if change.here else f"id:{change.id}"
    was = f'<span class="was">{words(say(language, "formerly"))} <bdi>{words(", ".join(change.was))}</bdi></span>' if change.was else ""
    told = [field for field in change.fields if not _in_heading(field, change)]
    fields = "\n".join(_field(field, f"{amendment.slug}-{change.slug}", setting) for field in told)
    return (
        f'<div class="change" data-change="{change.kind}">\n<h4><span class="badge">{words(_kind_words(language, change.kind))}</span> '
        f'<a href="{escape(setting.href(target))}"><bdi>{words(change.id)}</bdi></a> {line_html(change.title, language)} {was}</h4>\n{fields}\n</div>'
    )


def _in_heading(field: FieldChange, change: ChangeView) -> bool:
    """Whether it is the title of a provision that came or went whole, which its heading says already."""
    side = field.after or field.before
    return field.name == "title" and (field.after is None or field.before is None) and side is not None and side.spoken == change.title


def _field(field: FieldChange, prefix: str, setting: Setting) -> str:
    """What was and what is, side by side where there is room; only one of them where the field is new or gone."""
    sides = [
        _side(shown, sort, label, f"{prefix}-{sort}", setting)
        for shown, sort, label in (
            (field.before, "before", say(setting.language, "Before")),
            (field.after, "after", say(setting.language, "After")),
        )
        if shown is not None
    ]
    single = " single" if len(sides) == 1 else ""
    return f'<div class="field-change"><p class="label">{line_html(field.label, setting.language)}</p>\n<div class="sides{single}">\n' + "\n".join(sides) + "\n</div></div>"


def _side(shown: Shown, sort: str, label: str, prefix: str, setting: Setting) -> str:
    marks = language_marks(shown.spoken.language, setting.language)
    return f'<div class="side {sort}"><p class="side-label">{words(label)}</p>\n<div{marks}>{value_html(shown, setting, prefix)}</div></div>'
