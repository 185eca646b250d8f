"""A live preview: the page being read is made anew within a moment of a change, the rest follows behind."""

import html
import http.server
import re
import shutil
import tempfile
import threading
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from build_tools.model.identifiers import slug
from build_tools.model.publication import Publication
from build_tools.outputs.site.around import finish, shared_assets
from build_tools.outputs.site.docs import documents, read_parts
from build_tools.outputs.site.job import EditionLink, SiteJob
from build_tools.outputs.site.render import render_site
from build_tools.problems import Problem

_EVENTS = "/-/changes"
_SCRIPT = """<script>new EventSource("%s?%d").onmessage=function(){location.reload()}</script>"""
_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.S)


@dataclass(frozen=True, slots=True)
class State:
    """What the last reading of the project gave; replaced whole at every change."""

    number: int
    """Of the reading that gave the text."""
    publish: Callable[[str, str], Publication]
    """(edition, language) → publication"""
    links: Mapping[str, tuple[EditionLink, ...]]
    """Language → the editions, with their titles in it"""
    editions: tuple[str, ...]
    languages: tuple[str, ...]
    root: Path
    problems: tuple[Problem, ...] = ()
    unrecorded: tuple[str, ...] = ()
    """Provisions of the source edition that differ from its seal."""
    remark: str = ""
    """Said beside the faults, where the pages are older than the files."""

    def job(self, edition: str, language: str) -> SiteJob:
        """What the site's writers are given."""
        return SiteJob(self.publish(edition, language), self.links[language], self.languages, self.root)


class Preview:
    """The site as it is shown: folders rendered when first asked for, and again after a change."""

    def __init__(self, state: State, folder: Path) -> None:
        self.state = state
        self.folder = folder
        self._rendered: dict[tuple[str, str], tuple[int, Path]] = {}
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self.changes = 0
        shared_assets(folder / "assets")
        finish(folder, [state.job(edition, language) for edition in state.editions for language in state.languages])

    def replace(self, state: State) -> None:
        """Show another state, and tell every open page."""
        with self._changed:
            self.state = state
            self.changes += 1
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """How many changes there were, as soon as there are others than those seen or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.changes != seen, seconds)
            return self.changes

    def page(self, language: str, edition: str, name: str) -> str | None:
        """A page's HTML: from the folder rendered for this state, else the older one with its text replaced."""
        seen, state = self.changes, self.state
        number, data = self._read(state, language, edition, f"{name}/index.html".lstrip("/"))
        if data is None:
            return None
        text = data.decode("utf-8")
        fresh = dict(documents(state.job(edition, language))) if number != state.number else {}
        if name in fresh:
            content = read_parts(fresh[name])["content"]
            text = _ARTICLE.sub(lambda found: found[1] + content + found[3], text, count=1)
            threading.Thread(target=self._render, args=(state, language, edition), daemon=True).start()
        return text.replace("</body>", f"{banner(state)}{_SCRIPT % (_EVENTS, seen)}</body>")

    def file(self, language: str, edition: str, path: str) -> bytes | None:
        """A file beside the pages, such as the search index."""
        return self._read(self.state, language, edition, path)[1]

    def _read(self, state: State, language: str, edition: str, path: str) -> tuple[int, bytes | None]:
        """(the reading that it was rendered from, a rendered file or none where there is no such)"""
        while True:
            found = self._rendered.get((language, edition)) or self._render(state, language, edition)
            try:
                return found[0], (found[1] / path).read_bytes()
            except OSError:
                if self._rendered[language, edition] == found:  # else the folder was replaced in this very moment
                    return found[0], None

    def _render(self, state: State, language: str, edition: str) -> tuple[int, Path]:
        """The whole edition and language, once for each state; one at a time."""
        with self._lock:
            found = self._rendered.get((language, edition))
            if found is not None and found[0] >= state.number:
                return found
            folder = Path(tempfile.mkdtemp(dir=self.folder, prefix=".render-"))
            render_site(state.job(edition, language), folder)
            self._rendered[language, edition] = (state.number, folder)
            if found is not None:
                shutil.rmtree(found[1], ignore_errors=True)
            return self._rendered[language, edition]


def banner(state: State) -> str:
    """What is wrong, and which provisions differ from their record, at the foot of the page."""
    parts: list[str] = []
    if state.unrecorded:
        marked = ",".join(f'[id="{slug(identifier)}"]' for identifier in state.unrecorded)
        parts.append(f"<style>{marked}{{outline:3px dashed #b3541e;outline-offset:6px}}</style>")
        parts.append(f"<p>Not recorded as an amendment: {html.escape(', '.join(state.unrecorded))}</p>")
    faults = [problem for problem in state.problems if problem.sort != "unrecorded-change"]
    if faults:
        rows = "".join(f"<li><code>{html.escape(str(p.at))}</code> {html.escape(p.message)} <em>{html.escape(p.remedy)}</em></li>" for p in faults[:20])
        more = f"<li>… and {len(faults) - 20} more: craft check</li>" if len(faults) > 20 else ""
        parts.append(f"<details open><summary>{len(faults)} {'fault' if len(faults) == 1 else 'faults'}{state.remark}</summary><ul>{rows}{more}</ul></details>")
    if not parts:
        return ""
    style = "position:fixed;bottom:0;left:0;right:0;z-index:99;background:#fff4e5;color:#222;border-top:3px solid #b3541e;padding:.4rem 1rem;font-size:.7rem;max-height:50vh;overflow:auto"
    return f'<aside style="{style}">{"".join(parts)}</aside>'


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a preview."""

    protocol_version = "HTTP/1.1"

    def __init__(self, preview: Preview, *args: Any) -> None:
        self.preview = preview
        super().__init__(*args, directory=str(preview.folder))

    def do_GET(self) -> None:
        """Pages of an edition from the preview; everything else from its folder."""
        path, _, query = self.path.partition("?")
        if path == _EVENTS:
            self._events(int(query) if query.isdecimal() else self.preview.changes)
            return
        parts = [part for part in urllib.parse.unquote(path).split("/") if part]
        state = self.preview.state
        if ".." in parts:
            self.send_error(404)
        elif len(parts) >= 2 and parts[0] in state.languages and parts[1] in state.editions:
            self._edition(parts[0], parts[1], "/".join(parts[2:]), path)
        else:
            super().do_GET()

    def _edition(self, language: str, edition: str, name: str, path: str) -> None:
        if path.endswith(("/", "/index.html")):
            text = self.preview.page(language, edition, name.removesuffix("index.html").rstrip("/"))
            self._answer(text.encode() if text is not None else None, "text/html; charset=utf-8")
        elif "." in name.rpartition("/")[2] and (found := self.preview.file(language, edition, name)) is not None:
            self._answer(found, self.guess_type(name))
        else:
            self.send_response(301)
            self.send_header("Location", path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _answer(self, body: bytes | None, kind: str) -> None:
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _events(self, seen: int) -> None:
        """Tell the page when there are other changes than those it was made with."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                changes = self.preview.wait(seen, 15)
                self.wfile.write(f"data: {changes}\n\n".encode() if changes != seen else b": still here\n\n")
                self.wfile.flush()
                seen = changes
        except OSError:
            self.close_connection = True  # the page was closed

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing of single requests."""


def server(preview: Preview, port: int) -> http.server.ThreadingHTTPServer:
    """A server on this machine alone; port 0 takes a free one."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, preview))
    made.daemon_threads = True
    return made
