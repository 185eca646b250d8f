"""Two wordings of one paragraph or cell as one, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from build_tools.prose.pairing import SAME, common_ends, paired
from build_tools.prose.tree import Deleted, Emphasis, Inline, Inlines, Inserted, Link, Reference, Strong, Words

Wrap = tuple[tuple[str, str], ...]
"""What is around a word: ("em", ""), ("strong", ""), ("link", address), from the outside."""
Token = tuple[Inline, Wrap]

_PARTS = re.compile(r"[ \t\n]+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’.,:/-][^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+)*|.", re.S)
_SENTENCE_END = re.compile(r"[.!?…;:。！？؟]+")
_LEFT_STANDING = 2
"""So many unchanged words between two replacements are taken into them; between a replacement and another change one less."""
_LONG = 1000
"""Tokens of two sentences from which on white space is not looked for: it stands everywhere, and looking takes seconds."""


def redline_inlines(before: Inlines, after: Inlines) -> Inlines:
    """The inlines with what goes deleted and what comes inserted."""
    if before == after:
        return after
    pieces: list[tuple[type | None, Sequence[Token]]] = []
    for old, new in paired(_sentences(tokens_of(before)), _sentences(tokens_of(after)), _likeness, _characters):
        pieces += _sentence(old or (), new or ())
    return tuple(_built(_in_order(pieces)))


def tokens_of(inlines: Inlines, wrap: Wrap = ()) -> list[Token]:
    """Words, punctuation marks and white space one by one, with what is around them."""
    found: list[Token] = []
    for inline in inlines:
        match inline:
            case Words(text):
                found += [(Words(part), wrap) for part in _PARTS.findall(text)]
            case Emphasis(children):
                found += tokens_of(children, (*wrap, ("em", "")))
            case Strong(children):
                found += tokens_of(children, (*wrap, ("strong", "")))
            case Link(address, children):
                found += tokens_of(children, (*wrap, ("link", address)))
            case _:
                found.append((inline, wrap))
    return found


def shown(token: Token) -> str:
    """The characters that a token stands for."""
    match token[0]:
        case Words(text):
            return text
        case Reference(target, words):
            return words or target
        case other:
            return repr(other)


def is_space(token: Token) -> bool:
    """Whether it is nothing but white space."""
    return isinstance(token[0], Words) and not token[0].text.strip()


def _sentences(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The tokens, divided behind each sentence with the white space that follows."""
    sentences: list[tuple[Token, ...]] = []
    start = 0
    for place, token in enumerate(tokens):
        ended = place and _SENTENCE_END.fullmatch(shown(tokens[place - 1])) and is_space(token)
        if ended:
            sentences.append(tuple(tokens[start : place + 1]))
            start = place + 1
    return [*sentences, tuple(tokens[start:])] if start < len(tokens) else sentences


def _characters(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(shown(token) for token in tokens if not is_space(token))


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Of two sentences, from 0 to 1, by the longer; 0 where it is clearly less than half."""
    if one == other:
        return 1.0
    known, longer = set(other), max(len(one), len(other), 1)
    if sum(map(known.__contains__, one)) < SAME * longer:
        return 0.0
    return sum(size for _, _, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()) / longer


def _sentence(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[type | None, Sequence[Token]]]:
    """The pieces of one sentence: kept, deleted, inserted."""
    if not old or not new:
        return [(Deleted, old), (Inserted, new)]
    unseen = is_space if len(old) + len(new) > _LONG else None
    steps = SequenceMatcher(unseen, old, new, autojunk=False).get_opcodes()
    pieces: list[tuple[type | None, Sequence[Token]]] = []
    for place, (step, old_start, old_end, new_start, new_end) in enumerate(steps):
        kept = old[old_start:old_end]
        if step == "equal" and 0 < place < len(steps) - 1 and _absorbed(kept, steps[place - 1], steps[place + 1], old, new):
            pieces += [(Deleted, kept), (Inserted, kept)]
        elif step == "equal":
            pieces.append((None, kept))
        else:
            pieces += [(Deleted, kept), (Inserted, new[new_start:new_end])]
    return pieces


def _absorbed(kept: Sequence[Token], left: tuple[Any, ...], right: tuple[Any, ...], old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether what stands between two changes is too little to be left standing."""
    words = _count(kept)
    if words == 0:
        return any(is_space(token) for token in kept) and len(kept) == 1
    around = [max(_count(old[step[1] : step[2]]), _count(new[step[3] : step[4]])) for step in (left, right)]
    replaced = sum(step[0] == "replace" for step in (left, right))
    return words <= _LEFT_STANDING - 2 + replaced and min(around) >= words


def _count(tokens: Sequence[Token]) -> int:
    return sum(any(character.isalnum() for character in shown(token)) for token in tokens)


def _in_order(pieces: Sequence[tuple[type | None, Sequence[Token]]]) -> list[tuple[type | None, list[Token]]]:
    """Neighbouring deletions and insertions gathered, the deleted words first."""
    gathered: list[tuple[type | None, list[Token]]] = []
    gone: list[Token] = []
    come: list[Token] = []
    for kind, tokens in [*pieces, (None, ())]:
        if kind is Deleted:
            gone += tokens
        elif kind is Inserted:
            come += tokens
        else:
            gathered += [*_trimmed(gone, come), (None, list(tokens))]
            gone, come = [], []
    return [(kind, tokens) for kind, tokens in gathered if tokens]


def _trimmed(gone: list[Token], come: list[Token]) -> list[tuple[type | None, list[Token]]]:
    """What both begin or end with is no change."""
    head, tail = common_ends(gone, come)
    end_gone, end_come = len(gone) - tail, len(come) - tail
    return [(None, gone[:head]), (Deleted, gone[head:end_gone]), (Inserted, come[head:end_come]), (None, gone[end_gone:])]


def _built(pieces: Sequence[tuple[type | None, list[Token]]]) -> Iterator[Inline]:
    """Tokens back to inlines; neighbours of one kind together."""
    joined: list[tuple[type | None, list[Token]]] = []
    for kind, tokens in pieces:
        if joined and joined[-1][0] is kind:
            joined[-1][1].extend(tokens)
        else:
            joined.append((kind, list(tokens)))
    for kind, tokens in joined:
        inner = rebuilt(tokens)
        if kind is None:
            yield from inner
        else:
            yield kind(inner)


def rebuilt(tokens: Sequence[Token], depth: int = 0) -> Inlines:
    """Tokens with what is around them as nested inlines again."""
    found: list[Inline] = []
    place = 0
    while place < len(tokens):
        inline, wrap = tokens[place]
        end = place + 1
        if len(wrap) > depth:
            while end < len(tokens) and tokens[end][1][: depth + 1] == wrap[: depth + 1]:
                end += 1
            found.append(_wrapped(wrap[depth], rebuilt(tokens[place:end], depth + 1)))
        elif isinstance(inline, Words) and found and isinstance(found[-1], Words):
            found[-1] = Words(found[-1].text + inline.text)
        else:
            found.append(inline)
        place = end
    return tuple(found)


def _wrapped(around: tuple[str, str], children: Inlines) -> Inline:
    match around[0]:
        case "em":
            return Emphasis(children)
        case "strong":
            return Strong(children)
    return Link(around[1], children)
