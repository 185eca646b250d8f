"""What weighs in a wording: its words of obligation, its numbers, its terms and the like, in order, each as what it means."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from build_tools.amend.lexicon import NUMBER, PARTS, Expressions, Lexicon, Token, Weight
from build_tools.amend.numerals import date_at, number_at
from build_tools.prose.tree import (
    Emphasis,
    Footnote,
    Inlines,
    Items,
    Link,
    Note,
    Paragraph,
    Prose,
    Reference,
    Strong,
    Table,
    Words,
)

NAMES = ("party", "term", "reference")
"""The groups of what is named."""
_NO_WINDOW = (*NAMES, "alternative")
_WITHOUT_NAMES = ("obligation", "recommendation", "permission", "possibility", "exemption")
"""Groups that say how something is to be done: a name behind them may change places with what is done."""
_OF_WHAT_IS_BEFORE = ("deadline", "frequency", "limit", "number", "date", "time", "exception")
_WINDOW = 3
_HYPHENS = "-\u2010\u2011"
_CLAUSE_END = frozenset(",;:()–—")
_SENTENCE_END = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that weighs."""

    group: str
    means: str
    shown: str
    soft: bool = False
    start: int = 0
    """Its first token within the sentence; `end` is behind its last."""
    end: int = 0
    clause: int = 0
    behind: tuple[str, ...] = ()
    """The few words behind it, on which it bears."""
    ahead: tuple[str, ...] = ()
    """For numbers, deadlines and the like: the few words before it."""
    agent: bool = False
    """It is named as the one who acts, behind “by”."""

    @property
    def key(self) -> tuple[str, str]:
        """What it counts as."""
        return self.group, self.means


