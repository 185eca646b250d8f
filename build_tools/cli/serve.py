"""serve."""

import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from build_tools.cli.report import as_text
from build_tools.cli.root import in_folder
from build_tools.errors import ContentError, CraftError
from build_tools.outputs.serve import Preview, State, server
from build_tools.outputs.site.job import links_of
from build_tools.pipeline import Pipeline, all_problems

WATCHED = ("source", "amendments", "translations")
_QUIET_SECONDS = 0.05
"""Editors save in several steps; reading begins when they have been quiet for so long."""


@click.command()
@in_folder
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
def serve(root: Path, port: int) -> int:
    """Show the website on this machine, and every change a moment after it is saved.

    Provisions of an issued edition that differ from their record are marked; faults are listed at the foot of the page.

    \b
    Example:
      craft serve --port 8080
    """
    state = read_state(root, 1)
    with tempfile.TemporaryDirectory(prefix="craft-serve-", ignore_cleanup_errors=True) as folder:
        preview = Preview(state, Path(folder))
        made = server(preview, port)
        watcher = _Watcher(root, preview)
        observer = Observer()
        for name in WATCHED:
            if (root / name).is_dir():
                observer.schedule(watcher, str(root / name), recursive=True)
        observer.start()
        click.echo(f"http://127.0.0.1:{made.server_port}/  (stop with Ctrl-C)")
        try:
            made.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")
        finally:
            observer.stop()
            made.server_close()
    return 0


def read_state(root: Path, number: int) -> State:
    """Read the project; faults that leave it readable become part of the state.

    Raises ContentError where something cannot be read, for then provisions would be missing from the pages.
    """
    pipeline = Pipeline(root)
    project = pipeline.project
    if project.problems:
        raise ContentError("The files cannot be read whole.", project.problems)
    reachable = [name for name in project.editions if pipeline.reachable(name) is not None]
    return State(
        number=number,
        publish=pipeline.publication,
        links=links_of(pipeline.publication, pipeline.edition_title, reachable, project.languages(), project.facts.official),
        editions=tuple(reachable),
        languages=project.languages(),
        root=root,
        problems=tuple(all_problems(pipeline)),
        unrecorded=tuple(pipeline.unrecorded()),
    )


class _Watcher(FileSystemEventHandler):
    """Reads the project again when files have changed and been left alone for a moment."""

    def __init__(self, root: Path, preview: Preview) -> None:
        self._root, self._preview = root, preview
        self._timer: threading.Timer | None = None
        self._reading = threading.Lock()
        """Of two readings, the one begun last is shown last."""

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Start the clock anew."""
        if event.event_type not in ("created", "modified", "deleted", "moved"):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(_QUIET_SECONDS, self._read)
        self._timer.daemon = True
        self._timer.start()

    def _read(self) -> None:
        with self._reading:
            try:
                self._preview.replace(read_state(self._root, self._preview.state.number + 1))
                click.echo("changed; shown anew")
            except ContentError as error:
                click.echo(as_text(error.problems), err=True)
                click.echo("The pages stay as they were.", err=True)
                self._preview.replace(replace(self._preview.state, problems=error.problems, remark="; these pages are older than the files"))
            except (CraftError, OSError) as error:
                click.echo(f"{error} The pages stay as they were.", err=True)
