"""What one does with amendments, from a project to the files that come of it: begin, weigh, decide. Nothing here writes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.amend.compare import differences
from build_tools.amend.errata import Reworded, carried, sealing_reason
from build_tools.amend.scaffold import inserted, next_name, repeated
from build_tools.amend.subsets import Conflict, weigh
from build_tools.errors import ContentError, UsageError
from build_tools.interface import date, say
from build_tools.model.amendment import CLASSES, EDITION_STATUSES, ISSUED, OPEN, UNWRITTEN, Amendment, Change, Edition
from build_tools.model.identifiers import look_up, suggestion
from build_tools.model.provision import Text
from build_tools.outputs.amending import Revision, amendment_path, revision
from build_tools.outputs.comparison import Comparison
from build_tools.outputs.weighing import Weighed, conflict_words
from build_tools.pipeline import Pipeline, all_problems, new_faults, refuse_unreachable, tried
from build_tools.problems import Problem
from build_tools.project import Project

AMENDMENT, ERRATUM = "A", "E"
"""What the names of amendments begin with."""
_EDITION_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")


# ---- Editions ----


def draft_edition(project: Project, wanted: str | None) -> Edition:
    """The edition named, or the one draft; its text must still be open. Raises UsageError."""
    if wanted is not None:
        edition = project.edition(wanted)
        if edition.status in ISSUED:
            ways = f'amend it in a draft edition: craft amend edition NAME --base {edition.name} --title "…"; or correct a mistake in it: craft amend erratum {edition.name} ID --date … --reason "…"'
            raise UsageError(f"Edition {edition.name} is “{edition.status}”, so its text is fixed.", f"Either {ways}")
        return edition
    drafts = [edition for edition in project.editions.values() if edition.status == "draft"]
    if len(drafts) == 1:
        return drafts[0]
    if drafts:
        raise UsageError("There are several draft editions.", f"Name one: {' or '.join(f'--edition {draft.name}' for draft in drafts)}")
    others = [f"--edition {edition.name}" for edition in project.editions.values() if edition.status not in ISSUED]
    hint = f", or name one in consultation: {' or '.join(others)}" if others else ""
    raise UsageError("There is no draft edition.", f'Make one: craft amend edition NAME --base {project.current.name} --title "…"{hint}')


def new_edition(project: Project, name: str, base: str | None, title: str, branch: bool) -> Edition:
    """A draft edition of that name. Raises UsageError where the name cannot be taken."""
    taken = {place.name.lower() for place in (project.root / "amendments").iterdir()} | {edition.lower() for edition in project.editions}
    if name.lower() in taken:
        raise UsageError(f"There is an edition “{name}” already.", f"Editions: {', '.join(project.editions)}.")
    if not _EDITION_NAME.fullmatch(name) or name in ("current", "id"):
        raise UsageError(f"“{name}” cannot be the name of an edition.", "Use small letters, digits, dots and hyphens, as in 2.2 or 3.0-draft1; “current” and “id” are taken by the website.")
    status = EDITION_STATUSES[0]
    return Edition(name, title, status, project.edition(base or "current").name, branch)


# ---- Beginning ----


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an amendment is begun with."""

    provisions: Sequence[str]
    """Their identifiers, as people write them."""
    fields: Sequence[str] = ()
    """Those wanted; empty for all."""
    title: str = ""
    klass: str = ""
    erratum: str = ""
    """ISO date."""
    reason: str = ""


def begun(pipeline: Pipeline, edition: str, begin: Beginning) -> Amendment:
    """An amendment with the present text of the provisions, to be edited; what is not there yet is inserted. Raises UsageError."""
    changes = {change.id: change for wanted in begin.provisions for change in [_begun_change(pipeline, edition, wanted, begin.fields)]}
    default = "new" if any(change.before is None for change in changes.values()) else CLASSES[0]
    name = next_name(_names(pipeline.project, edition), AMENDMENT)
    return Amendment(f"{edition}/{name}", begin.title or UNWRITTEN, begin.reason or UNWRITTEN, tuple(changes.values()), begin.klass or default, OPEN[0])


