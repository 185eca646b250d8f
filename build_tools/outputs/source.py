"""source/ and amendments/ in their canonical form: from a text to its files."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from build_tools.load.shapes import AmendmentShape, EditionShape
from build_tools.model.facts import Facts
from build_tools.model.order import children, file_of, has_own_file
from build_tools.model.provision import STRUCTURAL, Provision, Text, Value
from build_tools.outputs.yaml import Plain, write_mapping
from build_tools.prose.write import canonical

DATES = ("issued", "effective", "acceptance_ends")


def write_source(facts: Facts, text: Text) -> dict[str, str]:
    """Path below the project → content, for every file of the text."""
    below = children(facts, text)
    files: dict[str, str] = {}
    for provision in text.values():
        if has_own_file(facts, text, provision):
            path = "source/" + file_of(facts, text, provision)
            write = _chapter if path.endswith(".md") else _yaml_file
            files[path] = write(_Writing(facts, text, below), provision)
    return dict(sorted(files.items()))


class _Writing:
    """A text being written."""

    def __init__(self, facts: Facts, text: Text, below: Mapping[str | None, tuple[Provision, ...]]) -> None:
        self.facts, self.text, self.below = facts, text, below

    def inner(self, provision: Provision) -> Iterator[tuple[Provision, bool]]:
        """The provisions written inside this one's entry; whether each must say what it follows."""
        previous: str | None = None
        for child in self.below.get(provision.id, ()):
            if has_own_file(self.facts, self.text, child):
                continue
            kind = self.facts.kind_of(child.id)
            by_place = kind is not None and kind.order == "place"
            yield child, by_place and child.follows != previous
            previous = child.id if by_place else previous

    def head(self, provision: Provision, with_parent: bool, with_follows: bool) -> Iterator[tuple[str, object]]:
        """The entry's keys and values up to its fields."""
        yield "id", provision.id
        if with_parent and provision.parent is not None:
            yield "parent", provision.parent
        if with_follows:
            yield "follows", provision.follows
        if provision.withdrawn:
            yield "withdrawn", True
        if provision.was:
            yield "was", provision.was

    def fields(self, provision: Provision) -> Iterator[tuple[str, Value]]:
        """The fields in the declared order, the note last."""
        for name in (*self.facts.fields, "note"):
            if name in provision.fields:
                yield name, in_form(self.facts, name, provision.fields[name])


def in_form(facts: Facts, name: str, value: Value) -> Value:
    """A field's value in its canonical form."""
    if isinstance(value, tuple):
        return value
    value = unicodedata.normalize("NFC", value)
    declared = facts.fields.get(name)
    return canonical(value) if declared is not None and declared.type == "prose" else one_line(value)


def one_line(value: str) -> str:
    """Words on one line; spaces that must not break, as before a French colon, stay what they are."""
    return re.sub(r"[ \t\r\n]+", " ", value).strip(" ")


def _yaml_file(writing: _Writing, provision: Provision) -> str:
    return write_mapping(_entry(writing, provision, True, provision.follows is not None))


def _entry(writing: _Writing, provision: Provision, with_parent: bool, with_follows: bool) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [*writing.head(provision, with_parent, with_follows), *writing.fields(provision)]
    inner = [dict(_entry(writing, child, False, explicit)) for child, explicit in writing.inner(provision)]
    return [*pairs, ("provisions", inner)] if inner else pairs


def _chapter(writing: _Writing, provision: Provision) -> str:
    head = [*writing.head(provision, True, provision.follows is not None)]
    head += [(name, value) for name, value in writing.fields(provision) if name not in ("title", "text")]
    front = write_mapping(head)
    return f"---\n{front}---\n" + "\n".join(_section(writing, provision, "", 1))


def _section(writing: _Writing, provision: Provision, attributes: str, level: int) -> Iterator[str]:
    fields = dict(writing.fields(provision))
    title = f" {fields['title']}" if "title" in fields else ""
    yield f"{'#' * level}{title}{attributes or ('' if title else ' ')}\n"
    if "text" in fields:
        yield f"{fields['text']}\n"
    for child, explicit in writing.inner(provision):
        yield from _section(writing, child, _attributes(writing, child, explicit), min(level + 1, 6))


def _attributes(writing: _Writing, provision: Provision, with_follows: bool) -> str:
    pairs = [*writing.head(provision, False, with_follows)][1:]
    pairs += [(name, value) for name, value in writing.fields(provision) if name not in ("title", "text")]
    words = [f"{name}={','.join(value) if isinstance(value, tuple) else 'true' if value is True else value or '-'}" for name, value in pairs]
    return f" {{#{' '.join([provision.id, *words])}}}"


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
