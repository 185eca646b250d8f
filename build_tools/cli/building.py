"""The project compiled, with progress; apart from `build`, which has nothing to load where nothing changed."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from build_tools.cli.report import as_text
from build_tools.outputs.build import Order, build
from build_tools.pipeline import Pipeline, refuse_faults


def compile_project(root: Path, targets: tuple[str, ...], editions: tuple[str, ...], languages: tuple[str, ...], digest: str, tools: str) -> None:
    """Check, then build; warnings are shown, faults stop it."""
    pipeline = Pipeline(root)
    warnings = refuse_faults(pipeline)
    if warnings:
        click.echo(as_text(warnings), err=True)
    order = order_of(pipeline, targets, editions, languages)
    with Progress(
        TextColumn("building"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=Console(stderr=True)
    ) as bar:
        task = bar.add_task("")
        build(order, digest, tools, lambda done, total, what: bar.update(task, completed=done, total=total, description=what))
    click.echo(f"Built {', '.join(targets)} into {root / 'build'}")


def order_of(pipeline: Pipeline, targets: tuple[str, ...], editions: tuple[str, ...], languages: tuple[str, ...]) -> Order:
    """The order for all editions and languages, or those named."""
    project = pipeline.project
    return Order(
        root=project.root,
        editions=tuple(project.edition(name).name for name in editions) or tuple(project.editions),
        languages=tuple(project.language(name) for name in languages) or project.languages(),
        official=project.facts.official,
        targets=targets,
        whole=not editions and not languages,
        publish=pipeline.publication,
        title=pipeline.edition_title,
    )
