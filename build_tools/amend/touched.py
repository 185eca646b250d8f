"""Two wordings compared by what weighs in them: which words of obligation, numbers, terms and the like went, came or changed places.

What weighs is compared as an ordered sequence of meanings; punctuation, case, hyphens, spelling and all other words do
not count. Where the same items stand in another order, they have only changed places harmlessly if they stay in their
sentence, bear on the same words, and name those who act and are acted upon in the same order (“by” turned round).
Bullets, rows of tables and names that are merely listed may stand in any order; numbered lists may not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from build_tools.amend.items import NAMES, Item, Names, Reader, Sentence
from build_tools.amend.lexicon import Lexicon, Weight
from build_tools.prose.pairing import common_ends
from build_tools.prose.parse import parse
from build_tools.prose.tree import Footnote, Items, Note, Prose, Reference, Words, leaves, references
from build_tools.prose.write import write_plain

ORDER = "order"
"""The group of steps whose order changed."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What an amendment does to one group of items in a wording."""

    group: str
    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def touched(lexicon: Lexicon, names: Names, before: str, after: str, prose: bool = True) -> tuple[Touch, ...]:
    """What weighs and differs between two wordings of a field, in Markdown or as a line; nothing where the change is harmless.

    >>> from build_tools.amend.lexicon import lexicon
    >>> english = lexicon("en")
    >>> touched(english, Names({}, {}), "Keep it for five years.", "Keep it for 6 years.")
    (Touch(group='number', went=('five',), came=('6',), moved=()),)
    >>> touched(english, Names({}, {}), "Papers must be kept", "Papers shall be kept.")
    ()
    """
    if before == after:
        return ()
    trees = _different(parse(before).prose, parse(after).prose) if prose else ((), ())
    joined = frozenset(re.findall(r"[^\W\d_]+", f"{before} {after}".casefold()))
    aliases = _aliases(lexicon, names, joined, [reference for tree in trees for reference in references(tree)])
    found: list[Touch] = []
    for in_own_order in (False, True) if prose else (False,):
        readers = tuple(Reader(lexicon, names, joined, aliases) for _ in trees)
        sides = tuple(
            reader.prose(tree, in_own_order) if prose else reader.sentences(reader.tokens((Words(wording),))) for reader, tree, wording in zip(readers, trees, (before, after), strict=True)
        )
        found = _compared(sides[0], sides[1], readers[0].words, readers[1].words)
        if not found:
            break
    steps = _steps_in_another_order(trees[0], trees[1])
    return (*found, *([Touch(ORDER, moved=steps)] if steps else []))


def _different(before: Prose, after: Prose) -> tuple[Prose, Prose]:
    """Both without the blocks in which they begin and end alike."""
    head, tail = common_ends(before, after)
    return before[head : len(before) - tail], after[head : len(after) - tail]


def says_the_same(lexicon: Lexicon, before: str, after: str, prose: bool = True) -> bool:
    """Whether no word came or went but small ones and other endings.

    >>> from build_tools.amend.lexicon import lexicon
    >>> says_the_same(lexicon("en"), "Keep the records, all of them", "All the record is kept", prose=False)
    False
    >>> says_the_same(lexicon("en"), "Keep all the records.", "All records: keep them", prose=False)
    True
    """
    known: list[set[str]] = []
    for wording in (before, after):
        reader = Reader(lexicon, Names({}, {}))
        for inlines in leaves(parse(wording).prose) if prose else ((Words(wording),),):
            reader.tokens(inlines)
        known.append({word for word in reader.words if word.isalnum() and word not in lexicon.small})
    return all(any(_alike(word, other) for other in known[1 - side]) for side in (0, 1) for word in known[side] - known[1 - side])


def _aliases(lexicon: Lexicon, names: Names, joined: frozenset[str], found: Sequence[Reference]) -> dict[tuple[str, ...], Weight]:
    """The words under which a provision is referred to in either wording, or would be cited: they may stand without the reference."""
    reader = Reader(lexicon, names, joined)
    aliases: dict[tuple[str, ...], Weight] = {}
    for reference in found:
        for words in (reference.words, names.cited.get(reference.target, ""), reference.target):
            phrase = reader.phrase(words)
            inside = [item for sentence in reader.sentences(reader.tokens((Words(words),))) for item in sentence]
            if phrase and (words == reference.target or all(item.group in (*NAMES, "number") for item in inside)):
                aliases.setdefault(phrase, names.of(reference.target))
    return aliases


def _compared(before: Sequence[Sentence], after: Sequence[Sentence], words_before: set[str], words_after: set[str]) -> list[Touch]:
    old, new = ([item for sentence in side for item in sentence] for side in (before, after))
    went, came = _unmatched(old, new)
    moved = _cancelled(went, came)
    went, came = ([item for item in side if not item.soft] for side in (went, came))
    if went or came:
        return _grouped(went, came, [])
    known = words_before | {item.means for item in old}, words_after | {item.means for item in new}
    kept = [item for item in moved if not item.soft]
    if kept:
        return _grouped([], [], _displaced(before, after, kept, *known))
    soft = {item.key for item in (*old, *new) if item.soft}
    old, new = ([item for item in side if item.key not in soft] for side in (old, new))
    return _grouped([], [], [item for item, other in zip(old, new, strict=True) if _bears_on_another(item, other, *known)])


