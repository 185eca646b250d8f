"""check, format, seal."""

from pathlib import Path

import click

from build_tools.cli.report import PROBLEMS, as_text, put_out
from build_tools.cli.root import in_folder, output_option
from build_tools.errors import ContentError, UsageError
from build_tools.model.amendment import ISSUED
from build_tools.outputs.disk import write_text
from build_tools.pipeline import Pipeline, all_problems, canonical_files, seal_file


@click.command()
@in_folder
@click.option("--format", "form", type=click.Choice(list(PROBLEMS)), default="text", help="How to print what is found.")
@output_option
def check(root: Path, form: str, output: Path | None) -> int:
    """Say everything that is wrong with the content, at once.

    Exit code 0: nothing is wrong (warnings may be printed); 1: there are faults.

    \b
    Example:
      craft check --format github
    """
    try:
        problems = all_problems(Pipeline(root))
    except ContentError as error:
        problems = list(error.problems)
        if not problems:
            raise
    errors = sum(problem.severity == "error" for problem in problems)
    if form != "text" or output is not None:
        put_out(PROBLEMS[form](problems) + "\n" if problems or form == "json" else "", output)
    elif problems:
        click.echo(as_text(problems))
    if form == "text":
        warned = len(problems) - errors
        click.echo(f"{errors} {'fault' if errors == 1 else 'faults'}" + (f", {warned} {'warning' if warned == 1 else 'warnings'}" if warned else "") if problems else "Nothing is wrong.")
    return 1 if errors else 0


@click.command()
@in_folder
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit code 1 if a file is not in canonical form.")
def format_(root: Path, only_check: bool) -> int:
    """Write every file of source/ and amendments/ in its one canonical form.

    A text whose meaning would change is refused, and so are files that cannot be read; then nothing is written.

    \b
    Example:
      craft format
    """
    pipeline = Pipeline(root)
    written, removed = canonical_files(pipeline)
    for path in [*written, *removed]:
        click.echo(f"{'would write' if only_check else 'wrote'} {path}" if path in written else f"{'would remove' if only_check else 'removed'} {path}")
    if only_check:
        return 1 if written or removed else 0
    for path, text in written.items():
        write_text(root / path, text)
    for path in removed:
        (root / path).unlink()
    if not written and not removed:
        click.echo("Every file is in canonical form.")
    return 0


@click.command()
@in_folder
@click.argument("edition")
@click.option("--reason", required=True, help="Why it is sealed, or sealed again; kept on record.")
def seal(root: Path, edition: str, reason: str) -> int:
    """Record the digests of an edition's text, so that a change without an amendment is noticed.

    \b
    Examples:
      craft seal 2.1 --reason "Issued"
      craft seal 2.1 --reason "Restatement corrected: a word was missing in M.1/5.2.3/R.1"
    """
    if not reason.strip():
        raise UsageError("A seal needs a reason.", 'For instance: --reason "Issued"')
    pipeline = Pipeline(root)
    declared = pipeline.project.edition(edition)
    if declared.status not in ISSUED:
        raise UsageError(f"Edition {declared.name} is “{declared.status}”; only an issued one is sealed.", f"Set its status to one of: {', '.join(ISSUED)}.")
    sealing = seal_file(pipeline, declared.name, reason)
    if not sealing.changes:
        click.echo(f"Edition {declared.name} is sealed already, and its text is the sealed one.")
        return 0
    write_text(sealing.path, sealing.content)
    for identifier, fields in sealing.changes.items() if sealing.resealed else ():
        click.echo(f"now as it stands: {identifier} ({', '.join(fields)})")
    click.echo(f"Edition {declared.name} is sealed: {sealing.path.relative_to(root)}")
    if sealing.others:
        click.echo(f"The same text stands in other issued editions, which are to be sealed too: {', '.join(sealing.others)}")
    return 0
