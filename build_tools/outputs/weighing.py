"""What taking some amendments of an edition together comes to, as text and JSON."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.amend.subsets import Conflict, Need
from build_tools.outputs.comparison import Comparison, to_json, to_text
from build_tools.outputs.data import VERSION
from build_tools.problems import Problem


@dataclass(frozen=True, slots=True)
class Weighed:
    """A set of amendments, taken as adopted."""

    edition: str
    base: str
    adopted: Sequence[str]
    """All that are taken as adopted."""
    left: Sequence[str]
    """Those that could be, but are not."""
    needs: Sequence[Need]
    conflicts: Sequence[Conflict]
    faults: Sequence[Problem]
    """What would be wrong with the text, or is with the amendments themselves."""
    result: Comparison | None
    """The text that comes of it beside that of the base; none where they do not go together."""


def conflict_words(conflict: Conflict) -> str:
    """What is in the way, as a sentence.

    >>> conflict_words(Conflict(("2/A2", "2/A1"), "B", "same-field", "title"))
    '2/A2 and 2/A1 both change “title” of B from the same text.'
    """
    first, *rest = conflict.amendments
    other = rest[0] if rest else ""
    field = f"“{conflict.field}” of {conflict.id}" if conflict.field else conflict.id
    match conflict.sort:
        case "same-field":
            return f"{first} and {other} both {'change' if conflict.field else 'withdraw'} {field}{' from the same text' if conflict.field else ''}."
        case "withdrawn-and-amended":
            return f"Of {first} and {other}, one withdraws {conflict.id} and the other changes it."
        case "same-identifier":
            return f"{first} and {other} both give the identifier {conflict.id}." if other else f"{first} gives the identifier {conflict.id}, which is given already."
        case "not-adopted":
            return f"{first} starts from {field} as {other} makes it, but {other} is not adopted."
        case "does-not-fit":
            return f"{first} starts from {field} as it is not: neither the text nor another amendment has it so." if conflict.field else f"{first} builds on {conflict.id}, which is not there."
        case "dangling-reference":
            return f"{first} withdraws {conflict.id}. {conflict.detail}"
    return f"{first} puts something into {conflict.id}, which {other} withdraws."


def need_words(need: Need) -> str:
    """A dependency as a sentence."""
    return f"{need.amendment} starts from {f'“{need.field}” of {need.id}' if need.field else need.id} as {need.on} makes it."


def weighed_text(weighed: Weighed) -> str:
    """For the terminal."""
    adopted = ", ".join(weighed.adopted) or "no amendment"
    lines = [f"Edition {weighed.edition}, with {adopted} taken as adopted" + (f" and {', '.join(weighed.left)} left out." if weighed.left else ".")]
    if weighed.needs:
        lines += ["", "What depends on what:", *(f"  {need_words(need)}" for need in weighed.needs)]
    if weighed.conflicts:
        lines += ["", "What is in the way:"]
        lines += [line for conflict in weighed.conflicts for line in (f"  {conflict_words(conflict)}", f"    → {conflict.remedy}")]
    if weighed.faults:
        lines += ["", "What would be wrong:"]
        lines += [line for fault in weighed.faults for line in (f"  {fault.at}: {fault.message} [{fault.sort}]", f"    → {fault.remedy}")]
    if not weighed.conflicts and not weighed.faults:
        lines += ["", "Nothing is in the way."]
    if weighed.result is not None:
        lines += ["", "What changes:", to_text(weighed.result).rstrip("\n")]
    return "\n".join(lines) + "\n"


def weighed_json(weighed: Weighed) -> str:
    """Shape: schemas/amendment-check.schema.json."""
    record = {
        "format": "amendment-check",
        "version": VERSION,
        "edition": weighed.edition,
        "base": weighed.base,
        "adopted": list(weighed.adopted),
        "left_out": list(weighed.left),
        "needs": [{"amendment": need.amendment, "on": need.on, "id": need.id, "field": need.field, "message": need_words(need)} for need in weighed.needs],
        "conflicts": [
            {"sort": one.sort, "amendments": list(one.amendments), "id": one.id, "field": one.field, "message": conflict_words(one), "remedy": one.remedy} for one in weighed.conflicts
        ],
        "faults": [{"file": fault.at.path, "line": fault.at.line, "sort": fault.sort, "message": fault.message, "remedy": fault.remedy} for fault in weighed.faults],
        "changes": json.loads(to_json(weighed.result))["changes"] if weighed.result is not None else None,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


WEIGHED: dict[str, Callable[[Weighed], str]] = {"text": weighed_text, "json": weighed_json}
