"""Catalogues brought up to date with the text: nothing translated is lost, nothing is guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib
from babel import Locale
from babel.messages.plurals import get_plural

from build_tools.errors import ContentError
from build_tools.load.catalogues import FOLDER, folder_of, read_po
from build_tools.load.files import even
from build_tools.model.catalogue import Key, Unit
from build_tools.outputs.disk import write_text
from build_tools.problems import Problem
from build_tools.translate.localize import Pairs


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did to one language."""

    language: str
    units: int
    new: int
    obsolete: int
    files: tuple[str, ...]
    """The files whose bytes changed."""


def update_language(
    root: Path, name: str, language: str, domains: Mapping[str, Mapping[Key, tuple[Unit, list[str]]]], pairs: Pairs
) -> Updated:
    """Bring a language's catalogues in line with the units; raises ContentError, and writes nothing, where one is damaged."""
    folder = root / FOLDER / folder_of(language) / "LC_MESSAGES"
    problems: list[Problem] = []
    present = {path.stem: even(path.read_text("utf-8")) for path in sorted(folder.glob("*.po"))} if folder.is_dir() else {}
    read = {stem: read_po(text, f"{FOLDER}/{folder_of(language)}/LC_MESSAGES/{stem}.po", problems) for stem, text in present.items()}
    if problems:
        raise ContentError(f"The catalogues in “{language}” were left as they are.", problems)
    known = _known(catalogue for catalogue in read.values() if catalogue is not None)
    wanted = {key for units in domains.values() for key in units}
    texts: dict[str, str] = {}
    new = 0
    for domain in sorted({*domains, *present}):
        catalogue = _empty(name, language)
        for key, (unit, editions) in domains.get(domain, {}).items():
            new += key not in known
            catalogue.append(_entry(unit, editions, known, pairs))
        obsolete = [entry for entry in read.get(domain) or () if (entry.msgctxt or "", entry.msgid) not in wanted and entry.msgstr]
        for entry in obsolete:
            entry.obsolete = True
            catalogue.append(entry)
        texts[domain] = str(catalogue) + "\n"
    lost = sum(text.count("\n#~ msgid ") for text in texts.values())
    changed = [domain for domain, text in texts.items() if present.get(domain) != text]
    for domain in changed:
        write_text(folder / f"{domain}.po", texts[domain])
    return Updated(language, len(wanted), new, lost, tuple(f"{folder_of(language)}/{domain}.po" for domain in changed))


def _known(catalogues: Iterable[polib.POFile]) -> dict[Key, polib.POEntry]:
    """Every entry by its key, living ones before obsolete ones."""
    known: dict[Key, polib.POEntry] = {}
    every = list(catalogues)
    for obsolete in (False, True):
        for catalogue in every:
            for entry in catalogue:
                if bool(entry.obsolete) == obsolete:
                    known.setdefault((entry.msgctxt or "", entry.msgid), entry)
    return known


def _entry(unit: Unit, editions: list[str], known: Mapping[Key, polib.POEntry], pairs: Pairs) -> polib.POEntry:
    key = (unit.context, unit.message)
    old = known.get(key)
    entry = polib.POEntry(msgctxt=unit.context, msgid=unit.message)
    comments = [*([unit.comment] if unit.comment else []), *([f"Only in: {', '.join(sorted(editions))}"] if editions else [])]
    entry.comment = "\n".join(comments)
    if old is not None:
        entry.msgstr, entry.flags, entry.tcomment = old.msgstr, list(old.flags), old.tcomment
    if not entry.msgstr:
        entry.msgstr = next(_crossing(unit, known, pairs), "")
    if key in pairs.previous and (not entry.msgstr or "fuzzy" in entry.flags):
        entry.previous_msgctxt, entry.previous_msgid = None, pairs.previous[key][1]
    return entry


def _crossing(unit: Unit, known: Mapping[Key, polib.POEntry], pairs: Pairs) -> Iterator[str]:
    """Finished translations of the same text in the provisions that this one continues."""
    identifier, _, field = unit.context.partition("#")
    waiting, seen = list(pairs.was.get(identifier, ())), {identifier}
    while waiting:
        past = waiting.pop(0)
        if past not in seen:
            seen.add(past)
            waiting += pairs.was.get(past, ())
            found = known.get((f"{past}#{field}", unit.message))
            if found is not None and found.msgstr and "fuzzy" not in found.flags:
                yield str(found.msgstr)


def _empty(name: str, language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    plural = get_plural(Locale.parse(language, sep="-"))
    catalogue.metadata = {
        "Project-Id-Version": name,
        "Language": folder_of(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": str(plural).rstrip(";") + ";",
    }
    return catalogue
