"""One document of a publication as a Word file, and the redline of two editions as real tracked changes: the same bytes for the same publications."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools.errors import CraftError
from build_tools.interface import joined, say
from build_tools.model.publication import Publication
from build_tools.outputs.disk import write_bytes
from build_tools.outputs.docx.lines import Block, Section
from build_tools.outputs.docx.parts import Around, docx
from build_tools.outputs.docx.redline import counterparts, in_like_languages, redline_blocks
from build_tools.outputs.docx.styles import palette
from build_tools.outputs.docx.text import CONTENTS, COVER, END, document_sections
from build_tools.outputs.docx.wordml import BodyWriter
from build_tools.outputs.pdf.cover import made_at
from build_tools.outputs.pdf.text import Looks
from build_tools.render.status import status_title

ACCENT = "#2F4257"


def render_docx(publication: Publication, document: str | None, out: Path, accent: str = ACCENT) -> None:
    """Write one document, or the whole standard where `document` is none, to `out`.

    `document` is the identifier of a root; `accent` a colour as `#rrggbb`. Raises CraftError where the edition has no such root.
    """
    sections = document_sections(publication, document, {})
    blocks = [block for section in sections for piece in section.pieces for block in piece.blocks]
    write_bytes(out, _written(publication, blocks, _slugs(publication, sections, {}), _around(publication, document, accent)))


def render_redline_docx(
    old: Publication,
    new: Publication,
    document: str | None,
    out: Path,
    author: str,
    date: str,
    official: tuple[Publication, Publication] | None = None,
    accent: str = ACCENT,
) -> None:
    """Write what changed from one edition to the other, as changes that Word can accept and reject, to `out`.

    Both publications are in one language; `official` are the same editions in the official one, from which a field is taken
    that only one side has in their language. `author` and `date` (`2024-10-21`) stand at every change. A document that only one edition
    has is inserted or deleted whole. Raises CraftError where neither has it.
    """
    assert old.language == new.language, "the two must be in one language"
    if official:
        old, new = in_like_languages(old, new, official)
    twins = counterparts(old, new)
    past = next((name for name, now in twins.items() if now == document), document)
    before = document_sections(old, past, twins) if _has(old, past) else []
    after = document_sections(new, document, {}) if _has(new, document) else []
    if not before and not after:
        raise CraftError(f"Neither edition {old.edition.name} nor edition {new.edition.name} has a document {document}.")
    blocks = redline_blocks(before or _without_text(after), after or _without_text(before))
    here = _slugs(new, after, {})
    slugs = {**{name: here.get(twins.get(name, name), slug) for name, slug in _slugs(old, before, twins).items()}, **here}
    around = _around(new if after else old, document, accent)
    words = say(new.language, "Changes from edition {old} to edition {new}", old=old.edition.name, new=new.edition.name)
    around = replace(around, title=f"{around.title}: {words}", running=(f"{new.standard['name'].words} · {words}", around.running[1]))
    write_bytes(out, _written(new, blocks, slugs, around, author, date))


def _slugs(publication: Publication, sections: Sequence[Section], keys: Mapping[str, str]) -> dict[str, str]:
    """The provisions of the document → their slugs."""
    here = {section.key for section in sections}
    return {item.id: item.slug for item in publication.items if keys.get(item.id, item.id) in here}


def _has(publication: Publication, document: str | None) -> bool:
    return document is None or any(item.id == document and item.depth == 0 for item in publication.items)


def _without_text(sections: Sequence[Section]) -> list[Section]:
    """The title block and empty contents of a document that an edition does not have."""
    around = [section for section in sections if section.key in (COVER, CONTENTS, END)]
    return [replace(section, pieces=tuple(piece for piece in section.pieces if section.key != CONTENTS or piece.key.startswith("_"))) for section in around]


def _written(publication: Publication, blocks: Iterable[Block], slugs: Mapping[str, str], around: Around, author: str = "", date: str = "") -> bytes:
    writer = BodyWriter(publication.language, around.palette, slugs, author, date)
    body = "".join([writer.block(block) for block in blocks])
    return docx(body, around, writer.links, writer.lists)


def _around(publication: Publication, document: str | None, accent: str) -> Around:
    language, standard = publication.language, publication.standard
    root = next((item for item in publication.items if item.id == document), None)
    lead = Looks(publication).lead(root) if root else ""
    title = root.title.spoken.words if root and root.title else standard["full_name"].words
    edition = f"{standard['name'].words} · {say(language, 'Edition {edition}', edition=publication.edition.name)}"
    status = status_title(language, publication.edition.status)
    return Around(
        language=language,
        palette=palette(accent, language),
        title=", ".join(part for part in (f"{standard['name'].words} {publication.edition.name}", lead, title) if part),
        authors=joined(language, list(publication.maintainers)),
        description=standard["notice"].words,
        edition=publication.edition.name,
        made=made_at(publication),
        running=(" · ".join(part for part in (edition, status) if part), lead or (title if root else "")),
        notice=standard["notice"].words,
    )
