"""What a build was made from, so that nothing is made twice."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from importlib.metadata import version
from pathlib import Path

from build_tools.load.consultation import is_people
from build_tools.load.files import digest_of_files
from build_tools.model.publication import Publication
from build_tools.outputs.site.job import EditionLink

TARGETS = ("site", "pdf", "docx", "data")
"""What can be built, in the order in which it is."""

STAMP = ".stamp.json"
INPUTS = ("source", "amendments", "translations")
LIBRARIES = ("babel", "markdown-it-py", "mdit-py-plugins", "mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pikepdf", "pypandoc-binary", "typst", "xlsxwriter")
FONTS = ("fontpkg-amiri", "fontpkg-ibm-plex-sans-arabic", "fontpkg-source-sans-3", "fontpkg-source-serif-4", "manimgx-fonts-cjk")


def tools_digest() -> str:
    """Of the tools' own files, the libraries that write, the fonts, and the date that the environment asks for."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    rest = [f"{name} {version(name)}" for name in (*LIBRARIES, *FONTS)] + [os.environ.get("SOURCE_DATE_EPOCH", "")]
    return _digest(digest_of_files(package, files), rest)


def inputs_digest(root: Path, targets: Iterable[str], tools: str) -> str:
    """Of everything that a build of these targets reads; nothing is parsed. Who commented in consultations is read by none."""
    files = sorted(path for name in INPUTS for path in (root / name).rglob("*") if path.is_file() and not is_people(path))
    return _digest(tools, sorted(targets), digest_of_files(root, files), site_settings(root))


def site_settings(root: Path) -> str:
    """What mkdocs.yml says, with the values of the variables that it takes from the environment (`!ENV`)."""
    path = root / "mkdocs.yml"
    text = path.read_text("utf-8") if path.is_file() else ""
    names = [name for rest in re.findall(r"!ENV\b(.*)", text) for name in re.findall(r"[A-Za-z_]\w*", rest)]
    return repr((text, [os.environ.get(name) for name in names]))


def is_current(build: Path, digest: str) -> bool:
    """Whether the build was made from these inputs, and every file of it is there in its size."""
    try:
        stamp = json.loads((build / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(stamp, dict) and stamp.get("inputs") == digest and bool(stamp.get("files") == _sizes(build))


def write_stamp(build: Path, digest: str) -> None:
    """Record what the build was made from; it is part of the build, so the two are replaced together."""
    (build / STAMP).write_text(json.dumps({"inputs": digest, "files": _sizes(build)}, sort_keys=True, indent=0) + "\n", "utf-8")


def _sizes(build: Path) -> dict[str, int]:
    return dict(sorted((path, found.st_size) for path, found in _files(build) if path != STAMP))


def state_of(folder: Path) -> dict[str, list[int]]:
    """Each file's size and time: what differs later was touched."""
    return {path: [found.st_size, found.st_mtime_ns] for path, found in _files(folder)}


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """(path below the folder, what the system says of it) of every file."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - half the time of pathlib, over thousands of files
            yield os.path.relpath(path, folder), os.stat(path)  # noqa: PTH116


def publication_key(*parts: object) -> str:
    """A digest of all that a writer is given."""
    return _digest(*(part if isinstance(part, str) else repr(part) for part in parts))


def document_part(publication: Publication, document: str | None) -> Publication:
    """The publication with only what the document's PDF shows, so that a change elsewhere leaves the key as it is."""
    if document is None:
        return replace(publication, pages=(), changes=(), rounds=())
    items = tuple(item for item in publication.items if item.root == document)
    return replace(publication, items=items, pages=(), amendments=(), changes=(), rounds=())


def _digest(*parts: object) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update((part if isinstance(part, str) else repr(part)).encode())
        total.update(b"\0")
    return total.hexdigest()


def link_key(links: Sequence[EditionLink]) -> list[str]:
    """What edition links say, in an order that does not depend on sets."""
    return [repr([_in_order(getattr(link, field.name)) for field in fields(link)]) for link in links]


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