def begun_erratum(pipeline: Pipeline, edition: Edition, begin: Beginning) -> Amendment:
    """A correction of an issued edition, with the present text of the provisions, to be edited. Raises UsageError."""
    if edition.status not in ISSUED:
        raise UsageError(f"Edition {edition.name} is “{edition.status}”: its text is still open, so it needs no erratum.", f"Amend it: craft amend new {' '.join(begin.provisions)} --edition {edition.name}")
    if begin.erratum < edition.issued:
        raise UsageError(f"Edition {edition.name} was issued on {edition.issued}, after {begin.erratum}.", "Name the day from which readers have the corrected text.")
    official = pipeline.project.facts.official
    name = next_name(_names(pipeline.project, edition.name), ERRATUM)
    title = begin.title or say(official, "Erratum of {date}", date=date(official, begin.erratum))
    changes = {change.id: change for wanted in begin.provisions for change in [_repeated(pipeline, edition.name, wanted, begin.fields)]}
    return Amendment(f"{edition.name}/{name}", title, begin.reason, tuple(changes.values()), begin.klass, OPEN[0], erratum=begin.erratum)


def _begun_change(pipeline: Pipeline, edition: str, wanted: str, fields: Sequence[str]) -> Change:
    every = dict.fromkeys(identifier for one in pipeline.texts.values() for identifier in one)
    kind = pipeline.project.facts.kind_of(wanted)
    if kind is None or look_up(wanted, every) is not None:
        return _repeated(pipeline, edition, wanted, fields)
    amendments = [amendment for one in pipeline.project.editions.values() for amendment in one.amendments if amendment.status in OPEN]
    given = [amendment.id for amendment in amendments if any(change.id == wanted for change in amendment.changes)]
    if given:
        raise UsageError(f"{given[0]} gives the identifier “{wanted}” already.", f"Edit {amendment_path(given[0])}, or choose another identifier.")
    return inserted(pipeline.project.facts, pipeline.text(edition), kind, wanted)


def _repeated(pipeline: Pipeline, edition: str, wanted: str, fields: Sequence[str]) -> Change:
    facts, text = pipeline.project.facts, pipeline.text(edition)
    found = pipeline.find(wanted, edition)
    kind = facts.kind_of(found)
    if kind is None or found not in text or text[found].withdrawn:
        state = "withdrawn" if found in text else "not"
        raise UsageError(f"“{found}” is {state} in edition {edition}.", "An identifier is never given twice: for a new provision, choose one that no edition has used.")
    for name in fields:
        if name not in kind.fields:
            raise UsageError(f"“{found}” has no field “{name}”.", f"{suggestion(name, kind.fields)} It can have: {', '.join(kind.fields)}.".strip())
    return repeated(facts, text[found], fields)


def free_name(project: Project, edition: str, beyond: int = 0) -> str:
    """The identifier of the next amendment of an edition, or of the one as many places beyond it."""
    first = next_name(_names(project, edition), AMENDMENT)
    return f"{edition}/{AMENDMENT}{int(first[len(AMENDMENT) :]) + beyond}"


def _names(project: Project, edition: str) -> set[str]:
    """Every name that an amendment of the edition has, or is known under elsewhere."""
    place = project.root / "amendments" / edition
    written = {Path(found.name).stem for found in place.iterdir()} if place.is_dir() else set()
    said = [*(one for found in project.rounds.values() for one in found.amendments), *(one.amendment for found in project.dispositions.values() for one in found)]
    contexts = (context.partition("#")[0] for catalogue in project.catalogues.values() for context, _ in catalogue.entries)
    return written | {name.partition("/")[2] for name in (*said, *contexts) if name.startswith(f"{edition}/")}


# ---- Weighing ----


def named(edition: Edition, wanted: Iterable[str]) -> list[str]:
    """The edition's amendments that are meant: `2.2/A1`, `A1` or `a1`. Raises UsageError."""
    known = {amendment.id: amendment.name for amendment in edition.amendments}
    found: dict[str, None] = {}
    for name in wanted:
        match = look_up(name, known) or next((identifier for identifier, short in known.items() if short.lower() == name.lower()), None)
        if match is None:
            raise UsageError(f"Edition {edition.name} has no amendment “{name}”.", f"{suggestion(name, known)} It has: {', '.join(known) or 'none'}.".strip())
        found[match] = None
    return list(found)


