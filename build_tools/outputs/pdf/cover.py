"""What the template needs to know of a document: cover, running heads, fonts."""

import calendar
import os
import time
from typing import Any

from build_tools.interface import date, direction, joined, own_name, say
from build_tools.model.publication import Publication, Spoken
from build_tools.outputs.pdf.typst_tree import foreign, in_order
from build_tools.render.status import origin_words, status_title

Facts = dict[str, Any]
_SIZE, _LARGER = 10, 12
"""Points of the text; Arabic letters are drawn smaller in their font."""
_EARLIEST = 315532800
"""The first moment a file's date may well have (1980), for editions without a date of issue."""


def cover_facts(publication: Publication, root: str, lead: str, title: Spoken, accent: str) -> Facts:
    """The cover of one document, and what is repeated on every page of it; `root` is empty for the whole standard."""
    language, standard = publication.language, publication.standard
    edition = say(language, "Edition {edition}", edition=publication.edition.name)
    name = standard["name"].words
    return {
        "language": foreign(language),
        "accent": accent,
        "size": _LARGER if direction(language) == "rtl" else _SIZE,
        "heading": ", ".join(part for part in (f"{name} {publication.edition.name}", lead, title.words) if part),
        "authors": list(publication.maintainers),
        "description": standard["notice"].words,
        "name": _said(publication, standard["name"]),
        "full_name": _said(publication, standard["full_name"]),
        "lead": lead or None,
        "title": _said(publication, title),
        "edition": f"{name} · {edition}",
        "status": status_title(language, publication.edition.status) or None,
        "settled": publication.edition.status == "in force",
        "rows": [[label, _said(publication, value)] for label, value in cover_rows(publication) if value.words],
        "notice": _said(publication, standard["notice"]),
        "language_rule": _said(publication, standard["language_rule"]),
        "remarks": cover_remarks(publication, root),
        "contents": say(language, "Contents"),
    }


def made_at(publication: Publication) -> int:
    """The date inside files, in seconds: SOURCE_DATE_EPOCH, else the edition's date of issue."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    issued = publication.edition.issued
    return calendar.timegm(time.strptime(issued, "%Y-%m-%d")) if issued else _EARLIEST


def _said(publication: Publication, spoken: Spoken) -> str | dict[str, Any]:
    """The words; with their language where it is not the document's."""
    if spoken.language == publication.language:
        return spoken.words
    return {"words": spoken.words, "language": foreign(spoken.language)}


def cover_rows(publication: Publication) -> list[tuple[str, Spoken]]:
    """What the cover says of the edition: (label, value), some values empty."""
    language, edition = publication.language, publication.edition

    def line(words: str) -> Spoken:
        return Spoken(language, words)

    return [
        (say(language, "Issued"), line(date(language, edition.issued))),
        (say(language, "Corrected on"), line(joined(language, [date(language, day) for day in edition.corrected]))),
        (say(language, "In effect from"), line(date(language, edition.effective))),
        (say(language, "Approved by"), edition.approved_by),
        (say(language, "Language"), line(own_name(language))),
        (say(language, "Maintained by"), line(joined(language, list(publication.maintainers)))),
        (say(language, "Contact"), _addresses(language, publication.contact, publication.website)),
        (say(language, "Licence"), _addresses(language, *publication.licence)),
    ]


def _addresses(language: str, *parts: str) -> Spoken:
    """Addresses side by side; each in its own order."""
    return Spoken(language, " · ".join(in_order(language, part) for part in parts if part))


def cover_remarks(publication: Publication, root: str) -> list[str]:
    """Where the document comes from, if not from this edition, and how current its translation is."""
    origin = origin_words(publication, root)
    return [*([origin] if origin else []), *_translation_remarks(publication)]


def _translation_remarks(publication: Publication) -> list[str]:
    if publication.language == publication.official:
        return []
    language, revision = publication.language, publication.revision
    if publication.current_units == publication.units:
        return [say(language, "Unofficial translation, revision {revision}; all of it is current.", revision=revision)]
    counts = {"current": publication.current_units, "units": publication.units}
    return [
        say(
            language,
            "Unofficial translation, revision {revision}: {current} of {units} passages are current; the others stand in the official language.",
            revision=revision,
            **counts,
        )
    ]
