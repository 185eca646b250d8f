"""The files below source/ to the text of one edition."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.load.chapters import read_chapter
from build_tools.load.files import even, read_text, source_files
from build_tools.load.yaml import Mapping, Sequence, read_yaml
from build_tools.model.facts import Facts, Field, Kind
from build_tools.model.identifiers import suggestion
from build_tools.model.provision import STRUCTURAL, Provision, Value
from build_tools.positions import Position
from build_tools.problems import Problem

RESERVED = ("standard.yml", "site")
"""What below source/ is not text of the standard."""


@dataclass(slots=True)
class LoadedText:
    """The text as it stands in the files, and where."""

    text: dict[str, Provision] = field(default_factory=dict)
    lines: dict[str, tuple[str, dict[str, int]]] = field(default_factory=dict)
    """Identifier → (file, attribute → line)."""
    files: dict[str, str] = field(default_factory=dict)
    """Path below the project → its content."""

    def position(self, identifier: str, attribute: str = "id") -> Position:
        """Where an attribute of a provision is written."""
        path, lines = self.lines.get(identifier, ("source", {}))
        return Position(path, lines.get(attribute, lines.get("id", 0)))


def load_text(root: Path, facts: Facts, problems: list[Problem]) -> LoadedText:
    """Every provision of the source edition, with all that is wrong in the files added to `problems`."""
    loaded = LoadedText()
    source = root / "source"
    for path in source_files(source, ".yml", ".yaml", ".md"):
        if path.relative_to(source).parts[0] in RESERVED:
            continue
        shown = path.relative_to(root).as_posix()
        content = read_text(path, shown, problems)
        if content is None:
            continue
        loaded.files[shown] = content
        head = read_chapter(facts, even(content), shown, problems) if path.suffix == ".md" else read_yaml(content, shown, problems)
        if head is not None:
            _take(_Reading(facts, shown, loaded, problems), head, None)
    return loaded


@dataclass(slots=True)
class _Reading:
    facts: Facts
    path: str
    loaded: LoadedText
    problems: list[Problem]

    def fault(self, line: int, sort: str, message: str, about: str = "") -> None:
        self.problems.append(Problem(Position(self.path, line), sort, message, (about,) if about else ()))


def _take(reading: _Reading, mapping: Mapping, holder: str | None, previous: str | None = None) -> str | None:
    """Enter the provision that `mapping` describes, and those inside it; answers its identifier if it is ordered by place."""
    identifier = mapping.get("id")
    if not isinstance(identifier, str) or not identifier:
        if "id" in mapping or holder is None or not reading.path.endswith(".md"):  # else the chapter's reader has said so
            reading.fault(mapping.line, "missing-part", "A provision without “id”.")
        return None
    kind = reading.facts.kind_of(identifier)
    line = mapping.lines["id"]
    if kind is None:
        reading.fault(line, "malformed-identifier", f"“{identifier}” fits no kind of identifier of this standard.")
        return None
    if identifier in reading.loaded.text:
        reading.fault(line, "duplicate-identifier", f"“{identifier}” stands already in {reading.loaded.position(identifier)}.")
        return None
    by_place = kind.order == "place"
    provision = _provision(reading, kind, mapping, identifier, holder, previous if by_place else None)
    reading.loaded.text[identifier] = provision
    reading.loaded.lines[identifier] = (reading.path, mapping.lines)
    last: str | None = None
    for inner in _inner(reading, mapping):
        last = _take(reading, inner, identifier, last) or last
    return identifier if by_place else None


def _provision(reading: _Reading, kind: Kind, mapping: Mapping, identifier: str, holder: str | None, previous: str | None) -> Provision:
    parent, follows = holder, previous
    withdrawn, was = False, ()  # type: tuple[bool, tuple[str, ...]]
    fields: dict[str, Value] = {}
    for key, found in mapping.items():
        match key:
            case "id" | "provisions":
                continue
            case "parent":
                if holder is not None:
                    reading.fault(mapping.lines[key], "unknown-key", f"“{identifier}” stands inside “{holder}” and needs no parent.")
                parent = _word(reading, mapping, identifier, key)
            case "follows":
                follows = _word(reading, mapping, identifier, key)
            case "withdrawn":
                withdrawn = _flag(reading, mapping, key)
            case "was":
                was = read_was(found, Position(reading.path, mapping.lines[key]), reading.problems)
            case _:
                at = Position(reading.path, mapping.lines[key])
                name = known_name(kind, key, mapping, at, reading.problems)
                value = read_value(reading.facts, identifier, name, found, at, reading.problems) if name else None
                if value is not None:
                    fields[name] = value
    return Provision(identifier, parent, follows, withdrawn, was, fields)


def _word(reading: _Reading, mapping: Mapping, identifier: str, key: str) -> str | None:
    found = mapping[key]
    if found is None or isinstance(found, str):
        return found
    reading.fault(mapping.lines[key], "unknown-value", f"“{key}” of “{identifier}” must be one identifier.", f"{identifier}#{key}")
    return None


def read_was(found: object, at: Position, problems: list[Problem]) -> tuple[str, ...]:
    """The identifiers that a provision had before, or nothing with a problem added."""
    names = found if isinstance(found, Sequence) else [found]
    if names and all(isinstance(name, str) for name in names):
        return tuple(names)
    problems.append(Problem(at, "unknown-value", "“was” must be a list of identifiers, as in “was: [one, two]”."))
    return ()


def known_name(kind: Kind, name: str, beside: Mapping, at: Position, problems: list[Problem]) -> str:
    """The field of that name; for a misspelled one, with a problem added, the field that seems to be meant, or nothing.

    The value is kept under the name meant only so that its absence there is not reported as well.
    """
    if name in kind.fields or name == "note":
        return name
    known = [*kind.fields, "note", *STRUCTURAL]
    hint = suggestion(name, known)
    problems.append(Problem(at, "unknown-key", f"A {kind.label.lower()} has no “{name}”. {hint or 'Known: ' + ', '.join(kind.fields) + '.'}"))
    return next((field for field in kind.fields if hint == f"Did you mean “{field}”?" and field not in beside), "")


def _flag(reading: _Reading, mapping: Mapping, key: str) -> bool:
    if mapping[key] not in ("true", "false"):
        reading.fault(mapping.lines[key], "unknown-value", f"“{key}” is “{mapping[key]}”. Allowed: true, false.")
    return bool(mapping[key] == "true")


def read_value(facts: Facts, identifier: str, name: str, found: object, at: Position, problems: list[Problem]) -> Value | None:
    """The value of a field in its type, or none with a problem added."""
    declared = facts.fields.get(name)
    if declared is not None and declared.type in ("provisions", "framework") and isinstance(found, list) and found:
        if all(isinstance(item, str) for item in found):
            return tuple(found)
    elif isinstance(found, str) and found and (declared is None or declared.type not in ("provisions", "framework")):
        return found
    problems.append(Problem(at, *_wrong_type(declared, name, found), (f"{identifier}#{name}",)))
    return None


def _wrong_type(declared: Field | None, name: str, found: object) -> tuple[str, str]:
    """(sort, message)"""
    if found is None or found == "" or found == []:
        return "missing-part", f"“{name}” is empty; write it or leave the key out."
    if declared is not None and declared.type in ("provisions", "framework"):
        return "unknown-value", f"“{name}” must be a list of words, as in “{name}: [one, two]”."
    return "unknown-value", f"“{name}” must be words, not a {'list' if isinstance(found, list) else 'mapping'}."


def _inner(reading: _Reading, mapping: Mapping) -> Iterator[Mapping]:
    inner = mapping.get("provisions")
    if inner is None:
        return
    if not isinstance(inner, Sequence):
        reading.fault(mapping.lines["provisions"], "unknown-value", "“provisions” must be a list.")
        return
    for line, item in zip(inner.lines, inner, strict=True):
        if isinstance(item, Mapping):
            yield item
        else:
            reading.fault(line, "unknown-value", "Each of “provisions” must be a mapping that begins with “- id:”.")
