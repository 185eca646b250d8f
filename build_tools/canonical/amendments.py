"""amendments/ in its canonical form: editions, amendments and seals."""

import unicodedata
from collections.abc import Iterator, Mapping

from build_tools.canonical.consultation import is_consultation, write_consultation
from build_tools.canonical.source import in_form, one_line
from build_tools.canonical.yaml import Plain, scalar, write_mapping
from build_tools.load.shapes import AmendmentShape, EditionShape
from build_tools.model.facts import Facts
from build_tools.model.provision import STRUCTURAL
from build_tools.model.seal import Seal
from build_tools.prose.write import canonical

DATES = ("issued", "effective", "acceptance_ends", "decided_on", "erratum")


def write_record(facts: Facts, path: str, raw: Mapping[str, object]) -> str:
    """The edition or amendment, or the part of a consultation, that the file at `path` below amendments/ holds, in canonical form."""
    if is_consultation(path):
        return write_consultation(path, raw)
    return (write_edition if path.endswith("/edition.yml") else write_amendment)(facts, raw)


def write_edition(facts: Facts, raw: Mapping[str, object]) -> str:
    """An edition.yml in canonical form."""
    return write_mapping(_ordered(raw, list(EditionShape.model_fields), prose=("summary", "note")))


def write_amendment(facts: Facts, raw: Mapping[str, object]) -> str:
    """An amendment file in canonical form."""
    names = [info.alias or name for name, info in AmendmentShape.model_fields.items()]
    ordered = dict(_ordered(raw, names, prose=("reason", "note")))
    changes = raw.get("changes")
    assert isinstance(changes, list)
    ordered["changes"] = [_change(facts, change) for change in changes]
    return write_mapping(ordered.items())


def _change(facts: Facts, raw: Mapping[str, object]) -> dict[str, object]:
    change: dict[str, object] = {"id": raw["id"]}
    for side in ("before", "after"):
        values = raw.get(side)
        if isinstance(values, Mapping):
            names = [name for name in (*STRUCTURAL, *facts.fields, "note") if name in values]
            change[side] = {name: _in_change(facts, name, values[name]) for name in names}
    return change


def _in_change(facts: Facts, name: str, value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return in_form(facts, name, value) if isinstance(value, str) and name not in STRUCTURAL else value


def _ordered(raw: Mapping[str, object], names: list[str], prose: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for name in names:
        if name in raw:
            value = raw[name]
            if name in DATES and isinstance(value, str):
                yield name, Plain(value)
                continue
            if name == "branch":
                yield name, value == "true" or Plain("false")
                continue
            if isinstance(value, str):
                value = unicodedata.normalize("NFC", value)
                value = canonical(value) if name in prose else one_line(value)
            yield name, tuple(value) if isinstance(value, list) and name != "changes" else value


def write_seal(seal: Seal) -> str:
    """A seal.yml in canonical form."""
    reasons = [Plain(scalar(words)) for words in seal.reasons]
    return write_mapping([("digest", seal.digest), ("reasons", reasons), ("provisions", dict(seal.provisions))])
