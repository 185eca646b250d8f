"""What weighs in a language: groups of expressions, numbers, months, units, read from weighty/LANGUAGE.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "weighty"
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NUMBER = "<number>"
"""In an expression: a number or a month must follow, which is no part of it."""
PARTS = re.compile(
    r"<\w+>|\d{4}-\d\d-\d\d(?!\d)|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s]", re.S
)
"""Words, numbers and signs of a wording, one by one."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What an expression counts as."""

    group: str
    means: str
    """The first of the expressions that weigh the same."""
    soft: bool = False
    """It counts only beside the same meaning in the other wording."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a wording, or the target of a reference before the words that stand for it."""

    key: str
    """In small letters and one spelling; empty for a target."""
    shown: str
    glued: bool = False
    """No white space stands before it."""
    hyphen: bool = False
    """A hyphen stands before it."""
    target: str = ""
    inner: bool = False
    """It belongs to the words of a reference."""


Expressions = Mapping[str, tuple[tuple[tuple[str, ...], Weight], ...]]
"""First word → the expressions that begin with it, the longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's list, ready for looking up; words are in small letters and of one spelling."""

    language: str
    expressions: Expressions
    forms: Mapping[str, frozenset[str]]
    """“<be>” → its forms."""
    units: Expressions
    """Units of time, which weigh by themselves."""
    measures: Expressions
    """Other units, which weigh behind a number."""
    numbers: Mapping[tuple[str, ...], float]
    ordinals: Mapping[str, int]
    ordinal_marks: frozenset[str]
    joiners: frozenset[str]
    """What may stand between the words of one number."""
    not_numbers: frozenset[tuple[str, str]]
    months: Mapping[str, int]
    before_months: frozenset[str]
    """Behind these a word that also means something else is a month."""
    thousands: str
    decimal: str
    agents: frozenset[str]
    """Before who acts, where the sentence is passive."""
    coordinators: frozenset[str]
    small: frozenset[str]
    """Words that carry no meaning of their own."""
    contractions: Mapping[str, tuple[str, ...]]
    singulars: tuple[tuple[re.Pattern[str], str], ...]
    spellings: tuple[tuple[re.Pattern[str], str], ...]
    elides: bool
    """Whether an apostrophe divides words."""
    plain_negation: str
    concord: frozenset[str]
    """Negations beside which the plain one says nothing more."""

    _read: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict, compare=False, repr=False)
    _stems: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def spelled(self, word: str) -> str:
        """The word in the one spelling."""
        return _replaced(word, self.spellings)

    def singular(self, word: str) -> str:
        """The word's stem, as far as it tells one thing from several."""
        if word not in self._stems:
            self._stems[word] = _replaced(word, self.singulars)
        return self._stems[word]

    def keys(self, word: str) -> tuple[tuple[str, str], ...]:
        """A written word as (what it is looked up by, what is seen of it): “can't” is two words, “owner's” one.

        >>> lexicon("en").keys("Organised"), lexicon("en").keys("can't")
        ((('organized', 'Organised'),), (('can', "can't"), ('not', "can't")))
        """
        if word not in self._read:
            parts = parted(word, self.elides)
            seen = [f"{part}'" for part in parts[:-1]] + parts[-1:]
            self._read[word] = tuple((self.spelled(key), shown) for part, shown in zip(parts, seen, strict=True) for key in self._parts(part.casefold()))
        return self._read[word]

    def _parts(self, key: str) -> list[str]:
        suffix = next((suffix for suffix in self.contractions if key == suffix or (suffix == "n't" and key.endswith(suffix))), "")
        if suffix:
            return [stem for stem in (key.removesuffix(suffix),) if stem] + list(self.contractions[suffix])
        return [key if self.elides else key.removesuffix("'s").removesuffix("'") or key]


