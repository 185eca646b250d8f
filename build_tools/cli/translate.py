"""translate update, translate status."""

import json
from pathlib import Path

import click

from build_tools.cli.report import put_out
from build_tools.cli.root import in_folder, output_option
from build_tools.errors import UsageError
from build_tools.outputs.catalogues import update_language
from build_tools.pipeline import Pipeline, refuse_unreachable
from build_tools.translate.units import project_units


@click.group()
def translate() -> None:
    """Keep the catalogues of the translations up to date.

    \b
    Examples:
      craft translate update
      craft translate status --language es
    """


def _languages(pipeline: Pipeline, wanted: tuple[str, ...]) -> list[str]:
    official = pipeline.project.facts.official
    known = [language for language in pipeline.project.languages() if language != official]
    for language in wanted:
        if language not in known:
            raise UsageError(f"“{language}” is no language to translate into.", f"Languages: {', '.join(known)}.")
    return list(wanted) or known


@translate.command()
@in_folder
@click.option("--language", "wanted", multiple=True, help="Only this language; may be given again.")
def update(root: Path, wanted: tuple[str, ...]) -> int:
    """Bring the catalogues in line with the text of all editions.

    What is translated stays; new texts come in empty, with the text they replace beside them; texts that are gone are kept as obsolete.

    \b
    Example:
      craft translate update --language es
    """
    pipeline = Pipeline(root)
    refuse_unreachable(pipeline)
    units = project_units(pipeline.project, pipeline.texts)
    for language in _languages(pipeline, wanted):
        done = update_language(root, pipeline.project.facts.name, language, units, pipeline.pairs)
        files = f"{len(done.files)} {'file' if len(done.files) == 1 else 'files'} changed" if done.files else "nothing changed"
        click.echo(f"{language}: {done.units} texts, {done.new} new, {done.obsolete} obsolete; {files}")
    return 0


@translate.command()
@in_folder
@click.option("--language", "wanted", multiple=True, help="Only this language; may be given again.")
@click.option("--edition", "editions", multiple=True, help="Only this edition; may be given again.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@output_option
def status(root: Path, wanted: tuple[str, ...], editions: tuple[str, ...], form: str, output: Path | None) -> int:
    """Say how much of each edition is current in each language.

    Current: shown to readers. Stale: changed since it was translated; readers get the official text, with the older translation at hand. Missing: not translated.

    \b
    Example:
      craft translate status --edition 2.1 --format json
    """
    pipeline = Pipeline(root)
    names = [pipeline.project.edition(name).name for name in editions] or list(pipeline.project.editions)
    found = [covered for language in _languages(pipeline, wanted) for name in names if (covered := pipeline.coverage(name, language))]
    if form == "json":
        records = [{"language": c.language, "edition": c.edition, "units": c.units, "current": c.current, "stale": c.stale, "missing": c.missing} for c in found]
        put_out(json.dumps(records, indent=1) + "\n", output)
        return 0
    lines = [f"{'language':<10}{'edition':<14}{'texts':>7}{'current':>9}{'stale':>7}{'missing':>9}"]
    lines += [f"{c.language:<10}{c.edition:<14}{c.units:>7}{c.current:>9}{c.stale:>7}{c.missing:>9}" for c in found]
    put_out("\n".join(lines) + "\n", output)
    return 0
