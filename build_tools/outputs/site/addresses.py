"""The address of every provision for good: `/LANGUAGE/id/SLUG/` says where it is now, and what happened to it in every edition."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from build_tools.interface import date, own_name, say
from build_tools.model.identifiers import slug
from build_tools.model.publication import AmendmentView, ChangeView, Item, Publication
from build_tools.outputs.data import VERSION
from build_tools.outputs.site.frame import edition_state
from build_tools.outputs.site.job import AMENDMENTS, SiteJob
from build_tools.outputs.site.plain import Plain
from build_tools.render.html import Setting, language_marks, line_html, prose_html, words
from build_tools.render.status import class_words, kind_words

HISTORY = "history.json"


@dataclass(frozen=True, slots=True)
class _Place:
    """A provision in an edition."""

    publication: Publication
    item: Item

    @property
    def address(self) -> str:
        """From the signpost of any provision."""
        anchor = "" if self.item.page == self.item.slug else f"#{self.item.slug}"
        return f"../../{self.publication.edition.name}/{self.item.page}/{anchor}"


@dataclass(frozen=True, slots=True)
class _Step:
    """What an amendment did to a provision."""

    publication: Publication
    amendment: AmendmentView
    change: ChangeView


@dataclass(slots=True)
class _Known:
    """All that the editions say of one provision."""

    item: Item
    places: list[_Place] = field(default_factory=list)
    """Where it is alive, the edition in force first."""
    successors: list[_Place] = field(default_factory=list)
    steps: list[_Step] = field(default_factory=list)
    first: Publication | None = None
    """The root edition that has it from the start."""


def write_addresses(plain: Plain, of_language: Mapping[str, SiteJob]) -> None:
    """The signposts of one language, and the history of everything as data."""
    publications = [job.publication for job in of_language.values()]
    known = _known(publications)
    language = publications[0].language
    for identifier, found in known.items():
        _write(plain, identifier, found, of_language)
    target = plain.site / language / "id" / HISTORY
    target.parent.mkdir(parents=True, exist_ok=True)
    record = {"format": "history", "version": VERSION, "language": language, "provisions": [_record(name, found) for name, found in known.items()]}
    target.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _known(publications: Sequence[Publication]) -> dict[str, _Known]:
    """Every provision ever, by the newest edition that has it."""
    newest = list(reversed(publications))
    newest.sort(key=lambda publication: (publication.edition.branch, publication.edition.name != publication.current))
    known: dict[str, _Known] = {}
    for publication in newest:
        for item in publication.items:
            found = known.setdefault(item.id, _Known(item))
            if item.withdrawn:
                continue
            place = _Place(publication, item)
            found.places.append(place)
            if not publication.edition.base:
                found.first = publication
            for past in item.was:
                others = known.setdefault(past, _Known(item)).successors
                if not any(other.item.id == item.id for other in others):
                    others.append(place)
    for publication in publications:
        for amendment in publication.amendments:
            if amendment.edition == publication.edition.name:
                for change in amendment.changes:
                    for name in (change.id, *change.was):
                        if name in known:
                            known[name].steps.append(_Step(publication, amendment, change))
    return known


def _write(plain: Plain, identifier: str, found: _Known, of_language: Mapping[str, SiteJob]) -> None:
    language = next(iter(of_language.values())).publication.language
    current = next((place for place in found.places if place.publication.edition.name == place.publication.current), None)
    shown = (current or found.places[0]).item if found.places else found.item
    title = line_html(shown.title.spoken, language) if shown.title and shown.id == identifier else ""
    parts = [*_above(of_language, identifier), f"<h1><bdi>{words(identifier)}</bdi> {title}</h1>", *_now(identifier, found, current, language), *_history(found, language)]
    head = f'<link rel="canonical" href="{escape(current.address)}">\n<meta name="robots" content="noindex">\n' if current else '<meta name="robots" content="noindex">\n'
    plain.write(f"{language}/id/{slug(identifier)}/index.html", language, identifier, "\n".join(parts), head)


def _above(of_language: Mapping[str, SiteJob], identifier: str) -> Iterator[str]:
    """Whose text it is, the way home, and the same page in the other languages."""
    job = next(iter(of_language.values()))
    standard, here = job.publication.standard, job.publication.language
    others = " · ".join(
        f'<a href="../../../{language}/id/{slug(identifier)}/" lang="{language}" hreflang="{language}">{words(own_name(language))}</a>' for language in job.languages if language != here
    )
    yield f'<p class="soft"><a href="../../">{line_html(standard["name"], here)}</a> · <small>{line_html(standard["notice"], here)}</small></p>\n<p class="soft"><small>{others}</small></p>'


def _now(identifier: str, found: _Known, current: _Place | None, language: str) -> Iterator[str]:
    """Where the provision can be read."""
    if current is None and found.places:
        edition = found.places[0].publication.current
        yield f"<p>{words(say(language, '{identifier} is not part of the edition in force, {edition}.', identifier=identifier, edition=edition))}</p>"
    if not found.places:
        yield f"<p>{words(say(language, 'Withdrawn.'))}</p>"
    for heading, places in ((say(language, "Replaced by"), [] if current else found.successors), (say(language, "Where it can be read"), found.places)):
        if places:
            links = "\n".join(_choice(place) for place in places)
            yield f'<h2>{words(heading)}</h2>\n<ul class="choices">\n{links}\n</ul>'


def _choice(place: _Place) -> str:
    publication, title = place.publication, place.item.title
    shown = line_html(title.spoken, publication.language) if title else ""
    state = edition_state(publication.language, publication.edition)
    edition = f"{say(publication.language, 'Edition {edition}', edition=publication.edition.name)} · {state}"
    return f'<li><a href="{escape(place.address)}"><strong><bdi>{words(place.item.id)}</bdi> {shown}</strong> <span>{words(edition)}</span></a></li>'


def _history(found: _Known, language: str) -> Iterator[str]:
    """What happened to it, edition by edition."""
    yield f"<h2>{words(say(language, 'History'))}</h2>\n<ul class=\"timeline\">"
    if found.first is not None:
        yield f"<li>{_when(found.first)} {words(say(language, 'there from the start'))}</li>"
    for step in found.steps:
        amendment, change = step.amendment, step.change
        address = f"../../{step.publication.edition.name}/{AMENDMENTS}/#{amendment.slug}"
        was = f" ({words(', '.join(change.was))})" if change.was else ""
        yield (
            f"<li>{_when(step.publication)} {words(kind_words(language, change.kind))}{was} – "
            f'<a href="{escape(address)}"><bdi>{words(amendment.id)}</bdi> {line_html(amendment.title, language)}</a> ({words(class_words(language, amendment.klass))})\n'
            f"{_redlines(step, language)}</li>"
        )
    yield "</ul>"


def _when(publication: Publication) -> str:
    issued = date(publication.language, publication.edition.issued)
    return f"<strong>{words(publication.edition.name)}</strong> <small>{words(issued)}</small>"


def _redlines(step: _Step, language: str) -> str:
    """The words that went and came, where the provision was amended."""
    if step.change.kind != "amended":
        return ""
    setting = Setting(language, lambda identifier: f"../{slug(identifier)}/")
    parts = []
    for place, one in enumerate(step.change.fields):
        marks = language_marks(one.redline.language, language)
        prose = prose_html(one.redline.prose, setting, one.redline.language, f"{step.amendment.slug}-{step.change.slug}-{place}")
        parts.append(f"<h3>{line_html(one.label, language)}</h3>\n<div{marks}>{prose}</div>")
    return f"<details><summary>{words(say(language, 'Redline'))}</summary>\n" + "\n".join(parts) + "\n</details>"


def _record(identifier: str, found: _Known) -> dict[str, Any]:
    title = found.item.title if found.item.id == identifier else None
    start = [{"edition": found.first.edition.name, "kind": "original"}] if found.first else []
    steps = [
        {
            "edition": step.publication.edition.name,
            "kind": step.change.kind,
            "amendment": step.amendment.id,
            "class": step.amendment.klass,
            "fields": [one.name for one in step.change.fields],
            "provision": step.change.id,
        }
        for step in found.steps
    ]
    editions = [place.publication.edition.name for place in found.places]
    return {"id": identifier, "title": title.spoken.words if title else "", "editions": editions, "history": [*start, *steps]}
