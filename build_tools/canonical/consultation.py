"""The files of a consultation in their canonical form; the participants' words stay as they are, to the letter."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from build_tools.canonical.source import one_line
from build_tools.canonical.yaml import Plain, write_mapping
from build_tools.load.consultation import DISPOSITIONS, PEOPLE
from build_tools.load.consultation_shapes import (
    CommentShape,
    CommentsShape,
    DispositionShape,
    DispositionsShape,
    PeopleShape,
    PersonShape,
    RoundShape,
    SourceShape,
)
from build_tools.load.shapes import Shape
from build_tools.model.consultation import Comment, Person
from build_tools.prose.write import canonical

Raw = Mapping[str, object]

PROSE = ("reason", "note")
SPOKEN = ("quote", "text", "translation", "proposal")
"""What participants wrote: kept to the letter."""
PLAIN = ("opens", "closes", "received", "number", "last")


def is_consultation(path: str) -> bool:
    """Whether the file at `path` below the project belongs to a consultation.

    >>> is_consultation("amendments/2/rounds/r.yml"), is_consultation("amendments/2/A1.yml")
    (True, False)
    """
    return path.split("/")[2] in ("rounds", "comments")


def write_consultation(path: str, raw: Raw) -> str:
    """The file at `path` below the project, in canonical form."""
    if path.split("/")[2] == "rounds":
        return write_round(raw)
    stem = path.removesuffix(".yml")
    return next(write for kind, write in _WRITERS.items() if stem.endswith(kind))(raw)


def write_round(raw: Raw) -> str:
    """A round."""
    return write_mapping(_ordered(raw, RoundShape, ("text", *PROSE)))


def write_comments(raw: Raw) -> str:
    """The comments of a round, by number; the last number given is that of the last comment at least."""
    comments = [dict(_ordered(one, CommentShape, PROSE)) for one in _members(raw, "comments")]
    comments.sort(key=lambda one: int(str(one["number"])))
    last = max([int(str(raw.get("last") or 0)), *(int(str(one["number"])) for one in comments)])
    return _file(raw, CommentsShape, "comments", comments, last=Plain(last))


def write_dispositions(raw: Raw) -> str:
    """The dispositions of a round, in their order."""
    return _file(raw, DispositionsShape, "dispositions", [dict(_ordered(one, DispositionShape, PROSE)) for one in _members(raw, "dispositions")])


def write_people(raw: Raw) -> str:
    """The people of a round, in their order."""
    return _file(raw, PeopleShape, "people", [dict(_ordered(one, PersonShape, PROSE)) for one in _members(raw, "people")])


_WRITERS: dict[str, Callable[[Raw], str]] = {PEOPLE: write_people, DISPOSITIONS: write_dispositions, "": write_comments}


def _members(raw: Raw, name: str) -> list[Raw]:
    found = raw.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _file(raw: Raw, shape: type[Shape], name: str, members: Sequence[Raw], **also: object) -> str:
    """A file that is little more than a list."""
    head = dict(_ordered({key: value for key, value in raw.items() if key != name}, shape, ())) | also
    return write_mapping([*head.items(), (name, list(members))])


def _ordered(raw: Raw, shape: type[Shape], prose: Sequence[str]) -> Iterator[tuple[str, object]]:
    """The keys in the shape's order, each value in its form."""
    for name in shape.model_fields:
        value = raw.get(name)
        match value:
            case None:
                continue
            case Mapping() if name == "source":
                yield name, dict(_ordered(value, SourceShape, ()))
            case Mapping():
                yield name, {key: one_line(str(words)) for key, words in value.items()}
            case list() | tuple() if name == "comments":
                yield name, Plain(f"[{', '.join(str(number) for number in value)}]")
            case list() | tuple():
                yield name, tuple(value)
            case _ if name in PLAIN:
                yield name, Plain(value)
            case _ if name in prose:
                yield name, canonical(str(value))
            case _ if name in SPOKEN and shape is CommentShape:
                yield name, str(value)
            case _:
                yield name, one_line(str(value))


def comment_record(comment: Comment) -> dict[str, object]:
    """A comment as a file holds it; what is empty is left out."""
    record: dict[str, object] = {name: getattr(comment, name) for name in CommentShape.model_fields if name not in ("kind", "source", "note")}
    record["kind"] = comment.kind if comment.kind != "comment" else ""
    if comment.source is not None:
        record["source"] = {name: value for name in SourceShape.model_fields if (value := getattr(comment.source, name))}
    return {name: value for name, value in record.items() if value}


def person_record(person: Person) -> dict[str, object]:
    """A person as a file holds them; what is empty is left out."""
    return {name: value for name in PersonShape.model_fields if (value := getattr(person, name))}
