"""show, diff."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from build_tools.cli.report import put_out
from build_tools.cli.root import in_folder, output_option
from build_tools.errors import UsageError
from build_tools.outputs.comparison import FORMATS, Comparison
from build_tools.outputs.history import SHOW_FORMATS, History
from build_tools.pipeline import Pipeline, refuse_unreachable


@click.command()
@in_folder
@click.argument("identifier")
@click.option("--edition", default=None, help="As it is in this edition (default: the source edition).")
@click.option("--language", default=None, help="In this language (default: the official one).")
@click.option("--format", "form", type=click.Choice(list(SHOW_FORMATS)), default="text")
@output_option
def show(root: Path, identifier: str, edition: str | None, language: str | None, form: str, output: Path | None) -> int:
    """Show one provision with its history through all editions.

    The identifier may be written as people write it: M.1/5.2.3/R.1, 1/5.2.3/R.1, m1-5.2.3-r1.

    \b
    Examples:
      craft show M.1/5.2.3/R.1
      craft show M.4/2.2.1/R.1 --edition 2.0 --language es
    """
    pipeline = Pipeline(root, [language or ""])
    name = pipeline.project.edition(edition or pipeline.project.facts.source_edition).name
    spoken = pipeline.project.language(language)
    refuse_unreachable(pipeline)
    found = pipeline.find(identifier, name)
    publication = pipeline.publication(name, spoken, measured=False)
    put_out(SHOW_FORMATS[form](History(publication, publication.by_id.get(found), found, pipeline.history(found))), output)
    return 0


def _html(pipeline: Pipeline, old: str, new: str, language: str) -> str:
    from build_tools.outputs.compared import compared_page

    return compared_page(pipeline.publication(new, language, measured=False, since=old))


def _pdf(pipeline: Pipeline, old: str, new: str, language: str) -> bytes:
    from build_tools.outputs.build import accent_of
    from build_tools.outputs.pdf.render import ACCENT, render_changes

    return render_changes(pipeline.publication(new, language, measured=False, since=old), accent_of(pipeline.project.root) or ACCENT)


def _docx(pipeline: Pipeline, old: str, new: str, language: str) -> bytes:
    from build_tools.outputs.build import accent_of
    from build_tools.outputs.docx.render import ACCENT, render_redline_docx

    one, two = (pipeline.publication(name, language, measured=False) for name in (old, new))
    official = pipeline.project.facts.official
    pair = None if language == official else (pipeline.publication(old, official, measured=False), pipeline.publication(new, official, measured=False))
    accent, date = accent_of(pipeline.project.root) or ACCENT, two.edition.day
    with TemporaryDirectory() as folder:
        out = Path(folder) / "changes.docx"
        render_redline_docx(one, two, None, out, ", ".join(two.maintainers), date, pair, accent)
        return out.read_bytes()


DOCUMENTS: dict[str, Callable[[Pipeline, str, str, str], str | bytes]] = {"html": _html, "docx": _docx, "pdf": _pdf}
"""Formats that are made of a publication; what they need loads only when it is asked for."""


@click.command()
@in_folder
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice([*FORMATS, *DOCUMENTS]), default="text")
@click.option("--language", default=None, help="For html, docx and pdf: in this language (default: the official one).")
@output_option
def diff(root: Path, old: str, new: str, form: str, language: str | None, output: Path | None) -> int:
    """Say what changed between two editions, adjacent or not; also a branch and its trunk.

    \b
    Examples:
      craft diff 2.0 2.1
      craft diff 2.0 2.1 --format json -o changes.json
      craft diff 2.0 2.1 --format html --language es -o cambios.html
    """
    if language is not None and form not in DOCUMENTS:
        raise UsageError(f"{form} holds the words of the files, in the official language.", f"A language can be named for: {', '.join(DOCUMENTS)}.")
    pipeline = Pipeline(root, [language or ""])
    spoken = pipeline.project.language(language)
    one, two = (pipeline.project.edition(name).name for name in (old, new))
    refuse_unreachable(pipeline)
    if form in DOCUMENTS:
        if output is None and form != "html":
            raise UsageError(f"A {form} file cannot be shown here.", "Name a file, as in: -o changes." + form)
        put_out(DOCUMENTS[form](pipeline, one, two, spoken), output)
        return 0
    found = pipeline.differences_between(one, two)
    put_out(FORMATS[form](Comparison(pipeline.project.facts, one, two, pipeline.text(one), pipeline.text(two), found)), output)
    return 0
