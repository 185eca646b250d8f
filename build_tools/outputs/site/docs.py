"""The pages as files for MkDocs: front matter, then the finished HTML in named parts."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from build_tools.interface import say
from build_tools.outputs.site.bodies import Body, body
from build_tools.outputs.site.feed import FEED
from build_tools.outputs.site.frame import frame
from build_tools.outputs.site.job import HOME, SiteJob, indexable, untranslated
from build_tools.outputs.site.outline import Leaf, Outline, outline, to_top

PART = "<!-- part: "
"""What begins the line above each named part."""


def write_docs(job: SiteJob, folder: Path) -> None:
    """Write the pages in static-i18n's folder structure below `folder`.

    A language's pages lie in `folder/LANGUAGE/`; those of the build's default language, which MkDocs puts at the root, one folder deeper.
    So every page comes out at `LANGUAGE/EDITION/PAGE/`, whichever languages are built together.
    """
    publication = job.publication
    default = folder / publication.official / publication.official
    below = default if publication.language == publication.official else folder / publication.language
    _write(job, below / publication.edition.name)


def write_alone(job: SiteJob, folder: Path) -> None:
    """Likewise for a build of this language alone, whose default language it is."""
    language = job.publication.language
    _write(job, folder / language / language / job.publication.edition.name)


def _write(job: SiteJob, folder: Path) -> None:
    for name, text in documents(job):
        path = folder / name / "index.md" if name else folder / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def documents(job: SiteJob) -> Iterator[tuple[str, str]]:
    """Every page's name and file."""
    pages = outline(job.publication)
    quiet = untranslated(job.publication) if job.publication.language != job.publication.official else frozenset[str]()
    successors = _successors(job)
    for name in pages.order:
        leaf = pages.leaves[name]
        made = body(job, pages, leaf, name in quiet, successors)
        yield name, _document(job, pages, leaf, made, name in quiet)


def _successors(job: SiteJob) -> dict[str, list[str]]:
    """Withdrawn provision → those that came of it."""
    found: dict[str, list[str]] = {}
    for item in job.publication.items:
        for past in item.was:
            found.setdefault(past, []).append(item.id)
    return found


def _document(job: SiteJob, pages: Outline, leaf: Leaf, made: Body, fallback: bool) -> str:
    language = job.publication.language
    parts = {
        **frame(job, pages, leaf),
        "contents": _contents(made, language),
        "toc": _json(made.headings),
        "search": _json(made.found),
        "content": "\n".join(made.html),
    }
    text = "\n".join(f"{PART}{name} -->\n{part}" for name, part in parts.items())
    return f"---\n{_front(job, leaf, fallback)}---\n{text}\n"


def _json(value: object) -> str:
    """JSON in which nothing looks like the beginning of a part."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _front(job: SiteJob, leaf: Leaf, fallback: bool) -> str:
    """Front matter; JSON strings are YAML strings."""
    publication = job.publication
    language = publication.language
    standard = publication.standard["name"].words
    label = f"{leaf.label} " if leaf.label else ""
    values = {
        "title": f"{label}{leaf.title.words}",
        "window": f"{label}{leaf.title.words} – {standard} {publication.edition.name}" if leaf.name != HOME else f"{standard} {publication.edition.name}",
        "standard": standard,
        "edition": publication.edition.name,
        "language": language,
        "description": publication.standard["summary"].words,
        "base": f"{language}/{publication.edition.name}",
        "home": "./" if leaf.name == HOME else "../",
        "robots": "" if indexable(publication) else "noindex",
        "canonical": f"{publication.official}/{publication.edition.name}/{leaf.name}/" if fallback else "",
        "feed": f"{to_top(leaf.name)}{language}/{FEED}",
        "feed_title": say(language, "{standard}: changes", standard=standard),
        "menu": say(language, "Menu"),
        "find": say(language, "Search"),
        "dark": say(language, "Dark colours"),
        "light": say(language, "Light colours"),
        "on_this_page": say(language, "On this page"),
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def _contents(made: Body, language: str) -> str:
    """The contents of a page within it, for screens that have no room beside it."""
    entries = [(address, text, level) for address, text, level in made.headings if 1 < level < 4]
    if len(entries) < 3:
        return ""
    lines = "\n".join(f'<li class="level-{level}"><a href="#{escape(address)}">{escape(text, quote=False)}</a></li>' for address, text, level in entries)
    return f'<details class="on-this-page"><summary>{say(language, "On this page")}</summary>\n<ul>\n{lines}\n</ul></details>'


def read_parts(document: str) -> dict[str, str]:
    """The named parts of a page's file, without its front matter."""
    parts: dict[str, str] = {}
    for section in document.split(PART)[1:]:
        name, _, text = section.partition(" -->\n")
        parts[name] = text.rstrip("\n")
    return parts
