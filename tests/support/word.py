"""Word files read back: their words, their changes accepted or rejected by Word's rules, and LibreOffice to do the same."""

import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HEADS = re.compile(r"Heading\d|Entry|Caption")
"""The styles of lines that begin a provision."""

Element = etree._Element
Line = tuple[str, str]
"""(style, words)"""


def part(path: Path, name: str = "word/document.xml") -> Element:
    """One part of the file."""
    with zipfile.ZipFile(path) as file:
        return etree.fromstring(file.read(name))


def body(path: Path) -> Element:
    """The text of the document."""
    found = part(path).find(f"{W}body")
    assert found is not None
    return found


# ---- Words ----


def words(element: Element) -> str:
    """What is written in it, tabs and line breaks included; deleted words too."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    found = element.iter(f"{W}t", f"{W}delText", *signs)
    return "".join(signs.get(str(one.tag), one.text or "") for one in found if str(getattr(one.getparent(), "tag", "")) == f"{W}r")


def style(paragraph: Element) -> str:
    """The name of its style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(found.get(f"{W}val")) if found is not None else ""


def lines(text: Element) -> Iterator[tuple[Element, str]]:
    """(paragraph or row, words): cells of a row divided by tabs, gaps left out."""
    for block in text:
        if block.tag == f"{W}p" and style(block) != "Gap":
            yield block, words(block)
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield row, "\t".join(words(cell) for cell in row.iter(f"{W}tc"))


def provisions(text: Element) -> dict[str, list[Line]]:
    """Identifier → the lines of the provision, its heading first."""
    found: dict[str, list[Line]] = {}
    current: list[Line] = []
    for block, said in lines(text):
        name = "".join(words(run) for run in block.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='Identifier']") is not None)
        if HEADS.fullmatch(style(block)) and name:
            assert name not in found, name
            current = found[name] = []
        current.append((style(block), said))
    return found


# ---- Changes, by Word's rules ----


