"""consolidate, rebase."""

from pathlib import Path

import click

from build_tools.cli.root import in_folder
from build_tools.errors import UsageError
from build_tools.outputs.disk import write_text
from build_tools.outputs.moving import consolidated_project, rebased_files
from build_tools.pipeline import Pipeline, refuse_faults


@click.command()
@in_folder
@click.argument("edition")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder that is new or empty.")
def consolidate(root: Path, edition: str, target: Path) -> int:
    """Write an edition as a complete project, with its text in source/.

    \b
    Example:
      craft consolidate 2.0 --to ../craft-2.0
    """
    if target.exists() and any(target.iterdir()):
        raise UsageError(f"{target} is not empty.", "Name a folder that is new or empty.")
    pipeline = Pipeline(root)
    name = pipeline.project.edition(edition).name
    refuse_faults(pipeline)
    consolidated_project(pipeline.project, name, pipeline.text(name), target)
    click.echo(f"Edition {name} is in {target}")
    return 0


@click.command()
@in_folder
@click.argument("edition")
def rebase(root: Path, edition: str) -> int:
    """Let source/ hold another edition; nothing else changes, and rebasing back restores every byte.

    \b
    Example:
      craft rebase 2.0
    """
    pipeline = Pipeline(root)
    name = pipeline.project.edition(edition).name
    if name == pipeline.project.facts.source_edition:
        click.echo(f"source/ holds edition {name} already.")
        return 0
    refuse_faults(pipeline)
    written, removed = rebased_files(pipeline.project, name, pipeline.text(name))
    for path, text in written.items():
        write_text(root / path, text)
    for path in removed:
        (root / path).unlink()
    click.echo(f"source/ now holds edition {name}: {len(written)} files written, {len(removed)} removed.")
    return 0
