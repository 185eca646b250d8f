"""amendments/EDITION/rounds and comments: rounds, comments, dispositions, and who made them."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.load.amendments import FOLDER
from build_tools.load.consultation_shapes import CommentShape, CommentsShape, DispositionsShape, PeopleShape, RoundShape
from build_tools.load.files import read_text, source_files
from build_tools.load.shapes import Model, line_of, validate
from build_tools.load.yaml import Mapping, read_yaml
from build_tools.model.consultation import Comment, Disposition, Person, Round, Source
from build_tools.model.identifiers import natural_key, suggestion
from build_tools.positions import Position
from build_tools.problems import Problem

PEOPLE, DISPOSITIONS = "-people", "-dispositions"
"""What the files beside a round's comments end with; no round may be named so."""


@dataclass(slots=True)
class LoadedConsultations:
    """Every round with what was said in it, and where that is written."""

    rounds: dict[str, Round] = field(default_factory=dict)
    comments: dict[str, tuple[Comment, ...]] = field(default_factory=dict)
    dispositions: dict[str, tuple[Disposition, ...]] = field(default_factory=dict)
    people: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    lines: dict[str, Position] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """Path below the project → its content."""


def comments_path(round_id: str, kind: str = "") -> str:
    """The path below the project of a round's comments, PEOPLE or DISPOSITIONS.

    >>> comments_path("2.1-rc1/round-1", PEOPLE)
    'amendments/2.1-rc1/comments/round-1-people.yml'
    """
    edition, _, name = round_id.partition("/")
    return f"{FOLDER}/{edition}/comments/{name}{kind}.yml"


def is_people(path: Path) -> bool:
    """Whether the file says who commented, which nothing publishes and no copy takes along.

    >>> is_people(Path("amendments/2/comments/r-people.yml")), is_people(Path("amendments/2/A-people.yml"))
    (True, False)
    """
    return path.name.endswith(f"{PEOPLE}.yml") and path.parent.name == "comments"


def load_consultations(root: Path, problems: list[Problem]) -> LoadedConsultations:
    """All rounds below amendments/, with everything that is wrong in the files added to `problems`."""
    loaded = LoadedConsultations()
    folder = root / FOLDER
    editions = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    for place in editions:
        for path in source_files(place / "rounds", ".yml", ".yaml"):
            if _in_place(root, path, place / "rounds", "A round", problems):
                _round(root, path, f"{place.name}/{path.stem}", loaded, problems)
        for path in source_files(place / "comments", ".yml", ".yaml"):
            if _in_place(root, path, place / "comments", "What was said in a round", problems):
                _comments_file(root, path, place.name, loaded, problems)
    loaded.rounds = {one.id: one for one in sorted(loaded.rounds.values(), key=lambda one: (natural_key(one.edition), one.opens, natural_key(one.id)))}
    return loaded


def _in_place(root: Path, path: Path, folder: Path, what: str, problems: list[Problem]) -> bool:
    if path.parent == folder and path.suffix == ".yml":
        return True
    wanted = (folder / f"{path.stem}.yml").relative_to(root).as_posix()
    problems.append(Problem(Position(path.relative_to(root).as_posix(), 1), "misplaced-file", f"{what} belongs into {wanted}."))
    return False


def _read(root: Path, path: Path, shape: type[Model], loaded: LoadedConsultations, problems: list[Problem]) -> tuple[str, Mapping, Model] | None:
    """(path below the project, the file's mapping, the same in its shape)"""
    shown = path.relative_to(root).as_posix()
    content = read_text(path, shown, problems)
    mapping = read_yaml(content, shown, problems) if content is not None else None
    if content is None or mapping is None:
        return None
    loaded.files[shown] = content
    found = validate(shape, mapping, shown, problems)
    return (shown, mapping, found) if found is not None else None


def _round(root: Path, path: Path, identifier: str, loaded: LoadedConsultations, problems: list[Problem]) -> None:
    read = _read(root, path, RoundShape, loaded, problems)
    if read is None:
        return
    shown, mapping, shape = read
    if shape.id != identifier:
        problems.append(Problem(Position(shown, mapping.lines["id"]), "unknown-value", f"The round's id is “{shape.id}”; its file says “{identifier}”."))
    if path.stem.endswith((PEOPLE, DISPOSITIONS)):
        problems.append(Problem(Position(shown, mapping.lines["id"]), "unknown-value", f"A round cannot be named “{path.stem}”: files of comments end so."))
    loaded.lines |= {f"{identifier}#{key}": Position(shown, line) for key, line in mapping.lines.items()}
    loaded.rounds[identifier] = Round(
        id=identifier,
        title=shape.title,
        opens=shape.opens.isoformat(),
        closes=shape.closes.isoformat(),
        languages=tuple(shape.languages),
        contact=shape.contact,
        text=shape.text,
        amendments=tuple(shape.amendments),
        groups=shape.groups,
        evidence=shape.evidence,
    )


