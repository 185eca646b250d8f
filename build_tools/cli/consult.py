"""consult form, consult import, consult report."""

import datetime
import sys
from pathlib import Path

import click

from build_tools.checks.consulting import known_subjects
from build_tools.checks.content import Content
from build_tools.cli.report import put_out
from build_tools.cli.root import in_folder, output_option
from build_tools.errors import UsageError
from build_tools.load.returned.words import folded, language_of
from build_tools.model.consultation import Round
from build_tools.model.facts import Facts
from build_tools.outputs.consultation.forms import FORMS, comment_form
from build_tools.outputs.consultation.intake import Ground, Intake, intake_files, read_files, take_in
from build_tools.outputs.disk import write_text
from build_tools.pipeline import Pipeline, refuse_unreachable


@click.group()
def consult() -> None:
    """Consult on an edition: forms out, comments in, decisions published.

    A round of consultation stands in amendments/EDITION/rounds/; it is named EDITION/ROUND, or ROUND where no other edition has one of that name.

    \b
    Examples:
      craft consult form 2.1-rc1/round-1 --language es -o form-es.xlsx
      craft consult import 2.1-rc1/round-1 FOLDER/*.xlsx
    """


@consult.command()
@in_folder
@click.argument("round_name", metavar="ROUND")
@click.option("--language", default=None, help="One of the round's languages (default: the official one, else the round's first).")
@click.option("--format", "form_", type=click.Choice(list(FORMS)), default="xlsx", help="A workbook or a Word document.")
@output_option
def form(root: Path, round_name: str, language: str | None, form_: str, output: Path | None) -> int:
    """Write the comment form of a round: a row for each provision under amendment, to be filled in offline.

    \b
    Examples:
      craft consult form 2.1-rc1/round-1 --language es -o form-es.xlsx
      craft consult form 2.1-rc1/round-1 --format docx -o form.docx
    """
    pipeline = Pipeline(root)
    found = pipeline.project.round(round_name)
    spoken = _spoken(pipeline, found, language)
    if output is None and sys.stdout.isatty():
        raise UsageError("A form cannot be shown in the terminal.", f"Name a file: -o FILE.{form_}")
    refuse_unreachable(pipeline)
    publication = pipeline.publication(found.edition, spoken, measured=False)
    view = next(view for view in publication.rounds if view.id == found.id)
    put_out(comment_form(publication, view, form_), output)
    return 0


def _spoken(pipeline: Pipeline, found: Round, language: str | None) -> str:
    known = [name for name in found.languages if name in pipeline.project.languages()]
    if language is not None and language not in known:
        raise UsageError(f"Round {found.id} is not held in “{language}”.", f"Its languages: {', '.join(known)}.")
    official = pipeline.project.facts.official
    return language or (official if official in known or not known else known[0])


@consult.command()
@in_folder
@click.argument("round_name", metavar="ROUND")
@click.option("--language", default=None, help="In this language (default: the official one).")
@click.option("--format", "form_", type=click.Choice(["pdf", "xlsx"]), default="pdf", help="A document or a workbook.")
@output_option
def report(root: Path, round_name: str, language: str | None, form_: str, output: Path | None) -> int:
    """Publish what became of the comments of a round: who took part, each issue with its decision and reason, every comment.

    Names and addresses are not in it. The website has the same on the page of the round.

    \b
    Examples:
      craft consult report 2.1-rc1/round-1 -o report.pdf
      craft consult report 2.1-rc1/round-1 --language es --format xlsx -o informe.xlsx
    """
    from build_tools.outputs.build import accent_of
    from build_tools.outputs.consultation.report import report_xlsx
    from build_tools.outputs.pdf.render import ACCENT, render_report

    pipeline = Pipeline(root)
    found, spoken = pipeline.project.round(round_name), pipeline.project.language(language)
    if output is None and sys.stdout.isatty():
        raise UsageError("A report cannot be shown in the terminal.", f"Name a file: -o FILE.{form_}")
    refuse_unreachable(pipeline)
    publication = pipeline.publication(found.edition, spoken, measured=False)
    view = next(view for view in publication.rounds if view.id == found.id)
    put_out(report_xlsx(publication, view) if form_ == "xlsx" else render_report(publication, view, accent_of(root) or ACCENT), output)
    return 0