@lru_cache
def lexicon(language: str, obligations: tuple[str, ...] = ()) -> Lexicon | None:
    """The list of a language, with the words that the standard declares to oblige; none where the tools have no list.

    >>> lexicon("en").singular("parties")
    'party'
    >>> lexicon("tlh") is None
    True
    """
    path = next((path for name in (language, language.partition("-")[0]) if (path := FOLDER / f"{name}.yml").is_file()), None)
    if path is None:
        return None
    raw = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    forms = {f"<{name}>": frozenset(words.split()) for name, words in raw["forms"].items()}
    spellings = tuple((re.compile(pattern), other) for pattern, other in raw["spelling"])
    elides = raw["elision"] == "after"
    groups = dict(raw["groups"])
    groups["obligation"] = [" | ".join([groups["obligation"][0], *obligations]), *groups["obligation"][1:]]
    hard = dict(_weights(groups, False, elides))
    means = {tokens: weight.means for tokens, weight in hard.items()}
    soft = {tokens: Weight(weight.group, means[_tokens(weight.means, elides)], True) for tokens, weight in _weights(raw["soft"], True, elides) if tokens not in hard}
    return Lexicon(
        language=language,
        expressions=_indexed({**hard, **soft}, forms, spellings),
        forms=forms,
        units=_indexed(dict(_weights({"time": raw["units"]}, False, elides)), {}, spellings),
        measures=_indexed(dict(_weights({"measure": raw["measures"]}, False, elides)), {}, spellings),
        numbers={tuple(words.split()): float(value) for words, value in raw["numbers"].items()},
        ordinals={word: int(value) for word, value in raw["ordinals"].items()},
        ordinal_marks=_words(raw["ordinal_marks"]),
        joiners=_words(raw["number_joiners"]),
        not_numbers=frozenset((one, two) for one, two in (pair.split() for pair in raw["not_numbers"])),
        months={name: number for number, names in enumerate(raw["months"], 1) for name in _alternatives(names)},
        before_months=_words(raw["before_months"]),
        thousands=raw["thousands"],
        decimal=raw["decimal"],
        agents=_words(raw["agents"]),
        coordinators=_words(raw["coordinators"]),
        small=_words(raw["small_words"]) | frozenset(word for words in forms.values() for word in words),
        contractions={word: tuple(parts.split()) for word, parts in raw["contractions"].items()},
        singulars=tuple((re.compile(pattern), other) for pattern, other in raw["singular"]),
        spellings=spellings,
        elides=elides,
        plain_negation=_alternatives(groups["negation"][0])[0],
        concord=frozenset(raw["concord"]),
    )


def _words(value: str) -> frozenset[str]:
    return frozenset(value.split())


def _alternatives(line: str) -> list[str]:
    return [expression.strip() for expression in line.split("|")]


def _tokens(expression: str, elides: bool) -> tuple[str, ...]:
    return tuple(word for part in PARTS.findall(expression.casefold()) for word in parted(part, elides) if word != "-")


def parted(word: str, elides: bool) -> list[str]:
    """The word, or its parts where an apostrophe divides them.

    >>> parted("l’eau", True)
    ['l', 'eau']
    """
    word = word.replace("’", "'")
    return [part for part in word.split("'") if part] if elides and "'" in word and word != "'" else [word]


def _weights(groups: Mapping[str, Iterable[str]], soft: bool, elides: bool) -> Iterator[tuple[tuple[str, ...], Weight]]:
    for group, lines in groups.items():
        for line in lines:
            expressions = _alternatives(line)
            for expression in expressions:
                yield _tokens(expression, elides), Weight(group, expressions[0].replace(f" {NUMBER}", ""), soft)


def _indexed(weights: Mapping[tuple[str, ...], Weight], forms: Mapping[str, frozenset[str]], spellings: tuple[tuple[re.Pattern[str], str], ...]) -> Expressions:
    found: dict[str, list[tuple[tuple[str, ...], Weight]]] = {}
    for tokens, weight in weights.items():
        spelled = tuple(_replaced(token, spellings) for token in tokens)
        for first in sorted(forms.get(spelled[0], {spelled[0]})):
            found.setdefault(first, []).append(((first, *spelled[1:]), weight))
    return {first: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0]))) for first, entries in found.items()}


def _replaced(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    """The word after the first rule that fits."""
    for pattern, other in rules:
        found, changed = pattern.subn(other, word)
        if changed:
            return found
    return word
