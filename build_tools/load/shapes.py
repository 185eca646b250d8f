"""The shapes of the YAML files, as pydantic models; their errors become faults with file and line."""

import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from build_tools.load.yaml import Mapping, Sequence
from build_tools.model.amendment import AmendmentStatus, Class, EditionStatus
from build_tools.model.identifiers import suggestion
from build_tools.positions import Position
from build_tools.problems import Problem

Word = Annotated[str, StringConstraints(min_length=1)]
Digests = Annotated[str, StringConstraints(pattern=r"^\S+:[0-9a-f]{12}( \S+:[0-9a-f]{12})*$")]
Required = Literal["required", "optional"]


class Shape(BaseModel):
    """A mapping without any key but those named."""

    model_config = ConfigDict(extra="forbid")


class FrameworkShape(Shape):
    """An outside scheme."""

    title: Word
    label: Word
    items: dict[str, Word] = {}
    pattern: str = ""
    unconfirmed: bool = False


class FieldShape(Shape):
    """A named part of provisions."""

    type: Literal["line", "prose", "choice", "provisions", "framework"]
    label: Word
    of: str = ""
    matters: bool = True
    audience: bool = False


class KindShape(Shape):
    """A class of provisions."""

    label: Word
    plural: Word
    identifier: Word
    cite: Literal["identifier", "title", "label", "number-title"] = "identifier"
    parents: list[str] = []
    order: Literal["key", "place"] = "key"
    file: str = ""
    own: list[str] = []
    page: bool = False
    document: bool = False
    numbered: bool = False
    captioned: bool = False
    drawn: bool = False
    boxed: bool = False
    defined_term: bool = False
    single_obligation: str = ""
    fields: dict[str, Required]


class LicenceShape(Shape):
    """The licence of the text."""

    name: Word
    url: Word


class StandardShape(Shape):
    """source/standard.yml"""

    name: Word
    full_name: Word
    summary: Word
    notice: Word
    language_rule: Word
    maintainers: list[Word]
    contact: Word
    website: Word
    licence: LicenceShape
    official_language: Word
    languages: list[Word]
    source_edition: Word
    obligations: list[Word] = []
    edition_levels: dict[str, list[Class]] = {}
    frameworks: dict[str, FrameworkShape] = {}
    choices: dict[str, dict[str, Word]] = {}
    fields: dict[str, FieldShape]
    kinds: dict[str, KindShape]


class EditionShape(Shape):
    """amendments/EDITION/edition.yml"""

    name: Word
    title: Word
    base: Word | None = None
    status: EditionStatus
    branch: bool = False
    level: str = ""
    issued: datetime.date | None = None
    effective: datetime.date | None = None
    acceptance_ends: datetime.date | None = None
    approved_by: str = ""
    documents: list[Word] = []
    carried_over: dict[str, Word] = {}
    summary: str = ""
    evidence: str = ""
    note: str = ""


class ChangeShape(Shape):
    """One change of an amendment."""

    id: Word
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class AmendmentShape(Shape):
    """amendments/EDITION/A1.yml"""

    id: Word
    title: Word
    klass: Class = Field(alias="class")
    status: AmendmentStatus
    decided_by: str = ""
    decided_on: datetime.date | None = None
    erratum: datetime.date | None = None
    reason: Word
    drivers: list[Word] = []
    evidence: str = ""
    translations: Literal["keep", "renew"] = "renew"
    note: str = ""
    changes: list[ChangeShape] = Field(min_length=1)


class SealShape(Shape):
    """amendments/EDITION/seal.yml"""

    digest: Word
    reasons: list[Word]
    provisions: dict[str, Digests]


Model = TypeVar("Model", bound=Shape)


def validate(model: type[Model], mapping: Mapping, path: str, problems: list[Problem]) -> Model | None:
    """The mapping in its shape, or none with every fault added."""
    try:
        return model.model_validate(mapping)
    except ValidationError as errors:
        found = errors.errors(include_url=False)
    renamed = _meant(model, [error["loc"] for error in found if error["type"] == "extra_forbidden"])
    for error in found:
        where = error["loc"]
        if error["type"] == "missing" and where in renamed:
            continue  # it is there, misspelled
        sort, message = _message(model, error["type"], error["msg"], where, error.get("ctx", {}), error.get("input"))
        problems.append(Problem(Position(path, line_of(mapping, where)), sort, message))
    if all(error["type"] == "extra_forbidden" for error in found):
        return model.model_validate(_without(mapping, {error["loc"] for error in found}))
    return None


