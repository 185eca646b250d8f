"""What became of a round's comments, as a workbook: participation, issues, comments."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from build_tools.interface import joined, say
from build_tools.load.returned.words import country_in
from build_tools.model.publication import Publication, RoundView
from build_tools.render.status import decision_words

_WIDEST = 60


def report_xlsx(publication: Publication, found: RoundView) -> bytes:
    """The workbook; every cell is text, so that nothing a participant wrote is run as a formula."""
    language = publication.language
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": found.title.words, "author": ", ".join(publication.maintainers), "created": datetime.fromisoformat(found.closes)})
    groups = {group.code: group.spoken.words for group in found.groups}
    counts = Counter(comment.group for comment in found.comments)
    took_part = [(words, str(counts.get(key, 0))) for key, words in groups.items()]
    if counts.get(""):
        took_part.append((say(language, "Not stated"), str(counts[""])))
    sheets: list[tuple[str, Sequence[Sequence[str]]]] = [
        (say(language, "Who took part"), [(say(language, "Stakeholder group"), say(language, "Comments")), *took_part]),
        (say(language, "Issues"), _issues(found, language)),
        (say(language, "Comments"), _comments(found, groups, language)),
    ]
    for name, rows in sheets:
        _sheet(book, name, rows, publication.direction == "rtl")
    book.close()
    return file.getvalue()


def _issues(found: RoundView, language: str) -> list[tuple[str, ...]]:
    head = (say(language, "Issue"), say(language, "Comments"), say(language, "Decision"), say(language, "Reason"), say(language, "Amendment"))
    rows = [
        (one.title.words, joined(language, [str(number) for number in one.comments]), decision_words(language, one.decision), one.reason.words, one.amendment)
        for one in found.dispositions
    ]
    return [head, *rows]


def _comments(found: RoundView, groups: dict[str, str], language: str) -> list[tuple[str, ...]]:
    issues = {number: one.title.words for one in found.dispositions for number in one.comments}
    head = (
        *(say(language, "Number"), say(language, "Provision"), say(language, "Stakeholder group"), say(language, "Country"), say(language, "Language")),
        *(say(language, "Comment"), say(language, "Proposed wording"), say(language, "Translation"), say(language, "Issue")),
    )
    rows = [
        (str(one.number), one.about, groups.get(one.group, ""), country_in(language, one.country), one.language, one.text, one.proposal, one.translation, issues.get(one.number, ""))
        for one in found.comments
    ]
    return [head, *rows]


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[str]], mirrored: bool) -> None:
    sheet = book.add_worksheet("".join(character for character in name if character not in "[]:*?/\\")[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEEEEE"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for column in range(len(rows[0])):
        longest = max(len(row[column]) for row in rows)
        sheet.set_column(column, column, min(max(longest + 2, 10), _WIDEST))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.write_string(number, column, words, cell if number else head)
    sheet.freeze_panes(1, 0)
    if mirrored:
        sheet.right_to_left()
