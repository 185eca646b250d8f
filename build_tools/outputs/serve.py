"""A live preview: the page being read is made anew within a moment of a change, the rest follows behind."""

import html
import http.server
import json
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from build_tools.model.identifiers import slug
from build_tools.model.publication import Publication
from build_tools.outputs.site.around import finish, shared_assets
from build_tools.outputs.site.docs import documents, read_parts
from build_tools.outputs.site.job import SiteJob, edition_link
from build_tools.outputs.site.render import render_site
from build_tools.problems import Problem

_EVENTS = "/-/changes"
_SCRIPT = f"""<script>new EventSource("{_EVENTS}").onmessage=function(){{location.reload()}}</script>"""
_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.S)


class State:
    """What the last reading of the project gave; replaced whole at every change."""

    def __init__(
        self,
        number: int,
        publish: Callable[[str, str], Publication],
        title: Callable[[str, str], str],
        editions: Sequence[str],
        languages: Sequence[str],
        official: str,
        root: Path,
    ) -> None:
        self.number = number
        self.publish = publish
        self.editions, self.languages, self.root = tuple(editions), tuple(languages), root
        official_links = [edition_link(publish(edition, official)) for edition in editions]
        self._links = {language: tuple(replace(link, title_words=title(link.name, language)) for link in official_links) for language in languages}
        self.problems: tuple[Problem, ...] = ()
        self.unrecorded: tuple[str, ...] = ()

    def job(self, edition: str, language: str) -> SiteJob:
        """What the site's writers are given."""
        return SiteJob(self.publish(edition, language), self._links[language], self.languages, self.root)


class Preview:
    """The site as it is shown: folders rendered when first asked for, and again after a change."""

    def __init__(self, state: State, folder: Path) -> None:
        self.state = state
        self.folder = folder
        self._rendered: dict[tuple[str, str], tuple[int, Path]] = {}
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        shared_assets(folder / "assets")
        finish(folder, [state.job(edition, language) for edition in state.editions for language in state.languages])

    def replace(self, state: State) -> None:
        """Show another state, and tell every open page."""
        self.state = state
        with self._changed:
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Whether something changed within the time."""
        with self._changed:
            return self._changed.wait(seconds)

    def page(self, language: str, edition: str, name: str) -> str | None:
        """A page's HTML: from the folder rendered for this state, else the older one with its text replaced."""
        state = self.state
        number, folder = self._folder(state, language, edition)
        path = folder / name / "index.html" if name else folder / "index.html"
        fresh = dict(documents(state.job(edition, language))) if number != state.number else {}
        if not path.is_file():
            return None
        text = path.read_text("utf-8")
        if name in fresh:
            content = read_parts(fresh[name])["content"]
            text = _ARTICLE.sub(lambda found: found[1] + content + found[3], text, count=1)
            threading.Thread(target=self._render, args=(state, language, edition), daemon=True).start()
        return text.replace("</body>", f"{banner(state)}{_SCRIPT}</body>")

    def _folder(self, state: State, language: str, edition: str) -> tuple[int, Path]:
        found = self._rendered.get((language, edition))
        return found if found is not None else self._render(state, language, edition)

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

    def file(self, language: str, edition: str, path: str) -> Path:
        """A file beside the pages, such as the search index."""
        return self._folder(self.state, language, edition)[1] / path


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
        parts.append(f"<details><summary>{len(faults)} faults</summary><ul>{rows}{more}</ul></details>")
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
        path = self.path.partition("?")[0]
        if path == _EVENTS:
            self._events()
            return
        parts = [part for part in path.split("/") if part]
        state = self.preview.state
        if len(parts) >= 2 and parts[0] in state.languages and parts[1] in state.editions:
            self._edition(parts[0], parts[1], "/".join(parts[2:]), path)
            return
        super().do_GET()

    def _edition(self, language: str, edition: str, name: str, path: str) -> None:
        if path.endswith(("/", "/index.html")):
            text = self.preview.page(language, edition, name.removesuffix("index.html").rstrip("/"))
            self._answer(text.encode() if text is not None else None, "text/html; charset=utf-8")
        elif "." in name.rpartition("/")[2] and (found := self.preview.file(language, edition, name)).is_file():
            self._answer(found.read_bytes(), self.guess_type(name))
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

    def _events(self) -> None:
        """Tell the page when to load itself again."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                changed = self.preview.wait(15)
                self.wfile.write(f"data: {json.dumps(self.preview.state.number)}\n\n".encode() if changed else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True  # the page was closed

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing of single requests."""


def server(preview: Preview, port: int) -> http.server.ThreadingHTTPServer:
    """A server on this machine alone; port 0 takes a free one."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, preview))
    made.daemon_threads = True
    return made
