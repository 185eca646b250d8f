"""Tables of comments, wherever they come from, to what was said."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.errors import ContentError
from build_tools.load.returned.words import WHO, clean, key_of, written
from build_tools.model.consultation import Remark, Said, Who

_HEADINGS = 40
"""Rows in which the headings are looked for."""

_DIGEST = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, a CSV file or a table in Word."""

    name: str
    """Empty where the file holds only this one."""
    rows: Sequence[tuple[int, Sequence[str]]]
    """(row as people count them, its cells)"""


@dataclass(slots=True)
class Answers:
    """What a file holds."""

    said: list[Said] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    round: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    columns: Mapping[str, tuple[int, ...]]
    """Key → the columns that bear it."""
    names: Mapping[int, str]
    """Column → its heading."""
    rows: frozenset[int]
    """The rows that are headings."""


def answers_of(file: str, tables: Sequence[Table]) -> Answers:
    """Everything said in the tables. Raises ContentError where none of them has a column for comments."""
    heads = [_head(table) for table in tables]
    if not any(heads):
        raise ContentError(f"{file}: No column for comments was found.", remedy="Is it the form? A heading must say “Comment” or “Proposed wording”, in any of the forms' languages.")
    answers, who = Answers(), {}  # type: tuple[Answers, dict[str, str]]
    for table, head in zip(tables, heads, strict=True):
        if head is None:
            found = dict(_who(table))
            who |= found
            if not found and any(any(cells) for _, cells in table.rows):
                answers.remarks.append(Remark(file, table.name, "This is not read: it has no column for comments."))
    answers.round = who.get("round", "")
    several = sum(head is not None for head in heads) > 1
    for table, head in zip(tables, heads, strict=True):
        if head is not None:
            _read(file, table, head, f"{table.name}, " if several else "", who, answers)
    return answers


def is_form(table: Table) -> bool:
    """Whether the table has a column for comments."""
    return _head(table) is not None


def _head(table: Table) -> _Head | None:
    """The headings: of the first rows that with most of them, and those next to it that say the same in other words."""
    rows = [(number, cells, {column: key for column, cell in enumerate(cells) if (key := key_of(cell))}) for number, cells in table.rows[:_HEADINGS]]
    able = [place for place, (_, _, keys) in enumerate(rows) if {"comment", "proposal"} & set(keys.values())]
    if not able:
        return None
    best = max(able, key=lambda place: (len(set(rows[place][2].values())), -place))
    chosen = [best]
    for step in (1, -1):
        place = best + step
        while 0 <= place < len(rows) and 0 < len(rows[place][2]) == sum(bool(cell.strip()) for cell in rows[place][1]):
            chosen.append(place)
            place += step
    columns: dict[str, tuple[int, ...]] = {}
    names: dict[int, str] = {}
    for place in chosen:
        _, cells, keys = rows[place]
        names = {column: cell.strip() for column, cell in enumerate(cells) if cell.strip()} | names
        for column, key in keys.items():
            if not any(column in taken for taken in columns.values()):
                columns[key] = (*columns.get(key, ()), column)
    return _Head(columns, names, frozenset(rows[place][0] for place in chosen))


def _who(table: Table) -> Iterator[tuple[str, str]]:
    """(key, answer) of the rows that ask who answers: the answer stands behind the question."""
    for _, cells in table.rows:
        key = next((found for cell in cells[:2] if (found := key_of(cell)) in (*WHO, "round")), "")
        rest = [words for cell in cells[1:] if key_of(cell) != key and (words := written(cell))]
        if key and rest:
            yield key, rest[0]


def _read(file: str, table: Table, head: _Head, where: str, who: Mapping[str, str], answers: Answers) -> None:
    unread: dict[int, None] = {}
    read = {column for columns in head.columns.values() for column in columns}
    for number, cells in table.rows:
        if number in head.rows or number < min(head.rows):
            continue
        place = f"{where}row {number}"
        values = {key: _value(cells, columns) for key, columns in head.columns.items()}
        outside = {column: clean(cell) for column, cell in enumerate(cells) if column not in read and clean(cell)}
        unread |= dict.fromkeys(column for column in outside if column in head.names)
        lost = [words for column, words in outside.items() if column not in head.names]
        if lost:
            answers.remarks.append(Remark(file, place, f"Words outside of the columns are not read: “{' | '.join(lost)}”."))
        if values.get("comment") or values.get("proposal"):
            answers.said.append(_said(file, place, values, who, answers))
            answers.round = answers.round or values.get("round", "")
        elif "digest" in values and values.get("provision") and not (values["digest"] or values.get("title")):
            answers.remarks.append(Remark(file, place, f"“{values['provision']}” is named here, but nothing is said about it."))
    answers.remarks += [Remark(file, "", f"The column “{head.names[column]}” is not read.") for column in unread]


def _value(cells: Sequence[str], columns: Iterable[int]) -> str:
    """The words of a row's cells under one heading; what only says where to write is nothing."""
    found = [written(cells[column]) for column in columns if column < len(cells)]
    return "\n".join(words for words in found if words)


def _said(file: str, place: str, values: Mapping[str, str], who: Mapping[str, str], answers: Answers) -> Said:
    provision, *_ = values.get("provision", "").split("\n")
    amendment, *below = values.get("amendment", "").split("\n")
    received = values.get("received", "")
    if received and not iso_date(received):
        answers.remarks.append(Remark(file, place, f"“{received}” is no date as in 2024-10-21; it is left out."))
    return Said(
        place=place,
        who=Who(**{key: values.get(key) or who.get(key, "") for key in WHO}),
        provision=provision,
        amendment=amendment,
        edition=values.get("edition", ""),
        text=values.get("comment", ""),
        proposal=values.get("proposal", ""),
        received=iso_date(received),
        digest=values.get("digest") or next((line for line in below if _DIGEST.fullmatch(line)), ""),
    )


def iso_date(words: str) -> str:
    """The day, where the words begin with one that exists; else nothing.

    >>> iso_date("2023-09-14T10:00:00Z"), iso_date("14/09/2023")
    ('2023-09-14', '')
    """
    try:
        return datetime.date.fromisoformat(words[:10]).isoformat()
    except ValueError:
        return ""
