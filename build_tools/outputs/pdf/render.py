"""One document of a publication as PDF: the same bytes for the same publication."""

import importlib
import json
import re
import subprocess
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypandoc
import typst

from build_tools.errors import CraftError, MissingError
from build_tools.interface import direction, say
from build_tools.model.publication import Item, Publication, RoundView, Spoken
from build_tools.outputs.disk import write_bytes
from build_tools.outputs.pdf.consultation import form_blocks, report_blocks
from build_tools.outputs.pdf.cover import Facts, cover_facts, made_at
from build_tools.outputs.pdf.summary import changes_blocks, summary_blocks
from build_tools.outputs.pdf.text import Looks, Writer, amendments_heading, annex_lead, identifiers, roots_of
from build_tools.render.pandoc import Node
from build_tools.render.pandoc import document as pandoc_document

HERE = Path(__file__).parent
ACCENT = "#2F4257"
_TEMPLATE = (HERE / "template.typ").read_bytes()
_SHORT = 20
"""Provisions of an annex that does not need a page of its own."""
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_CJK_FAMILY = {"zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "HK", "ja": "JP", "ko": "KR"}


def render_pdf(publication: Publication, document: str | None, out: Path, accent: str = ACCENT) -> None:
    """Write one document, or the whole standard where `document` is none, to `out`.

    `document` is the identifier of a root; `accent` a colour as `#rrggbb`.
    Raises CraftError where Typst refuses the document, e.g. for a character that no font has.
    """
    looks = Looks(publication)
    roots = roots_of(publication, document)
    items = [item for item in publication.items if item.root in {root.id for root in roots}]
    blocks = _text(publication, looks, roots, items, whole=document is None)
    facts = _facts(publication, looks, roots[0] if document else None, items, accent)
    source = _typst_source(blocks)
    pdf = _compiled(source, facts, publication, document)
    write_bytes(out, _compressed(pdf))


def render_summary(publication: Publication, accent: str = ACCENT) -> bytes:
    """The summary of the amendments that lead to the edition."""
    title = say(publication.language, "Summary of amendments")
    return _listed(publication, title, summary_blocks(publication), accent)


def render_changes(publication: Publication, accent: str = ACCENT) -> bytes:
    """What differs from the edition `since`, provision by provision."""
    title = say(publication.language, "What changed since edition {edition}", edition=publication.since)
    return _listed(publication, title, changes_blocks(publication), accent)


def render_form(publication: Publication, found: RoundView, accent: str = ACCENT) -> bytes:
    """A round's comment form, to be printed and filled in by hand."""
    return _listed(publication, found.title.words, form_blocks(publication, found), accent)


def render_report(publication: Publication, found: RoundView, accent: str = ACCENT) -> bytes:
    """What became of a round's comments."""
    return _listed(publication, say(publication.language, "What became of the comments"), report_blocks(publication, found), accent)


def _listed(publication: Publication, title: str, blocks: list[Node], accent: str) -> bytes:
    facts = cover_facts(publication, "", "", Spoken(publication.language, title), accent)
    facts["depth"] = 2
    return _compressed(_compiled(_typst_source(blocks), facts, publication, title))


def _text(publication: Publication, looks: Looks, roots: list[Item], items: list[Item], whole: bool) -> list[Node]:
    sections = any(item.depth and item.kind not in looks.entries | looks.captions for item in items)
    writer = Writer(publication, looks, identifiers(items), outline_entries=not sections)
    below: dict[str, list[Item]] = {}
    for item in items:
        below.setdefault(item.root, []).append(item)
    blocks: list[Node] = []
    annexes = 0
    for root in roots:
        annex = whole and root.id not in publication.edition.documents
        short = annex and all(item.kind in looks.entries for item in below[root.id][1:]) and len(below[root.id]) <= _SHORT
        lead = annex_lead(publication, annexes) if annex else None
        for item in below[root.id]:
            blocks += writer.provision(item, lead, short and annexes > 0) if item is root else writer.provision(item)
        annexes += annex
    if whole and publication.amendments:
        blocks.append(amendments_heading(publication, annex_lead(publication, annexes)))
        for amendment in publication.amendments:
            blocks += writer.amendment(amendment)
    return blocks


def _facts(publication: Publication, looks: Looks, root: Item | None, items: list[Item], accent: str) -> Facts:
    lead = looks.lead(root) if root else ""
    title = root.title.spoken if root and root.title else publication.standard["full_name"]
    facts = cover_facts(publication, root.id if root else "", lead, title, accent)
    facts["depth"] = min(max((item.depth + 1 for item in items if item.kind not in looks.captions), default=1), 4)
    if len(items) < 4:
        facts["depth"] = 0
    if root is None:
        facts["full_name"] = ""  # it is the title
    return facts


def _typst_source(blocks: list[Node]) -> str:
    tree = json.dumps(pandoc_document(blocks), ensure_ascii=False).encode("utf-8")
    command = [_pandoc(), "-f", "json", "-t", "typst-smart", "--wrap=none"]
    try:
        done = subprocess.run(command, input=tree, capture_output=True, check=True)
    except FileNotFoundError:
        raise MissingError("pandoc is not installed.", "Run make install, or pip install pypandoc-binary.") from None
    except subprocess.CalledProcessError as error:
        raise CraftError(f"pandoc refused the document: {error.stderr.decode('utf-8', 'replace').strip()}") from None
    return '#import "template.typ": *\n#show: publication\n\n' + done.stdout.decode("utf-8")


@lru_cache
def _pandoc() -> str:
    """The program inside the wheel, so that every machine uses the same."""
    bundled = Path(pypandoc.__file__).parent / "files"
    return next((str(path) for name in ("pandoc", "pandoc.exe") if (path := bundled / name).is_file()), "pandoc")


@lru_cache
def _fonts(arabic: bool, cjk: bool) -> typst.Fonts:
    packages = ["fontpkg_source_serif_4", "fontpkg_source_sans_3"]
    if arabic:
        packages += ["fontpkg_amiri", "fontpkg_ibm_plex_sans_arabic"]
    paths = [Path(importlib.import_module(name).__file__ or "").parent / "files" for name in packages]
    if cjk:
        paths.append(Path(importlib.import_module("manimgx_fonts_cjk").__file__ or "").parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in paths])


