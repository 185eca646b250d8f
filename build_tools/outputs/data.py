"""The publication as data: JSON for programs, CSV and XLSX for people with spreadsheets."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from json.encoder import encode_basestring
from typing import Any

import xlsxwriter

from build_tools.errors import ContentError
from build_tools.interface import say
from build_tools.model.identifiers import slug
from build_tools.model.publication import Item, Publication, Shown
from build_tools.prose.tree import Inline, Inlines, Link, Prose, Reference, Words, map_inlines, map_references
from build_tools.prose.write import write_markdown

VERSION = 1
"""Of the data formats; it rises when a reader of the old one would be misled."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32767


def to_json(publication: Publication) -> bytes:
    """The whole publication, fields as Markdown and as plain words. Shape: schemas/publication.schema.json."""
    return (_indented(json_object(publication), "\n") + "\n").encode()


def _indented(value: object, line: str) -> str:
    """As `json.dumps(value, ensure_ascii=False, indent=1)`, in a third of its time."""
    inner = f"{line} "
    match value:
        case str():
            return encode_basestring(value)
        case dict() if value:
            return f"{{{inner}" + f",{inner}".join(f"{encode_basestring(key)}: {_indented(found, inner)}" for key, found in value.items()) + f"{line}}}"
        case list() if value:
            return f"[{inner}" + f",{inner}".join(_indented(found, inner) for found in value) + f"{line}]"
    return json.dumps(value)


def json_object(publication: Publication) -> dict[str, Any]:
    """What `to_json` writes."""
    edition = publication.edition
    return {
        "format": "publication",
        "version": VERSION,
        "standard": publication.standard["name"].words,
        "edition": edition.name,
        "language": publication.language,
        "official_language": publication.official,
        "digest": publication.digest,
        "edition_title": edition.title.words,
        "edition_status": edition.status,
        "issued": edition.issued or None,
        "base": edition.base or None,
        "branch": edition.branch,
        "carried_over": dict(edition.carried_over),
        "notice": publication.standard["notice"].words,
        "licence": {"name": publication.licence[0], "url": publication.licence[1]},
        "translation_revision": publication.revision or None,
        "provisions": [_provision(publication, item) for item in publication.items],
    }


def _provision(publication: Publication, item: Item) -> dict[str, Any]:
    shown = [*([item.title] if item.title else []), *item.fields]
    main = main_field(item)
    record: dict[str, Any] = {
        "id": item.id,
        "slug": item.slug,
        "kind": item.kind,
        "kind_label": item.kind_label.words,
        "number": item.number or None,
        "parent": item.parent,
        "page": item.page,
        "status": "withdrawn" if item.withdrawn else "valid",
        "title": item.title.spoken.words if item.title else "",
        "text": markdown(main.spoken.prose) if main else "",
        "plain": main.spoken.words if main else "",
    }
    if item.was:
        record["was"] = list(item.was)
    if item.corrected:
        record["corrected"] = list(item.corrected)
    for field in item.fields:
        record.update(_field(field))
    record["shown_in"] = {field.name: field.spoken.language for field in shown if field.spoken.language != publication.language}
    return record


def main_field(item: Item) -> Shown | None:
    """The field that says what the provision says: `text`, or the first prose field of a kind without one."""
    prose = [field for field in item.fields if field.type == "prose"]
    return next((field for field in prose if field.name == "text"), prose[0] if prose else None)


def _field(field: Shown) -> dict[str, Any]:
    match field.type:
        case "prose" if field.name == "text":
            return {}
        case "prose":
            return {field.name: markdown(field.spoken.prose), f"{field.name}_plain": field.spoken.words}
        case "line":
            return {field.name: field.spoken.words}
        case "choice":
            return {field.name: field.codes[0].code, f"{field.name}_label": field.spoken.words}
    return {field.name: [code.code for code in field.codes], f"{field.name}_labels": [code.spoken.words for code in field.codes]}


def markdown(prose: Prose) -> str:
    """Markdown anybody can read: references are links to the provision's anchor."""

    def link(reference: Reference) -> Inline:
        return Link(f"#{slug(reference.target)}", (Words(reference.words),))

    def change(inlines: Inlines) -> Inlines:
        return map_references(inlines, link)

    return write_markdown(map_inlines(prose, change))


