"""amend new, edition, check, decide, erratum, instructions; amend record stands beside this."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from build_tools.amending import (
    Beginning,
    begun,
    begun_erratum,
    decision,
    draft_edition,
    named,
    new_edition,
    present_problems,
    weighed,
)
from build_tools.cli.record import record
from build_tools.cli.report import as_text, put_out
from build_tools.cli.root import in_folder, output_option
from build_tools.errors import UsageError
from build_tools.model.amendment import AMENDMENT_STATUSES, CLASSES, ERRATUM_CLASSES, OPEN, Amendment
from build_tools.model.identifiers import look_up, suggestion
from build_tools.outputs.amending import amendment_file, amendment_path, edition_file
from build_tools.outputs.disk import write_files
from build_tools.outputs.moving import consolidated_project
from build_tools.outputs.proposals import INSTRUCTIONS
from build_tools.outputs.weighing import WEIGHED
from build_tools.pipeline import Pipeline, refuse_unreachable
from build_tools.project import Project


@click.group()
def amend() -> None:
    """Change the text by amendments: begin, record, weigh, decide; correct an issued edition.

    \b
    Examples:
      craft amend edition 2.2 --base 2.1 --title "Edition 2.2"
      craft amend new M.1/5.2.7/R.1
      craft amend check
      craft amend decide 2.2/A1 --status adopted --by "Standards Committee" --on 2027-01-15
    """


amend.add_command(record)


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """A date as it was given, or a plain word on what is wrong with it."""
    if value is None:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"“{value}” should be a date, as in 2024-10-21.") from None


def _filled(value: str, what: str) -> str:
    if not value.strip():
        raise UsageError(f"{what} is empty.")
    return value


@amend.command()
@in_folder
@click.argument("name")
@click.option("--base", default=None, help="The edition whose text it begins with (default: the one in force).")
@click.option("--title", required=True, help="What readers call it.")
@click.option("--branch", is_flag=True, help="A derivative with a life of its own, not the next step of the trunk.")
def edition(root: Path, name: str, base: str | None, title: str, branch: bool) -> int:
    """Make a draft edition, to which amendments can be added.

    \b
    Example:
      craft amend edition 2.2 --base 2.1 --title "Edition 2.2"
    """
    pipeline = Pipeline(root)
    refuse_unreachable(pipeline)
    made = new_edition(pipeline.project, name, base, _filled(title, "The title"), branch)
    path = f"amendments/{made.name}/edition.yml"
    write_files(root, {path: edition_file(pipeline.project.facts, made)})
    click.echo(f"Edition {made.name} is a draft that builds on {made.base}: {path}")
    click.echo("Next: craft amend new ID, for each provision that is to change")
    return 0


@amend.command()
@in_folder
@click.argument("identifiers", nargs=-1, required=True, metavar="ID…")
@click.option("--edition", default=None, help="The edition it belongs to (default: the one draft).")
@click.option("--field", "fields", multiple=True, help="Only this field of the provisions; may be given again (default: all that they have).")
@click.option("--title", default="", help="What the decision is called; can be written into the file later.")
@click.option("--class", "klass", type=click.Choice(CLASSES), default=None, help="What sort of change it is; can be written into the file later.")
def new(root: Path, identifiers: tuple[str, ...], edition: str | None, fields: tuple[str, ...], title: str, klass: str | None) -> int:
    """Begin an amendment: a file with the present text, to be edited.

    What stands below “before” is the text as it is; what stands below “after” is the same, and you write over it.
    Fields that you leave alone stay as they are. To withdraw a provision, delete “after” and all below it.
    An identifier that no edition has used begins a new provision.

    \b
    Examples:
      craft amend new M.1/5.2.7/R.1 --field title
      craft amend new M.1/5.2.7/R.1 M.1/5.2.9/R.1 --edition 2.2 --title "Plainer words for complaints"
    """
    pipeline = Pipeline(root)
    declared = draft_edition(pipeline.project, edition)
    present_problems(pipeline)
    made = begun(pipeline, declared.name, Beginning(identifiers, fields, title.strip(), klass or ""))
    path = amendment_path(made.id)
    write_files(root, {path: amendment_file(pipeline.project.facts, made)})
    click.echo(f"wrote {path}")
    for line in _beside(made, declared.amendments):
        click.echo(line)
    click.echo("Next: open it in an editor, write over what stands below “after” and wherever “…” stands; then see what is left to do: craft check")
    return 0


def _beside(made: Amendment, others: Sequence[Amendment]) -> list[str]:
    """Open amendments that change the same provisions."""
    touched = {change.id for change in made.changes}
    found = [(other.id, change.id) for other in others if other.status in OPEN for change in other.changes if change.id in touched]
    return [f"note: {other} ({identifier}) is open as well; see how they go together: craft amend check" for other, identifier in found]


@amend.command()
@in_folder
@click.option("--edition", default=None, help="The edition (default: the one draft).")
@click.option("--adopt", "adopted", multiple=True, help="Take these as adopted, beside those that are: names divided by commas (default: all that are open).")
@click.option("--preview", type=click.Path(path_type=Path, file_okay=False), default=None, help="Write the edition as it would be as a complete project into this folder, which is new or empty.")
@click.option("--format", "form", type=click.Choice(list(WEIGHED)), default="text", help="How to print what is found.")
@output_option
def check(root: Path, edition: str | None, adopted: tuple[str, ...], preview: Path | None, form: str, output: Path | None) -> int:
    """Say how amendments go together: what depends on what, what is in the way, and what text comes of them.

    Exit code 0: nothing is in the way; 1: something is.

    \b
    Examples:
      craft amend check
      craft amend check --adopt 2.2/A1,2.2/A3 --preview ../craft-2.2-as-proposed
    """
    if preview is not None and preview.exists() and any(preview.iterdir()):
        raise UsageError(f"{preview} is not empty.", "Name a folder that is new or empty.")
    pipeline = Pipeline(root, [])
    declared = pipeline.project.edition(edition) if edition else draft_edition(pipeline.project, None)
    names = [name.strip() for given in adopted for name in given.split(",") if name.strip()]
    found, planned = weighed(pipeline, declared, names)
    put_out(WEIGHED[form](found), output)
    if preview is not None and planned is not None:
        changed = {path: text for path, text in planned.written.items() if path.startswith("amendments/")}
        consolidated_project(pipeline.project, declared.name, planned.texts[declared.name], preview, changed)
        click.echo(f"Edition {declared.name} as it would be is in {preview}", err=form != "text")
    elif preview is not None:
        click.echo("There is no text to preview until nothing is in the way.", err=True)
    return 1 if found.conflicts or found.faults else 0


@amend.command()
@in_folder
@click.argument("identifier", metavar="AMENDMENT")
@click.option("--status", required=True, type=click.Choice(AMENDMENT_STATUSES), help="What becomes of it.")
@click.option("--by", default="", help="Who decided; kept on record and shown to readers.")
@click.option("--on", "day", default=None, callback=_day, metavar="DATE", help="When, as in 2027-01-15.")
def decide(root: Path, identifier: str, status: str, by: str, day: str) -> int:
    """Put an amendment to consultation, adopt, reject or withdraw it, and keep on record who decided and when.

    An adopted one is in the text from then on. A rejected or withdrawn one stays on record and out of the text.

    \b
    Examples:
      craft amend decide 2.2/A1 --status "in consultation" --by "Standards Committee" --on 2027-01-15
      craft amend decide 2.2/A1 --status adopted --by "Standards Committee" --on 2027-06-30
    """
    if status != "proposed" and not (by.strip() and day):
        raise UsageError("Who decided, and when?", 'Say it, as in: --by "Standards Committee" --on 2027-01-15')
    if status == "proposed" and (by or day):
        raise UsageError("On a proposal nothing is decided yet.", "Leave out --by and --on.")
    pipeline = Pipeline(root, [])
    made = decision(pipeline, _amendment(pipeline.project, identifier), status, " ".join(by.split()), day)
    write_files(root, made.planned.written, made.planned.removed)
    click.echo(f"{made.amendment.id} is {status}{f': decided by {made.amendment.decided_by} on {day}' if day else ''}.")
    source = [path for path in (*made.planned.written, *made.planned.removed) if path.startswith("source/")]
    if source:
        click.echo(f"The text in source/ follows: {len(source)} {'file' if len(source) == 1 else 'files'} changed.")
    for name in made.adapted:
        click.echo(f"{name} holds the corrected words now.")
    for name in made.planned.sealed:
        click.echo(f"Edition {name} is corrected, and sealed again.")
    for found in made.reworded:
        later = found.amendment.partition("/")[0]
        click.echo(f"note: {found.amendment} gave “{found.field}” of {found.id} other words in edition {later}: see whether the mistake stands there too.")
    if made.beside:
        click.echo("These no longer fit the text:\n" + as_text(made.beside))
    return 0


def _amendment(project: Project, wanted: str) -> str:
    """The amendment's identifier: `2.2/A1`, or `A1` where there is one draft edition."""
    if "/" not in wanted:
        return named(draft_edition(project, None), [wanted])[0]
    known = [amendment.id for found in project.editions.values() for amendment in found.amendments]
    match = look_up(wanted, known)
    if match is None:
        near = [name for name in known if name.partition("/")[0] == wanted.partition("/")[0]] or known
        raise UsageError(f"There is no amendment “{wanted}”.", f"{suggestion(wanted, near)} There are: {', '.join(near) or 'none'}.".strip())
    return match


