"""CSV in whatever encoding and with whatever separator: the headings tell which."""

import csv
import io
import re
from collections.abc import Iterator

from build_tools.errors import ContentError
from build_tools.load.returned.tables import Table
from build_tools.load.returned.words import key_of

CODE_PAGES = ("cp1252", "cp1256", "gb18030", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp932", "cp949", "mac_roman")
"""Older encodings, the likeliest first."""
SEPARATORS = ",;\t|"
_LONGEST_CELL = 1 << 28
_HEADINGS = 12
"""Rows in which the headings are looked for."""


def csv_table(name: str, data: bytes) -> tuple[Table, str]:
    """(the file's rows, the older encoding that it was read as, or nothing). Raises ContentError where it is no CSV."""
    csv.field_size_limit(_LONGEST_CELL)
    readings = [(text, separator, encoding) for encoding, text in _texts(name, data) for separator in _separators(text)]
    text, separator, encoding = max(readings, key=lambda reading: _score(reading[0], reading[1]))  # of equals, the first
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(_rows(text, separator), 1):
            rows.append((number, cells))
    except csv.Error as error:
        raise ContentError(f"{name}, row {len(rows) + 1}: {_reason(error)}", remedy="Ask for the file again, or mend the row.") from None
    return Table("", rows), encoding


def _reason(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "The quotation mark that opens here or earlier is not closed; the file is damaged, or only a part of it arrived."
    return f"The row cannot be read: {error}."


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """(older encoding or nothing, text) of every reading that is possible; only one where the file says what it is."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encoding = next((encoding for mark, encoding in marks.items() if data.startswith(mark)), "")
    if not encoding and b"\0" in data[:400]:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        yield "", data.decode(encoding or "utf-8")
        return
    except UnicodeDecodeError:
        if encoding or sum(byte < 9 for byte in data[:4000]) > 2:
            raise ContentError(f"{name}: This is no text, or a damaged one.", remedy="Send it as a workbook (.xlsx), or as CSV in UTF-8.") from None
    for older in CODE_PAGES:
        try:
            yield older, data.decode(older)
        except UnicodeDecodeError:
            continue
    yield "latin-1", data.decode("latin-1")


def _separators(text: str) -> str:
    """What may divide the cells; a first line “sep=;” says it."""
    declared = re.match(r"sep=(.)\r?\n", text)
    return declared[1] if declared else SEPARATORS


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _score(text: str, separator: str) -> int:
    """How many headings this reading makes out."""
    found = 0
    try:
        for number, cells in enumerate(_rows(text, separator)):
            found = max(found, sum(bool(key_of(cell)) for cell in cells))
            if number > _HEADINGS:
                break
    except csv.Error:
        pass
    return found
