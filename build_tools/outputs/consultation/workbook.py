"""A comment form as a workbook: only what participants write can be changed, and every cell is text."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from build_tools.interface import say
from build_tools.load.returned.words import COLUMNS, WHO
from build_tools.outputs.consultation.form import DELETED, FREE_ROWS, INSERTED, LABEL, Form, Row, Segment

LISTS = "lists"
_LONGEST_CELL = 32767
_WIDTHS = {"provision": 18, "title": 28, "amendment": 14, "edition": 10, "digest": 14, "change": 60, "comment": 50, "proposal": 50}
_FREELY = {"format_columns": True, "format_rows": True}


def to_xlsx(form: Form) -> bytes:
    """The workbook: a sheet that explains and asks who answers, and one with a row for each provision."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": form.title.words, "author": ", ".join(form.maintainers), "created": datetime.fromisoformat(form.opens)})
    _who(book, form)
    _comments(book, form)
    lists = book.add_worksheet(LISTS)
    for column, names in enumerate((form.groups, form.languages)):
        for row, name in enumerate(names):
            lists.write_string(row, column, name)
    lists.protect()
    lists.hide()
    book.close()
    return file.getvalue()


def _sheet(book: Any, form: Form, name: str) -> Any:
    sheet = book.add_worksheet("".join(character for character in name if character not in "[]:*?/\\")[:31])
    sheet.protect("", _FREELY)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if form.direction == "rtl":
        sheet.right_to_left()
    return sheet


def _who(book: Any, form: Form) -> None:
    """The first sheet; its first column, which is hidden, holds the keys by which answers are found again."""
    sheet = _sheet(book, form, say(form.language, "About you"))
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    answer = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "num_format": "@", "border": 1, "bg_color": "#FFFBE6"})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 28, bold)
    sheet.set_column(2, 2, 90, words)
    lines = [("", say(form.language, "Comment form"), form.title.words), *(("", label, value) for label, value in form.facts)]
    lines += [("round", form.words["round"], form.round)]
    lines += [("", "", line) for line in (*form.questions, *form.instructions)]
    lines += [(key, form.words[key], form.languages[0] if key == "language" else "") for key in WHO]
    for row, (key, label, value) in enumerate(lines):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, label, bold)
        sheet.write_string(row, 2, value, answer if key in WHO else words)
        if choices := {"group": form.groups, "language": form.languages}.get(key):
            column = "A" if key == "group" else "B"
            sheet.data_validation(row, 2, row, 2, {"validate": "list", "source": f"={LISTS}!${column}$1:${column}${len(choices)}"})


def _comments(book: Any, form: Form) -> None:
    """The second sheet; its first row, which is hidden, holds the keys of the columns."""
    sheet = _sheet(book, form, say(form.language, "Your comments"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE"})
    words = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    answer = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "num_format": "@", "border": 1, "bg_color": "#FFFBE6"})
    marks = _marks(book)
    for column, key in enumerate(COLUMNS):
        sheet.set_column(column, column, _WIDTHS[key])
        sheet.write_string(0, column, key)
        sheet.write_string(1, column, form.words[key], head)
    sheet.set_row(0, None, None, {"hidden": True})
    for number, row in enumerate(form.rows, 2):
        _row(sheet, number, row, words, answer, marks)
    for number in range(len(form.rows) + 2, len(form.rows) + 2 + FREE_ROWS):
        for column, key in enumerate(COLUMNS):
            sheet.write_blank(number, column, None, answer if key in ("provision", "amendment", "comment", "proposal") else words)
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _row(sheet: Any, number: int, row: Row, words: Any, answer: Any, marks: dict[str, Any]) -> None:
    filled = {"provision": row.provision, "title": row.title.words, "amendment": row.amendment, "edition": row.edition, "digest": row.digest}
    for column, key in enumerate(COLUMNS):
        if key == "change":
            _rich(sheet, number, column, row.change, words, marks)
        elif key in filled:
            sheet.write_string(number, column, filled[key], words)
        else:
            sheet.write_blank(number, column, None, answer)


def _marks(book: Any) -> dict[str, Any]:
    return {
        INSERTED: book.add_format({"underline": 1, "font_color": "#1B5E20"}),
        DELETED: book.add_format({"font_strikeout": True, "font_color": "#B71C1C"}),
        LABEL: book.add_format({"bold": True}),
    }


def _rich(sheet: Any, row: int, column: int, segments: tuple[Segment, ...], words: Any, marks: dict[str, Any]) -> None:
    """Words with marks; where they are too many for a cell, the end is left out and three dots say so."""
    parts: list[Any] = []
    room = _LONGEST_CELL - 2
    for segment in (segment for segment in segments if segment.words):
        shown = segment.words if len(segment.words) <= room else segment.words[: max(room, 0)] + " …"
        room -= len(segment.words)
        parts += [marks[segment.mark], shown] if segment.mark else [shown]
        if room < 0:
            break
    if sum(isinstance(part, str) for part in parts) > 1:
        sheet.write_rich_string(row, column, *parts, words)
    else:
        sheet.write_string(row, column, "".join(part for part in parts if isinstance(part, str)), words)
