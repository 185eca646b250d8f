"""What differs between two editions, as text, Markdown and JSON."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from build_tools.model.amendment import Difference
from build_tools.model.facts import Facts
from build_tools.model.provision import PLACE, Text, Value
from build_tools.outputs.data import VERSION


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions and what differs."""

    facts: Facts
    old: str
    new: str
    old_text: Text
    new_text: Text
    differences: Sequence[Difference]


def to_json(comparison: Comparison) -> str:
    """Shape: schemas/comparison.schema.json."""
    changes = [_record(difference) for difference in comparison.differences]
    record = {"format": "comparison", "version": VERSION, "from": comparison.old, "to": comparison.new, "changes": changes}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(difference: Difference) -> dict[str, Any]:
    names = list(dict.fromkeys([*difference.before, *difference.after]))
    fields = {name: {"before": difference.before.get(name), "after": difference.after.get(name)} for name in names}
    record: dict[str, Any] = {"id": difference.id, "kind": difference.kind, "amendments": list(difference.amendments), "fields": fields}
    return record | ({"was": list(difference.was)} if difference.was else {})


def to_text(comparison: Comparison) -> str:
    """For the terminal: a line for each change, what was and what is below it."""
    lines = [f"{comparison.old} → {comparison.new}: {_count(len(comparison.differences))}"]
    for difference in comparison.differences:
        lines += ["", f"{difference.kind:<11}{difference.id}  {_title(comparison, difference)}{_by(difference)}"]
        for name, before, after in _sides(difference):
            lines.append(f"  {_label(comparison, name)}")
            lines += [f"  - {line}" for line in _words(before)]
            lines += [f"  + {line}" for line in _words(after)]
    return "\n".join(lines) + "\n"


def to_markdown(comparison: Comparison) -> str:
    """For reading and for mail: a section for each change."""
    lines = [f"# {comparison.old} → {comparison.new}", "", f"{_count(len(comparison.differences))}."]
    for difference in comparison.differences:
        lines += ["", f"## {difference.id} – {_title(comparison, difference)}", "", f"*{difference.kind}*{_by(difference)}"]
        for name, before, after in _sides(difference):
            lines += ["", f"**{_label(comparison, name)}**"]
            for side, value in (("before", before), ("after", after)):
                if value is not None:
                    lines += ["", f"{side}:", "", *(f"> {line}".rstrip() for line in _words(value))]
    return "\n".join(lines) + "\n"


def _count(number: int) -> str:
    return "no difference" if not number else "1 change" if number == 1 else f"{number} changes"


def _sides(difference: Difference) -> list[tuple[str, Value | None, Value | None]]:
    """The fields that differ; the place only where that is the change."""
    names = [*difference.fields, *(PLACE if difference.kind == "moved" else ())]
    return [(name, difference.before.get(name), difference.after.get(name)) for name in names if name in difference.before or name in difference.after]


def _title(comparison: Comparison, difference: Difference) -> str:
    for text in (comparison.new_text, comparison.old_text):
        provision = text.get(difference.id)
        if provision is not None and not provision.withdrawn:
            return provision.words("title")
    return ""


def _by(difference: Difference) -> str:
    was = f" (was {', '.join(difference.was)})" if difference.was else ""
    return was + (f"  [{', '.join(difference.amendments)}]" if difference.amendments else "")


def _label(comparison: Comparison, name: str) -> str:
    declared = comparison.facts.fields.get(name)
    return declared.label if declared else name


def _words(value: Value | None) -> list[str]:
    if value is None:
        return []
    return value.split("\n") if isinstance(value, str) else [", ".join(value)]


FORMATS: dict[str, Callable[[Comparison], str]] = {"text": to_text, "markdown": to_markdown, "json": to_json}