def settled(text: Element, accept: bool) -> Element:
    """The text with every change accepted, or with every one rejected."""
    goes, stays = (f"{W}del", f"{W}ins") if accept else (f"{W}ins", f"{W}del")
    made = deepcopy(text)
    for row in list(made.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{goes}") is not None:
            _remove(row)
    for table in list(made.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            _remove(table)
    gone = [paragraph for paragraph in made.iter(f"{W}p") if paragraph.find(f"{W}pPr/{W}rPr/{goes}") is not None]
    for mark in [mark for mark in made.iter(goes, stays) if mark.find(f"{W}r") is None]:
        _remove(mark)
    for mark in list(made.iter(goes)):
        _remove(mark)
    for mark in list(made.iter(stays)):
        parent = mark.getparent()
        assert parent is not None
        place = parent.index(mark)
        parent[place : place + 1] = list(mark)
    for paragraph in gone:
        _join_with_next(paragraph)
    return made


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _join_with_next(paragraph: Element) -> None:
    """Its mark is gone: what is left of its words begins the next paragraph."""
    left = [run for run in paragraph.iter(f"{W}r") if words(run)]
    following = paragraph.getnext()
    if left:
        assert following is not None and following.tag == f"{W}p", words(paragraph)
        following[1:1] = left
    _remove(paragraph)


def forms(path: Path, text: Element) -> list[object]:
    """All that can be seen of the text: each paragraph with its properties and runs, each table with its rows; no widths of columns."""
    rels = part(path, "word/_rels/document.xml.rels")
    addresses = {str(link.get("Id")): str(link.get("Target")) for link in rels}
    return list(_forms(text, addresses, _lists(path), {}))


def _forms(text: Element, addresses: dict[str, str], lists: dict[str, object], seen: dict[str, int]) -> Iterator[object]:
    for block in text:
        if block.tag == f"{W}tbl":
            sides = block.find(f"{W}tblPr/{W}bidiVisual") is not None
            rows = [(row.find(f"{W}trPr/{W}tblHeader") is not None, [list(_forms(cell, addresses, lists, seen)) for cell in row.iter(f"{W}tc")]) for row in block.iter(f"{W}tr")]
            yield ("table", sides, rows)
        elif block.tag == f"{W}p":
            number = block.find(f"{W}pPr/{W}numPr/{W}numId")
            name = str(number.get(f"{W}val")) if number is not None else ""
            member = (lists[name], seen.setdefault(name, len(seen))) if name else None
            properties = [etree.tostring(one) for one in block.find(f"{W}pPr") if one.tag not in (f"{W}rPr", f"{W}numPr")]  # type: ignore[union-attr]
            yield (properties, member, list(_runs(block, addresses)))


def _runs(paragraph: Element, addresses: dict[str, str]) -> list[tuple[object, str]]:
    """(properties and link, words), neighbours of one look together."""
    found: list[tuple[object, str]] = []
    for run in paragraph.iter(f"{W}r"):
        looks = run.find(f"{W}rPr")
        link = run.getparent()
        target = addresses.get(str(link.get(_ID)), "inside") if link is not None and link.tag == f"{W}hyperlink" else ""
        form = (b"" if looks is None else etree.tostring(looks), target)
        said = words(run)
        if found and found[-1][0] == form:
            found[-1] = (form, found[-1][1] + said)
        elif said:
            found.append((form, said))
    return found


def _lists(path: Path) -> dict[str, object]:
    """Number of a list → bullets or numbers, level and first number."""
    found: dict[str, object] = {}
    for number in part(path, "word/numbering.xml").iter(f"{W}num"):
        start = number.find(f"{W}lvlOverride/{W}startOverride")
        level = number.find(f"{W}lvlOverride")
        abstract = number.find(f"{W}abstractNumId")
        assert abstract is not None
        found[str(number.get(f"{W}numId"))] = (abstract.get(f"{W}val"), *((level.get(f"{W}ilvl"), start.get(f"{W}val")) if level is not None and start is not None else ()))
    return found


# ---- LibreOffice ----

_MACRO = """
Sub Settle(list As String)
  Dim number As Integer, row As String, parts
  number = FreeFile
  Open list For Input As #number
  Do While Not Eof(number)
    Line Input #number, row
    parts = Split(row, Chr(9))
    SettleOne(parts(0), parts(1), parts(2))
  Loop
  Close #number
End Sub

Sub SettleOne(source, accepted, rejected)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim plain(1) As New com.sun.star.beans.PropertyValue
  Dim none()
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  plain(0).Name = "FilterName"
  plain(0).Value = "Text (encoded)"
  plain(1).Name = "FilterOptions"
  plain(1).Value = "UTF8,LF"
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  frame = document.CurrentController.Frame
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, none())
  document.storeToURL(accepted, plain())
  dispatcher.executeDispatch(frame, ".uno:Undo", "", 0, none())
  dispatcher.executeDispatch(frame, ".uno:RejectAllTrackedChanges", "", 0, none())
  document.storeToURL(rejected, plain())
  document.close(True)
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">{}</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Changes"/>
</library:library>
"""
def settled_by_libreoffice(files: Sequence[Path], folder: Path) -> list[tuple[list[str], list[str]]]:
    """For each file its lines of words after LibreOffice accepted every change, and after it rejected every one; one process for all."""
    profile = folder / "profile"
    start = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=60)  # makes the profile, which would replace our macro
    (profile / "user/basic/Standard/script.xlb").write_text(_LIBRARY)
    (profile / "user/basic/Standard/Changes.xba").write_text(_MODULE.format(_MACRO))
    targets = [(folder / f"{number}-accepted.txt", folder / f"{number}-rejected.txt") for number in range(len(files))]
    rows = ["\t".join(path.as_uri() for path in (source, *pair)) for source, pair in zip(files, targets, strict=True)]
    (folder / "files").write_text("".join(f"{row}\n" for row in rows))
    subprocess.run([*start, f"macro:///Standard.Changes.Settle({folder / 'files'})"], check=True, capture_output=True, timeout=300)
    return [(_lines_of(accepted), _lines_of(rejected)) for accepted, rejected in targets]


def _lines_of(path: Path) -> list[str]:
    """The lines that are not empty; LibreOffice writes an item's number or bullet out."""
    return [re.sub(r"^ +\S+ ", "", line) for line in path.read_text("utf-8-sig").split("\n") if line]
