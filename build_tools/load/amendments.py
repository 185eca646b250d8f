"""amendments/ to editions, amendments and seals."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.load.files import read_text, source_files
from build_tools.load.shapes import AmendmentShape, EditionShape, SealShape, line_of, validate
from build_tools.load.text import known_name, read_value, read_was
from build_tools.load.yaml import Mapping, read_yaml
from build_tools.model.amendment import Amendment, Change, Edition
from build_tools.model.facts import Facts
from build_tools.model.identifiers import natural_key
from build_tools.model.provision import STRUCTURAL, Attributes, Value
from build_tools.model.seal import Seal
from build_tools.positions import Position
from build_tools.problems import Problem

FOLDER = "amendments"
CONSULTATION = ("rounds", "comments")
"""Folders of an edition that hold no amendments."""


@dataclass(slots=True)
class LoadedAmendments:
    """Every edition with its amendments and seal, and where they are written."""

    editions: dict[str, Edition] = field(default_factory=dict)
    seals: dict[str, Seal] = field(default_factory=dict)
    lines: dict[str, Position] = field(default_factory=dict)
    """Edition name, “EDITION#KEY” or amendment identifier → its line; “AMENDMENT#PROVISION”, “AMENDMENT#PROVISION#SIDE#FIELD” → the change's line;
    “EDITION#seal#PROVISION” → the seal's."""
    files: dict[str, str] = field(default_factory=dict)
    """Path below the project → its content, for the files that have a canonical form."""


def load_amendments(root: Path, facts: Facts, problems: list[Problem]) -> LoadedAmendments:
    """Every edition below amendments/, with all that is wrong in the files added to `problems`."""
    loaded = LoadedAmendments()
    folder = root / FOLDER
    for place in sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ():
        edition = _edition(root, facts, place, loaded, problems)
        if edition is not None:
            loaded.editions[edition.name] = edition
    return loaded


def _read(root: Path, path: Path, problems: list[Problem]) -> tuple[str, str, Mapping | None]:
    shown = path.relative_to(root).as_posix()
    content = read_text(path, shown, problems)
    return shown, content or "", read_yaml(content, shown, problems) if content is not None else None


def _edition(root: Path, facts: Facts, place: Path, loaded: LoadedAmendments, problems: list[Problem]) -> Edition | None:
    shown, content, mapping = _read(root, place / "edition.yml", problems)
    if mapping is None:
        return None
    loaded.files[shown] = content
    shape = validate(EditionShape, mapping, shown, problems)
    if shape is None:
        return None
    if shape.name != place.name:
        problems.append(Problem(Position(shown, mapping.lines["name"]), "unknown-value", f"The edition is named “{shape.name}”, its folder “{place.name}”."))
        shape.name = place.name
    loaded.lines[shape.name] = Position(shown, mapping.lines["name"])
    loaded.lines |= {f"{shape.name}#{key}": Position(shown, line) for key, line in mapping.lines.items()}
    found: list[Amendment] = []
    for path in source_files(place, ".yml", ".yaml"):
        if path.relative_to(place).parts[0] in CONSULTATION:
            continue
        if path == place / "seal.yml":
            _seal(root, path, shape.name, loaded, problems)
        elif path.parent != place or path.suffix != ".yml":
            misplaced = Position(path.relative_to(root).as_posix(), 1)
            problems.append(Problem(misplaced, "misplaced-file", f"An amendment belongs into {FOLDER}/{place.name}/{path.stem}.yml."))
        elif path.name != "edition.yml":
            amendment = _amendment(root, facts, path, shape.name, loaded, problems)
            found += [amendment] if amendment else []
    return Edition(
        name=shape.name,
        title=shape.title,
        status=shape.status,
        base=shape.base,
        branch=shape.branch,
        level=shape.level,
        issued=_date(shape.issued),
        effective=_date(shape.effective),
        acceptance_ends=_date(shape.acceptance_ends),
        approved_by=shape.approved_by,
        documents=tuple(shape.documents),
        carried_over=shape.carried_over,
        summary=shape.summary,
        evidence=shape.evidence,
        amendments=tuple(sorted(found, key=lambda amendment: natural_key(amendment.id))),
    )