@amend.command()
@in_folder
@click.argument("edition")
@click.argument("identifiers", nargs=-1, required=True, metavar="ID…")
@click.option("--date", "day", required=True, callback=_day, metavar="DATE", help="From when readers have the corrected text, as in 2027-01-15.")
@click.option("--reason", required=True, help="What was wrong; kept on record and shown to readers.")
@click.option("--field", "fields", multiple=True, help="Only this field of the provisions; may be given again (default: all that they have).")
@click.option("--title", default="", help="What the correction is called (default: erratum, with its date).")
@click.option("--class", "klass", type=click.Choice(ERRATUM_CLASSES), default=ERRATUM_CLASSES[0], show_default=True, help="What sort of change it is.")
def erratum(root: Path, edition: str, identifiers: tuple[str, ...], day: str, reason: str, fields: tuple[str, ...], title: str, klass: str) -> int:
    """Correct a mistake in an issued edition: a file with the present text, to be put right and then adopted.

    When it is adopted, the edition and all later ones that have the mistake are corrected and sealed again, and readers see when.

    \b
    Example:
      craft amend erratum 2.1 M.1/5.2.7/R.1 --field title --date 2027-01-15 --reason "A word was missing"
    """
    pipeline = Pipeline(root)
    declared = pipeline.project.edition(edition)
    present_problems(pipeline)
    begin = Beginning(identifiers, fields, title.strip(), klass, day, _filled(reason, "The reason"))
    made = begun_erratum(pipeline, declared, begin)
    path = amendment_path(made.id)
    write_files(root, {path: amendment_file(pipeline.project.facts, made)})
    click.echo(f"wrote {path}")
    click.echo(f"Next: put right what stands below “after”; then: craft amend decide {made.id} --status adopted --by WHO --on DATE")
    return 0


@amend.command()
@in_folder
@click.argument("edition")
@click.option("--language", default=None, help="In this language (default: the official one).")
@click.option("--format", "form", type=click.Choice(list(INSTRUCTIONS)), default="text", help="Plain text, or Markdown.")
@output_option
def instructions(root: Path, edition: str, language: str | None, form: str, output: Path | None) -> int:
    """Print an edition's amendments as amending sentences: “In …, replace … with …”.

    \b
    Examples:
      craft amend instructions 2.1-rc1
      craft amend instructions 2.1-rc1 --language es --format markdown -o enmiendas.md
    """
    pipeline = Pipeline(root, [language or ""])
    name = pipeline.project.edition(edition).name
    spoken = pipeline.project.language(language)
    refuse_unreachable(pipeline)
    put_out(INSTRUCTIONS[form](pipeline.publication(name, spoken, measured=False), name), output)
    return 0