@consult.command("import")
@in_folder
@click.argument("round_name", metavar="ROUND")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--language", default=None, help="The language of comments that do not say theirs.")
@click.option("--received", default=None, help="The day on which the files came in, as 2023-09-14.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
def import_(root: Path, round_name: str, files: tuple[Path, ...], language: str | None, received: str | None, dry_run: bool) -> int:
    """Take in comments from returned files: our forms (.xlsx, .docx), CSV, and our drafts in Word with review comments and tracked changes.

    What is there already is not taken in again, so a file may be imported twice, and a corrected file adds only what is new.
    Names and addresses go into a file of their own, ROUND-people.yml, which git ignores and nothing publishes.

    If any file cannot be read whole, nothing is written. A comment whose provision is not known is left out and named; the others come in.
    Exit code 1: something was left out.

    \b
    Examples:
      craft consult import 2.1-rc1/round-1 FOLDER/*.xlsx --dry-run
      craft consult import 2.1-rc1/round-1 FOLDER/draft.docx --language es --received 2023-09-14
    """
    pipeline = Pipeline(root)
    found = pipeline.project.round(round_name)
    spoken, day = _language(language), _day(received, found)
    refuse_unreachable(pipeline)
    returned = read_files(files, own_names(pipeline.project.facts), found.id)
    ground = _ground(pipeline, found, spoken, day)
    intake = take_in(ground, returned)
    written = intake_files(pipeline.project, ground, intake)
    _say(intake)
    for path, content in written.items():
        if not dry_run:
            write_text(root / path, content)
        click.echo(f"{'would write' if dry_run else 'wrote'} {path}")
    return 1 if intake.refused else 0


def _say(intake: Intake) -> None:
    for remark in (*intake.remarks, *intake.refused):
        click.echo(str(remark), err=True)
    for file, said, new in intake.counts:
        click.echo(f"{file}: {said} {'comment' if said == 1 else 'comments'}, {new} new")
    if intake.comments:
        first, last = intake.comments[0].number, intake.comments[-1].number
        click.echo(f"New: {first}" if first == last else f"New: {first} to {last}")
    if intake.refused:
        click.echo(f"Left out: {len(intake.refused)}; see above")


def _language(language: str | None) -> str:
    code = language_of(language) if language else ""
    if language and not code:
        raise UsageError(f"“{language}” is no language known here.", "Name its code, such as “es”, “sw” or “pt-BR”.")
    return code


def _day(received: str | None, found: Round) -> str:
    if received is None:
        return ""
    try:
        day = datetime.date.fromisoformat(received).isoformat()
    except ValueError:
        raise UsageError(f"“{received}” is no date.", "Write it as 2023-09-14.") from None
    if day < found.opens:
        raise UsageError(f"Round {found.id} opened on {found.opens}; nothing can have come in on {day}.")
    return day


def own_names(facts: Facts) -> tuple[str, ...]:
    """The names under which our own drafts mark changes."""
    return (facts.name, facts.full_name, *facts.maintainers, ", ".join(facts.maintainers), " and ".join(facts.maintainers))


def _ground(pipeline: Pipeline, found: Round, language: str, received: str) -> Ground:
    project = pipeline.project
    edition = project.edition(found.edition)
    amendments = [amendment.id for amendment in edition.amendments]
    subjects = known_subjects(Content(project, pipeline.texts), found)
    return Ground(
        round=found,
        provisions=[subject for subject in subjects if subject not in amendments],
        amendments=amendments,
        groups=group_labels(pipeline, found),
        comments=project.comments.get(found.id, ()),
        people=project.people.get(found.id, ()),
        last=project.last_numbers.get(found.id, 0),
        official=project.facts.official,
        language=language,
        received=received,
    )


def group_labels(pipeline: Pipeline, found: Round) -> dict[str, str]:
    """Label of a stakeholder group in any language, folded → its key."""
    labels: dict[str, str] = {}
    for language in pipeline.project.languages():
        for key, label in found.groups.items():
            translator = pipeline.translator(language)
            words = (translator.line(f"{found.id}#group/{key}", label) if translator else None) or label
            labels.setdefault(folded(words), key)
    return labels