def _unmatched(old: Sequence[Item], new: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The items of each side that have no like in order on the other."""
    went: list[Item] = []
    came: list[Item] = []
    for step, old_start, old_end, new_start, new_end in SequenceMatcher(None, [item.key for item in old], [item.key for item in new], autojunk=False).get_opcodes():
        if step != "equal":
            went += old[old_start:old_end]
            came += new[new_start:new_end]
    return went, came


def _cancelled(went: list[Item], came: list[Item]) -> list[Item]:
    """What is on both sides, taken out of both: it only stands elsewhere."""
    both = Counter(item.key for item in went) & Counter(item.key for item in came)
    moved: list[Item] = []
    for side in (went, came):
        left = Counter(both)
        rest: list[Item] = []
        for item in side:
            gone = left[item.key] > 0
            left[item.key] -= gone
            (moved if gone and side is came else rest if not gone else []).append(item)
        side[:] = rest
    return moved


def _displaced(before: Sequence[Sentence], after: Sequence[Sentence], moved: Sequence[Item], known_before: set[str], known_after: set[str]) -> list[Item]:
    """The items among those moved whose new place changes what is said."""
    soft = {item.key for side in (before, after) for sentence in side for item in sentence if item.soft}
    old, new = ([tuple(item for item in sentence if item.key not in soft) for sentence in side] for side in (before, after))
    old, new = ([sentence for sentence in side if sentence] for side in (old, new))
    if [Counter(item.key for item in sentence) for sentence in old] != [Counter(item.key for item in sentence) for sentence in new]:
        return list(moved)
    found: list[Item] = []
    for one, two in zip(old, new, strict=True):
        if _named(one) != _named(two):
            found += [item for item in two if item.group in NAMES]
        for key in dict.fromkeys(item.key for item in one):
            pairs = zip((item for item in one if item.key == key), (item for item in two if item.key == key), strict=True)
            found += [item for item, other in pairs if _bears_on_another(item, other, known_before, known_after)]
    return found


def _named(sentence: Sentence) -> list[str]:
    """Those named, the one who acts first in each clause."""
    return [item.means for item in sorted((item for item in sentence if item.group in NAMES), key=lambda item: (item.clause, not item.agent))]


def _bears_on_another(item: Item, other: Item, known_before: set[str], known_after: set[str]) -> bool:
    """Whether an item stands beside other words than it did, although these words are in both wordings."""
    return any(_exchanged(one, two, known_before, known_after) for one, two in ((item.behind, other.behind), (item.ahead, other.ahead)))


def _exchanged(one: Sequence[str], two: Sequence[str], known_before: set[str], known_after: set[str]) -> bool:
    if not one or not two or any(_alike(word, other) for word in one for other in two):
        return False
    stayed = any(_alike(word, known) for word in one for known in known_after)
    return stayed and any(_alike(word, known) for word in two for known in known_before)


def _alike(one: str, other: str) -> bool:
    """The same word, perhaps with another ending."""
    shorter = min(len(one), len(other))
    return one == other or (shorter >= 4 and one[: max(4, shorter - 2)] == other[: max(4, shorter - 2)])


def _grouped(went: Sequence[Item], came: Sequence[Item], moved: Sequence[Item]) -> list[Touch]:
    groups = dict.fromkeys(item.group for item in (*went, *came, *moved))
    sides = (went, came, moved)
    return [Touch(group, *(tuple(dict.fromkeys(item.shown for item in side if item.group == group)) for side in sides)) for group in groups]


# ---- Numbered lists ----


def _steps_in_another_order(before: Prose, after: Prose) -> tuple[str, ...]:
    """The first step that stands elsewhere in a numbered list whose steps are the same."""
    for old, new in zip(_numbered(before), _numbered(after), strict=False):
        if old != new and sorted(old) == sorted(new):
            return next((f"{number}. {two}",) for number, (one, two) in enumerate(zip(old, new, strict=True), 1) if one != two)
    return ()


def _numbered(prose: Prose) -> Iterator[list[str]]:
    for block in prose:
        match block:
            case Items(items, start):
                if start is not None:
                    yield [write_plain(item, lambda reference: reference.words or reference.target) for item in items]
                for item in items:
                    yield from _numbered(item)
            case Note(blocks) | Footnote(_, blocks):
                yield from _numbered(blocks)


def names_from(lexicon: Lexicon, naming: Mapping[str, tuple[str, tuple[str, ...]]], cited: Mapping[str, str], was: Mapping[str, str]) -> Names:
    """The names that weigh: `naming` gives each naming provision's group and its names. What bears the same name counts as the same."""
    reader = Reader(lexicon, Names({}, {}))
    phrases: dict[tuple[str, ...], Weight] = {}
    targets: dict[str, Weight] = {}
    for identifier, (group, names) in naming.items():
        known = [reader.phrase(name) for name in names if reader.phrase(name)]
        weight = next((phrases[phrase] for phrase in known if phrase in phrases), Weight(group, identifier))
        targets[identifier] = weight
        for phrase in known:
            phrases.setdefault(phrase, weight)
    for group, names in naming.values():
        for name in names if group == "party" else ():
            for part in _either(reader.phrase(name), lexicon.coordinators):
                phrases.setdefault(part, Weight(group, " ".join(part)))
    return Names(phrases, targets, was, cited)


def _either(phrase: tuple[str, ...], coordinators: frozenset[str]) -> list[tuple[str, ...]]:
    """The parts of a name that names several, as “trader or exporter” does."""
    places = [place for place, word in enumerate(phrase) if word in coordinators or word == ","]
    if not places:
        return []
    parts = [phrase[start:end] for start, end in zip((0, *(place + 1 for place in places)), (*places, len(phrase)), strict=True)]
    return [part for part in parts if part]