def table(publication: Publication) -> tuple[list[str], list[str], list[list[str]]]:
    """(column names, their labels, a row for each provision), all in plain words."""
    language = publication.language
    fields: dict[str, str] = {}
    for item in publication.items:
        for field in item.fields:
            fields.setdefault(field.name, field.label.words)
    names = ["id", "kind", "number", "title", *fields, "status", "parent", "not_translated"]
    labels = [
        say(language, "Identifier"),
        say(language, "Kind"),
        say(language, "Number"),
        say(language, "Title"),
        *fields.values(),
        say(language, "Status"),
        say(language, "Part of"),
        say(language, "Shown in the official language"),
    ]
    return names, labels, [_row(publication, item, list(fields)) for item in publication.items]


def _row(publication: Publication, item: Item, fields: list[str]) -> list[str]:
    values = {field.name: field for field in item.fields}
    shown = [*([item.title] if item.title else []), *item.fields]
    status = say(publication.language, "withdrawn") if item.withdrawn else say(publication.language, "valid")
    return [
        item.id,
        item.kind_label.words,
        item.number,
        item.title.spoken.words if item.title else "",
        *(_cell(values[name]) if name in values else "" for name in fields),
        status,
        item.parent or "",
        "; ".join(field.label.words for field in shown if field.spoken.language != publication.language),
    ]


def _cell(field: Shown) -> str:
    return "; ".join(code.spoken.words for code in field.codes) if len(field.codes) > 1 else field.spoken.words


def to_csv(publication: Publication) -> bytes:
    """Plain words, UTF-8, a row for each provision. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    names, _, rows = table(publication)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([[f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows])
    return file.getvalue().encode()


def to_xlsx(publication: Publication) -> bytes:
    """A workbook: the provisions with filters and a frozen header, and a sheet that says what it is. Every cell is text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    made = datetime.fromisoformat(publication.edition.day)
    book.set_properties({"title": publication.edition.title.words, "author": ", ".join(publication.maintainers), "created": made})
    _provisions_sheet(book, publication)
    _about_sheet(book, publication)
    book.close()
    return file.getvalue()


def _provisions_sheet(book: Any, publication: Publication) -> None:
    names, labels, rows = table(publication)
    sheet = book.add_worksheet(_sheet_name(say(publication.language, "Provisions")))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for column, label in enumerate(labels):
        sheet.write_string(0, column, label, head)
        sheet.set_column(column, column, _width([row[column] for row in rows]), body)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if len(cell) > _LONGEST_CELL:
                what = f"“{labels[column]}” of {row[0]} has {len(cell)} characters; a cell of a workbook holds {_LONGEST_CELL}."
                raise ContentError(what, remedy="Divide the provision, or take csv or json.")
            sheet.write_string(number, column, cell, body)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(names) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if publication.direction == "rtl":
        sheet.right_to_left()


def _width(cells: list[str]) -> int:
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    return min(max(longest + 2, 10), 60)


def _sheet_name(words: str) -> str:
    return "".join(character for character in words if character not in "[]:*?/\\")[:31]


def _about_sheet(book: Any, publication: Publication) -> None:
    language = publication.language
    sheet = book.add_worksheet(_sheet_name(say(language, "About")))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24, bold)
    sheet.set_column(1, 1, 90, wrap)
    rows = [
        (say(language, "Standard"), publication.standard["name"].words),
        (say(language, "Edition"), publication.edition.name),
        (say(language, "Language"), language),
        (say(language, "Digest"), publication.digest),
        (say(language, "Licence"), f"{publication.licence[0]} – {publication.licence[1]}"),
        (say(language, "Notice"), publication.standard["notice"].words),
        (say(language, "Language rule"), publication.standard["language_rule"].words),
    ]
    for number, (label, words) in enumerate(rows):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, words, wrap)
    if publication.direction == "rtl":
        sheet.right_to_left()


EXPORTS: dict[str, Callable[[Publication], bytes]] = {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}
