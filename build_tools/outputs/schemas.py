"""JSON Schemas: of the data put out, and of the YAML files that editors write."""

import json
from typing import Any

from build_tools.load.consultation_shapes import CommentsShape, DispositionsShape, PeopleShape, RoundShape
from build_tools.load.shapes import AmendmentShape, EditionShape, StandardShape
from build_tools.outputs.data import VERSION

_WORDS = {"type": "string"}
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, bytes]:
    """File name → content."""
    found: dict[str, dict[str, Any]] = {
        "publication.schema.json": _publication(),
        "comparison.schema.json": _comparison(),
        "amendment-check.schema.json": _amendment_check(),
        "translation-status.schema.json": _status(),
        "standard.yml.schema.json": StandardShape.model_json_schema(),
        "edition.yml.schema.json": EditionShape.model_json_schema(),
        "amendment.yml.schema.json": AmendmentShape.model_json_schema(),
        "round.yml.schema.json": RoundShape.model_json_schema(),
        "comments.yml.schema.json": CommentsShape.model_json_schema(),
        "dispositions.yml.schema.json": DispositionsShape.model_json_schema(),
        "people.yml.schema.json": PeopleShape.model_json_schema(),
    }
    return {name: (json.dumps({"$schema": _DRAFT, **schema}, indent=1, sort_keys=True) + "\n").encode() for name, schema in found.items()}


def _publication() -> dict[str, Any]:
    return {
        "title": "One edition of a standard in one language",
        "type": "object",
        "required": ["format", "version", "standard", "edition", "language", "digest", "provisions"],
        "properties": {
            "format": {"const": "publication"},
            "version": {"const": VERSION},
            "standard": _WORDS,
            "edition": _WORDS,
            "language": _WORDS,
            "official_language": _WORDS,
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the edition's official text"},
            "edition_title": _WORDS,
            "edition_status": _WORDS,
            "issued": {"type": ["string", "null"], "format": "date"},
            "base": {"type": ["string", "null"]},
            "branch": {"type": "boolean"},
            "carried_over": {"type": "object", "additionalProperties": _WORDS, "description": "volume → the earlier edition whose text it holds unchanged"},
            "notice": _WORDS,
            "licence": {"type": "object", "required": ["name", "url"], "properties": {"name": _WORDS, "url": _WORDS}},
            "translation_revision": {"type": ["string", "null"]},
            "provisions": {"type": "array", "items": _provision()},
        },
        "additionalProperties": False,
    }


def _provision() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["id", "slug", "kind", "title", "text", "plain", "status", "shown_in"],
        "properties": {
            "id": _WORDS,
            "slug": _WORDS,
            "kind": _WORDS,
            "kind_label": _WORDS,
            "number": {"type": ["string", "null"]},
            "parent": {"type": ["string", "null"], "description": "the provision it stands in"},
            "page": {"type": "string", "description": "the page of the site that shows it"},
            "status": {"enum": ["valid", "withdrawn"]},
            "title": _WORDS,
            "text": {"type": "string", "description": "Markdown; references are links to #slug"},
            "plain": {"type": "string", "description": "the words of text without markup"},
            "was": {"type": "array", "items": _WORDS},
            "corrected": {"type": "array", "items": {"type": "string", "format": "date"}, "description": "when its words were corrected after the edition was issued"},
            "shown_in": {"type": "object", "additionalProperties": _WORDS, "description": "field → language, where it is not the publication's"},
        },
        "additionalProperties": {"type": ["string", "array", "null"], "description": "a field of the standard; NAME_plain and NAME_label(s) give its words"},
    }


def _comparison() -> dict[str, Any]:
    value = {"anyOf": [_WORDS, {"type": "array", "items": _WORDS}, {"type": "null"}]}
    side = {"type": "object", "required": ["before", "after"], "properties": {"before": value, "after": value}, "additionalProperties": False}
    change = {
        "type": "object",
        "required": ["id", "kind", "amendments", "fields"],
        "properties": {
            "id": _WORDS,
            "kind": {"enum": ["inserted", "withdrawn", "amended", "moved", "renumbered", "split", "merged"]},
            "was": {"type": "array", "items": _WORDS},
            "amendments": {"type": "array", "items": _WORDS},
            "fields": {"type": "object", "additionalProperties": side, "description": "field, or parent and follows, → before and after"},
        },
        "additionalProperties": False,
    }
    return {
        "title": "What differs between two editions",
        "type": "object",
        "required": ["format", "version", "from", "to", "changes"],
        "properties": {"format": {"const": "comparison"}, "version": {"const": VERSION}, "from": _WORDS, "to": _WORDS, "changes": {"type": "array", "items": change}},
        "additionalProperties": False,
    }


def _amendment_check() -> dict[str, Any]:
    names = {"type": "array", "items": _WORDS}
    return {
        "title": "What taking some amendments of an edition as adopted comes to",
        "type": "object",
        "required": ["format", "version", "edition", "base", "adopted", "left_out", "needs", "conflicts", "faults", "changes"],
        "properties": {
            "format": {"const": "amendment-check"},
            "version": {"const": VERSION},
            "edition": _WORDS,
            "base": _WORDS,
            "adopted": names,
            "left_out": names,
            "needs": {"type": "array", "items": _record("amendment", "on", "id", "field", "message")},
            "conflicts": {"type": "array", "items": _record("sort", "id", "field", "message", "remedy", amendments=names)},
            "faults": {"type": "array", "items": _record("file", "sort", "message", "remedy", line={"type": "integer"})},
            "changes": {"anyOf": [_comparison()["properties"]["changes"], {"type": "null"}], "description": "none where the amendments do not go together"},
        },
        "additionalProperties": False,
    }


def _record(*names: str, **others: dict[str, Any]) -> dict[str, Any]:
    """An object with these words and others, all of them required."""
    properties = {**dict.fromkeys(names, _WORDS), **others}
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _status() -> dict[str, Any]:
    count = {"type": "integer", "minimum": 0}
    return {
        "title": "How current the translations are",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["language", "edition", "units", "current", "stale", "missing"],
            "properties": {"language": _WORDS, "edition": _WORDS, "units": count, "current": count, "stale": count, "missing": count},
            "additionalProperties": False,
        },
    }
