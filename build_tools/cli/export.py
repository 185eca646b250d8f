"""export json, csv, xlsx."""

import sys
from pathlib import Path

import click

from build_tools.cli.report import put_out
from build_tools.cli.root import in_folder, output_option
from build_tools.errors import UsageError
from build_tools.outputs.data import EXPORTS
from build_tools.pipeline import Pipeline, refuse_unreachable


@click.command()
@in_folder
@click.argument("form", metavar="FORMAT", type=click.Choice(list(EXPORTS)))
@click.option("--edition", default="current", help="The edition (default: the one in force).")
@click.option("--language", default=None, help="The language (default: the official one).")
@output_option
def export(root: Path, form: str, edition: str, language: str | None, output: Path | None) -> int:
    """Write an edition as data: FORMAT is json, csv or xlsx.

    \b
    Examples:
      craft export csv --edition 2.1 --language es -o craft-2.1-es.csv
      craft export json > craft.json
    """
    pipeline = Pipeline(root, [language or ""])
    spoken = pipeline.project.language(language)
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError("A workbook cannot be shown in the terminal.", "Name a file: -o FILE.xlsx")
    refuse_unreachable(pipeline)
    publication = pipeline.publication(edition, spoken, measured=False)
    put_out(EXPORTS[form](publication), output)
    return 0
