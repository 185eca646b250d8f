"""Word documents: forms as tables, and in drafts of ours every comment and tracked change with the provision it stands under."""

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from build_tools.errors import ContentError
from build_tools.load.returned.tables import Answers, Table, answers_of, is_form, iso_date
from build_tools.load.returned.words import clean
from build_tools.model.consultation import Remark, Said, Who

IDENTIFIER = "identifier"
"""The name, in small letters, of the character style in which identifiers stand."""

NOBODY = ("", "Author", "Unknown Author")
"""What programs write for a name that was taken out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who made an insertion, deletion or comment, and when."""

    id: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    inserted: Mark | None
    deleted: Mark | None


def word_answers(file: str, data: bytes, own: Collection[str]) -> Answers:
    """What a returned document says. Raises ContentError where it is neither a form nor a draft of ours."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: fromstring(archive.read(name)) for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1}
    document = parts["word/document.xml"]
    tables = {id(element): Table(f"table {number}", list(_rows(element))) for number, element in enumerate(_all(document, "tbl"), 1)}
    form = any(is_form(table) for table in tables.values())
    answers = answers_of(file, list(tables.values())) if form else Answers()
    reading = _Reading(_styles(parts.get("word/styles.xml")), frozenset(own), frozenset(tables) if form else frozenset())
    reading.walk(document)
    for name in sorted(parts):
        if name in ("word/footnotes.xml", "word/endnotes.xml"):
            reading.notes(parts[name])
        elif name.startswith(("word/header", "word/footer")):
            reading.provision = ""
            reading.walk(parts[name])
    said = [*reading.comments(parts.get("word/comments.xml")), *reading.changes]
    if not form and not reading.identified:
        raise ContentError(f"{file}: This is neither a form nor one of our drafts: no identifier stands in the character style “Identifier”.", remedy="Have the comments written into the form.")
    if not form and not said:
        answers.remarks.append(Remark(file, "", "There is no comment and no tracked change in it; if the sender wrote into the text, compare it with the draft."))
    answers.said += said
    answers.remarks += [Remark(file, one.place, "It stands above the first identifier, and is taken as on the whole.") for one in said if not one.provision and not form]
    return answers


# ---- Elements, whatever their namespace is called ----


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, tag: str) -> Iterator[Element]:
    return (found for found in element.iter() if _tag(found) == tag)


def _child(element: Element | None, *tags: str) -> Element | None:
    for tag in tags:
        element = next((child for child in element if _tag(child) == tag), None) if element is not None else None
    return element


def _value(element: Element | None, name: str = "val") -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "") if element is not None else ""


def _mark(element: Element) -> Mark:
    author = _value(element, "author").strip()
    return Mark(_value(element, "id"), "" if author in NOBODY else author, iso_date(_value(element, "date")))


def _styles(part: Element | None) -> Mapping[str, str]:
    """Style → its name in small letters."""
    return {_value(style, "styleId"): _value(_child(style, "name")).lower() for style in _all(part, "style")} if part is not None else {}


# ---- Forms ----


def _rows(table: Element) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(_inside(table, "tr"), 1):
        yield number, ["\n".join(_shown(paragraph) for paragraph in _all(cell, "p")) for cell in _inside(row, "tc")]


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those wrapped in places for answers."""
    for child in element:
        if _tag(child) == tag:
            yield child
        elif _tag(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(child, tag)


def _shown(element: Element) -> str:
    """The words as they read with every change accepted."""
    return "".join(_words(child) if _tag(child) == "r" else "" if _tag(child) in ("del", "moveFrom", "pPr", "Fallback") else _shown(child) for child in element)


_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


def _words(run: Element) -> str:
    return "".join((child.text or "") if _tag(child) in ("t", "delText") else _SIGNS.get(_tag(child), "") for child in run)


# ---- Drafts ----


@dataclass(slots=True)
class _Reading:
    """A walk through a document, from heading to heading."""

    styles: Mapping[str, str]
    own: frozenset[str]
    form: frozenset[int]
    """The tables of a form, by what Python knows them by: changes in them are what it is for."""
    provision: str = ""
    identified: bool = False
    changes: list[Said] = field(default_factory=list)
    _filling: bool = False
    _open: dict[str, list[str]] = field(default_factory=dict)
    """Comment → the words quoted so far."""
    _quotes: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Comment → (the provision it stands under, the words it quotes)."""
    _notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """(sort, number) of a note → the provision in which its mark stands."""
    _pieces: list[_Piece] = field(default_factory=list)

    def walk(self, element: Element) -> None:
        """Everything inside the element, in order."""
        for child in element:
            match _tag(child):
                case "Fallback":
                    continue
                case "p":
                    self._paragraph(child)
                case "tbl" if id(child) in self.form:
                    self._filling = True
                    self.walk(child)
                    self._filling = False
                case "tr" if self._filling:
                    self.provision = ""
                    self.walk(child)
                case "commentRangeStart" | "commentRangeEnd":
                    self._range(child)
                case _:
                    self.walk(child)

    def notes(self, part: Element) -> None:
        """Footnotes or endnotes, each under the provision in which its mark stands."""
        for note in part:
            self.provision = self._notes.get((_tag(note), _value(note, "id")), "")
            self.walk(note)

    def _paragraph(self, paragraph: Element) -> None:
        contents = self.styles.get(_value(_child(paragraph, "pPr", "pStyle")), "").startswith("toc")
        identifier = "" if contents else clean("".join(self._identifiers(paragraph))).strip("[]")
        if identifier:
            self.provision, self.identified = identifier, True
        outer, self._pieces = self._pieces, []
        self._inline(paragraph, None, None)
        if not self._filling and not contents:
            self._changed(self._pieces)
        self._pieces = outer
        for quoted in self._open.values():
            quoted.append("\n")

    def _identifiers(self, element: Element) -> Iterator[str]:
        """The words in the style of identifiers; what was inserted does not count, what was deleted does."""
        for child in element:
            if _tag(child) == "r" and self.styles.get(_value(_child(child, "rPr", "rStyle"))) == IDENTIFIER:
                yield _words(child)
            elif _tag(child) not in ("r", "pPr") and not (_tag(child) in ("ins", "moveTo") and _mark(child).author not in self.own):
                yield from self._identifiers(child)

    def _inline(self, element: Element, inserted: Mark | None, deleted: Mark | None) -> None:
        for child in element:
            match _tag(child):
                case "pPr" | "rPr" | "instrText" | "Fallback" | "sdtPr":
                    continue
                case "ins" | "moveTo":
                    self._inline(child, _mark(child), deleted)
                case "del" | "moveFrom":
                    self._inline(child, inserted, _mark(child))
                case "commentRangeStart" | "commentRangeEnd" | "commentReference":
                    self._range(child)
                case "footnoteReference" | "endnoteReference":
                    self._notes[_tag(child).removesuffix("Reference"), _value(child, "id")] = self.provision
                case "t" | "delText" | "tab" | "br" | "cr" | "noBreakHyphen":
                    self._say((child.text or "") if _tag(child) in ("t", "delText") else _SIGNS[_tag(child)], inserted, deleted)
                case "p":
                    self._paragraph(child)
                case _:
                    self._inline(child, inserted, deleted)

    def _say(self, words: str, inserted: Mark | None, deleted: Mark | None) -> None:
        inserted = None if inserted is not None and inserted.author in self.own else inserted
        if deleted is not None and deleted.author in self.own:
            return
        self._pieces.append(_Piece(words, inserted, deleted))
        if deleted is None:
            for quoted in self._open.values():
                quoted.append(words)

    def _range(self, element: Element) -> None:
        number = _value(element, "id")
        match _tag(element):
            case "commentRangeStart":
                self._open[number] = []
                self._quotes[number] = (self.provision, self._open[number])
            case "commentRangeEnd":
                self._open.pop(number, None)
            case _:
                self._quotes.setdefault(number, (self.provision, []))

    def _changed(self, pieces: list[_Piece]) -> None:
        """What each participant did to a paragraph, as one change: the words as they stood, and as they would have them."""
        marks = [mark for piece in pieces for mark in (piece.inserted, piece.deleted) if mark is not None]
        quote = clean("".join(piece.words for piece in pieces if piece.inserted is None))
        for author in dict.fromkeys(mark.author for mark in marks):
            first = next(mark for mark in marks if mark.author == author)
            kept = [piece for piece in pieces if (piece.inserted is None or piece.inserted.author == author) and (piece.deleted is None or piece.deleted.author != author)]
            wanted = clean("".join(piece.words for piece in kept))
            if wanted != quote:
                self.changes.append(Said(f"change {len(self.changes) + 1}", Who(author), self.provision, kind="tracked change", quote=quote, proposal=wanted, received=first.date))

    def comments(self, part: Element | None) -> Iterator[Said]:
        """The review comments, in the order of their numbers."""
        for comment in _all(part, "comment") if part is not None else ():
            mark = _mark(comment)
            words = clean("\n".join(_shown(paragraph) for paragraph in _all(comment, "p")))
            if mark.author in self.own or not words:
                continue
            provision, quoted = self._quotes.get(mark.id, ("", []))
            yield Said(f"comment {mark.id}", Who(mark.author), provision, quote=clean("".join(quoted)), text=words, received=mark.date)
