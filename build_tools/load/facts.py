"""source/standard.yml to the project facts."""

import re
from pathlib import Path

from build_tools.interface import is_language
from build_tools.load.files import read_text
from build_tools.load.shapes import KindShape, StandardShape, line_of, validate
from build_tools.load.yaml import Mapping, read_yaml
from build_tools.model.facts import Facts, Field, Framework, Kind
from build_tools.model.identifiers import suggestion
from build_tools.model.provision import STRUCTURAL
from build_tools.positions import Position
from build_tools.problems import Problem

PATH = "source/standard.yml"


def load_facts(root: Path, problems: list[Problem]) -> Facts | None:
    """The project facts, or none with every fault added."""
    text = read_text(root / PATH, PATH, problems)
    mapping = read_yaml(text, PATH, problems) if text is not None else None
    shape = validate(StandardShape, mapping, PATH, problems) if mapping is not None else None
    if shape is None or mapping is None:
        return None
    before = len(problems)
    _check_names(shape, mapping, problems)
    patterns = {name: _pattern(name, kind, mapping, problems) for name, kind in shape.kinds.items()}
    if len(problems) > before:
        return None
    return _facts(shape, {name: pattern for name, pattern in patterns.items() if pattern is not None})


def _pattern(name: str, kind: KindShape, mapping: Mapping, problems: list[Problem]) -> re.Pattern[str] | None:
    where = Position(PATH, line_of(mapping, ("kinds", name, "identifier")))
    try:
        pattern = re.compile(kind.identifier)
    except re.error as error:
        problems.append(Problem(where, "unknown-value", f"The identifier of kind “{name}” is no regular expression: {error}."))
        return None
    for group in re.findall(r"\{(\w+)\}", kind.file):
        if group not in pattern.groupindex:
            problems.append(Problem(where, "unknown-value", f"The file of kind “{name}” uses “{{{group}}}”, which its identifier does not name."))
    return pattern


def _check_names(shape: StandardShape, mapping: Mapping, problems: list[Problem]) -> None:
    """Every name used in the facts is declared in them."""

    def need(found: str, known: list[str], *where: str) -> None:
        if found not in known:
            position = Position(PATH, line_of(mapping, where))
            problems.append(Problem(position, "unknown-value", f"“{found}” is not declared. {suggestion(found, known)}".strip()))

    need(shape.official_language, shape.languages, "official_language")
    for place, language in enumerate(shape.languages):
        at = Position(PATH, line_of(mapping, ("languages", place)))
        if language in shape.languages[:place]:
            problems.append(Problem(at, "unknown-value", f"The language “{language}” stands twice."))
        if not is_language(language):
            problems.append(Problem(at, "unknown-value", f"“{language}” is no code of a language, such as “es”, “sw” or “pt-BR”."))
    for name, kind in shape.kinds.items():
        for parent in kind.parents:
            need(parent, list(shape.kinds), "kinds", name, "parents")
        for parent in kind.own:
            need(parent, kind.parents, "kinds", name, "own")
        for field in kind.fields:
            need(field, list(shape.fields), "kinds", name, "fields", field)
        need("title", list(kind.fields), "kinds", name, "fields")
        if kind.single_obligation:
            need(kind.single_obligation, list(kind.fields), "kinds", name, "single_obligation")
    tables = {"provisions": list(shape.kinds), "framework": list(shape.frameworks), "choice": list(shape.choices)}
    for name, declared in shape.fields.items():
        if not re.fullmatch(r"\w+", name) or name in (*STRUCTURAL, "id", "provisions", "note"):
            position = Position(PATH, line_of(mapping, ("fields", name)))
            problems.append(Problem(position, "unknown-value", f"A field cannot be named “{name}”: letters, digits and “_” are allowed, and the tools' own keys are taken."))
        if declared.type in tables:
            need(declared.of, tables[declared.type], "fields", name, "of")


def _facts(shape: StandardShape, patterns: dict[str, re.Pattern[str]]) -> Facts:
    return Facts(
        name=shape.name,
        full_name=shape.full_name,
        summary=shape.summary,
        notice=shape.notice,
        language_rule=shape.language_rule,
        maintainers=tuple(shape.maintainers),
        contact=shape.contact,
        website=shape.website,
        licence_name=shape.licence.name,
        licence_url=shape.licence.url,
        official=shape.official_language,
        languages=tuple(shape.languages),
        source_edition=shape.source_edition,
        obligations=tuple(shape.obligations),
        edition_levels={name: tuple(classes) for name, classes in shape.edition_levels.items()},
        frameworks={name: Framework(name=name, **item.model_dump()) for name, item in shape.frameworks.items()},
        choices=shape.choices,
        fields={name: Field(name=name, **item.model_dump()) for name, item in shape.fields.items()},
        kinds={name: _kind(name, item) for name, item in shape.kinds.items()},
        kind_of_identifier=patterns,
    )


def _kind(name: str, shape: KindShape) -> Kind:
    values = shape.model_dump()
    values["fields"] = {field: need == "required" for field, need in shape.fields.items()}
    values["parents"], values["own"] = tuple(shape.parents), tuple(shape.own)
    return Kind(name=name, **values)
