"""source/ in its canonical form: from a text to its files."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

from build_tools.canonical.yaml import write_mapping
from build_tools.errors import ContentError
from build_tools.model.facts import Facts
from build_tools.model.order import children, file_of, has_own_file
from build_tools.model.provision import Provision, Text, Value
from build_tools.prose.write import canonical

_DEEPEST = 6


def write_source(facts: Facts, text: Text) -> dict[str, str]:
    """Path below the project → content, for every file of the text."""
    below = children(facts, text)
    files: dict[str, str] = {}
    for provision in text.values():
        if has_own_file(facts, provision):
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
            if has_own_file(self.facts, child):
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
        return tuple(unicodedata.normalize("NFC", one) for one in value)
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
        if level == _DEEPEST:
            raise ContentError(f"“{child.id}” stands under {_DEEPEST} headings, and Markdown has no smaller one; nothing was written.", remedy="Move it up.")
        yield from _section(writing, child, _attributes(writing, child, explicit), level + 1)


def _attributes(writing: _Writing, provision: Provision, with_follows: bool) -> str:
    pairs = [*writing.head(provision, False, with_follows)][1:]
    pairs += [(name, value) for name, value in writing.fields(provision) if name not in ("title", "text")]
    for name, value in pairs:
        if isinstance(value, tuple) and any("," in item for item in value):
            raise ContentError(f"“{name}” of “{provision.id}” holds a comma, which divides a list behind a heading; nothing was written.")
    words = [f"{name}={_in_heading(value)}" for name, value in pairs]
    return f" {{#{' '.join([provision.id, *words])}}}"


def _in_heading(value: object) -> str:
    """A value behind a heading: as it is if it is one word, else in quotes."""
    if value is None or value is True:
        return "true" if value else "-"
    words = ",".join(value) if isinstance(value, tuple) else str(value)
    return words if re.fullmatch(r'[^\s"{}]+', words) and words != "-" else json.dumps(words, ensure_ascii=False)
