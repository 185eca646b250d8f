"""One provision with its history, as text and JSON."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.model.amendment import Difference
from build_tools.model.publication import Item, Publication
from build_tools.outputs.data import markdown


@dataclass(frozen=True, slots=True)
class History:
    """A provision in one edition and language, and what happened to it in each edition."""

    publication: Publication
    item: Item | None
    """None where the edition does not have it."""
    identifier: str
    steps: Sequence[tuple[str, Difference | None]]
    """(edition, what changed in it against its base; none where it is in a root edition from the start)"""


def to_text(history: History) -> str:
    """For the terminal."""
    edition = history.publication.edition.name
    lines = [history.identifier]
    if history.item is None:
        lines.append(f"is not in edition {edition}")
    elif history.item.withdrawn:
        lines.append(f"is withdrawn in edition {edition}")
    else:
        lines = _item_lines(history.item, history.publication.language, edition)
    lines += ["", "History"]
    lines += [f"  {name:<12}{_step(difference)}" for name, difference in history.steps]
    return "\n".join(lines) + "\n"


def _item_lines(item: Item, language: str, edition: str) -> list[str]:
    title = item.title.spoken.words if item.title else ""
    lines = [f"{item.id}  {title}", f"{item.kind_label.words}, edition {edition}"]
    for field in item.fields:
        other = f" [{field.spoken.language}]" if field.spoken.language != language else ""
        words = markdown(field.spoken.prose) if field.spoken.prose else field.spoken.words
        lines += ["", f"{field.label.words}{other}", *(f"  {line}" if line else "" for line in words.split("\n"))]
    return lines


def _step(difference: Difference | None) -> str:
    if difference is None:
        return "there from the start"
    fields = f": {', '.join(difference.fields)}" if difference.kind == "amended" else ""
    return f"{difference.kind}{fields}  [{', '.join(difference.amendments)}]"


def to_json(history: History) -> str:
    """An object with the provision's identifier, its fields and its history."""
    item = history.item
    record = {
        "id": history.identifier,
        "edition": history.publication.edition.name,
        "language": history.publication.language,
        "status": "absent" if item is None else "withdrawn" if item.withdrawn else "valid",
        "title": item.title.spoken.words if item and item.title else "",
        "fields": {field.name: markdown(field.spoken.prose) if field.spoken.prose else field.spoken.words for field in item.fields} if item else {},
        "history": [
            {"edition": name, "kind": difference.kind if difference else "original", "amendments": list(difference.amendments) if difference else []}
            for name, difference in history.steps
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


SHOW_FORMATS: dict[str, Callable[[History], str]] = {"text": to_text, "json": to_json}
