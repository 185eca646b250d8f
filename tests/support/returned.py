"""Forms and drafts as participants send them back."""

import csv
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from lxml import etree

from build_tools.load.returned.words import key_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {"w": W}

Answer = tuple[str, str]
"""(comment, proposed wording)"""


def fill_workbook(data: bytes, who: Mapping[str, str], answers: Mapping[str, Answer], free: Sequence[tuple[str, str, str]] = ()) -> bytes:
    """The form with answers to provisions, and free rows (identifier, comment, wording), saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    first, second = book.worksheets[:2]
    for row in first.iter_rows():
        if row[0].value in who:
            row[2].value = who[str(row[0].value)]
            row[2].data_type = "s"
    keys = {str(cell.value): cell.column for cell in second[1]}
    waiting = list(free)
    for row in range(3, second.max_row + 1):
        given = second.cell(row, keys["provision"]).value
        entry: tuple[str, str, str] | None = None
        if given is not None and str(given) in answers:
            entry = (str(given), *answers[str(given)])
        elif given is None and waiting:
            entry = waiting.pop(0)
        if entry is not None:
            for key, words in zip(("provision", "comment", "proposal"), entry, strict=True):
                if words and not (key == "provision" and given is not None):
                    cell = second.cell(row, keys[key])
                    cell.value = words
                    cell.data_type = "s"
    assert not waiting
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill_document(data: bytes, who: Mapping[str, str], answers: Mapping[str, Answer], free: Sequence[tuple[str, str, str]] = ()) -> bytes:
    """The same in Word."""
    parts = unpacked(data)
    document = etree.fromstring(parts["word/document.xml"])
    waiting = list(free)
    for row in document.iterfind(".//w:tr", NAMESPACES):
        cells = row.findall("w:tc", NAMESPACES)
        key = key_of("".join(cells[0].itertext()))
        if len(cells) == 2 and key in who:
            _write(cells[1], who[key])
        if len(cells) == 2 or key:
            continue
        given = cells[0].findtext(".//w:t", None, NAMESPACES)
        entry: tuple[str, str, str] | None = None
        if given is None:
            entry = waiting.pop(0) if waiting else None
        elif given in answers:
            entry = (given, *answers[given])
        for place, words in zip((0, 3, 4), entry or ("", "", ""), strict=True):
            if words and (place or given is None):
                _write(cells[place], words)
    assert not waiting
    parts["word/document.xml"] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _write(cell: etree._Element, words: str) -> None:
    """As Word does when somebody writes into a place for an answer, or chooses there."""
    for chosen in cell.findall(".//w:sdtContent/w:r", NAMESPACES):
        chosen.getparent().remove(chosen)  # type: ignore[union-attr]
    run = etree.Element(f"{{{W}}}r")
    for place, line in enumerate(words.split("\n")):
        if place:
            etree.SubElement(run, f"{{{W}}}br")
        etree.SubElement(run, f"{{{W}}}t").text = line
    choice, start = cell.find(".//w:sdtContent", NAMESPACES), cell.find(".//w:permStart", NAMESPACES)
    if choice is not None:
        choice.append(run)
    else:
        assert start is not None, "this cell is protected"
        start.addnext(run)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Name of a part → its content."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The inverse of `unpacked`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def csv_file(rows: Sequence[Sequence[str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def draft(body: str, comments: str = "", styles: str = "") -> bytes:
    """A Word document with this body; in `styles`, further styles."""
    identifier = f'<w:style w:type="character" w:styleId="Kennung1"><w:name w:val="Identifier"/></w:style><w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>{styles}'
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{identifier}</w:styles>'.encode(),
    }
    if comments:
        parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode()
    return packed(parts)


def heading(identifier: str, title: str) -> str:
    """A heading with its identifier, cut in two as Word likes to do."""
    style = '<w:rPr><w:rStyle w:val="Kennung1"/></w:rPr>'
    return f"<w:p><w:r>{style}<w:t>{identifier[:2]}</w:t></w:r><w:r>{style}<w:t>{identifier[2:]}</w:t></w:r><w:r><w:t> {title}</w:t></w:r></w:p>"


def words(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def changed(sort: str, text: str, author: str, number: int = 1, date: str = "2023-09-20T10:00:00Z") -> str:
    """A run that somebody inserted or deleted: `sort` is ins or del."""
    kind = "delText" if sort == "del" else "t"
    return f'<w:{sort} w:id="{number}" w:author="{author}" w:date="{date}"><w:r><w:{kind} xml:space="preserve">{escape(text)}</w:{kind}></w:r></w:{sort}>'


def commented(number: int, text: str) -> str:
    """Runs that a comment is on."""
    return f'<w:commentRangeStart w:id="{number}"/>{words(text)}<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def comment(number: int, author: str, text: str, date: str = "2023-09-14T08:30:00Z") -> str:
    """A review comment."""
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}"><w:p>{words(text)}</w:p></w:comment>'


def shuffled(paths: Sequence[Path], seed: int) -> list[Path]:
    """The paths in another order."""
    return random.Random(seed).sample(list(paths), len(paths))
