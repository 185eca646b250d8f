"""The whole output: made in parallel from cached parts, put in place in one step."""

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.pool import Pool
from pathlib import Path

import yaml

from build_tools.errors import CraftError
from build_tools.model.publication import Publication
from build_tools.outputs.disk import exchange, exclusively, link_file, link_tree, write_bytes
from build_tools.outputs.names import release_folder
from build_tools.outputs.parts import RELEASE, TARGET_OF, Press, Publish
from build_tools.outputs.pdf.render import ACCENT
from build_tools.outputs.schemas import schemas
from build_tools.outputs.site.around import finish, shared_assets
from build_tools.outputs.site.docs import write_docs
from build_tools.outputs.site.job import EditionLink, SiteJob, links_of
from build_tools.outputs.site.render import render_site
from build_tools.outputs.stamp import link_key, publication_key, site_settings, state_of, write_stamp

TASKS_PER_WORKER = 12
"""Then a worker is replaced: Typst's own cache grows with every document."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build."""

    root: Path
    editions: tuple[str, ...]
    languages: tuple[str, ...]
    official: str
    targets: tuple[str, ...]
    whole: bool
    """All editions and languages: what the cache holds besides is of no more use."""
    publish: Publish
    """Must work in a forked or newly started process."""
    title: Callable[[str, str], str]
    """(edition, language) → the edition's title"""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished part, in the cache."""

    target: str
    edition: str
    language: str
    parts: tuple[tuple[str, str], ...]
    """(key in the cache, path below build/) of each file or folder."""


def build(order: Order, digest: str, tools: str, progress: Callable[[int, int, str], None]) -> None:
    """Make the targets, and put them in the place of the old ones in one step; `progress` hears (done, all, what)."""
    with exclusively(order.root) as work:
        cache = work / "cache"
        cache.mkdir(exist_ok=True)
        links = links_of(order.publish, order.title, order.editions, order.languages, order.official)
        tasks = [(target, edition, language) for target in order.targets for edition in order.editions for language in order.languages]
        made: list[Made] = []
        with _pool(_Worker(order, cache, links, tools), len(tasks)) as pool:
            for done in pool.imap_unordered(_run, tasks):
                made.append(done)
                progress(len(made), len(tasks) + 1, f"{done.target} {done.edition} {done.language}")
        made.sort(key=lambda part: (part.target, part.edition, part.language))
        staging = work / f"staging-{os.getpid()}"
        _assemble(order, cache, made, links, staging)
        write_stamp(staging, digest)
        exchange(staging, order.root / "build")
        if order.whole:
            _forget(cache, order.targets, {key for part in made for key, _ in part.parts})
        progress(len(tasks) + 1, len(tasks) + 1, "done")


Links = dict[str, tuple[EditionLink, ...]]
"""Language → the editions, with their titles in it"""


@dataclass(slots=True)
class _Worker:
    """What a worker process needs; set once in each."""

    order: Order
    cache: Path
    links: Links
    tools: str


_worker: _Worker | None = None


def _start(worker: _Worker) -> None:
    global _worker
    _worker = worker


def _pool(worker: _Worker, tasks: int) -> Pool:
    """Processes that share what is loaded by forking, where the system can."""
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    size = max(1, min(os.cpu_count() or 1, tasks))
    return multiprocessing.get_context(method).Pool(size, _start, (worker,), maxtasksperchild=TASKS_PER_WORKER)


@lru_cache(maxsize=1)
def _publication(edition: str, language: str) -> Publication:
    assert _worker is not None
    return _worker.order.publish(edition, language)


def _run(task: tuple[str, str, str]) -> Made:
    """One target of one edition and language, in a worker."""
    target, edition, language = task
    assert _worker is not None
    publication = _publication(edition, language)
    parts = _make_site(_worker, publication) if target == "site" else _make_release(target, _worker, publication)
    return Made(target, edition, language, tuple(parts))


def _make_site(worker: _Worker, publication: Publication) -> Iterator[tuple[str, str]]:
    root, order, links = worker.order.root, worker.order, worker.links[publication.language]
    key = "site-" + publication_key(publication, link_key(links), order.languages, site_settings(root), worker.tools)
    job = SiteJob(publication, links, order.languages, root)
    _cached(worker.cache / key, lambda folder: render_site(job, folder))
    yield f"{key}/{_PARTS}", f"site/{publication.language}/{publication.edition.name}"


def _make_release(target: str, worker: _Worker, publication: Publication) -> Iterator[tuple[str, str]]:
    press = Press(accent_of(worker.order.root) or ACCENT, worker.order.publish)
    for part in RELEASE[target](publication, press):
        key = f"{target}-" + publication_key(part.name, *part.made_from, worker.tools)
        _cached(worker.cache / key, part.write_into)
        yield f"{key}/{_PARTS}/file", f"{release_folder(publication)}/{part.name}"


def accent_of(root: Path) -> str:
    """The colour that mkdocs.yml names under `extra: brand: primary`, or empty."""
    path = root / "mkdocs.yml"
    try:
        settings = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) if path.is_file() else None
    except yaml.YAMLError as error:
        raise CraftError(f"mkdocs.yml cannot be read: {error}", "Mend it, or copy it from another standard.") from None
    for name in ("extra", "brand", "primary"):
        settings = settings.get(name) if isinstance(settings, dict) else None
    return settings if isinstance(settings, str) else ""


_PARTS, _RECORD = "parts", "made.json"
"""In a folder of the cache: what was made, and its state when it was."""


def _cached(place: Path, make: Callable[[Path], None]) -> None:
    """Make the folder's parts unless they are there as they were made; it appears whole or not at all."""
    if _intact(place):
        return
    shutil.rmtree(place, ignore_errors=True)
    making = place.with_name(f"making-{place.name}-{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    (making / _PARTS).mkdir(parents=True)
    make(making / _PARTS)
    (making / _RECORD).write_text(json.dumps(state_of(making / _PARTS)), "utf-8")
    try:
        making.rename(place)
    except OSError:
        if not place.exists():  # another worker was not the faster one
            raise
        shutil.rmtree(making)


def _intact(place: Path) -> bool:
    """Whether nobody touched the parts, neither here nor in build/, whose files are the same under other names."""
    try:
        return bool(json.loads((place / _RECORD).read_text("utf-8")) == state_of(place / _PARTS))
    except (OSError, ValueError):
        return False


def _assemble(order: Order, cache: Path, made: list[Made], links: Links, staging: Path) -> None:
    """The new build/ beside the old one: what was made, and the targets that were not asked for as they are."""
    staging.mkdir()
    _keep_others(order.root / "build", staging, order.targets)
    for part in made:
        for key, path in part.parts:
            source = cache / key
            (link_tree if source.is_dir() else link_file)(source, staging / path)
    if "data" in order.targets:
        for name, content in schemas().items():
            write_bytes(staging / "schemas" / name, content)
    if "site" in order.targets:
        jobs = [SiteJob(order.publish(edition, language), links[language], order.languages, order.root) for edition in order.editions for language in order.languages]
        shared_assets(staging / "site" / "assets")
        finish(staging / "site", jobs)
        for job in jobs:
            if job.publication.edition.name == job.publication.current:
                write_docs(job, staging / "mkdocs" / "docs")
    if (staging / "site").is_dir():
        for folder in ("releases", "schemas"):
            shutil.rmtree(staging / "site" / folder, ignore_errors=True)
            if (staging / folder).is_dir():
                link_tree(staging / folder, staging / "site" / folder)


def _keep_others(old: Path, staging: Path, targets: tuple[str, ...]) -> None:
    """Link over from the old build what this one does not make anew."""
    if not old.is_dir():
        return
    for path in sorted(old.rglob("*")):
        parts = path.relative_to(old).parts
        if not path.is_file() or len(parts) == 1 or parts[:2] == ("site", "releases"):
            continue
        target = {"site": "site", "mkdocs": "site", "schemas": "data"}.get(parts[0], TARGET_OF.get(path.suffix, ""))
        if target not in targets:
            link_file(path, staging / path.relative_to(old))


def _forget(cache: Path, targets: tuple[str, ...], used: set[str]) -> None:
    """Drop what no part of this build used, of the targets that were built, and what interrupted ones left."""
    kept = {key.partition("/")[0] for key in used}
    for place in cache.iterdir():
        if place.name.startswith("making-") or (place.name.partition("-")[0] in targets and place.name not in kept):
            shutil.rmtree(place, ignore_errors=True)

