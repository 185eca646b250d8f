"""translations/LANGUAGE/LC_MESSAGES/*.po to catalogues."""

import re
from collections.abc import Collection
from pathlib import Path

import polib

from build_tools.load.files import conflict_line, even, read_text, source_files
from build_tools.load.po import Contents, read_regular
from build_tools.model.catalogue import Catalogue, Entry, Key
from build_tools.model.identifiers import suggestion
from build_tools.positions import Position
from build_tools.problems import Problem

FOLDER = "translations"


def load_catalogues(
    root: Path, languages: tuple[str, ...], problems: list[Problem], only: Collection[str] | None = None
) -> dict[str, Catalogue]:
    """Language → its catalogue, of all or `only` of some; one that cannot be read whole counts as a fault and is empty."""
    folder = root / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and language_of(path.name) not in languages:
            hint = suggestion(path.name, languages)
            problems.append(Problem(Position(path.relative_to(root).as_posix()), "unknown-value", f"“{path.name}” is none of the standard's languages. {hint}".strip()))
    return {language: _load(root, language, problems) for language in languages if only is None or language in only}


def folder_of(language: str) -> str:
    """The language in gettext's spelling: `pt-BR` is `pt_BR`."""
    return language.replace("-", "_")


def language_of(folder: str) -> str:
    """The inverse of `folder_of`."""
    return folder.replace("_", "-")


def catalogue_files(root: Path, language: str) -> list[Path]:
    """The language's PO files, in order."""
    return source_files(root / FOLDER / folder_of(language) / "LC_MESSAGES", ".po")


def _load(root: Path, language: str, problems: list[Problem]) -> Catalogue:
    entries: dict[Key, Entry] = {}
    files: dict[Key, str] = {}
    for path in catalogue_files(root, language):
        shown = path.relative_to(root).as_posix()
        text = read_text(path, shown, problems)
        catalogue = _read(even(text), shown, problems) if text is not None else None
        if catalogue is None:
            continue
        declared = catalogue.language
        if language_of(declared) != language:
            problems.append(Problem(Position(shown, 1), "wrong-language", f"The catalogue says that it is in “{declared}”, its folder says “{language}”."))
        for key, entry in catalogue.entries:
            if key in entries:
                problems.append(Problem(Position(shown, entry.line), "duplicate-entry", f"“{key[0]}” stands twice; first in line {entries[key].line}."))
                continue
            entries[key] = entry
            files[key] = shown
    return Catalogue(language, entries, files)


def _read(text: str, shown: str, problems: list[Problem]) -> Contents | None:
    regular = read_regular(text)
    if regular is not None:
        return regular
    catalogue = read_po(text, shown, problems)
    if catalogue is None:
        return None
    living = (entry for entry in catalogue if not entry.obsolete)
    entries = [
        ((entry.msgctxt or "", entry.msgid), Entry(entry.msgstr, "fuzzy" in entry.flags, entry.previous_msgid or "", entry.linenum or 0)) for entry in living
    ]
    return Contents(catalogue.metadata.get("Language", ""), tuple(entries))


def read_po(text: str, shown: str, problems: list[Problem]) -> polib.POFile | None:
    """The catalogue in `text`, or none with a problem added; nothing is repaired in silence."""
    if line := conflict_line(text):
        problems.append(Problem(Position(shown, line), "damaged-catalogue", "A merge was left unfinished here: keep one of the two versions."))
        return None
    if line := _open_quote(text):
        problems.append(Problem(Position(shown, line), "damaged-catalogue", "The catalogue cannot be read: the quotation mark that ends this line is missing."))
        return None
    try:
        # polib takes a string for a path if such a file exists; PO text always has line ends
        catalogue = polib.pofile(text if "\n" in text else text + "\n", wrapwidth=0, check_for_duplicates=False)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        reason = re.sub(r"^Syntax error in po file.*?\(line \d+\)", "", str(error)).strip(" :") or "it is not written as a PO file"
        problems.append(Problem(Position(shown, int(found[1]) if found else 0), "damaged-catalogue", f"The catalogue cannot be read: {reason}."))
        return None
    if not catalogue.metadata:
        problems.append(Problem(Position(shown, 1), "damaged-catalogue", "The catalogue lacks its header; the file seems cut off." if text.strip() else "The file is empty."))
        return None
    return catalogue


_UNCLOSED = re.compile(r'^(?:msg\w+(?:\[\d\])?[ \t]+)?"(?:[^"\\\n]|\\.)*\\?$', re.M)


def _open_quote(text: str) -> int:
    """The first line whose string has no end, or 0; polib would take its last letter for the end."""
    found = _UNCLOSED.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