def _date(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""


def _seal(root: Path, path: Path, edition: str, loaded: LoadedAmendments, problems: list[Problem]) -> None:
    shown, _, mapping = _read(root, path, problems)
    shape = validate(SealShape, mapping, shown, problems) if mapping is not None else None
    if shape is not None and mapping is not None:
        provisions = mapping["provisions"]
        loaded.lines[f"{edition}#seal"] = Position(shown, mapping.lines["digest"])
        loaded.lines |= {f"{edition}#seal#{identifier}": Position(shown, line) for identifier, line in provisions.lines.items()}
        loaded.seals[edition] = Seal(shape.digest, tuple(shape.reasons), shape.provisions)


def _amendment(root: Path, facts: Facts, path: Path, edition: str, loaded: LoadedAmendments, problems: list[Problem]) -> Amendment | None:
    shown, content, mapping = _read(root, path, problems)
    if mapping is None:
        return None
    loaded.files[shown] = content
    shape = validate(AmendmentShape, mapping, shown, problems)
    if shape is None:
        return None
    if shape.id != f"{edition}/{path.stem}":
        problems.append(Problem(Position(shown, mapping.lines["id"]), "unknown-value", f"The amendment's id is “{shape.id}”; its file says “{edition}/{path.stem}”."))
        shape.id = f"{edition}/{path.stem}"
    loaded.lines[shape.id] = Position(shown, mapping.lines["id"])
    loaded.lines |= {f"{shape.id}#{key}": Position(shown, line) for key, line in mapping.lines.items() if key != "changes"}
    changes = [_change(facts, mapping, number, shown, problems) for number in range(len(shape.changes))]
    for number, change in enumerate(shape.changes):
        loaded.lines[f"{shape.id}#{change.id}"] = Position(shown, line_of(mapping, ("changes", number, "id")))
        for side in ("before", "after"):
            for name in getattr(change, side) or ():
                loaded.lines[f"{shape.id}#{change.id}#{side}#{name}"] = Position(shown, line_of(mapping, ("changes", number, side, name)))
    return Amendment(
        id=shape.id,
        title=shape.title,
        reason=shape.reason,
        changes=tuple(change for change in changes if change is not None),
        klass=shape.klass,
        status=shape.status,
        drivers=tuple(shape.drivers),
        evidence=shape.evidence,
        keeps_translations=shape.translations == "keep",
        erratum=_date(shape.erratum),
        decided_by=shape.decided_by,
        decided_on=_date(shape.decided_on),
    )


def _change(facts: Facts, mapping: Mapping, number: int, path: str, problems: list[Problem]) -> Change | None:
    raw = mapping["changes"][number]
    identifier = raw["id"]
    if facts.kind_of(identifier) is None:
        problems.append(Problem(Position(path, raw.lines["id"]), "malformed-identifier", f"“{identifier}” fits no kind of identifier of this standard."))
        return None
    before = _attributes(facts, identifier, raw.get("before"), path, problems)
    after = _attributes(facts, identifier, raw.get("after"), path, problems)
    if before is None and after is None:
        problems.append(Problem(Position(path, raw.lines["id"]), "missing-part", f"The change of “{identifier}” has neither “before” nor “after”."))
        return None
    if after is None:  # withdrawn: the tombstone keeps its place
        after = {"withdrawn": "true"}
    same = {name for name, value in (before or {}).items() if after.get(name) == value}  # a scaffold repeats what stays
    return Change(identifier, _without(before, same), _without(after, same))


def _without(side: Attributes | None, names: set[str]) -> Attributes | None:
    return {name: value for name, value in side.items() if name not in names} if side is not None else None


def _attributes(facts: Facts, identifier: str, raw: object, path: str, problems: list[Problem]) -> Attributes | None:
    if not isinstance(raw, Mapping):
        return None
    kind = facts.kind_of(identifier)
    assert kind is not None
    found: dict[str, Value] = {}
    for key, value in raw.items():
        at = Position(path, raw.lines[key])
        if key == "was":
            found[key] = read_was(value, at, problems)
        elif key in STRUCTURAL:
            if key == "withdrawn" and value != "true":
                problems.append(Problem(at, "unknown-value", f"“withdrawn” is “{value}”. Allowed: true.", (f"{identifier}#{key}",)))
            elif isinstance(value, str):
                found[key] = value
            elif value is not None:
                problems.append(Problem(at, "unknown-value", f"“{key}” must be one word.", (f"{identifier}#{key}",)))
        elif name := known_name(kind, key, raw, at, problems):
            known = read_value(facts, identifier, name, value, at, problems)
            if known is not None:
                found[name] = known
    return found
