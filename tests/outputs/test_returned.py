"""Returned files as they really come: every encoding, every separator, Word with comments and tracked changes, and damage."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from build_tools.errors import ContentError
from build_tools.load.returned.read import read_returned
from build_tools.load.returned.words import form_words
from build_tools.model.consultation import Returned, Said
from build_tools.outputs.consultation.forms import comment_form
from build_tools.outputs.docx.render import render_docx, render_redline_docx
from build_tools.pipeline import Pipeline
from tests.support.returned import (
    W,
    changed,
    comment,
    commented,
    csv_file,
    draft,
    fill_document,
    fill_workbook,
    heading,
    packed,
    unpacked,
    words,
)

SPANISH = [["Identificador", "Comentario", "Redacción propuesta", "Nombre", "País"], ["A-04", "¿Y quién paga? Año tras año…", "Así", "Íñigo Núñez", "España"], ["", "General;\nen dos líneas, con \"comillas\"", "", "Li", ""]]
ENGLISH = [["provision", "comment", "proposal", "name", "country"], *SPANISH[1:]]


def read(tmp_path: Path, data: bytes, name: str = "returned.csv", own: Sequence[str] = ()) -> Returned:
    path = tmp_path / name
    path.write_bytes(data)
    return read_returned(path, own)


def said(found: Returned) -> list[tuple[str, str, str, str, str]]:
    return [(one.place, one.provision, one.text, one.proposal, one.who.name) for one in found.said]


# ---- CSV ----


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv(encoding: str, separator: str, tmp_path: Path) -> None:
    rows = [[form_words("es")[key] for key in ("provision", "comment", "proposal", "name", "country")], *SPANISH[1:]]
    found = read(tmp_path, csv_file(rows, separator, encoding))
    assert said(found) == [("row 2", "A-04", SPANISH[1][1], "Así", "Íñigo Núñez"), ("row 3", "", SPANISH[2][1], "", "Li")]
    assert [one.who.country for one in found.said] == ["España", ""]
    assert bool(found.remarks) == (encoding in ("cp1252", "mac_roman"))


@pytest.mark.parametrize(("language", "encoding"), [("ar", "cp1256"), ("zh", "gb18030"), ("pt", "cp1252")])
def test_csv_of_older_programs(language: str, encoding: str, tmp_path: Path) -> None:
    labels = form_words(language)
    text = {"ar": "لا أوافق على هذا", "zh": "不同意这一条", "pt": "Não concordo"}[language]
    found = read(tmp_path, csv_file([[labels["provision"], labels["comment"]], ["A-04", text]], ";", encoding))
    assert [(one.provision, one.text) for one in found.said] == [("A-04", text)]
    assert encoding in found.remarks[0].message


def test_csv_that_says_its_separator(tmp_path: Path) -> None:
    found = read(tmp_path, b"sep=;\r\n" + csv_file(ENGLISH, ";"))
    assert [one.place for one in found.said] == ["row 3", "row 4"]


def test_csv_with_quotes_and_formulas(tmp_path: Path) -> None:
    rows = [["provision", "comment"], ["A-04", "=cmd|' /C calc'!A0"], ["A-02", "+1"], ["B", '"quoted", and more'], ["", "-\x07-"]]
    assert [one.text for one in read(tmp_path, csv_file(rows)).said] == ["=cmd|' /C calc'!A0", "+1", '"quoted", and more', "--"]


def test_a_very_long_cell(tmp_path: Path) -> None:
    assert len(read(tmp_path, csv_file([["comment"], ["x" * 300_000]])).said[0].text) == 300_000


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, csv_file([["comment", "Time stamp", ""], ["Yes", "2023-09-01", "and this too"], ["", "", "only this"]]))
    assert [str(remark) for remark in found.remarks] == [
        "returned.csv, row 2: Words outside of the columns are not read: “and this too”.",
        "returned.csv, row 3: Words outside of the columns are not read: “only this”.",
        "returned.csv: The column “Time stamp” is not read.",
    ]


def test_two_columns_of_one_name_are_both_read(tmp_path: Path) -> None:
    assert read(tmp_path, csv_file([["Comment", "Comment"], ["One", "Two"]])).said[0].text == "One\nTwo"


def test_a_title_above_the_headings_is_none_of_them(tmp_path: Path) -> None:
    rows = [["Comments", "", ""], ["Comments", "of the south"], ["Identifier", "Name", "Comment"], ["A-04", "Ana", "Yes"], ["", "", "Comment"], ["A-02", "Li", "No"]]
    assert said(read(tmp_path, csv_file(rows))) == [("row 4", "A-04", "Yes", "", "Ana"), ("row 5", "", "Comment", "", ""), ("row 6", "A-02", "No", "", "Li")]


def test_dates(tmp_path: Path) -> None:
    found = read(tmp_path, csv_file([["comment", "received"], ["One", "2023-09-18"], ["Two", "18/9/2023"]]))
    assert [one.received for one in found.said] == ["2023-09-18", ""]
    assert "“18/9/2023” is no date" in found.remarks[0].message


# ---- Workbooks ----


def test_a_workbook_of_other_make(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Answers"], [], ["Comment", "Identifier"], ["Yes", 5], [True, 2.0], ["bell_x0007_ _x0041_", "A-04"], ["=1+1", "A-02"]):
        sheet.append(row)
    book.create_sheet("Notes").append(["Something else"])
    file = io.BytesIO()
    book.save(file)
    found = read(tmp_path, file.getvalue(), "other.xlsx")
    assert [(one.place, one.text, one.provision) for one in found.said] == [
        ("row 4", "Yes", "5"),
        ("row 5", "TRUE", "2"),
        ("row 6", "bell A", "A-04"),
        ("row 7", "=1+1", "A-02"),
    ]
    assert [str(remark) for remark in found.remarks] == ["other.xlsx, sheet “Notes”: This is not read: it has no column for comments."]


def test_two_sheets_with_answers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        sheet.append(["Comment"])
        sheet.append([f"In {name}"])
    file = io.BytesIO()
    book.save(file)
    assert [one.place for one in read(tmp_path, file.getvalue(), "two.xlsx").said] == ["sheet “One”, row 2", "sheet “Two”, row 2"]


# ---- Drafts in Word ----

BODY = (
    f"<w:p>{words('Title page ')}{commented(0, 'of the draft')}</w:p>"
    f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Kennung1"/></w:rPr><w:t>B-99</w:t></w:r></w:p>'
    f"<w:p>{commented(1, 'Contents end.')}</w:p>"
    f"{heading('A-04', 'Seats')}<w:p>{words('Seats for ')}{commented(2, 'half')}{words(' of the guests.')}</w:p>"
    f"{heading('A-05', 'Water')}<w:p>{words('Water is ')}{changed('del', 'cold', 'Ana', 5)}{changed('ins', 'warm', 'Ana', 6)}{words(', not ')}{changed('ins', 'hot', 'Li', 7)}{words('.')}</w:p>"
    f"<w:p>{changed('ins', 'A paragraph of its own.', 'Li', 8)}</w:p><w:p>{changed('del', 'All of this goes.', 'Li', 9)}</w:p>"
    f"<w:tbl><w:tr><w:tc>{heading('A-06', 'Table')}</w:tc><w:tc><w:p>{commented(3, 'cell')}</w:p></w:tc></w:tr></w:tbl>"
    f"<w:p>{changed('ins', 'ours', 'Tea Table', 10)}{words(' and ')}{changed('del', 'was', 'Tea Table', 11)}</w:p>"
)
COMMENTS = "".join(comment(number, "Ana Ruiz", f"Comment {number}") for number in range(4)) + comment(4, "Tea Table", "Ours") + comment(5, "Author", "Nowhere") + comment(6, "Li", " ")


def test_comments_and_changes_in_a_draft(tmp_path: Path) -> None:
    found = read(tmp_path, draft(BODY, COMMENTS), "draft.docx", own=("Tea Table",))
    comments = [one for one in found.said if one.kind == "comment"]
    assert [(one.place, one.provision, one.quote, one.text, one.who.name) for one in comments] == [
        ("comment 0", "", "of the draft", "Comment 0", "Ana Ruiz"),
        ("comment 1", "", "Contents end.", "Comment 1", "Ana Ruiz"),
        ("comment 2", "A-04", "half", "Comment 2", "Ana Ruiz"),
        ("comment 3", "A-06", "cell", "Comment 3", "Ana Ruiz"),
        ("comment 5", "", "", "Nowhere", ""),
    ]
    changes = [one for one in found.said if one.kind == "tracked change"]
    assert [(one.place, one.provision, one.quote, one.proposal, one.who.name) for one in changes] == [
        ("change 1", "A-05", "Water is cold, not .", "Water is warm, not .", "Ana"),
        ("change 2", "A-05", "Water is cold, not .", "Water is cold, not hot.", "Li"),
        ("change 3", "A-05", "", "A paragraph of its own.", "Li"),
        ("change 4", "A-05", "All of this goes.", "", "Li"),
    ]
    assert {one.received for one in comments} == {"2023-09-14"}
    assert [remark.place for remark in found.remarks] == ["comment 0", "comment 1", "comment 5"]


def test_a_comment_over_several_paragraphs_and_in_a_footnote(tmp_path: Path) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f'{heading("A-04", "Seats")}<w:p><w:commentRangeStart w:id="0"/>{words("One")}{note}</w:p><w:p>{words("Two")}<w:commentRangeEnd w:id="0"/></w:p>{heading("A-05", "Water")}'
    parts = unpacked(draft(body, comment(0, "Ana", "Both") + comment(1, "Ana", "In the note")))
    parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p>{commented(1, "a note")}</w:p></w:footnote></w:footnotes>'.encode()
    found = read(tmp_path, packed(parts), "draft.docx")
    assert [(one.provision, one.quote) for one in found.said] == [("A-04", "One\nTwo"), ("A-04", "a note")]


def test_a_deleted_identifier_still_counts_and_an_inserted_one_does_not(tmp_path: Path) -> None:
    style = '<w:rPr><w:rStyle w:val="Kennung1"/></w:rPr>'
    gone = f'<w:p><w:del w:id="1" w:author="Ana"><w:r>{style}<w:delText>A-05</w:delText></w:r></w:del>{words(" Water")}</w:p>'
    come = f'<w:p><w:ins w:id="2" w:author="Ana"><w:r>{style}<w:t>Z-99</w:t></w:r></w:ins>{words(" New")}</w:p>'
    found = read(tmp_path, draft(f"{heading('A-04', 'Seats')}{gone}{come}<w:p>{commented(0, 'x')}</w:p>", comment(0, "Ana", "Here")), "draft.docx")
    assert {one.provision for one in found.said} == {"A-05"}


def test_programs_that_number_all_changes_alike(tmp_path: Path) -> None:
    body = heading("A-04", "Seats") + "".join(f"<w:p>{changed('ins', str(place), 'Ana', 0)}</w:p>" for place in range(3))
    twice = comment(0, "Ana", "One") + comment(0, "Ana", "Two")
    places = [one.place for one in read(tmp_path, draft(body, twice), "draft.docx").said]
    assert len(set(places)) == len(places) == 5


def test_a_draft_without_a_word(tmp_path: Path) -> None:
    found = read(tmp_path, draft(heading("A-04", "Seats")), "draft.docx")
    assert found.said == () and "no comment and no tracked change" in found.remarks[0].message


@pytest.mark.parametrize("language", ["es", "ar", "zh"])
def test_our_own_volumes(language: str, teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    """A volume as we put it out, commented on everywhere: each comment finds its provision."""
    publication = teahouse_pipeline.publication("sur-1", language, measured=False)
    render_docx(publication, "A", tmp_path / "a.docx")
    parts = unpacked((tmp_path / "a.docx").read_bytes())
    paragraphs = parts["word/document.xml"].decode().split("<w:p>")
    made = "".join(f'{"<w:p>" if place else ""}{_with_comment(part, place) if "</w:p>" in part else part}' for place, part in enumerate(paragraphs))
    parts["word/document.xml"] = made.encode()
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{"".join(comment(place, "Ana", "Here") for place in range(1, len(paragraphs)))}</w:comments>'.encode()
    found = read(tmp_path, packed(parts), "commented.docx")
    wanted = [item.id for item in publication.items if item.root == "A"]
    assert [about for about in dict.fromkeys(one.provision for one in found.said) if about] == wanted
    for item in publication.items:
        for field in item.fields if item.root == "A" else ():
            if field.type == "prose" and field.spoken.words:
                first = field.spoken.words.split("\n")[0]
                assert item.id in [one.provision for one in found.said if one.quote == first], (item.id, first)


def _with_comment(paragraph: str, number: int) -> str:
    properties, sign, rest = paragraph.partition("</w:pPr>")
    properties, rest = (properties + sign, rest) if sign else ("", paragraph)
    body, end, behind = rest.partition("</w:p>")
    return f'{properties}<w:commentRangeStart w:id="{number}"/>{body}<w:commentRangeEnd w:id="{number}"/>{end}{behind}'


def test_our_own_redline_is_no_comment(teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    old, new = (teahouse_pipeline.publication(edition, "es", measured=False) for edition in ("2", "sur-1"))
    render_redline_docx(old, new, "A", tmp_path / "redline.docx", "Mesa del Té", "2023-09-01")
    data = (tmp_path / "redline.docx").read_bytes()
    assert read(tmp_path, data, "back.docx", own=("Mesa del Té",)).said == ()
    assert len(read(tmp_path, data, "back.docx").said) > 2


# ---- What cannot be read ----

REFUSED = {
    "empty.xlsx": (b"", "empty"),
    "scan.pdf": (b"%PDF-1.7 ...", "a PDF"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
    "letter.rtf": (b"{\\rtf1 Hello}", "RTF"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + bytes(90), "a picture"),
    "form.odt": (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "all.zip": (packed({"a/form.xlsx": b"x"}), "no form"),
    "cut.zip": (b"PK\x03\x04", "damaged"),
    "binary.csv": (bytes(range(256)) * 20, "no text"),
    "half.csv": (csv_file(ENGLISH)[:-12], "quotation mark"),
    "other.csv": (csv_file([["Name", "Time"], ["Ana", "noon"]]), "No column for comments"),
    "prose.docx": (draft(f"<w:p>{words('Just a letter.')}</w:p>"), "neither a form nor one of our drafts"),
    "deep.docx": (draft("<w:p>" * 3000 + "</w:p>" * 3000), "damaged"),
    "bomb.docx": (packed({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)) + b"]><x>&j;</x>"}), "damaged"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(ContentError) as error:
        read(tmp_path, data, name)
    assert error.value.what.startswith(f"{name}") and reason in f"{error.value.what} {error.value.remedy}", error.value.what
    assert error.value.remedy


def test_what_is_far_too_large(tmp_path: Path) -> None:
    """What a file says of its unpacked size is believed before anything is unpacked."""
    data = bytearray(packed({"xl/workbook.xml": bytes(1000)}))
    size = data.rindex(b"PK\x01\x02") + 24
    data[size : size + 4] = (1 << 30).to_bytes(4, "little")
    with pytest.raises(ContentError, match="far too large"):
        read(tmp_path, bytes(data), "bomb.xlsx")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone.xlsx: The file cannot be read: No such file"):
        read_returned(tmp_path / "gone.xlsx")


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv", "draft"])
def test_damage_never_ends_in_a_traceback(form: str, teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    """Cut at any place and with any bytes changed: either the same words, or a sentence."""
    publication = teahouse_pipeline.publication("sur-1", "es", measured=False)
    answers = {"A-04": ("Comentario", "Texto")}
    data = {
        "xlsx": lambda: fill_workbook(comment_form(publication, publication.rounds[0], "xlsx"), {}, answers),
        "docx": lambda: fill_document(comment_form(publication, publication.rounds[0], "docx"), {}, answers),
        "csv": lambda: csv_file(ENGLISH),
        "draft": lambda: draft(BODY, COMMENTS),
    }[form]()
    whole = read(tmp_path, data, f"returned.{form}").said
    assert whole
    chance = random.Random(form)
    for _ in range(60):
        damaged = bytearray(data)
        if chance.random() < 0.4:
            del damaged[chance.randrange(len(damaged)) :]
        else:
            for _ in range(chance.randint(1, 4)):
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        try:
            found: tuple[Said, ...] = read(tmp_path, bytes(damaged), f"returned.{form}").said
        except ContentError:
            continue
        assert form == "csv" or found == whole


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_parts_of_a_workbook_that_are_wrong_inside(part: str, teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    """A packed file whose sums are right, but whose parts are cut or say nonsense."""
    publication = teahouse_pipeline.publication("sur-1", "es", measured=False)
    parts = unpacked(comment_form(publication, publication.rounds[0], "xlsx"))
    for content in (b"", b"<x/>", parts[part][: len(parts[part]) // 2], parts[part].replace(b"1", b"x"), b"\xff\xfe" + parts[part]):
        try:
            read(tmp_path, packed({**parts, part: content}), "returned.xlsx")
        except ContentError as error:
            assert error.what.startswith("returned.xlsx: ")
    without = {name: content for name, content in parts.items() if name != part}
    try:
        read(tmp_path, packed(without), "returned.xlsx")
    except ContentError as error:
        assert error.what.startswith("returned.xlsx: ")
