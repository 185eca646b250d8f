"""Another edition into source/, here or in a copy."""

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from build_tools.canonical.source import write_source
from build_tools.canonical.yaml import scalar
from build_tools.errors import ContentError
from build_tools.load.consultation import is_people
from build_tools.load.yaml import read_yaml
from build_tools.model.provision import Text
from build_tools.outputs.disk import write_text
from build_tools.project import Project

FACTS = "source/standard.yml"
COPIED = ("amendments", "translations", "source/site", "mkdocs.yml", "pyproject.toml")
"""What a project has besides its text; copied as it is where it is there."""


def rebased_files(project: Project, edition: str, text: Text) -> tuple[dict[str, str], list[str]]:
    """(path → content of the files that differ, paths of those that are no longer there) when source/ holds `edition`."""
    wanted = write_source(project.facts, text) | {FACTS: _facts_file(project, edition)}
    present = {path: content for path, content in project.files.items() if path.startswith("source/")}
    written = {path: content for path, content in wanted.items() if present.get(path) != content}
    return written, [path for path in present if path not in wanted]


def _facts_file(project: Project, edition: str) -> str:
    """standard.yml with its one line changed."""
    text = (project.root / FACTS).read_text("utf-8")
    changed = re.sub(r"^source_edition:.*$", lambda _: f"source_edition: {scalar(edition)}", text, count=1, flags=re.M)
    read = read_yaml(changed, FACTS, [])
    if read is None or read["source_edition"] != edition:
        raise ContentError(f"The source edition in {FACTS} cannot be changed; nothing was written.", remedy="Write it in one line, as in “source_edition: 2.1”.")
    return changed


def _people(folder: str, names: list[str]) -> list[str]:
    """Who commented in consultations stays where it is."""
    return [name for name in names if is_people(Path(folder, name))]


def copy_of_texts(project: Project, target: Path, written: Mapping[str, str], removed: Iterable[str]) -> None:
    """What the project's texts are made of in an existing folder, some of it replaced."""
    for name in ("source", "amendments"):
        shutil.copytree(project.root / name, target / name, ignore=_people, dirs_exist_ok=True)
    for path, content in written.items():
        write_text(target / path, content)
    for path in removed:
        (target / path).unlink()


def consolidated_project(project: Project, edition: str, text: Text, target: Path, replaced: Mapping[str, str] | None = None) -> None:
    """A complete project in `target`, which is put in place whole; some files besides the text may be `replaced`."""
    target = target.resolve()
    staging = target.parent / f".{target.name}.partial"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    for name in COPIED:
        source = project.root / name
        if source.is_dir():
            shutil.copytree(source, staging / name, ignore=_people)
        elif source.is_file():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, staging / name)
    for path, content in {**(replaced or {}), **write_source(project.facts, text), FACTS: _facts_file(project, edition)}.items():
        write_text(staging / path, content)
    if target.exists():
        target.rmdir()
    staging.rename(target)