def _families(language: str, arabic: bool, cjk: bool) -> tuple[list[str], list[str]]:
    """The fonts for text and for headings, the language's own script first."""
    serif, sans = ["Source Serif 4"], ["Source Sans 3"]
    if arabic:
        first = 0 if direction(language) == "rtl" else 1
        serif.insert(first, "Amiri")
        sans.insert(first, "IBM Plex Sans Arabic")
    if cjk:
        family = f"Noto Sans CJK {_CJK_FAMILY.get(language, 'SC')}"
        serif.append(family)
        sans.append(family)
    return serif, sans


def _compiled(source: str, facts: Facts, publication: Publication, document: str | None) -> bytes:
    seen = source + json.dumps(facts, ensure_ascii=False)
    arabic, cjk = bool(_ARABIC.search(seen)), bool(_CJK.search(seen))
    facts["serif"], facts["sans"] = _families(publication.language, arabic, cjk)
    facts["cjk"] = cjk
    sources: Any = {"main.typ": source.encode("utf-8"), "template.typ": _TEMPLATE}  # the stubs do not know dictionaries
    try:
        return bytes(
            typst.compile(
                sources,
                font_paths=_fonts(arabic, cjk),
                format="pdf",
                pdf_standards=["ua-1", "a-3a"],
                timestamp=made_at(publication),
                sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
            )
        )
    except typst.TypstError as error:
        name = document or "the whole standard"
        where = f"edition {publication.edition.name}, {publication.language}"
        hints = " ".join(getattr(error, "hints", ()))
        raise CraftError(f"Typst refused {name} ({where}): {getattr(error, 'message', error)}.", hints) from None


def _compressed(pdf: bytes) -> bytes:
    packed = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            compress_streams=True,
            deterministic_id=True,
        )
    return packed.getvalue()
