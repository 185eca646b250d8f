"""A folder to a project."""

import re
from pathlib import Path

from build_tools.errors import ContentError, MissingError
from build_tools.load.amendments import load_amendments
from build_tools.load.catalogues import load_catalogues
from build_tools.load.facts import load_facts
from build_tools.load.files import read_text, source_files
from build_tools.load.text import load_text
from build_tools.load.yaml import read_yaml
from build_tools.model.amendment import Edition
from build_tools.model.identifiers import natural_key
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.project import Project, SitePage


def load_project(root: Path) -> Project:
    """Everything below `root`; faults that leave the rest readable are in `Project.problems`.

    Raises MissingError where there is no project, ContentError where the project facts cannot be read.
    """
    if not (root / "source").is_dir():
        raise MissingError(f"There is no folder “source” in {root}.", "Go to the standard's folder, or name it: craft -C FOLDER …")
    problems: list[Problem] = []
    facts = load_facts(root, problems)
    if facts is None:
        raise ContentError("The project facts cannot be read, so nothing else was.", problems)
    loaded = load_text(root, facts, problems)
    amendments = load_amendments(root, facts, problems)
    if not amendments.editions:
        problems.append(Problem(Position("amendments"), "missing-file", "There is no edition: no amendments/EDITION/edition.yml."))
        raise ContentError("The project has no readable edition.", problems)
    if facts.source_edition not in amendments.editions:
        problems.append(Problem(Position("source/standard.yml"), "unknown-edition", f"The source edition “{facts.source_edition}” is not among the editions."))
        raise ContentError("The source edition cannot be read.", problems)
    translated = tuple(language for language in facts.languages if language != facts.official)
    return Project(
        root=root,
        facts=facts,
        text=loaded.text,
        text_lines=loaded.lines,
        editions=_bases_first(amendments.editions, amendments.lines, problems),
        seals=amendments.seals,
        amendment_lines=amendments.lines,
        catalogues=load_catalogues(root, translated, problems),
        pages=_pages(root, problems),
        files=loaded.files | amendments.files,
        problems=tuple(problems),
    )


def _bases_first(editions: dict[str, Edition], lines: dict[str, Position], problems: list[Problem]) -> dict[str, Edition]:
    ordered: dict[str, Edition] = {}
    waiting = sorted(editions.values(), key=lambda edition: (edition.branch, edition.issued or "9999", natural_key(edition.name)))
    while waiting:
        ready = [edition for edition in waiting if edition.base is None or edition.base in ordered]
        if not ready:
            for edition in waiting:
                known = ", ".join(editions)
                problems.append(Problem(lines[edition.name], "unknown-edition", f"The base “{edition.base}” of edition “{edition.name}” is none, or builds on it. Editions: {known}."))
            return ordered
        ordered[ready[0].name] = ready[0]
        waiting.remove(ready[0])
    return ordered


def _pages(root: Path, problems: list[Problem]) -> tuple[SitePage, ...]:
    pages: list[SitePage] = []
    for path in source_files(root / "source" / "site", ".md"):
        shown = path.relative_to(root).as_posix()
        content = read_text(path, shown, problems)
        if content is None:
            continue
        front = re.match(r"---\n(.*?)\n---\n", content, re.S)
        head = read_yaml(front[1], shown, problems) if front else None
        if front is None or head is None or not isinstance(head.get("title"), str):
            problems.append(Problem(Position(shown, 1), "broken-chapter", "A page of the site must begin with front matter that gives its “title”."))
            continue
        pages.append(SitePage(path.stem, head["title"], content[front.end() :].strip("\n"), shown))
    return tuple(pages)