def _meant(model: type[Shape], unknown: list[tuple[int | str, ...]]) -> set[tuple[int | str, ...]]:
    """The places that the unknown keys seem to be meant for."""
    found: set[tuple[int | str, ...]] = set()
    for where in unknown:
        hint = suggestion(str(where[-1]), _keys_at(model, where[:-1]))
        found |= {(*where[:-1], key) for key in _keys_at(model, where[:-1]) if hint == f"Did you mean “{key}”?"}
    return found


def _without(value: object, unknown: set[tuple[int | str, ...]], here: tuple[int | str, ...] = ()) -> object:
    """The value without the keys at those places."""
    if isinstance(value, dict):
        return {key: _without(inner, unknown, (*here, key)) for key, inner in value.items() if (*here, key) not in unknown}
    if isinstance(value, list):
        return [_without(inner, unknown, (*here, place)) for place, inner in enumerate(value)]
    return value


def line_of(value: object, where: tuple[int | str, ...]) -> int:
    """The line of the innermost part of `where` that exists."""
    line = 1
    for step in where:
        match value, step:
            case Mapping(), str() if step in value:
                line, value = value.lines[step], value[step]
            case Sequence(), int() if step < len(value):
                line, value = value.lines[step], value[step]
            case _:
                break
    return line


def _message(
    model: type[Shape], kind: str, reason: str, where: tuple[int | str, ...], context: dict[str, Any], found: object
) -> tuple[str, str]:
    name = ".".join(str(step + 1 if isinstance(step, int) else step) for step in where)
    if kind == "extra_forbidden":
        known = _keys_at(model, where[:-1])
        return "unknown-key", f"The key “{where[-1]}” is not known here. {suggestion(str(where[-1]), known)} Known: {', '.join(known)}.".replace(".  ", ". ")
    if kind == "missing":
        return "missing-part", f"“{name}” is missing."
    if kind == "literal_error":
        options = [option.strip("' ") for option in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        return "unknown-value", f"“{name}” is “{found}”. {suggestion(str(found), options)} Allowed: {', '.join(options)}.".replace(".  ", ". ")
    if kind == "string_pattern_mismatch":
        return "unknown-value", f"“{name}” is “{found}”, which is no list of digests."
    if found is None or found == "" or found == []:
        return "missing-part", f"“{name}” is empty."
    shown = "a list" if isinstance(found, list) else "a mapping" if isinstance(found, dict) else f"“{found}”"
    return "unknown-value", f"“{name}” is {shown}, but {_REASONS.get(kind, reason[0].lower() + reason[1:])}."


_REASONS = {
    "string_type": "should be words",
    "list_type": "should be a list, as in “[one, two]”",
    "dict_type": "should be a mapping of keys to values",
    "model_type": "should be a mapping of keys to values",
    "bool_parsing": "should be true or false",
    "int_parsing": "should be a number",
    "int_type": "should be a number",
    "greater_than_equal": "numbers begin with 1",
    "date_from_datetime_parsing": "should be a date, as in 2024-10-21",
    "date_from_datetime_inexact": "should be a date, as in 2024-10-21",
    "date_parsing": "should be a date, as in 2024-10-21",
}
"""pydantic's kind of error → what an editor is told."""


def _keys_at(model: type[Shape], where: tuple[int | str, ...]) -> list[str]:
    """The keys that a shape has at a place inside it."""
    shape: Any = model
    for step in where:
        if isinstance(step, int) or not (isinstance(shape, type) and issubclass(shape, BaseModel)):
            continue
        found = next((info for key, info in shape.model_fields.items() if (info.alias or key) == step), None)
        shape = _inner(found.annotation) if found else shape
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return [info.alias or key for key, info in shape.model_fields.items()]
    return []


def _inner(annotation: Any) -> Any:
    """The shape inside a list, mapping or option."""
    arguments = [argument for argument in getattr(annotation, "__args__", ()) if isinstance(argument, type) and issubclass(argument, Shape)]
    return arguments[-1] if arguments else annotation
