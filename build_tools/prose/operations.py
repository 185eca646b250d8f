"""The difference of two wordings as operations that can be said in a sentence: replace this by that, insert after, delete.

Operations work on plain words, a line for each paragraph, item or row, and are carried out in order. What each quotes
stands exactly once in the words at that moment, so that whoever carries it out by hand cannot err.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.prose.pairing import alike, paired
from build_tools.prose.redline_words import redline_inlines
from build_tools.prose.tree import Deleted, Inserted, Items, Note, Paragraph, Prose, Table, Words
from build_tools.prose.write import plain_inlines

_CJK = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]\s*|[^\s{_CJK}]+\s*")
"""A word with the white space behind it; where none divides words, a character."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One step. `old` is what is quoted, `new` what comes."""

    kind: str
    """replace, after, before, delete; after-line, first-line, delete-line; whole"""
    old: str = ""
    new: str = ""
    line: str = ""
    """For lines: paragraph, item or row."""


class NotUnique(Exception):
    """What an operation quotes does not stand in the words exactly once."""


def operations(before: str, after: str, sorts: dict[str, str] | None = None) -> list[Operation]:
    """The steps from one wording to the other; `sorts` says what a line is, where it is no paragraph.

    >>> operations("Keep it four years.", "Keep it five years.")
    [Operation(kind='replace', old='four', new='five', line='')]
    """
    try:
        steps = _steps(before, after, sorts or {})
        if carried_out(before, steps) == after:
            return steps
    except NotUnique:
        pass
    return [Operation("whole", before, after)]


def carried_out(words: str, steps: list[Operation]) -> str:
    """The words after the steps. Raises NotUnique where a quotation fits nowhere, or in several places."""
    for step in steps:
        words = _carry_out(words, step)
    return words


def _carry_out(words: str, step: Operation) -> str:
    match step.kind:
        case "whole":
            return step.new
        case "first-line":
            return f"{step.new}\n{words}"
        case "delete-line":
            lines = words.split("\n")
            if lines.count(step.old) != 1:
                raise NotUnique(step.old)
            lines.remove(step.old)
            return "\n".join(lines)
    if words.count(step.old) != 1:
        raise NotUnique(step.old)
    head, tail = words.split(step.old)
    match step.kind:
        case "replace":
            return head + step.new + tail
        case "delete" if head.endswith(" ") and not tail[:1].isalnum():
            return head[:-1] + tail
        case "delete":
            return head + tail.removeprefix(" ")
        case "before":
            return f"{head}{step.new} {step.old}{tail}"
        case "after-line":
            if tail and not tail.startswith("\n"):
                raise NotUnique(step.old)
            return f"{head}{step.old}\n{step.new}{tail}"
    return f"{head}{step.old} {step.new}{tail}"


def line_sorts(prose: Prose) -> dict[str, str]:
    """Plain line → item or row; what is neither is a paragraph."""
    return dict(_line_sorts(prose))


def _line_sorts(prose: Prose) -> Iterator[tuple[str, str]]:
    for block in prose:
        match block:
            case Items(items):
                for item in items:
                    for part in item:
                        if isinstance(part, Paragraph):
                            yield plain_inlines(part.children, lambda reference: reference.words), "item"
                        else:
                            yield from _line_sorts((part,))
            case Table(rows):
                yield from (("\t".join(plain_inlines(cell, lambda reference: reference.words) for cell in row), "row") for row in rows)
            case Note(blocks):
                yield from _line_sorts(blocks)


def _steps(before: str, after: str, sorts: dict[str, str]) -> list[Operation]:
    if before == after:
        return []
    if not before or not after:
        return [Operation("whole", before, after)]
    steps: list[Operation] = []
    done: list[str] = []
    pairs = paired(before.split("\n"), after.split("\n"), alike, _WORD.findall)
    rest = [old for old, _ in pairs if old is not None]
    for old, new in pairs:
        if old is not None:
            rest = rest[1:]
        if old == new:
            done.append(new)
        elif old is None:
            sort = sorts.get(new, "paragraph")
            anchor = _ending("\n".join([*done, *rest]), done[-1], len("\n".join(done))) if done else ""
            steps.append(Operation("after-line", anchor, new, sort) if done else Operation("first-line", "", new, sort))
            done.append(new)
        elif new is None:
            steps.append(Operation("delete-line", old, "", sorts.get(old, "paragraph")))
        else:
            steps += _in_line("\n".join([*done, ""]), old, new, "\n".join(["", *rest]))
            done.append(new)
    return steps


def _ending(words: str, line: str, end: int) -> str:
    """The last words of a line that stand nowhere else in all the words."""
    starts = [match.start() for match in _WORD.finditer(line)]
    for start in reversed(starts):
        quoted = line[start:]
        if len(quoted.split()) >= min(3, len(starts)) and words.count(quoted) == 1:
            return quoted
    raise NotUnique(line)


def _in_line(head: str, old: str, new: str, tail: str) -> Iterator[Operation]:
    """The steps within one line: `head` and `tail` are the words around it as they are at that moment."""
    done = ""
    pieces = [_piece(inline) for inline in redline_inlines((Words(old),), (Words(new),))]
    place = 0
    left = old
    while place < len(pieces):
        kind, text = pieces[place]
        place += 1
        if kind == "kept":
            done, left = done + text, left[len(text) :]
            continue
        gone, come = (text, "") if kind == "gone" else ("", text)
        if kind == "gone" and place < len(pieces) and pieces[place][0] == "come":
            come = pieces[place][1]
            place += 1
        left = left[len(gone) :]
        yield _named(head + done, gone, come, left + tail)
        done += come


def _piece(inline: object) -> tuple[str, str]:
    match inline:
        case Deleted(children):
            return "gone", plain_inlines(children, lambda reference: reference.words)
        case Inserted(children):
            return "come", plain_inlines(children, lambda reference: reference.words)
        case Words(text):
            return "kept", text
    raise AssertionError(inline)


def _named(head: str, gone: str, come: str, tail: str) -> Operation:
    """The step with as many words around it as name its place beyond doubt."""
    words = head + gone + tail
    before, after = _last_line(head), tail.split("\n", 1)[0]
    lefts, rights = [match.start() for match in _WORD.finditer(before)], [match.end() for match in _WORD.finditer(after)]
    if not come and words.count(gone.strip()) == 1:
        return Operation("delete", gone.strip())
    if not gone and come != come.strip():
        anchors = [("after", before[start:].strip()) for start in reversed(lefts)] if before else [("before", after[:end].strip()) for end in rights]
        for kind, anchor in anchors:
            if words.count(anchor) == 1:
                return Operation(kind, anchor, come.strip())
    for size in range(0 if gone else 1, max(len(lefts), len(rights)) + 1):
        left = before[lefts[max(len(lefts) - size, 0)] :] if lefts and size else ""
        right = after[: rights[min(size, len(rights)) - 1]] if rights and size else ""
        for one, other in ((left, ""), ("", right), (left, right)):
            old, new = one + gone + other, one + come + other
            if words.count(old) == 1 and old == old.strip() and new == new.strip():
                return Operation("replace", old, new)
    raise NotUnique(gone or come)


def _last_line(words: str) -> str:
    return words.rsplit("\n", 1)[-1]
