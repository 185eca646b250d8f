"""A returned file, whatever it is, read into what was said."""

import hashlib
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools.errors import ContentError
from build_tools.load.returned.separated import csv_table
from build_tools.load.returned.tables import Answers, answers_of
from build_tools.load.returned.word import word_answers
from build_tools.load.returned.workbook import workbook_tables
from build_tools.model.consultation import Remark, Returned, Said

LARGEST = 400 << 20
"""Bytes that a file may hold unpacked; more than that is no form."""

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    EOFError,
    OSError,
    RuntimeError,
    ArithmeticError,
)
"""What the libraries raise over a damaged workbook or document."""

_FOREIGN = {
    b"%PDF": ("a PDF", "Have the comments written into a form; comments in PDFs are not read."),
    b"{\\rtf": ("rich text (RTF)", "Open it in Word and save it as .docx."),
    b"\xff\xd8\xff": ("a picture", "Have the comments written into a form."),
    b"\x89PNG": ("a picture", "Have the comments written into a form."),
}
"""How files begin that are not read → (what they are, what to do)."""

_UNLOCK = "Open it with the password, take the password out, and save it."


def read_returned(path: Path, own: Collection[str] = ()) -> Returned:
    """What the file says; what it is shows from its content, not from its name.

    `own` are the names under which our own drafts mark changes and comments; these are left out.
    Raises ContentError, in one sentence, for a file that cannot be read whole.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(f"{path.name}: The file cannot be read: {error.strerror}.") from None
    digest = hashlib.sha256(data).hexdigest()[:12]
    try:
        answers = _answers(path.name, data, own)
    except _FAULTS:
        raise ContentError(f"{path.name}: The file is damaged, or only a part of it arrived.", remedy="Ask for it again.") from None
    return Returned(path.name, digest, tuple(_each_in_its_place(answers.said)), tuple(answers.remarks), answers.round)


def _each_in_its_place(said: Sequence[Said]) -> Iterator[Said]:
    """No two comments of a file bear the same place, whatever numbers a program gave them."""
    seen: Counter[str] = Counter()
    for one in said:
        seen[one.place] += 1
        yield one if seen[one.place] == 1 else replace(one, place=f"{one.place} ({seen[one.place]})")


def _answers(name: str, data: bytes, own: Collection[str]) -> Answers:
    if not data.strip():
        raise ContentError(f"{name}: The file is empty.", remedy="Ask for it again.")
    for begins, (what, remedy) in _FOREIGN.items():
        if data.startswith(begins):
            raise ContentError(f"{name}: This is {what}.", remedy=remedy)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_or_locked(name, data)
    if data.startswith(b"PK"):
        return _packed(name, data, own)
    table, encoding = csv_table(name, data)
    answers = answers_of(name, [table])
    if encoding:
        answers.remarks.insert(0, Remark(name, "", f"It is in an older encoding and was read as {encoding}; look whether the letters are right."))
    return answers


def _old_or_locked(name: str, data: bytes) -> ContentError:
    """Office's older container holds files of before 2007, and the encrypted ones of today."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ContentError(f"{name}: The file is protected by a password.", remedy=_UNLOCK)
    return ContentError(f"{name}: This is a file of Office before 2007 (.doc or .xls).", remedy="Open it and save it as .docx or .xlsx.")


def _packed(name: str, data: bytes, own: Collection[str]) -> Answers:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names, entries = archive.namelist(), archive.infolist()
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise ContentError(f"{name}: The file is far too large for a form.", remedy="Ask what it is.")
        if any(entry.flag_bits & 1 for entry in entries):
            raise ContentError(f"{name}: The file is protected by a password.", remedy=_UNLOCK)
        if archive.testzip() is not None:
            raise zipfile.BadZipFile
    if "xl/workbook.xml" in names:
        return answers_of(name, workbook_tables(data))
    if "word/document.xml" in names:
        return word_answers(name, data, own)
    if "mimetype" in names:
        raise ContentError(f"{name}: This is a file in the OpenDocument format.", remedy="Open it and save it as .docx or .xlsx.")
    raise ContentError(f"{name}: This is no form: neither a workbook nor a Word document.", remedy="If it is an archive, unpack it and name the files in it.")