def present_problems(pipeline: Pipeline) -> list[Problem]:
    """What is wrong with the project now. Raises ContentError where the texts themselves cannot be relied on."""
    refuse_unreachable(pipeline)
    found = all_problems(pipeline)
    untrue = [problem for problem in found if problem.sort == "unrecorded-change"]
    if untrue:
        raise ContentError("The text is not the recorded one; nothing was written.", untrue)
    return found


def weighed(pipeline: Pipeline, edition: Edition, wanted: Sequence[str]) -> tuple[Weighed, Revision | None]:
    """The edition with the amendments named adopted beside those that are, or with all that are open; and what would be written, where they go together."""
    present = present_problems(pipeline)
    names = {*named(edition, wanted)} or {amendment.id for amendment in edition.amendments if amendment.status in OPEN}
    chosen = [amendment for amendment in edition.amendments if amendment.status == "adopted" or amendment.id in names]
    others = [amendment for amendment in edition.amendments if amendment not in chosen]
    start = pipeline.editions.start(edition.name)
    needs, conflicts = weigh(start, chosen, others)
    adopted, left = [amendment.id for amendment in chosen], [amendment.id for amendment in others if amendment.status in OPEN]
    if conflicts:
        return Weighed(edition.name, edition.base or "", adopted, left, needs, conflicts, _own(present, adopted), None), None
    taken = replace(edition, amendments=tuple(replace(one, status="adopted") if one in chosen else one for one in edition.amendments))
    errata = [one for one in taken.amendments if one.erratum and one.status == "adopted" and one not in edition.amendments]
    planned = _planned(pipeline, taken, errata)[0]
    coming = _coming(pipeline, planned, present)
    dangling = _dangling(chosen, coming)
    faults = [*_own(present, adopted), *(fault for fault in coming if fault not in dangling)]
    result = _result(pipeline.project, edition, chosen, start, planned.texts[edition.name])
    return Weighed(edition.name, edition.base or "", adopted, left, needs, list(dangling.values()), faults, result), planned


def _dangling(chosen: Iterable[Amendment], coming: Iterable[Problem]) -> dict[Problem, Conflict]:
    """The coming faults that are there because something is withdrawn, with the amendment that does it."""
    withdrawing = {change.id: amendment.id for amendment in chosen for change in amendment.changes if "withdrawn" in (change.after or {})}
    found: dict[Problem, Conflict] = {}
    for fault in coming:
        for target in fault.about if fault.sort in ("dangling-reference", "undefined-term", "misplaced-provision") else ():
            if target in withdrawing:
                found[fault] = Conflict((withdrawing[target],), target, "dangling-reference", detail=fault.message)
    return found


def _planned(pipeline: Pipeline, revised: Edition, errata: Iterable[Amendment]) -> tuple[Revision, list[Reworded]]:
    """What is written where an edition has other amendments, these errata newly adopted; and where they did not reach a later wording."""
    editions = {**pipeline.project.editions, revised.name: revised}
    reasons: list[str] = []
    reworded: list[Reworded] = []
    for erratum in errata:
        done = carried(editions.values(), revised.name, erratum)
        editions |= done.editions
        reworded += done.reworded
        reasons.append(sealing_reason(erratum))
    changed = {name: edition for name, edition in editions.items() if edition != pipeline.project.editions[name] or name == revised.name}
    return revision(pipeline.project, pipeline.editions, changed, reasons), reworded


def _result(project: Project, edition: Edition, chosen: Sequence[Amendment], start: Text, text: Text) -> Comparison:
    made: dict[str, list[str]] = {}
    for amendment in chosen:
        for change in amendment.changes:
            made.setdefault(change.id, []).append(amendment.id)
    return Comparison(project.facts, edition.base or edition.name, edition.name, start, text, differences(project.facts, start, text, made))


def _own(present: Iterable[Problem], amendments: Iterable[str]) -> list[Problem]:
    """What is wrong with these amendments by themselves."""
    paths = {amendment_path(name) for name in amendments}
    return [problem for problem in present if problem.severity == "error" and problem.at.path in paths]


def _coming(pipeline: Pipeline, planned: Revision, present: Iterable[Problem]) -> list[Problem]:
    """What would be wrong that is not now."""
    with tried(pipeline.project, planned.written, planned.removed) as after:
        return new_faults(present, all_problems(after))


