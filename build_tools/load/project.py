"""A folder to a project."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from build_tools.errors import ContentError, MissingError
from build_tools.load.amendments import LoadedAmendments, load_amendments
from build_tools.load.catalogues import catalogue_files, load_catalogues
from build_tools.load.consultation import load_consultations, lost_in
from build_tools.load.facts import PATH, load_facts
from build_tools.load.files import even, identifiers_in, read_text, source_files, uneven_files
from build_tools.load.text import LoadedText, load_text
from build_tools.load.yaml import read_yaml
from build_tools.model.amendment import Edition
from build_tools.model.catalogue import Catalogue
from build_tools.model.identifiers import natural_key, suggestion
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.project import Project, SitePage


def load_project(root: Path, only: Collection[str] | None = None) -> Project:
    """Everything below `root`; faults that leave the rest readable are in `Project.problems`.

    Where the catalogues of `only` some languages are wanted, the others are not read, nor their faults found.
    Raises MissingError where there is no project, ContentError where the project facts cannot be read.
    """
    _need_folder(root)
    problems: list[Problem] = []
    facts = load_facts(root, problems)
    if facts is None:
        raise ContentError("The project facts cannot be read, so nothing else was.", problems)
    loaded = load_text(root, facts, problems)
    amendments = load_amendments(root, facts, problems)
    if not amendments.editions:
        problems.append(Problem(Position("amendments"), "missing-file", "There is no edition: no amendments/EDITION/edition.yml."))
        raise ContentError("The project has no readable edition.", problems)
    consultations = load_consultations(root, problems)
    _need_source_edition(root, facts.source_edition, amendments, problems)
    translated = tuple(language for language in facts.languages if language != facts.official)
    editions = _bases_first(root, amendments.editions, amendments.lines, problems)
    catalogues = load_catalogues(root, translated, problems, only)
    pages = _pages(root, problems)
    return Project(
        root=root,
        facts=facts,
        text=loaded.text,
        text_lines=loaded.lines,
        editions=editions,
        seals=amendments.seals,
        amendment_lines=amendments.lines,
        catalogues=catalogues,
        pages=pages,
        files=loaded.files | amendments.files | consultations.files,
        problems=tuple(problems),
        lost=_lost(root, loaded, amendments, facts.source_edition, problems) | _lost_consultations(catalogues, problems),
        uneven=uneven_files(root, _plain(root, catalogues)),
        unread=tuple(_unread(root)),
        rounds=consultations.rounds,
        comments=consultations.comments,
        dispositions=consultations.dispositions,
        people=consultations.people,
        last_numbers=consultations.last,
        consultation_lines=consultations.lines,
    )


def _need_folder(root: Path) -> None:
    if not (root / "source").is_dir():
        above = next((folder for folder in root.parents if (folder / "source" / "standard.yml").is_file()), None)
        where = f"It seems to be {above}: craft -C {above} …" if above else "Go to the standard's folder, or name it: craft -C FOLDER …"
        raise MissingError(f"There is no folder “source” in {root}.", where)


def _need_source_edition(root: Path, name: str, amendments: LoadedAmendments, problems: list[Problem]) -> None:
    if name in amendments.editions:
        return
    if not (root / "amendments" / name).is_dir():  # else what is wrong with its edition.yml has been said
        hint = suggestion(name, amendments.editions) or f"Editions: {', '.join(amendments.editions)}."
        message = f"The source edition “{name}” is not among the editions. {hint}"
        problems.append(Problem(Position(PATH, facts_line(root)), "unknown-edition", message))
    raise ContentError("The source edition cannot be read.", problems)


def _unread(root: Path) -> Iterator[str]:
    """Files of which an editor might think that they count: a draft in Word, an amendment saved as `A3.yml.txt`."""
    for path in sorted(found for name in ("source", "amendments") for found in (root / name).rglob("*") if found.is_file()):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith((".", "~$")) for part in parts) or path.name in ("Thumbs.db", "desktop.ini")
        suffixes = (".yml", ".yaml", ".md") if parts[0] == "source" else (".yml", ".yaml")
        if not hidden and (path.suffix not in suffixes or (parts[0] == "amendments" and len(parts) < 3)):
            yield path.relative_to(root).as_posix()


def _plain(root: Path, languages: Iterable[str]) -> list[Path]:
    """The files that have no canonical form beyond their encoding and line ends."""
    plain = [root / PATH, *source_files(root / "source" / "site", ".md"), *sorted((root / "amendments").glob("*/seal.yml"))]
    return plain + [path for language in languages for path in catalogue_files(root, language)]


def facts_line(root: Path) -> int:
    """The line of standard.yml that names the source edition."""
    mapping = read_yaml(even(read_text(root / PATH, PATH, []) or ""), PATH, [])
    return mapping.lines.get("source_edition", 0) if mapping is not None else 0


def _lost(root: Path, loaded: LoadedText, amendments: LoadedAmendments, source: str, problems: list[Problem]) -> frozenset[str]:
    """The identifiers in files with faults that the project lacks for that reason."""
    faulty = {problem.at.path for problem in problems}
    lost: set[str] = set()
    for path in sorted(faulty):
        given = identifiers_in(root / path)
        if path.startswith("source/site/"):
            lost.add(f"site/{Path(path).stem}")
        elif path.startswith("source/"):
            lost |= given - set(loaded.text)
            if not given:  # nothing in it can be made out, so anything that is missing may have stood there
                sealed = amendments.seals.get(source)
                lost |= set(sealed.provisions) - set(loaded.text) if sealed else set()
        elif path.endswith("/edition.yml") and (root / path).parent.name not in amendments.editions:
            lost |= {found for other in source_files((root / path).parent, ".yml", ".yaml") for found in identifiers_in(other)}
            lost.add((root / path).parent.name)
        elif lost_in(path, ()) is None and path.startswith("amendments/") and not given & set(amendments.lines):
            edition, _, name = path.removeprefix("amendments/").removesuffix(".yml").partition("/")
            lost |= {*given, f"{edition}/{name}"}
    return frozenset(lost)


def _lost_consultations(catalogues: Mapping[str, Catalogue], problems: list[Problem]) -> frozenset[str]:
    """The rounds and dispositions in files with faults."""
    contexts = [context for catalogue in catalogues.values() for context, _ in catalogue.entries]
    return frozenset(name for path in sorted({problem.at.path for problem in problems}) for name in lost_in(path, contexts) or ())


def _bases_first(root: Path, editions: dict[str, Edition], lines: dict[str, Position], problems: list[Problem]) -> dict[str, Edition]:
    ordered: dict[str, Edition] = {}
    waiting = sorted(editions.values(), key=lambda edition: (edition.branch, edition.issued or "9999", natural_key(edition.name)))
    while waiting:
        ready = [edition for edition in waiting if edition.base is None or edition.base in ordered]
        if not ready:
            return ordered | _unbased(root, waiting, list(ordered), lines, problems)
        if ordered and ready[0].base is None:
            first = next(iter(ordered))
            problems.append(Problem(lines[ready[0].name], "unknown-edition", f"Edition “{ready[0].name}” has no base; only the first edition, “{first}”, has none."))
        ordered[ready[0].name] = ready[0]
        waiting.remove(ready[0])
    return ordered


def _unbased(root: Path, waiting: list[Edition], known: list[str], lines: dict[str, Position], problems: list[Problem]) -> dict[str, Edition]:
    """The editions without a known base, those that build on them, and those in a circle, with the faults that make them so."""
    found = {edition.name: edition for edition in waiting}
    for edition in waiting:
        base = edition.base or ""
        seen = [edition.name]
        while (following := found.get(base)) and following.name not in seen:
            seen.append(following.name)
            base = following.base or ""
        if base == edition.name and edition.name == min(seen, key=list(found).index):
            way = " → ".join(f"“{name}”" for name in (*seen, base))
            problems.append(Problem(lines[f"{edition.name}#base"], "unknown-edition", f"The bases of edition “{edition.name}” form a circle: {way}."))
        elif edition.base not in found and not (root / "amendments" / str(edition.base)).is_dir():
            hint = suggestion(edition.base or "", known) or f"Editions: {', '.join(known)}."
            problems.append(Problem(lines[f"{edition.name}#base"], "unknown-edition", f"The base “{edition.base}” of edition “{edition.name}” does not exist. {hint}"))
    return found


def _pages(root: Path, problems: list[Problem]) -> tuple[SitePage, ...]:
    pages: list[SitePage] = []
    for path in source_files(root / "source" / "site", ".md"):
        shown = path.relative_to(root).as_posix()
        content = read_text(path, shown, problems)
        if content is None:
            continue
        content = even(content)
        front = re.match(r"---\n(.*?)\n---\n", content, re.S)
        head = read_yaml("\n" + front[1], shown, problems) if front else None
        if front is not None and head is None:
            continue
        if front is None or head is None or not isinstance(head.get("title"), str):
            problems.append(Problem(Position(shown, 1), "broken-chapter", "A page of the site must begin with front matter that gives its “title”."))
            continue
        pages.append(SitePage(path.stem, head["title"], content[front.end() :].strip("\n"), shown))
    return tuple(pages)
