"""A paragraph as translators see it: inline Markdown, with placeholders for what must not be translated.

`{1}` stands for a reference or address, `{1:words}` for one shown with words of its own, `{^1}` for a footnote mark.
"""

import re
from collections import Counter
from functools import lru_cache

from build_tools.prose.parse import parse_inline
from build_tools.prose.tree import Emphasis, Inline, Inlines, Link, Mark, Reference, Strong, Words
from build_tools.prose.write import write_inlines

PLACEHOLDER = re.compile(r"\{(\^?[^{}:]+)(?::([^{}]*))?\}")

Pointer = Reference | Link


class LostPlaceholder(Exception):
    """A translation's placeholders are not the original's; `lost` and `invented` name them."""

    def __init__(self, lost: list[str], invented: list[str]) -> None:
        self.lost, self.invented = lost, invented
        super().__init__(f"lost {lost}, invented {invented}")


class BrokenTranslation(Exception):
    """A translation cannot be read as one paragraph of the dialect."""


@lru_cache(maxsize=1 << 16)
def to_message(inlines: Inlines) -> tuple[str, tuple[Pointer, ...]]:
    """The message, and what its numbered placeholders stand for.

    >>> to_message((Words("See "), Reference("M.1"), Words(".")))
    ('See {1}.', (Reference(target='M.1', words=''),))
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
    return any(character.isalpha() for character in PLACEHOLDER.sub(lambda found: found[2] or "", message))


def from_message(message: str, translation: str) -> Inlines:
    """The inlines of a translation, its placeholders standing for what the original's stand for.

    The pointers are read from `message` itself only in number; `restore` puts them in. Raises LostPlaceholder, BrokenTranslation.
    """
    wanted, found = placeholders(message), placeholders(translation)
    if wanted != found:
        raise LostPlaceholder(sorted((wanted - found).elements()), sorted((found - wanted).elements()))
    if not translation.strip() or "\n\n" in translation:
        raise BrokenTranslation
    return _parse_translation(translation)


@lru_cache(maxsize=1 << 16)
def placeholders(message: str) -> Counter[str]:
    """The placeholders' names, counted."""
    return Counter(match[1] for match in PLACEHOLDER.finditer(message))


@lru_cache(maxsize=1 << 16)
def _parse_translation(translation: str) -> Inlines:
    marked = PLACEHOLDER.sub(lambda found: f"[[@{found[1]}|{found[2]}]]" if found[2] else f"[[@{found[1]}]]", translation)
    return parse_inline(marked)


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
                    return Link(address, (Words(words),) if words else children)
    return inline


def translate_inlines(inlines: Inlines, translation: str) -> Inlines:
    """The translated inlines. Raises LostPlaceholder, BrokenTranslation.

    >>> translate_inlines((Words("See "), Reference("M.1"), Words(".")), "Véase {1}.")
    (Words(text='Véase '), Reference(target='M.1', words=''), Words(text='.'))
    """
    message, pointers = to_message(inlines)
    return restore(from_message(message, translation), pointers)
