"""A paragraph as translators see it: inline Markdown, with placeholders for what must not be translated.

`{1}` stands for a reference or address, `{1:words}` for one shown with words of its own, `{^1}` for a footnote mark.
"""

import re
from collections import Counter
from functools import lru_cache

from build_tools.prose.parse import REFERENCE, parse, parse_inline
from build_tools.prose.tree import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mark,
    Paragraph,
    Reference,
    Strong,
    Words,
    map_references,
)
from build_tools.prose.write import write_inlines

PLACEHOLDER = re.compile(r"\{(\^?[^{}:]+)(?::([^{}]*))?\}")

_HARMLESS = re.compile(r"(?![\s#=+-]|\d+[.)])[^][*_`\\<>&~^|{}\x00-\x1f\x7f-\x9f\ufeff\ufffd-\uffff]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ufffd]")

Pointer = Reference | Link


class LostPlaceholder(Exception):
    """A translation's placeholders are not the original's; `lost` and `invented` name them."""

    def __init__(self, lost: list[str], invented: list[str]) -> None:
        self.lost, self.invented = lost, invented
        super().__init__(f"lost {lost}, invented {invented}")


class BrokenTranslation(Exception):
    """A translation cannot be read as one paragraph of the dialect; its text says why, as what the translation does."""


@lru_cache(maxsize=1 << 16)
def to_message(inlines: Inlines) -> tuple[str, tuple[Pointer, ...]]:
    """The message, and what its numbered placeholders stand for.

    >>> to_message((Words("See "), Reference("M.1"), Words(".")))
    ('See {1}.', (Reference(target='M.1', words='', language=''),))
    """
    pointers: list[Pointer] = []
    return _message(inlines, pointers), tuple(pointers)


def _message(inlines: Inlines, pointers: list[Pointer]) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Reference(_, words):
                pointers.append(inline)
                parts.append(f"{{{len(pointers)}:{words}}}" if words else f"{{{len(pointers)}}}")
            case Link(address, children):
                pointers.append(inline)
                number = len(pointers)
                shown = _message(children, pointers)
                parts.append(f"{{{number}}}" if children == (Words(address),) else f"{{{number}:{shown}}}")
            case Mark(label):
                parts.append(f"{{^{label}}}")
            case Emphasis(children):
                parts.append(f"*{_message(children, pointers)}*")
            case Strong(children):
                parts.append(f"**{_message(children, pointers)}**")
            case Words():
                parts.append(write_inlines((inline,)))
    return "".join(parts)


def has_words(message: str) -> bool:
    """Whether there is anything to translate.

    >>> has_words("{1}, 5.2.3"), has_words("{1:buyers}")
    (False, True)
    """
    shown = PLACEHOLDER.sub(lambda found: found[2] or "", message) if "{" in message else message
    return any(character.isalpha() for character in shown)


@lru_cache(maxsize=1 << 16)
def from_message(message: str, translation: str) -> Inlines:
    """The inlines of a translation, its placeholders standing for what the original's stand for.

    The pointers are read from `message` itself only in number; `restore` puts them in. Raises LostPlaceholder, BrokenTranslation.
    """
    wanted, found = placeholders(message), placeholders(translation)
    if wanted != found:
        lost, invented = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        raise LostPlaceholder(sorted(lost.elements()), sorted(invented.elements()))
    if not translation.strip() or "\n\n" in translation:
        raise BrokenTranslation("is not one paragraph")
    fault = _fault(translation)
    if fault and not _fault(message):
        raise BrokenTranslation(fault)
    return _parse_translation(translation)


def placeholders(message: str) -> list[str]:
    """The placeholders' names in order, as often as they stand there."""
    return sorted(match[1] for match in PLACEHOLDER.finditer(message)) if "{" in message else []


def _fault(words: str) -> str:
    """What a message or translation does that a paragraph with placeholders must not, or nothing."""
    return "" if is_harmless(words) else parsed_fault(words)


def is_harmless(words: str) -> bool:
    """Whether it can be seen at a glance that there is no fault, as in most translations."""
    return bool(_HARMLESS.fullmatch(PLACEHOLDER.sub(r"X\1\2", words) if "{" in words else words))


def parsed_fault(words: str) -> str:
    """What a message or translation does that it must not, found by parsing it."""
    rest = PLACEHOLDER.sub("", words)
    if "{" in rest or "}" in rest:
        return "has a curly brace that belongs to no placeholder"
    if REFERENCE.search(words):
        return "writes a reference of its own instead of a placeholder"
    found = _CONTROL.search(words)
    if found:
        return f"holds the control character U+{ord(found[0]):04X}"
    parsed = parse(_with_pointers(words))
    if parsed.unsupported:
        return f"holds {parsed.unsupported[0][1]}"
    match parsed.prose:
        case (Paragraph(children),):
            return "has a link of its own instead of a placeholder" if _links(children) else ""
    return "is a list, note or table where a paragraph stands"


@lru_cache(maxsize=1 << 16)
def _parse_translation(translation: str) -> Inlines:
    """The translation with numbered references; their words are put in last, for a link's may hold what a reference's cannot."""
    if "{" not in translation:
        return parse_inline(translation)
    shown: list[str] = []

    def marked(found: re.Match[str]) -> str:
        shown.append(found[2] or "")
        return f"[[@{found[1]}@{len(shown) - 1}]]"

    def with_words(reference: Reference) -> Reference:
        name, _, number = reference.target.rpartition("@")
        return Reference(name, shown[int(number)]) if name else reference

    return map_references(parse_inline(PLACEHOLDER.sub(marked, translation)), with_words)


def _links(inlines: Inlines) -> bool:
    return any(isinstance(inline, Link) or (isinstance(inline, Emphasis | Strong) and _links(inline.children)) for inline in inlines)


def _with_pointers(words: str) -> str:
    """Placeholders as references, which the one parser reads."""
    return PLACEHOLDER.sub(lambda found: f"[[@{found[1]}|{found[2]}]]" if found[2] else f"[[@{found[1]}]]", words)


def restore(inlines: Inlines, pointers: tuple[Pointer, ...]) -> Inlines:
    """Placeholders back to the references, links and marks they stand for."""
    return tuple(_restored(inline, pointers) for inline in inlines)


def _restored(inline: Inline, pointers: tuple[Pointer, ...]) -> Inline:
    match inline:
        case Emphasis(children):
            return Emphasis(restore(children, pointers))
        case Strong(children):
            return Strong(restore(children, pointers))
        case Reference(target, words) if target.startswith("@^"):
            return Mark(target[2:])
        case Reference(target, words) if target.startswith("@"):
            match pointers[int(target[1:]) - 1]:
                case Reference(real):
                    return Reference(real, words)
                case Link(address, children):
                    return Link(address, parse_inline(words) if words else children)
    return inline


def translate_inlines(inlines: Inlines, translation: str) -> Inlines:
    """The translated inlines. Raises LostPlaceholder, BrokenTranslation.

    >>> translate_inlines((Words("See "), Reference("M.1"), Words(".")), "Véase {1}.")
    (Words(text='Véase '), Reference(target='M.1', words='', language=''), Words(text='.'))
    """
    message, pointers = to_message(inlines)
    if sum(not name.startswith("^") for name in placeholders(message)) != len(pointers):
        raise BrokenTranslation("is of a text with curly braces of its own")
    return restore(from_message(message, translation), pointers)
