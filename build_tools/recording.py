"""An edited copy of an edition turned into amendments; nothing here writes."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.amend.apply import DoesNotFit, apply, forth
from build_tools.amend.classes import Effect, Scales, admissible, effects, scales_of
from build_tools.amend.compare import around, siblings_of
from build_tools.amend.recording import Clash, edits, grouped, renumbered_unsaid, title_of, with_tombstones
from build_tools.amending import free_name, present_problems
from build_tools.canonical.source import in_form
from build_tools.checks.content import Content
from build_tools.checks.structure import unread
from build_tools.checks.wording import UNWRITABLE
from build_tools.errors import ContentError, UsageError
from build_tools.model.amendment import CLASSES, OPEN, Amendment, Change, Edition
from build_tools.model.facts import Facts
from build_tools.model.provision import Provision, Text, Value
from build_tools.model.seal import digest_of
from build_tools.outputs.amending import amendment_file, amendment_path
from build_tools.pipeline import Pipeline, all_problems, new_faults, tried
from build_tools.positions import Position
from build_tools.problems import Problem

SUGGESTED = ("editorial", "moved", "new", "withdrawn", "clarification", "strengthened", "weakened")
"""Of the classes that admit an amendment, the one suggested: what is only wording, moved, new or gone is called so."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that belong together, to be given a title, a reason and a class."""

    changes: tuple[Change, ...]
    titles: tuple[str, ...]
    """The title of each change's provision."""
    title: str
    """What the amendment may be called."""
    classes: tuple[str, ...]
    """Those that admit all that it does, the one that says most about it first."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a copy brings to an edition."""

    proposals: tuple[Proposal, ...]
    known: tuple[str, ...]
    """Amendments that say a part of it already."""
    gone: tuple[str, ...]
    """Provisions that were simply taken out of the copy: they count as withdrawn."""
    aside: tuple[str, ...]
    """Files of the copy that differ, and belong to no edition."""


def read_copy(pipeline: Pipeline, edition: Edition, folder: Path, how: str) -> Recorded:
    """What the edited copy in `folder` brings to the edition.

    Raises ContentError, with every place, where something in the copy could not be recorded as it is; UsageError where it is no copy of this project.
    """
    present_problems(pipeline)
    facts, present = pipeline.project.facts, pipeline.text(edition.name)
    if folder.resolve() == pipeline.project.root.resolve():
        raise UsageError("That is this project itself, not a copy of it.", f"Make one, and edit that: craft consolidate {edition.name} --to FOLDER")
    copied = _copied(folder)
    _refuse_lost(pipeline, copied, folder)
    origin = _origin(pipeline, copied, folder)
    edited = _normalized(facts, origin, copied.project.text)
    unsaid = renumbered_unsaid(origin, edited)
    if unsaid:
        found = [Problem(copied.project.position(new), "missing-part", f"“{new}” has the very words of “{old}”, which is gone, but does not say “was: [{old}]”.") for old, new in unsaid]
        raise ContentError("It is not clear what became of some provisions; nothing was recorded.", _placed(folder, found), "If it is the same one under another identifier, say so; else give the new one words of its own.")
    copy = with_tombstones(facts, origin, edited)
    brought = edits(origin, copy, present, edition.amendments)
    if brought.clashes:
        raise ContentError("Some edits of the copy cannot be recorded beside what is here now; nothing was recorded.", _placed(folder, [*_clashing(copied, brought.clashes)]), f"Put them into a fresh copy: craft consolidate {edition.name} --to FOLDER")
    starts = (pipeline.editions.start(edition.name), present)
    scales = scales_of(facts, *starts)
    proposals = [_proposal(group, scales, starts, origin, copy) for group in grouped(facts, brought.changes, origin, copy, how)]
    continued = {past for provision in edited.values() for past in provision.was}
    gone = tuple(identifier for identifier in origin if identifier not in edited and identifier not in continued and not origin[identifier].withdrawn)
    return Recorded(tuple(proposals), brought.known, gone, tuple(_aside(pipeline, copied)))


def amendments_of(pipeline: Pipeline, edition: Edition, decided: Sequence[tuple[Proposal, str, str, str]]) -> dict[str, str]:
    """Path → content of an amendment for each (proposal, title, reason, class). Raises ContentError where one would be at fault."""
    project = pipeline.project
    made = [
        Amendment(free_name(project, edition.name, place), title, reason, proposal.changes, klass, OPEN[0])
        for place, (proposal, title, reason, klass) in enumerate(decided)
    ]
    written = {amendment_path(amendment.id): amendment_file(project.facts, amendment) for amendment in made}
    with tried(project, written) as after:
        faults = new_faults(all_problems(pipeline), all_problems(after))
    if faults:
        raise ContentError("What was to be recorded has faults; nothing was recorded.", faults)
    return written