# ---- Deciding ----


@dataclass(frozen=True, slots=True)
class Decision:
    """A step of an amendment."""

    amendment: Amendment
    planned: Revision
    beside: tuple[Problem, ...] = ()
    """Amendments that are in no text and no longer fit."""
    reworded: tuple[Reworded, ...] = ()
    """Where a correction did not reach a later wording."""
    adapted: tuple[str, ...] = ()
    """Later amendments that hold the corrected words now."""


def refusal(edition: Edition, amendment: Amendment, status: str) -> str:
    """Why the amendment cannot take the status; empty where it can."""
    now, issued = amendment.status, edition.status in ISSUED
    if now == status and amendment.decided_by:
        return f"{amendment.id} is “{now}” already: decided by {amendment.decided_by} on {amendment.decided_on}."
    if now == status and status == "proposed":
        return f"{amendment.id} is “{now}” already."
    if not issued or now == status or (now in OPEN and status != "adopted") or (amendment.erratum and now != "adopted"):
        return ""
    if now == "adopted":
        way = "a further erratum can correct it" if amendment.erratum else "only a later edition can change it"
        return f"{amendment.id} is in the text of edition {edition.name}, which is “{edition.status}”: {way}."
    if status == "adopted":
        return f"Edition {edition.name} is “{edition.status}”, so its text is fixed: {amendment.id} cannot come into it any more."
    return f"Edition {edition.name} is “{edition.status}”: what was decided on {amendment.id} stays on record."


def decision(pipeline: Pipeline, identifier: str, status: str, by: str, on: str) -> Decision:
    """What it takes to let the amendment have the status. Raises UsageError where that step is impossible, ContentError where it would make faults."""
    present = present_problems(pipeline)
    project = pipeline.project
    amendment = project.amendment(identifier)
    edition = project.edition(amendment.edition)
    refused = refusal(edition, amendment, status)
    if refused:
        raise UsageError(refused)
    decided = replace(amendment, status=status, decided_by=by, decided_on=on)
    after = _with(edition, decided)
    _refuse_conflicts(pipeline, edition, after)
    planned, reworded = _planned(pipeline, after, [decided] if decided.erratum and status == "adopted" and amendment.status != "adopted" else [])
    unfinished = _own(present, [identifier]) if status in ("adopted", "in consultation") else []
    if unfinished:
        raise ContentError(f"{identifier} is not ready for that; nothing was written.", unfinished, "Mend it, and decide then.")
    coming = _coming(pipeline, planned, present)
    aside = {amendment_path(one.id) for found in project.editions.values() for one in found.amendments if one.status != "adopted" and one.id != identifier}
    beside = [problem for problem in coming if problem.sort == "does-not-fit" and problem.at.path in aside]
    if len(beside) < len(coming):
        faults = [problem for problem in coming if problem not in beside]
        raise ContentError(f"With {identifier} “{status}” the content would have faults; nothing was written.", faults, f"See what is in the way: craft amend check --edition {edition.name}")
    adapted = tuple(path.removeprefix("amendments/").removesuffix(".yml") for path in planned.written if path.startswith("amendments/") and path != amendment_path(identifier) and "/seal" not in path)
    return Decision(decided, planned, tuple(beside), tuple(reworded), adapted)


def _refuse_conflicts(pipeline: Pipeline, before: Edition, after: Edition) -> None:
    """Raise ContentError where the adopted amendments do not go together any more."""
    start = pipeline.editions.start(before.name)
    sides = [([one for one in edition.amendments if one.status == "adopted"], [one for one in edition.amendments if one.status != "adopted"]) for edition in (before, after)]
    known, conflicts = (weigh(start, *side)[1] for side in sides)
    new = [conflict for conflict in conflicts if conflict not in known]
    if new:
        raise ContentError(" ".join(conflict_words(conflict) for conflict in new), remedy=" ".join(dict.fromkeys(conflict.remedy for conflict in new)) + " Nothing was written.")


def _with(edition: Edition, amendment: Amendment) -> Edition:
    return replace(edition, amendments=tuple(amendment if one.id == amendment.id else one for one in edition.amendments))
