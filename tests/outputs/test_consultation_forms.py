"""Comment forms: what they say, what in them can be changed, and that everything written into them comes back."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from build_tools.load.returned.read import read_returned
from build_tools.load.returned.words import COLUMNS, WHO, clean
from build_tools.model.seal import digest_of_fields
from build_tools.outputs.consultation.form import make_form
from build_tools.outputs.consultation.forms import FORMS, comment_form
from build_tools.pipeline import Pipeline
from tests.support.damage import run
from tests.support.returned import NAMESPACES, W, fill_document, fill_workbook, unpacked

LANGUAGES = ("es", "ar", "zh", "en")
FILL: dict[str, Callable[..., bytes]] = {"xlsx": fill_workbook, "docx": fill_document}
HOSTILE = {
    "A-09": ("=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x.example\";\"y\")"),
    "bebida:mate": ("+1-2@SUM(A1:A9)\t| \"quoted\"; 'single', ]]> <b>&amp;</b>", "لا أوافق. أقترح: «كأسًا»\n\nفقرة ثانية"),
    "A-04": ("long " * 6000, "喝茶的人都要有靠背。🍵👩\u200d🌾"),
    "A-02": ("", "Sólo la redacción, con acento de dos signos: á."),
    "B": ("Ruler\u202eright-to-left\u202c", ""),
}
WHO_SAID = {"name": "Zoë Ñandú", "address": "zoe@casa.example", "organisation": "Casa =1+1", "group": "", "country": "Perú", "language": "Español"}


def form_of(pipeline: Pipeline, language: str, form: str) -> bytes:
    publication = pipeline.publication("sur-1", language, measured=False)
    return comment_form(publication, publication.rounds[0], form)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", list(FORMS))
def test_comes_back_whole(form: str, language: str, teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    publication = teahouse_pipeline.publication("sur-1", language, measured=False)
    group = publication.rounds[0].groups[1].spoken.words
    free = [("B-05", "Sobre otra cosa", ""), ("", "Sobre todo", "Así"), ("b 5", "Mal escrito", "")]
    path = tmp_path / f"returned.{form}"
    path.write_bytes(FILL[form](form_of(teahouse_pipeline, language, form), {**WHO_SAID, "group": group}, HOSTILE, free))
    found = read_returned(path)
    assert found.round == "sur-1/ronda-1"
    assert found.remarks == ()
    expected = [(about, *map(clean, answer)) for about, answer in HOSTILE.items()] + [(about, comment, wording) for about, comment, wording in free]
    assert [(said.provision, said.text, said.proposal) for said in found.said] == expected
    for said in found.said:
        assert {key: getattr(said.who, key) for key in WHO} == {**WHO_SAID, "group": group}
    digests = {one.id: one.digest for one in publication.rounds[0].subjects}
    assert [said.digest for said in found.said] == [digests.get(about, "") for about, _, _ in expected]


@pytest.mark.parametrize("form", list(FORMS))
def test_an_empty_form_says_nothing(form: str, teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / f"empty.{form}"
    path.write_bytes(form_of(teahouse_pipeline, "ar", form))
    assert (read_returned(path).said, read_returned(path).remarks) == ((), ())


@pytest.mark.parametrize("form", list(FORMS))
def test_same_bytes(form: str, teahouse_pipeline: Pipeline) -> None:
    assert form_of(teahouse_pipeline, "zh", form) == form_of(teahouse_pipeline, "zh", form)


def test_what_can_be_changed_in_a_workbook(teahouse_pipeline: Pipeline) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_of(teahouse_pipeline, "es", "xlsx")))
    first, second, lists = book.worksheets
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert lists.sheet_state == "hidden"
    keys = [cell.value for cell in second[1]]
    assert keys == list(COLUMNS) and second.row_dimensions[1].hidden
    filled = [row for row in second.iter_rows(min_row=3) if row[0].value]
    assert [row[0].value for row in filled] == ["A-09", "bebida:mate", "A-04", "A-02", "B"]
    for row in second.iter_rows(min_row=3):
        free = {key for key, cell in zip(keys, row, strict=True) if not cell.protection.locked}
        assert free == ({"comment", "proposal"} if row[0].value else {"provision", "amendment", "comment", "proposal"})
    open_cells = [row[2] for row in first.iter_rows() if row[0].value in WHO]
    assert len(open_cells) == len(WHO) and not any(cell.protection.locked for cell in open_cells)
    assert sum(not cell.protection.locked for row in first.iter_rows() for cell in row) == len(WHO)
    choices = {str(one.sqref): one.formula1 for one in first.data_validations.dataValidation}
    assert sorted(choices.values()) == ["lists!$A$1:$A$4", "lists!$B$1:$B$4"]
    assert [cell.value for cell in lists["A"]] == ["Casas de té", "Huéspedes", "Quienes cultivan o venden hojas", "Quienes hacen las visitas"]


def test_what_can_be_changed_in_a_document(teahouse_pipeline: Pipeline) -> None:
    parts = unpacked(form_of(teahouse_pipeline, "es", "docx"))
    assert b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>' in parts["word/settings.xml"]
    document = etree.fromstring(parts["word/document.xml"])
    rows = [row for row in document.iterfind(".//w:tr", NAMESPACES) if len(row.findall("w:tc", NAMESPACES)) == 5][1:]
    for row in rows:
        places = [bool(cell.findall(".//w:permStart", NAMESPACES)) for cell in row.findall("w:tc", NAMESPACES)]
        given = row.find(".//w:t", NAMESPACES) is not None
        assert places == ([False, False, False, True, True] if given else [True, True, False, True, True])
    starts, ends = ([one.get(f"{{{W}}}id") for one in document.iterfind(f".//w:{tag}", NAMESPACES)] for tag in ("permStart", "permEnd"))
    assert starts == ends and len(set(starts)) == len(starts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", list(FORMS))
def test_both_say_the_same(form: str, language: str, teahouse_pipeline: Pipeline) -> None:
    publication = teahouse_pipeline.publication("sur-1", language, measured=False)
    made = make_form(publication, publication.rounds[0])
    data = form_of(teahouse_pipeline, language, form)
    shown = _words_of(data, form)
    for words in (made.title.words, *made.questions, *made.instructions, *(word for pair in made.facts for word in pair), *made.words.values()):
        if words not in (made.words["title"], made.words["edition"], made.words["digest"], made.words["received"]):
            assert words in shown, words
    for row in made.rows:
        for words in (row.provision, row.title.words, row.amendment, row.digest):
            assert words in shown, words
        for segment in row.change:
            assert all(line in shown for line in segment.words.split("\n")), segment


def _words_of(data: bytes, form: str) -> str:
    if form == "docx":
        return "\n".join("".join(paragraph.itertext(f"{{{W}}}t")) for paragraph in etree.fromstring(unpacked(data)["word/document.xml"]).iter(f"{{{W}}}p"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)


@pytest.mark.parametrize("form", list(FORMS))
def test_hostile_words_of_ours_are_no_formula(form: str, teahouse_pipeline: Pipeline) -> None:
    publication = teahouse_pipeline.publication("sur-1", "es", measured=False)
    found = replace(publication.rounds[0], contact="=1+1", languages=("es",))
    made = make_form(publication, found)
    data = FORMS[form](replace(made, groups=("=cmd|' /C calc'!A0", "<w:p>&"), rows=tuple(replace(row, provision="=2+2") for row in made.rows)))
    if form == "xlsx":
        cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert "=1+1" in [cell.value for cell in cells]
    else:
        assert "=1+1" in _words_of(data, form)


def test_the_digest_is_that_of_the_text(teahouse_pipeline: Pipeline) -> None:
    text = teahouse_pipeline.text("sur-1")
    for one in teahouse_pipeline.publication("sur-1", "zh", measured=False).rounds[0].subjects:
        assert one.digest == digest_of_fields(text[one.id].fields)


def test_what_is_only_proposed_can_be_commented_on(copied: Callable[[Path], Path], teahouse_root: Path, tmp_path: Path) -> None:
    """An amendment that is not in the text yet: the form shows what it would change, and new provisions too."""
    root = copied(teahouse_root)
    path = root / "amendments/sur-1/A1.yml"
    path.write_text(path.read_text("utf-8").replace("status: adopted", "status: in consultation"), "utf-8")
    (root / "amendments/sur-1/A4.yml").write_text(
        "id: sur-1/A4\ntitle: Menos respaldo\nclass: weakened\nstatus: proposed\nreason: Se pidió.\nchanges:\n- id: A-04\n  before:\n    nivel: oro\n  after:\n    nivel: plata\n", "utf-8"
    )
    publication = Pipeline(root).publication("sur-1", "es", measured=False)
    subjects = {(one.amendment, one.id): one for one in publication.rounds[0].subjects}
    assert subjects["sur-1/A1", "A-09"].change is not None
    assert subjects["sur-1/A1", "A-09"].title.words == "Bombilla limpia"
    proposed = subjects["sur-1/A4", "A-04"]
    assert proposed.change is not None and [field.name for field in proposed.change.fields] == ["nivel"]
    assert proposed.digest != subjects["sur-1/A2", "A-04"].digest
    form = tmp_path / "form.xlsx"
    form.write_bytes(fill_workbook(comment_form(publication, publication.rounds[0], "xlsx"), {}, {"A-09": ("Sí", "")}))
    assert run("-C", str(root), "consult", "import", "ronda-1", str(form)).code == 0
    assert "about: A-09" in (root / "amendments/sur-1/comments/ronda-1.yml").read_text("utf-8").rpartition("number: 16")[2]


def test_only_the_languages_of_the_round(craft_root: Path) -> None:
    ran = run("-C", str(craft_root), "consult", "form", "2.1-rc2/round-1", "--language", "es", "-o", "form.xlsx")
    assert ran.code == 2
    assert "Its languages: en." in ran.err


def test_the_data_say_nothing_of_who_spoke(copied: Callable[[Path], Path], teahouse_root: Path, tmp_path: Path) -> None:
    """The people's file stays where it is: no copy of the project and no output holds a name, and none depends on it."""
    root = copied(teahouse_root)
    plain = _outputs(root, tmp_path / "one")
    form = tmp_path / "Zoë.docx"
    publication = Pipeline(root).publication("sur-1", "es", measured=False)
    form.write_bytes(fill_document(comment_form(publication, publication.rounds[0], "docx"), WHO_SAID, {"A-09": ("Sí", "")}))
    before = (root / "amendments/sur-1/comments/ronda-1.yml").read_bytes()
    assert run("-C", str(root), "consult", "import", "ronda-1", str(form)).code == 0
    apart = root / "amendments/sur-1/comments/ronda-1-people.yml"
    assert "Zoë Ñandú" in apart.read_text("utf-8") and "Zoë.docx" in apart.read_text("utf-8")
    assert run("-C", str(root), "check").out == "Nothing is wrong.\n"
    after = _outputs(root, tmp_path / "two")
    for words in ("Zoë", "Ñandú", "zoe@", "Casa =1+1"):
        assert all(words.encode() not in content for content in after.values()), words
    (root / "amendments/sur-1/comments/ronda-1.yml").write_bytes(before)
    apart.write_text(apart.read_text("utf-8").replace("comments: [16]", "comments: [1]"), "utf-8")
    assert _outputs(root, tmp_path / "three") == plain