def _proposal(group: Sequence[Change], scales: Scales, starts: Sequence[Text], origin: Text, copy: Text) -> Proposal:
    titles = tuple(title_of([change], origin, copy) for change in group)
    classes = admissible(_effects(tuple(group), scales, starts))
    return Proposal(tuple(group), titles, title_of(group, origin, copy), tuple(sorted(classes, key=SUGGESTED.index)))


def _effects(changes: tuple[Change, ...], scales: Scales, starts: Sequence[Text]) -> list[Effect]:
    """What the changes do by themselves, to the first text that they fit: as the checks see it."""
    trial = Amendment("", "", "", changes, CLASSES[0], OPEN[0])
    for start in starts:
        before = around(start, trial, siblings_of(start, [trial]))
        with suppress(DoesNotFit):
            return effects(scales, trial, before, apply(before, changes))
    raise AssertionError(changes)  # they were taken from the last text


# ---- The copy ----


def _copied(folder: Path) -> Pipeline:
    try:
        return Pipeline(folder.resolve(), [])
    except ContentError as error:
        raise ContentError(f"The copy in {folder} cannot be read; nothing was recorded.", _placed(folder, error.problems)) from None


def _placed(folder: Path, problems: Sequence[Problem]) -> list[Problem]:
    """The problems with their files below the copy."""
    return sorted(replace(problem, at=Position((folder / problem.at.path).as_posix(), problem.at.line)) for problem in problems)


def _refuse_lost(pipeline: Pipeline, copied: Pipeline, folder: Path) -> None:
    """Raise ContentError with everything in the copy that would be lost or changed by being recorded."""
    project = copied.project
    content = Content(project, {project.facts.source_edition: project.text})
    found = [*project.problems, *(problem for check in (*UNWRITABLE, unread) for problem in check(content))]
    if replace(project.facts, source_edition="") != replace(pipeline.project.facts, source_edition=""):
        found.append(Problem(Position("source/standard.yml"), "unknown-value", "The project facts are not those of this project; they belong to no edition, and no amendment changes them."))
    if found:
        raise ContentError("The copy holds what could not be recorded as it is; nothing was recorded.", _placed(folder, list(dict.fromkeys(found))))


def _origin(pipeline: Pipeline, copied: Pipeline, folder: Path) -> Text:
    """The text that the copy began with: by its own record, as far as that is also here, from where both begin."""
    project, other = pipeline.project, copied.project
    lineage = other.lineage(other.edition(other.facts.source_edition))[::-1]
    first = lineage[0].name
    if first not in project.editions or project.editions[first].base is not None:
        raise UsageError(f"{folder} is no copy of this project: it begins with edition “{first}”.")
    here = {amendment.id for edition in project.editions.values() for amendment in edition.amendments}
    text = pipeline.editions.start(first)
    for edition in lineage:
        try:
            text = forth(text, [amendment for amendment in edition.amendments if amendment.id in here])
        except DoesNotFit as error:
            raise ContentError(f"What the copy says of edition {edition.name} does not lead there from this project's texts ({error}).", remedy="Make a fresh copy, and put the edits in there.") from None
        sealed = other.seals.get(edition.name)
        if sealed is not None and sealed.digest != digest_of(text):
            raise ContentError(f"Edition {edition.name} is not the same in the copy and here: one of them was corrected since.", remedy="Make a fresh copy, and put the edits in there.")
    return text


def _normalized(facts: Facts, origin: Text, text: Text) -> dict[str, Provision]:
    """The copy's text in canonical form; what only looks different keeps the string it had."""

    def value(provision: Provision, name: str) -> Value:
        now = in_form(facts, name, provision.fields[name])
        was = origin[provision.id].fields.get(name) if provision.id in origin else None
        return was if was is not None and in_form(facts, name, was) == now else now

    return {key: replace(found, fields={name: value(found, name) for name in found.fields}) for key, found in text.items()}


def _clashing(copied: Pipeline, clashes: Sequence[Clash]) -> Iterator[Problem]:
    for clash in clashes:
        at = copied.project.position(clash.id, clash.field or "id")
        if clash.amendment:
            yield Problem(at, "conflicting-amendments", f"{clash.amendment} gives the identifier “{clash.id}” too, with another text. Edit or withdraw that one first, or choose another identifier.")
        elif clash.field:
            yield Problem(at, "does-not-fit", f"“{clash.field}” of “{clash.id}” has changed here since the copy was made, and the copy changes it too.")
        else:
            yield Problem(at, "does-not-fit", f"“{clash.id}” has come or gone here since the copy was made, and the copy changes it.")


def _aside(pipeline: Pipeline, copied: Pipeline) -> Iterator[str]:
    """Pages of the site and amendments in the copy that are not as they are here."""
    ours = {page.path: page for page in pipeline.project.pages}
    yield from (page.path for page in copied.project.pages if ours.get(page.path) != page)
    here = {amendment.id for edition in pipeline.project.editions.values() for amendment in edition.amendments}
    yield from (amendment_path(amendment.id) for edition in copied.project.editions.values() for amendment in edition.amendments if amendment.id not in here)
