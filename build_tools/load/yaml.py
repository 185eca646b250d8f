"""YAML as people write it: every scalar is words, every key has its line, no key stands twice.

libyaml's events are read directly: a third of the time of a constructor, and the lines are kept.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from build_tools.load.files import conflict_line, even
from build_tools.positions import Position
from build_tools.problems import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A mapping that knows the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self) -> None:
        super().__init__()
        self.line = 0
        self.lines: dict[str, int] = {}


class Sequence(list[Any]):
    """A sequence that knows the line of each item."""

    __slots__ = ("line", "lines")

    def __init__(self) -> None:
        super().__init__()
        self.line = 0
        self.lines: list[int] = []


def read_yaml(text: str, path: str, problems: list[Problem]) -> Mapping | None:
    """The file's mapping, or none with problems added. Scalars stay words: `1` is “1”, and an empty one is none."""
    if line := conflict_line(text):
        problems.append(Problem(Position(path, line), "broken-yaml", "A merge was left unfinished here: keep one of the two versions."))
        return None
    try:
        events = iter(yaml.parse(even(text), Loader=_Loader))
        document = _document(events, path, problems)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        problems.append(Problem(Position(path, mark.line + 1 if mark else 0), "broken-yaml", f"The file cannot be read as YAML: {reason}."))
        return None
    except RecursionError:
        problems.append(Problem(Position(path, 1), "broken-yaml", "The file cannot be read as YAML: brackets stand in one another too deeply."))
        return None
    if not isinstance(document, Mapping):
        message = "The file holds no mapping of keys to values." if text.strip("\ufeff \t\r\n") else "The file is empty."
        problems.append(Problem(Position(path, 1), "broken-yaml", message))
        return None
    return document


def _mark(event: yaml.Event) -> Any:
    """Where the event stands, for an error; the stubs know libyaml's marks as another type."""
    return event.start_mark


def _line(event: yaml.Event) -> int:
    """The event's line, from 1; libyaml always marks it."""
    return event.start_mark.line + 1 if event.start_mark else 0


def _document(events: Iterator[yaml.Event], path: str, problems: list[Problem]) -> object:
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            value = _node(event, events, path, problems)
            for rest in events:
                if isinstance(rest, yaml.NodeEvent):
                    problems.append(Problem(Position(path, _line(rest)), "broken-yaml", "The file holds more than one YAML document."))
                    break
            return value
    return None


def _node(event: yaml.Event, events: Iterator[yaml.Event], path: str, problems: list[Problem]) -> object:
    if isinstance(event, yaml.ScalarEvent):
        if not event.style and event.value in ("", "~", "null"):  # libyaml calls the plain style “”, PyYAML none
            return None
        return event.value
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, path, problems)
    if isinstance(event, yaml.SequenceStartEvent):
        sequence = Sequence()
        sequence.line = _line(event)
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            sequence.lines.append(_line(item))
            sequence.append(_node(item, events, path, problems))
        return sequence
    raise yaml.MarkedYAMLError(problem="aliases (*name) are not used here", problem_mark=_mark(event))


def _mapping(event: yaml.Event, events: Iterator[yaml.Event], path: str, problems: list[Problem]) -> Mapping:
    mapping = Mapping()
    mapping.line = _line(event)
    for key_event in events:
        if isinstance(key_event, yaml.MappingEndEvent):
            break
        line = _line(key_event)
        key = _node(key_event, events, path, problems)
        if not isinstance(key, str):
            raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=_mark(key_event))
        value = _node(next(events), events, path, problems)
        if key in mapping:
            first = mapping.lines[key]
            problems.append(Problem(Position(path, line), "duplicate-key", f"The key “{key}” stands here again; it stands first in line {first}."))
        else:
            mapping[key] = value
            mapping.lines[key] = line
    return mapping
