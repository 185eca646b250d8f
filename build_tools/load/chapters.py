"""Markdown chapters: front matter, then a heading for each section with its identifier."""

import json
import re

from build_tools.load.files import conflict_line
from build_tools.load.yaml import Mapping, Sequence, read_yaml
from build_tools.model.facts import Facts
from build_tools.positions import Position
from build_tools.problems import Problem

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*(?:\{#(\S+?)((?:[ \t]+\w+=(?:\"(?:[^\"\\]|\\.)*\"|\S+))*)[ \t]*\})?[ \t]*")
_PAIR = re.compile(r"(\w+)=(\"(?:[^\"\\]|\\.)*\"|\S+)")
_LISTS = ("provisions", "framework")


def read_chapter(facts: Facts, content: str, path: str, problems: list[Problem]) -> Mapping | None:
    """The chapter in the same form as a YAML file: a mapping with the sections nested under `provisions`."""
    front = _front_matter(content, path, problems)
    head = read_yaml("\n" + front[1], path, problems) if front else None  # its lines count from the file's first
    if front is None or head is None:
        return None
    stack: list[tuple[int, Mapping]] = []
    body: list[str] = []
    first_line = content.count("\n", 0, front.end()) + 1
    for number, line in enumerate(content[front.end() :].split("\n"), first_line):
        match = _HEADING.fullmatch(line)
        if not match:
            body.append(line)
            continue
        _close(stack, body, path, problems, number)
        level = len(match[1])
        section = head if not stack else _section(facts, match, number, path, problems)
        if not stack and match[3]:
            problems.append(Problem(Position(path, number), "broken-chapter", "The chapter's identifier stands in its front matter; its title needs none."))
        if match[2]:
            section["title"] = match[2]
            section.lines["title"] = number
        while len(stack) > 1 and stack[-1][0] >= level:
            stack.pop()
        if stack:
            inner = stack[-1][1].setdefault("provisions", Sequence())
            inner.append(section)
            inner.lines.append(number)
            stack[-1][1].lines.setdefault("provisions", number)
        stack.append((level, section))
    _close(stack, body, path, problems, first_line)
    if not stack:
        problems.append(Problem(Position(path, first_line), "broken-chapter", "The chapter has no title: a line “# Title” after the front matter."))
        return None
    return head


def _front_matter(content: str, path: str, problems: list[Problem]) -> re.Match[str] | None:
    if conflict := conflict_line(content):
        problems.append(Problem(Position(path, conflict), "broken-chapter", "A merge was left unfinished here: keep one of the two versions."))
        return None
    front = re.match(r"---\n(.*?)\n---\n", content, re.S)
    if not front:
        message = "The chapter must begin with front matter between two lines “---”." if content.strip() else "The file is empty."
        problems.append(Problem(Position(path, 1), "broken-chapter", message))
    return front


def _close(stack: list[tuple[int, Mapping]], body: list[str], path: str, problems: list[Problem], line: int) -> None:
    """What stood since the last heading is the text of its section."""
    text = "\n".join(body).strip("\n")
    blank = next((count for count, found in enumerate(body) if found), 0)
    start = line - len(body) + blank
    body.clear()
    if not text.strip():
        return
    if not stack:
        problems.append(Problem(Position(path, line), "broken-chapter", "Text stands before the chapter's title."))
        return
    section = stack[-1][1]
    section["text"] = text
    section.lines["text"] = section.lines.get("title", start) + 2 if "title" in section else start


def _section(facts: Facts, match: re.Match[str], line: int, path: str, problems: list[Problem]) -> Mapping:
    section = Mapping()
    section.line = line
    if not match[3]:
        problems.append(Problem(Position(path, line), "broken-chapter", f"The heading “{match[2]}” has no identifier: write “{match[1]} {match[2]} {{#…}}”."))
        return section
    section["id"] = match[3]
    section.lines["id"] = line
    for key, value in _PAIR.findall(match[4]):
        field = facts.fields.get(key)
        several = key == "was" or (field is not None and field.type in _LISTS)
        words = _unquoted(value)
        section[key] = _sequence(words, line) if several else None if value == "-" else words
        section.lines[key] = line
    return section


def _unquoted(value: str) -> str:
    """A value of several words stands in quotes, as JSON writes them; one that is written wrongly stays as it is."""
    try:
        return str(json.loads(value)) if value.startswith('"') else value
    except ValueError:
        return value


def _sequence(value: str, line: int) -> Sequence:
    sequence = Sequence()
    sequence.extend(value.split(","))
    sequence.line, sequence.lines = line, [line] * len(sequence)
    return sequence
