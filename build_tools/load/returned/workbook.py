"""Workbooks to tables of words."""

import datetime
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl

from build_tools.load.returned.tables import Table

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def workbook_tables(data: bytes) -> list[Table]:
    """Every sheet that people see. What is damaged raises whatever the library raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that no form has
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        return [Table(f"sheet “{sheet.title}”", list(_rows(sheet))) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        words = [_words(cell) for cell in cells]
        if any(words):
            yield number, words


def _words(value: object) -> str:
    """A cell as people read it; a formula as it was written, since it may be words that begin with “=”."""
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
    return str(getattr(value, "text", value))
