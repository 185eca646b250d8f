"""YAML in the one canonical form: plain scalars where they are safe, blocks for several lines, lists in one line."""

import json
import re
from collections.abc import Iterable, Mapping

_SAFE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff](?:[^\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff])?")
_RISKY = re.compile(r": |:$| #|\t")
_TYPED = re.compile(
    r"(?:[-+]?[\d._,:]+(?:[eE][-+]?\d+)?|[-+]?0[xob][\da-fA-F_]+|\d{4}-\d\d?-\d\d?.*|[-+]?\.(?:inf|nan)|y|n|yes|no|true|false|on|off|null|none)", re.I
)
_FLOW = re.compile(r"[,\[\]{}?]|:")
_UNWRITABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_BLOCK = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029][^\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")

Node = str | None | Iterable["Node"] | Mapping[str, "Node"]


class Plain(str):
    """Written as it is: a date, for which quotes would say that it is none."""


def write_mapping(pairs: Iterable[tuple[str, object]], indent: str = "") -> str:
    """A mapping in the order given, each key on a line of its own.

    >>> print(write_mapping([("id", "M.1"), ("steps", ("1", "2")), ("text", "One.\\nTwo.")]), end="")
    id: M.1
    steps: ['1', '2']
    text: |-
      One.
      Two.
    """
    return "".join(f"{indent}{scalar(key)}:{_value(value, indent)}" for key, value in pairs)


def _value(value: object, indent: str) -> str:
    match value:
        case None:
            return "\n"
        case True:
            return " true\n"
        case Plain():
            return f" {value}\n"
        case str():
            return f" {scalar(value, indent)}\n"
        case Mapping() if not value:  # a change that only adds has an empty “before”, which is not the same as none
            return " {}\n"
        case Mapping():
            return "\n" + write_mapping(value.items(), indent + "  ")
        case [Mapping(), *_]:
            return "\n" + "".join(_item(item, indent) for item in value if isinstance(item, Mapping))
    assert isinstance(value, Iterable)
    if any(isinstance(item, Plain) for item in value):
        return "\n" + "".join(f"{indent}- {item}\n" for item in value)
    return f" [{', '.join(flow_scalar(str(item)) for item in value)}]\n"


def _item(mapping: Mapping[str, object], indent: str) -> str:
    body = write_mapping(mapping.items(), indent + "  ")
    return f"{indent}- {body[len(indent) + 2 :]}"


def scalar(value: str, indent: str = "") -> str:
    """A scalar behind a key."""
    if "\n" in value:
        if _BLOCK.fullmatch(value) and not re.search(r"[ \t]\n", value):
            return "|-\n" + "\n".join(f"{indent}  {line}" if line else "" for line in value.split("\n"))
        return _quoted(value)
    if value and _SAFE.fullmatch(value) and not _RISKY.search(value) and not _TYPED.fullmatch(value):
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return _quoted(value)


def _quoted(value: str) -> str:
    """In double quotes; only what YAML does not admit as it is gets escaped, so that emoji and Persian stay legible."""
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04X}", json.dumps(value, ensure_ascii=False))


def flow_scalar(value: str) -> str:
    """A scalar inside a list in one line."""
    plain = scalar(value) if "\n" not in value else _quoted(value)
    if plain == value and _FLOW.search(value):
        return "'" + value.replace("'", "''") + "'"
    return plain