def _comments_file(root: Path, path: Path, edition: str, loaded: LoadedConsultations, problems: list[Problem]) -> None:
    kind = next((kind for kind in _READERS if kind and path.stem.endswith(kind)), "")
    identifier = f"{edition}/{path.stem.removesuffix(kind)}"
    if identifier not in loaded.rounds and not (root / FOLDER / edition / "rounds" / f"{path.stem.removesuffix(kind)}.yml").is_file():
        known = ", ".join(loaded.rounds) or "none"
        message = f"There is no round “{identifier}”. {suggestion(identifier, loaded.rounds)} Rounds: {known}.".replace(".  ", ". ")
        problems.append(Problem(Position(path.relative_to(root).as_posix(), 1), "unknown-round", message))
    _READERS[kind](root, path, identifier, loaded, problems)


def _need_round(identifier: str, named: str, shown: str, mapping: Mapping, problems: list[Problem]) -> None:
    if named != identifier:
        problems.append(Problem(Position(shown, mapping.lines["round"]), "unknown-value", f"The file says that it is of round “{named}”; its name says “{identifier}”."))


def _enter(loaded: LoadedConsultations, mapping: Mapping, shown: str, where: tuple[str, int], name: str) -> Position:
    """Notes the lines of one member of a list; answers where it begins."""
    position = Position(shown, line_of(mapping, where))
    loaded.lines[name] = position
    for key, line in mapping[where[0]][where[1]].lines.items():
        loaded.lines[f"{name}#{key}"] = Position(shown, line)
    return position


def _comments(root: Path, path: Path, identifier: str, loaded: LoadedConsultations, problems: list[Problem]) -> None:
    read = _read(root, path, CommentsShape, loaded, problems)
    if read is None:
        return
    shown, mapping, shape = read
    _need_round(identifier, shape.round, shown, mapping, problems)
    found: dict[int, Comment] = {}
    for place, one in enumerate(shape.comments):
        if one.number in found:
            first = loaded.lines[f"{identifier}#comment/{one.number}"]
            at = Position(shown, line_of(mapping, ("comments", place, "number")))
            problems.append(Problem(at, "duplicate-number", f"Comment {one.number} stands already in line {first.line}."))
            continue
        _enter(loaded, mapping, shown, ("comments", place), f"{identifier}#comment/{one.number}")
        found[one.number] = _comment(one)
    loaded.comments[identifier] = tuple(found[number] for number in sorted(found))
    loaded.last[identifier] = max([shape.last, *found])


def _comment(shape: CommentShape) -> Comment:
    return Comment(
        number=shape.number,
        about=shape.about,
        field=shape.field,
        group=shape.group,
        country=shape.country,
        language=shape.language,
        kind=shape.kind,
        quote=shape.quote,
        text=shape.text,
        translation=shape.translation,
        proposal=shape.proposal,
        source=Source(shape.source.file, shape.source.place, shape.source.digest) if shape.source else None,
        received=_date(shape.received),
        digest=shape.digest,
    )


def _date(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""


def _dispositions(root: Path, path: Path, identifier: str, loaded: LoadedConsultations, problems: list[Problem]) -> None:
    read = _read(root, path, DispositionsShape, loaded, problems)
    if read is None:
        return
    shown, mapping, shape = read
    _need_round(identifier, shape.round, shown, mapping, problems)
    found: dict[str, Disposition] = {}
    for place, one in enumerate(shape.dispositions):
        if one.id in found:
            first = loaded.lines[f"{identifier}#disposition/{one.id}"]
            at = Position(shown, line_of(mapping, ("dispositions", place, "id")))
            problems.append(Problem(at, "duplicate-number", f"“{one.id}” stands already in line {first.line}."))
            continue
        _enter(loaded, mapping, shown, ("dispositions", place), f"{identifier}#disposition/{one.id}")
        found[one.id] = Disposition(one.id, one.title, tuple(one.comments), one.decision, one.reason, one.amendment)
    loaded.dispositions[identifier] = tuple(found.values())


def _people(root: Path, path: Path, identifier: str, loaded: LoadedConsultations, problems: list[Problem]) -> None:
    read = _read(root, path, PeopleShape, loaded, problems)
    if read is None:
        return
    shown, mapping, shape = read
    _need_round(identifier, shape.round, shown, mapping, problems)
    for place in range(len(shape.people)):
        _enter(loaded, mapping, shown, ("people", place), f"{identifier}#person/{place}")
    loaded.people[identifier] = tuple(Person(tuple(one.comments), one.name, one.address, one.organisation, one.file) for one in shape.people)


_READERS: dict[str, Callable[[Path, Path, str, LoadedConsultations, list[Problem]], None]] = {PEOPLE: _people, DISPOSITIONS: _dispositions, "": _comments}
"""What a file's name ends with → its reader."""


def lost_in(path: str, contexts: Sequence[str]) -> set[str] | None:
    """What a faulty file of a consultation leaves unsaid, of the translators' contexts known; none where the file is no such.

    >>> lost_in("amendments/2/comments/r-dispositions.yml", ["2/r/D1#title", "2/r#title"])
    {'2/r/D1'}
    """
    parts = path.removesuffix(".yml").split("/")
    if len(parts) != 4 or parts[2] not in ("rounds", "comments"):
        return None
    round_id = f"{parts[1]}/{parts[3].removesuffix(DISPOSITIONS)}"
    if parts[2] == "rounds":
        return {round_id}
    return {name for context in contexts if (name := context.partition("#")[0]).startswith(f"{round_id}/")}