Sentence = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names that weigh: of whom and what fields list, and of defined terms."""

    phrases: Mapping[tuple[str, ...], Weight]
    """Words in the singular → what they name."""
    targets: Mapping[str, Weight]
    """Provision → what it counts as."""
    was: Mapping[str, str] = field(default_factory=dict)
    """Provision → the one that it continues under a new number."""
    cited: Mapping[str, str] = field(default_factory=dict)
    """Provision → the words that a reference without words of its own shows."""

    def of(self, target: str) -> Weight:
        """What a reference counts as."""
        target = self.was.get(target, target)
        return self.targets.get(target) or Weight("reference", target)


class Reader:
    """Reads the items of wordings; `aliases` are words that stand for a reference in one of the wordings compared."""

    def __init__(self, lexicon: Lexicon, names: Names, joined: frozenset[str] = frozenset(), aliases: Mapping[tuple[str, ...], Weight] | None = None) -> None:
        self.lexicon, self.names, self.joined = lexicon, names, joined
        self.words: set[str] = set()
        self._phrases: dict[str, list[tuple[tuple[str, ...], Weight]]] = {}
        for phrase, weight in {**(aliases or {}), **names.phrases}.items():
            self._phrases.setdefault(phrase[0], []).append((phrase, weight))
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def phrase(self, words: str) -> tuple[str, ...]:
        """Words as the names are looked up by."""
        return tuple(self.lexicon.singular(token.key) for token in self.tokens((Words(words),)))

    def tokens(self, inlines: Inlines, inner: bool = False) -> list[Token]:
        """The tokens of a paragraph, cell or line."""
        found: list[Token] = []
        for inline in inlines:
            match inline:
                case Words(text):
                    found += self._words(text, inner)
                case Emphasis(children) | Strong(children) | Link(_, children):
                    found += self.tokens(children, inner)
                case Reference(target, words):
                    found.append(Token("", words or target, target=target))
                    found += self._words(words, True)
        return found

    def _words(self, text: str, inner: bool) -> Iterator[Token]:
        text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "")
        parts = list(PARTS.finditer(text))
        place = 0
        while place < len(parts):
            part = parts[place]
            glued = part.start() > 0 and not text[part.start() - 1].isspace()
            compound = self._compound(text, parts, place)
            if compound > place and (joined := re.sub(f"[{_HYPHENS}]", "", text[part.start() : parts[compound].end()])).casefold() in self.joined:
                yield from self._token(joined, glued, False, inner)
                place = compound + 1
                continue
            if part[0] not in _HYPHENS or not glued:
                yield from self._token(part[0], glued, glued and text[part.start() - 1] in _HYPHENS, inner)
            place += 1

    def _compound(self, text: str, parts: Sequence[re.Match[str]], place: int) -> int:
        """The last part of the hyphenated word that begins here."""
        while place + 2 < len(parts) and parts[place + 1][0] in _HYPHENS and parts[place].end() + 1 == parts[place + 2].start() and parts[place + 2][0][0].isalpha():
            place += 2
        return place

    def _token(self, word: str, glued: bool, hyphen: bool, inner: bool) -> Iterator[Token]:
        for number, (key, part) in enumerate(self.lexicon.keys(word)):
            self.words.add(key)
            yield Token(key, part, glued or number > 0, hyphen and number == 0, inner=inner)

    # ---- Prose ----

    def prose(self, prose: Prose, sorted_lists: bool) -> list[Sentence]:
        """The sentences of a prose field. With `sorted_lists`, bullets and rows stand in an order of their own: theirs means nothing."""
        found: list[Sentence] = []
        for block in prose:
            match block:
                case Paragraph(children):
                    found += self.sentences(self.tokens(children))
                case Items(items, start):
                    found += _flat([self.prose(item, sorted_lists) for item in items], sorted_lists and start is None)
                case Table(rows):
                    read = [[sentence for cell in row for sentence in self.sentences(self.tokens(cell))] for row in rows]
                    found += [*read[0], *_flat(read[1:], sorted_lists)]
                case Note(blocks) | Footnote(_, blocks):
                    found += self.prose(blocks, sorted_lists)
        return found

    def sentences(self, tokens: Sequence[Token]) -> list[Sentence]:
        """The items of a paragraph, sentence by sentence."""
        found: list[Sentence] = []
        start = 0
        for place, token in enumerate(tokens):
            last = place + 1 == len(tokens)
            if last or (token.key in _SENTENCE_END and not tokens[place + 1].glued and (place < 1 or len(tokens[place - 1].key) != 1)):
                found.append(self._sentence(tokens[start : place + 1]))
                start = place + 1
        return found

    def _sentence(self, tokens: Sequence[Token]) -> Sentence:
        items: list[Item] = []
        place = clause = 0
        while place < len(tokens):
            found = self._at(tokens, place, items)
            if found is None:
                clause += tokens[place].key in _CLAUSE_END
                place += 1
                continue
            weight, end = found
            shown = _shown(tokens[place:end])
            items.append(Item(weight.group, weight.means, shown, weight.soft, place, end, clause))
            # the words of a reference may hold what weighs besides its target
            place = place + 1 if tokens[place].target else end
        items = [replace(item, behind=self._behind(tokens, item, items), ahead=self._ahead(tokens, item, items), agent=self._is_agent(tokens, item)) for item in items]
        return tuple(self._coordinated(tokens, self._concordant(items)))

    def _at(self, tokens: Sequence[Token], place: int, items: Sequence[Item]) -> tuple[Weight, int] | None:
        """What weighs at this place, and where it ends."""
        token = tokens[place]
        if token.target:
            return self.names.of(token.target), place + 1
        name = None if token.inner else self._name(tokens, place)
        expression = self._expression(tokens, place)
        if name and (expression is None or name[1] >= expression[1]):
            return name
        if found := date_at(self.lexicon, tokens, place):
            return Weight("date", found[0]), found[1]
        if expression:
            return expression
        if found := number_at(self.lexicon, tokens, place):
            return Weight("number", found[0]), found[1]
        if unit := self._listed(self.lexicon.units, tokens, place):
            return unit
        counted = bool(items) and items[-1].group == "number" and items[-1].end == place
        return self._listed(self.lexicon.measures, tokens, place) if counted or not token.key.isalnum() else None

    def _name(self, tokens: Sequence[Token], place: int) -> tuple[Weight, int] | None:
        for phrase, weight in self._phrases.get(self.lexicon.singular(tokens[place].key), ()):
            end = place + len(phrase)
            if tuple(self.lexicon.singular(each.key) for each in tokens[place:end]) == phrase and not any(each.target for each in tokens[place:end]):
                return weight, end
        return None

    def _expression(self, tokens: Sequence[Token], place: int) -> tuple[Weight, int] | None:
        for expression, weight in self.lexicon.expressions.get(tokens[place].key, ()):
            counted = expression[-1] == NUMBER
            words = expression[:-1] if counted else expression
            end = place + len(words)
            if len(tokens) < end or not all(self._fits(word, each) for word, each in zip(words, tokens[place:end], strict=True)):
                continue
            if not counted or self._number_follows(tokens, end):
                return weight, end
        return None

    def _fits(self, word: str, token: Token) -> bool:
        return not token.target and (token.key == word or token.key in self.lexicon.forms.get(word, ()))

    def _number_follows(self, tokens: Sequence[Token], place: int) -> bool:
        if place < len(tokens) and tokens[place].key in self.lexicon.small:
            place += 1
        return place < len(tokens) and (tokens[place].key in self.lexicon.months or number_at(self.lexicon, tokens, place) is not None)

    def _listed(self, listed: Expressions, tokens: Sequence[Token], place: int) -> tuple[Weight, int] | None:
        for expression, weight in listed.get(tokens[place].key, ()):
            if tuple(each.key for each in tokens[place : place + len(expression)]) == expression:
                return weight, place + len(expression)
        return None

    # ---- What stands around an item ----

    def _behind(self, tokens: Sequence[Token], item: Item, items: Sequence[Item]) -> tuple[str, ...]:
        if item.group in _NO_WINDOW:
            return ()
        starts = {other.start: other for other in items if other is not item}
        found: list[str] = []
        for place in range(item.end, len(tokens)):
            key = tokens[place].key
            other = starts.get(place)
            if other is not None:
                bears = other.group in ("number", "time", "measure", "date") or (other.group in NAMES and item.group not in _WITHOUT_NAMES)
                return (*found, other.means) if bears else tuple(found)
            if key in self.lexicon.coordinators or not (key.isalnum() or "'" in key) or len(found) == _WINDOW:
                break
            if key not in self.lexicon.small:
                found.append(key)
        return tuple(found)

    def _ahead(self, tokens: Sequence[Token], item: Item, items: Sequence[Item]) -> tuple[str, ...]:
        ends = {other.end for other in items}
        found: list[str] = []
        for place in range(item.start, 0, -1) if item.group in _OF_WHAT_IS_BEFORE else ():
            key = tokens[place - 1].key
            if place in ends or key in self.lexicon.coordinators or not (key.isalnum() or "'" in key) or len(found) == _WINDOW:
                break
            if key not in self.lexicon.small:
                found.append(key)
        return tuple(found)

    def _is_agent(self, tokens: Sequence[Token], item: Item) -> bool:
        for place in range(item.start - 1, max(item.start - 4, -1), -1):
            if tokens[place].key in self.lexicon.agents:
                return item.group in NAMES
            if not tokens[place].key.isalpha():
                break
        return False

    def _concordant(self, items: Sequence[Item]) -> list[Item]:
        """Without the plain negations that a stronger one in the same clause repeats."""
        strong = {item.clause: item.start for item in items if item.group == "negation" and item.means in self.lexicon.concord}
        return [item for item in items if not (item.group == "negation" and item.means == self.lexicon.plain_negation and strong.get(item.clause, -1) > item.start)]

    def _coordinated(self, tokens: Sequence[Token], items: Sequence[Item]) -> list[Item]:
        """Names that are only listed (“the one, the other or the third”) in an order of their own."""
        found: list[Item] = []
        place = 0
        while place < len(items):
            end = place + 1
            while end < len(items) and items[place].group in NAMES and items[end].group in (*NAMES, "alternative") and self._only_listed(tokens, items[end - 1], items[end]):
                end += 1
            found += sorted(items[place:end], key=lambda item: (item.group == "alternative", item.means)) if end - place > 1 else items[place:end]
            place = end
        return found

    def _only_listed(self, tokens: Sequence[Token], one: Item, other: Item) -> bool:
        between = [token for token in tokens[one.end : other.start] if not token.inner]
        divided = any(token.key in (*self.lexicon.coordinators, ",") for token in between) or "alternative" in (one.group, other.group)
        return divided and all(token.key in (*self.lexicon.coordinators, *self.lexicon.small, ",") for token in between)


def _shown(tokens: Sequence[Token]) -> str:
    """The words as they were written; two that are one when written (“can't”) stand once."""
    parts = [token for place, token in enumerate(tokens) if place == 0 or token.shown != tokens[place - 1].shown or not token.glued]
    return "".join(("" if place == 0 else "-" if token.hyphen else "" if token.glued else " ") + token.shown for place, token in enumerate(parts))


def _flat(parts: Sequence[list[Sentence]], in_own_order: bool) -> list[Sentence]:
    ordered = sorted(parts, key=lambda sentences: [item.key for sentence in sentences for item in sentence]) if in_own_order else parts
    return [sentence for part in ordered for sentence in part]
