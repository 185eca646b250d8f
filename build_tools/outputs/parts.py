"""The files of a release, one by one: what each is called, what it is made from, and who writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_tools.model.publication import Publication
from build_tools.outputs.consultation.forms import comment_form
from build_tools.outputs.consultation.report import report_xlsx
from build_tools.outputs.data import EXPORTS
from build_tools.outputs.disk import write_bytes
from build_tools.outputs.docx.render import render_docx, render_redline_docx
from build_tools.outputs.names import (
    DATA,
    data_name,
    documents,
    docx_name,
    form_name,
    pdf_name,
    redline_name,
    report_name,
    summary_name,
)
from build_tools.outputs.pdf.render import render_form, render_pdf, render_report, render_summary
from build_tools.outputs.pdf.text import Looks
from build_tools.outputs.stamp import document_part
from build_tools.render.status import takes_comments

Publish = Callable[[str, str], Publication]
"""(edition, language) → publication"""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a release."""

    name: str
    made_from: tuple[object, ...]
    """What its bytes depend on, publications first."""
    write: Callable[[Path], None]

    def write_into(self, folder: Path) -> None:
        """Write it as `file` in a folder, whatever it is called."""
        self.write(folder / "file")


@dataclass(frozen=True, slots=True)
class Press:
    """What the writers of a release are given besides the publication."""

    accent: str
    """A colour as `#rrggbb`."""
    publish: Publish


def pdf_parts(publication: Publication, press: Press) -> Iterator[Part]:
    """Each document, the whole standard, the summary of amendments; of consultations the forms and reports."""
    looks = Looks(publication)  # a kind looks as the whole publication makes it look, so no document may lack this
    kinds = [sorted(found) for found in (looks.boxed, looks.captions, looks.entries, looks.labelled)]
    for document in (None, *documents(publication)):
        identifier = document.id if document else None

        def write(out: Path, identifier: str | None = identifier) -> None:
            render_pdf(publication, identifier, out, press.accent)

        yield Part(pdf_name(publication, document), (document_part(publication, identifier), identifier, kinds, press.accent), write)
    if publication.amendments:
        yield _bytes(summary_name(publication), (publication, press.accent), partial(render_summary, publication, press.accent))
    for found in publication.rounds:
        if takes_comments(publication, found):
            yield _bytes(form_name(publication, found, "pdf"), (publication, found.id, press.accent), partial(render_form, publication, found, press.accent))
        if found.comments:
            yield _bytes(report_name(publication, found, "pdf"), (publication, found.id, press.accent), partial(render_report, publication, found, press.accent))


def docx_parts(publication: Publication, press: Press) -> Iterator[Part]:
    """Each document clean, and as redline against the edition that readers hold; the forms of consultations."""
    for document in documents(publication):

        def write(out: Path, identifier: str = document.id) -> None:
            render_docx(publication, identifier, out, press.accent)

        yield Part(docx_name(publication, document), (document_part(publication, document.id), document.id, press.accent), write)
    if publication.since:
        yield from _redlines(publication, press)
    for found in publication.rounds:
        if takes_comments(publication, found):
            yield _bytes(form_name(publication, found, "docx"), (publication, found.id), partial(comment_form, publication, found, "docx"))


def _redlines(publication: Publication, press: Press) -> Iterator[Part]:
    old = press.publish(publication.since, publication.language)
    pair = (press.publish(publication.since, publication.official), press.publish(publication.edition.name, publication.official))
    official = pair if publication.language != publication.official else None
    author, date = ", ".join(publication.maintainers), publication.edition.day
    changed = {change.root for change in publication.changes}
    for document in (found for found in documents(publication) if found.id in changed):

        def write(out: Path, identifier: str = document.id) -> None:
            render_redline_docx(old, publication, identifier, out, author, date, official, press.accent)

        both = (document_part(old, document.id), document_part(publication, document.id))
        yield Part(redline_name(old.edition.name, publication, document), (*both, pair[0].digest, pair[1].digest, document.id, press.accent), write)


def data_parts(publication: Publication, press: Press) -> Iterator[Part]:
    """The exports; of consultations the forms and reports."""
    for kind in DATA:
        yield _bytes(data_name(publication, kind), (publication,), partial(EXPORTS[kind], publication))
    for found in publication.rounds:
        if takes_comments(publication, found):
            yield _bytes(form_name(publication, found, "xlsx"), (publication, found.id), partial(comment_form, publication, found, "xlsx"))
        if found.comments:
            yield _bytes(report_name(publication, found, "xlsx"), (publication, found.id), partial(report_xlsx, publication, found))


def _bytes(name: str, made_from: tuple[object, ...], make: Callable[[], bytes]) -> Part:
    return Part(name, made_from, lambda out: write_bytes(out, make()))


RELEASE: dict[str, Callable[[Publication, Press], Iterator[Part]]] = {"pdf": pdf_parts, "docx": docx_parts, "data": data_parts}
"""Target → its files."""

TARGET_OF = {".pdf": "pdf", ".docx": "docx", **{f".{kind}": "data" for kind in DATA}}
"""Ending → the target that makes such files."""