def _outputs(root: Path, target: Path) -> dict[str, bytes]:
    """A copy of the project, and an export of every edition's publication as it is handed to writers."""
    assert run("-C", str(root), "consolidate", "3", "--to", str(target)).code == 0
    found = {path.relative_to(target).as_posix(): path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}
    pipeline = Pipeline(root)
    found["publication"] = repr(pipeline.publication("sur-1", "zh")).encode()
    found["json"] = json.dumps(run("-C", str(root), "export", "json", "--edition", "sur-1").out).encode()
    return found


def test_git_ignores_the_people(craft_root: Path) -> None:
    assert "amendments/*/comments/*-people.yml" in (craft_root / ".gitignore").read_text("utf-8").split("\n")


@pytest.mark.parametrize("arguments", [["good.csv", "bad.docx"], ["good.csv", "--dry-run"], ["other-round.xlsx", "good.csv"]])
def test_nothing_is_written(arguments: list[str], copied: Callable[[Path], Path], teahouse_root: Path, teahouse_pipeline: Pipeline, tmp_path: Path) -> None:
    """By a dry run, where any file cannot be read, and where a form is of another round."""
    root = copied(teahouse_root)
    publication = teahouse_pipeline.publication("sur-1", "es", measured=False)
    other = replace(publication.rounds[0], id="sur-1/ronda-2")
    made = {"good.csv": b"Comment\nYes\n", "bad.docx": b"PK\x03\x04", "other-round.xlsx": comment_form(publication, other, "xlsx")}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = run("-C", str(root), "consult", "import", "ronda-1", *(argument if argument.startswith("-") else str(tmp_path / argument) for argument in arguments))
    assert ran.code == (0 if "--dry-run" in arguments else 1)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert "--dry-run" in arguments or "1 of 2 files cannot be taken in; nothing was written." in ran.err
