"""The words of provisions read back from a PDF, by its tags: without running heads, list markers and line breaks.

`provisions(path)` gives for every named destination the text from its heading to the next heading. Compare by `squeezed`,
which drops white space: a PDF has none of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf

_HEADING = re.compile(r"H[1-6]?")
_INLINE = {"Span", "Link", "Em", "Strong", "Sub", "Quote", "Code", "Reference"}
_NOT_WORDS = {"Lbl", "TOC", "Figure"}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_SAME_PLACE = 1.5
_SAME_LINE = 6.0
"""Points: signs above and below letters are drawn a little off their line."""
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass
class Section:
    """A heading and all blocks of text up to the next heading."""

    heading: str
    blocks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join([self.heading, *self.blocks])


def squeezed(text: str) -> str:
    """The characters that can be seen, in one normal form.

    >>> squeezed("a b\\u00adc\\n")
    'abc'
    """
    return re.sub(r"[\s\u00ad\u200b\u200e\u200f\u2060-\u2069\ufeff]", "", unicodedata.normalize("NFC", text))


def provisions(path: Path) -> dict[str, Section]:
    """Named destination → its section, in reading order."""
    with pikepdf.open(path) as pdf:
        sections = list(_sections(pdf))
        names = _names(pdf)
    assert len(names) == len(sections), f"{len(names)} named destinations, {len(sections)} headings"
    return dict(zip(names, sections, strict=True))


def has_words(section: Section, words: str) -> bool:
    """Whether the words stand in the section letter by letter."""
    return squeezed(words) in squeezed(section.text)


def _sections(pdf: pikepdf.Pdf) -> Iterator[Section]:
    spoken = {page.obj.objgen: _marked_text(page) for page in pdf.pages}
    section: Section | None = None
    for kind, text in _blocks(pdf.Root.StructTreeRoot.K, None, spoken, str(pdf.Root.Lang)):
        if _HEADING.fullmatch(kind):
            if section:
                yield section
            section = Section(text)
        elif section:
            section.blocks.append(text)
    if section:
        yield section


def _blocks(node: Any, page: Any, spoken: Spoken, language: str) -> Iterator[tuple[str, str]]:
    """(tag, text) of every block in the order of the tags."""
    for kind, pieces in _pieces(node, page, spoken, language, ""):
        text = _joined(pieces)
        if text.strip():
            yield kind, text


def _pieces(node: Any, page: Any, spoken: Spoken, language: str, kind: str) -> Iterator[tuple[str, list[Piece]]]:
    """(tag, pieces of text) of every block; inline tags join the block around them."""
    gathered: list[Piece] = []
    for child in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(child, int):
            gathered += _told(spoken[page.objgen].get(child, []), language)
        elif isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
            gathered += _told(spoken[child.get("/Pg", page).objgen].get(int(child.MCID), []), language)
        elif isinstance(child, pikepdf.Dictionary) and "/S" in child:
            tag = str(child.S)[1:]
            if tag in _NOT_WORDS or "/K" not in child:
                continue
            inner = list(_pieces(child.K, child.get("/Pg", page), spoken, str(child.get("/Lang", language)), tag))
            if tag in _INLINE:
                gathered += [piece for _, pieces in inner for piece in pieces]
                continue
            if _HEADING.fullmatch(tag):
                inner = [(tag, [piece for _, pieces in inner for piece in pieces])]
            yield kind, gathered
            gathered = []
            yield from inner
    yield kind, gathered


def _told(pieces: list[Piece], language: str) -> list[Piece]:
    return [replace(piece, language=language) for piece in pieces]


def _joined(pieces: list[Piece]) -> str:
    """The pieces as one text. Tags have the logical order; but a line with right-to-left letters is drawn from left to right."""
    if not any(piece.way == "rtl" for piece in pieces):
        return "".join("".join(piece.clusters) for piece in pieces)
    lines: list[list[Piece]] = []
    for piece in pieces:
        line = next((line for line in lines if line[0].page == piece.page and abs(line[0].y - piece.y) < _SAME_LINE), None)
        if line is None:
            lines.append([piece])
        else:
            line.append(piece)
    return " ".join(_logical(line) for line in lines)


def _logical(line: list[Piece]) -> str:
    """A drawn line in the order in which it is read."""
    base = any(piece.language.startswith(_RIGHT_TO_LEFT) for piece in line)
    drawn = _once(sorted(line, key=lambda piece: piece.x))
    ways = [piece.way for piece in drawn]
    for at in range(1, len(ways) - 1):
        if not ways[at] and ways[at - 1] == ways[at + 1]:
            ways[at] = ways[at - 1]  # a stop inside an address belongs to it
    main, other = ("rtl", "ltr") if base else ("ltr", "rtl")
    runs = [(way, [drawn[at] for at, _ in run]) for way, run in groupby(enumerate(ways), key=lambda pair: other if pair[1] == other else main)]
    text = ""
    for way, run in reversed(runs) if base else runs:
        text += "".join(piece.logical for piece in (reversed(run) if way == "rtl" else run))
    return text


def _once(drawn: list[Piece]) -> list[Piece]:
    """The pieces without those that name letters a second time, because their vowel sign is drawn apart from them."""
    kept: list[Piece] = []
    for piece in drawn:
        double = next((at for at, other in enumerate(kept) if piece.x - other.x < _SAME_PLACE and piece.clusters[0] == other.clusters[0]), None)
        if double is None:
            kept.append(piece)
        elif len(piece.clusters) > len(kept[double].clusters):
            kept[double] = piece
    return kept


def _names(pdf: pikepdf.Pdf) -> list[str]:
    """The named destinations from the first page to the last, from top to bottom."""
    order = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = []
    for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        place = target.D if isinstance(target, pikepdf.Dictionary) else target
        found.append((order[place[0].objgen], -float(place[3]), name))
    return [name for _, _, name in sorted(found)]


@dataclass(frozen=True)
class Piece:
    """Characters drawn in one go."""

    page: int
    x: float
    y: float
    clusters: tuple[str, ...]
    """From left to right; a cluster is what one glyph, or a group that only makes sense together, stands for."""
    language: str = ""

    @property
    def way(self) -> str:
        """rtl, ltr, or empty for what has no direction of its own."""
        ways = {unicodedata.bidirectional(character) for cluster in self.clusters for character in cluster}
        return "rtl" if ways & {"R", "AL", "AN"} else "ltr" if ways & {"L", "EN"} else ""

    @property
    def logical(self) -> str:
        return "".join(reversed(self.clusters) if self.way == "rtl" else self.clusters)


Spoken = dict[Any, dict[int, list[Piece]]]
"""Page → marked content identifier → what is drawn there."""


def _marked_text(page: pikepdf.Page) -> dict[int, list[Piece]]:
    """Marked content identifier → its text on this page."""
    fonts = {name: _Font(font) for name, font in page.resources.get("/Font", {}).items()}
    spoken: dict[int, list[Piece]] = {}
    marks: list[tuple[int | None, list[str] | None]] = []
    states: list[pikepdf.Matrix] = []
    matrix = line = pikepdf.Matrix()
    font: _Font | None = None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                states.append(matrix)
            case "Q":
                matrix = states.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tm":
                line = pikepdf.Matrix(*map(float, operands))
            case "BDC" | "BMC":
                marks.append(_opened(operands, marks))
            case "EMC":
                marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if marks and font and marks[-1][0] is not None:
                mark, instead = marks[-1]
                clusters = font.read(operands[0]) if instead is None else [instead.pop()] if instead else []
                place = line @ matrix
                if clusters:
                    spoken.setdefault(mark, []).append(Piece(page.index, place.e, place.f, tuple(clusters)))
    return spoken


def _opened(operands: Any, marks: list[tuple[int | None, list[str] | None]]) -> tuple[int | None, list[str] | None]:
    """(the mark that text inside belongs to, the text to take instead of the drawn one: once)."""
    mark, instead = marks[-1] if marks else (None, None)
    properties = operands[1] if len(operands) > 1 else None
    if str(operands[0]) == "/Artifact":
        return None, None
    if isinstance(properties, pikepdf.Dictionary):
        mark = int(properties.MCID) if "/MCID" in properties else mark
        if "/ActualText" in properties and instead is None:
            instead = [str(properties.ActualText)]
    return mark, instead


class _Font:
    """Codes of a font to characters."""

    def __init__(self, font: Any) -> None:
        self.bytes_a_code = 2 if str(font.Subtype) == "/Type0" else 1
        self.characters = _characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}

    def read(self, shown: Any) -> list[str]:
        """The characters of each glyph of a string, or of an array of strings and gaps."""
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        return [text for part in parts if isinstance(part, pikepdf.String) for text in self._read(bytes(part))]

    def _read(self, codes: bytes) -> Iterator[str]:
        width = self.bytes_a_code
        for at in range(0, len(codes), width):
            yield self.characters.get(int.from_bytes(codes[at : at + width], "big"), "\ufffd")


def _characters(table: bytes) -> dict[int, str]:
    """A ToUnicode table."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.S):
        codes = _HEX.findall(block)
        found |= {int(code, 16): _text(text) for code, text in zip(codes[::2], codes[1::2], strict=True)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.S):
        codes = _HEX.findall(block)
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            start = _text(text)
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return found


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode("ascii")).decode("utf-16-be")
