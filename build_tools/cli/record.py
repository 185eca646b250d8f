"""amend record."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from build_tools.amend.recording import GROUPS
from build_tools.amending import draft_edition
from build_tools.cli.root import in_folder
from build_tools.errors import UsageError
from build_tools.model.amendment import CLASSES
from build_tools.model.facts import Facts
from build_tools.outputs.disk import write_files
from build_tools.outputs.proposals import change_lines
from build_tools.pipeline import Pipeline
from build_tools.recording import Proposal, Recorded, amendments_of, read_copy


@click.command()
@in_folder
@click.argument("copy", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--edition", default=None, help="The edition that the amendments belong to (default: the one draft).")
@click.option("--group", "how", type=click.Choice(GROUPS), default=GROUPS[0], show_default=True, help="One amendment for each provision, for all within one parent, or for everything.")
@click.option("--title", default="", help="What each amendment is called (default: its provision's title).")
@click.option("--reason", default="", help="Why; asked for each where it is not given.")
@click.option("--class", "klass", type=click.Choice(CLASSES), default=None, help="What sort of change; asked for each where it is not given.")
def record(root: Path, copy: Path, edition: str | None, how: str, title: str, reason: str, klass: str | None) -> int:
    """Turn an edited copy into amendments.

    DIR is a copy that “craft consolidate” made, in which the text was edited as one likes. What differs becomes proposed amendments;
    what cannot be decided apart, as the parts of a provision that was divided, stays together. What is recorded already is not recorded again.

    \b
    Examples:
      craft amend record ../craft-2.2
      craft amend record ../craft-2.2 --group parent --reason "Plainer words" --class clarification
    """
    pipeline = Pipeline(root)
    declared = draft_edition(pipeline.project, edition)
    found = read_copy(pipeline, declared, copy, how)
    for line in _remarks(found):
        click.echo(line)
    if not found.proposals:
        click.echo(f"Nothing to record: all that the copy changes stands in edition {declared.name} or its amendments." if found.known else f"Nothing to record: the copy has the text of edition {declared.name}.")
        return 0
    missing = [option for option, given in (("--reason", reason.strip()), ("--class", klass)) if not given]
    if missing and not sys.stdin.isatty():
        raise UsageError(f"{len(found.proposals)} amendments are to be recorded, and there is no terminal to ask in.", f"Give {' and '.join(missing)}, and perhaps --title and --group.")
    if missing:
        amendments_of(pipeline, declared, [(proposal, proposal.title, proposal.title, klass or proposal.classes[0]) for proposal in found.proposals])  # so that nobody answers in vain
    decided = [_asked(pipeline.project.facts, proposal, f"{number} of {len(found.proposals)}", title, reason, klass) for number, proposal in enumerate(found.proposals, 1)]
    written = amendments_of(pipeline, declared, decided)
    write_files(root, written)
    for path, (proposal, heading, _, sort) in zip(written, decided, strict=True):
        click.echo(f"wrote {path}  {sort}: {heading} ({', '.join(dict.fromkeys(change.id for change in proposal.changes))})")
    click.echo(f"Next: see how they go together: craft amend check --edition {declared.name}")
    return 0


def _remarks(found: Recorded) -> Iterator[str]:
    """What the editor should know before answering."""
    for identifier in found.gone:
        yield f"note: {identifier} is gone from the copy, and counts as withdrawn."
    for path in found.aside:
        yield f"note: {path} differs in the copy; it is no part of an edition and is not recorded."
    if found.known and found.proposals:
        yield f"note: a part of it is recorded already: {', '.join(found.known)}"


def _asked(facts: Facts, proposal: Proposal, count: str, title: str, reason: str, klass: str | None) -> tuple[Proposal, str, str, str]:
    """(proposal, title, reason, class), as given or as answered."""
    if not (reason.strip() and klass):
        click.echo(f"\nAmendment {count}")
        for change, heading in zip(proposal.changes, proposal.titles, strict=True):
            click.echo("\n".join(change_lines(facts, change, heading)))
    chosen = title.strip() or proposal.title
    if not title.strip() and not reason.strip():
        chosen = str(click.prompt("Title", default=proposal.title)).strip()
    why = reason.strip() or str(click.prompt("Reason")).strip()
    sort = klass or str(click.prompt("Class", default=proposal.classes[0], type=click.Choice(proposal.classes)))
    return proposal, chosen, why, sort
