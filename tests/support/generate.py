"""Small standards made up by hypothesis: another one for each example, with every kind of change between its editions."""

import functools
import random
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from build_tools.amend.classes import admissible, effects, scales_of
from build_tools.amend.compare import compare, differences, steps
from build_tools.canonical.amendments import write_amendment, write_edition
from build_tools.canonical.source import write_source
from build_tools.canonical.yaml import scalar
from build_tools.load.facts import load_facts
from build_tools.model.amendment import ISSUED, Amendment, Change, Edition
from build_tools.model.facts import Facts
from build_tools.model.provision import Provision, Text
from build_tools.outputs.catalogues import update_language
from build_tools.outputs.disk import write_text
from build_tools.pipeline import Pipeline, seal_file
from build_tools.prose.tree import (
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    Items,
    Link,
    Mark,
    Note,
    Paragraph,
    Prose,
    Reference,
    Strong,
    Table,
    Words,
)
from build_tools.prose.write import write_markdown
from build_tools.translate.units import project_units
from tests.support.operations import OPERATIONS, Draft

NFC = functools.partial(unicodedata.normalize, "NFC")

VOCABULARY = [
    NFC(word)
    for word in ["water", "Règle", "naïve", "straße", "Σίσυφος", "g̃uahẽ", "q̇ar", "ñandú", "مُعَلِّم", "قاعدة", "שָׁלוֹם", "规则", "乌龙", "गाँव", "“quoted”", "«lǜchá»", "ka'ay", '"plain"', "l’eau\n", "", "", "", "5.2.9", "12)", "3.", "-", "+", "#tag", "C++", "R&D", "&amp;", "a_b", "x*y", "~20", "`code`", "<ok>", "[sic]", "(so)", "back\\slash", "bar|bar", "100_%", "No.", "e.g.", "Yes", "no", "null", "2024-01-31", "1:2", "key:", "@at", "=sum\n", "", "", "", "👩\u200d🌾", "می\u200cخواهم", "5\xa0%", "Attention!", "why?", "done."]
    for word in [word.strip()]
    if word
]
"""Right-to-left, combining marks, quotes, and all that means something to Markdown, YAML or gettext."""

TARGETS = ("@1", "@2", "@3")
"""Stand-ins in prose for the provisions that it refers to."""

words = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(" ".join)
plain = words.map(Words)
addresses = st.sampled_from(["https://a.example/x", "https://a.example/(x)_y", "mailto:a@b.example", "https://a.example/?q=1&r=%20", "sub/page", "#top"])


def _spaced(inlines: Sequence[Inline]) -> Inlines:
    """Inlines divided by spaces: a mark directly behind a word, everything else apart from its neighbours."""
    found: list[Inline] = []
    for inline in inlines:
        gap = "" if isinstance(inline, Mark) or not found else " "
        text = inline.text if isinstance(inline, Words) else ""
        if found and isinstance(found[-1], Words):
            found[-1] = Words(found[-1].text + gap + text)
        elif found:
            found.append(Words(gap + text))
        if not isinstance(inline, Words) or not found:
            found.append(inline)
    return tuple(inline for inline in found if inline != Words(""))


def inlines(deep: bool = True, marks: bool = False, references: bool = True) -> st.SearchStrategy[Inlines]:
    """The inlines of a paragraph or cell."""
    kinds: list[st.SearchStrategy[Inline]] = [plain, plain]
    if references:
        kinds.append(st.builds(Reference, st.sampled_from(TARGETS), st.sampled_from(["", "", "the rule", "مُعَلِّم", "a*b, c"])))
    if deep:
        inner = inlines(deep=False)
        kinds += [st.builds(Emphasis, inner), st.builds(Strong, inner), st.builds(Emphasis, st.tuples(st.builds(Strong, inner))), st.builds(Link, addresses, inlines(deep=False, references=False))]
        kinds += [st.builds(Strong, st.tuples(st.builds(Emphasis, inner), plain.map(lambda word: Words(f" {word.text}"))))]
        kinds += [addresses.filter(lambda address: address.startswith("https") and "%" not in address).map(lambda address: Link(address, (Words(address),)))]
    if marks:
        kinds.append(st.sampled_from([Mark("1"), Mark("note")]))
    return st.lists(st.one_of(kinds), min_size=1, max_size=4).map(_spaced)


paragraphs = st.builds(Paragraph, inlines(marks=True))
rows = st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[inlines(deep=False) | st.just(()) for _ in range(width)]), min_size=2, max_size=3))
tables = st.builds(Table, rows.map(tuple))


def lists_of(item: st.SearchStrategy[Prose]) -> st.SearchStrategy[Items]:
    """Bullets and numbers."""
    return st.builds(Items, st.lists(item, min_size=1, max_size=3).map(tuple), st.sampled_from([None, None, 1, 3, 9]))


leaf_items: st.SearchStrategy[Prose] = st.lists(paragraphs, min_size=1, max_size=2).map(tuple)
inner_items: st.SearchStrategy[Prose] = st.one_of(leaf_items, st.tuples(paragraphs, lists_of(leaf_items)), st.tuples(paragraphs, lists_of(leaf_items), paragraphs))
blocks = st.one_of(
    paragraphs,
    tables,
    lists_of(inner_items),
    lists_of(st.one_of(leaf_items, st.tuples(paragraphs, lists_of(inner_items)), st.tuples(paragraphs, tables))),
    st.builds(Note, st.lists(paragraphs | lists_of(leaf_items), min_size=1, max_size=2).map(tuple)),
)
note_bodies = st.lists(st.builds(Paragraph, inlines()), min_size=1, max_size=2).map(tuple)


@st.composite
def proses(draw: st.DrawFn, longest: int = 3) -> Prose:
    """A field's tree, of the whole dialect: each footnote that is marked has its note, in the order of the marks."""
    found = draw(st.lists(blocks, min_size=1, max_size=longest))
    seen = dict.fromkeys(mark.label for block in found for mark in _marks(block))
    return (*found, *(Footnote(label, draw(note_bodies)) for label in seen))


def _marks(value: object) -> list[Mark]:
    if isinstance(value, Mark):
        return [value]
    parts = value if isinstance(value, tuple) else tuple(getattr(value, name) for name in getattr(value, "__slots__", ()))
    return [mark for part in parts for mark in _marks(part)]


STANDARD = (Path(__file__).parent / "generated.yml").read_text("utf-8")
LANGUAGES = "[fr, ar, pt-BR]"
BASES = {"1": None, "2": "1", "3": "2", "4": "3", "north": "2"}
STATUSES = {"1": "superseded", "2": "superseded", "3": "in force", "4": "draft", "north": "consultation"}
KINDS = ("inserted", "withdrawn", "amended", "moved", "renumbered", "split", "merged")
SHAPES = ("field added", "field removed", "moved by follows", "moved by parent", "tombstone", "translations kept", "table", "nested list", "footnote", "right-to-left", "combining", "quote")


@functools.cache
def corpus() -> tuple[str, ...]:
    """Prose for the fields of generated standards: made once, because drawing trees takes longer than all the rest."""
    found: dict[str, None] = {}

    @settings(max_examples=80, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(proses())
    def collect(prose: Prose) -> None:
        found[write_markdown(prose)] = None

    collect()
    return tuple(found)


@functools.cache
def facts() -> Facts:
    """The declarations that all generated standards share."""
    with tempfile.TemporaryDirectory() as folder:
        write_text(Path(folder) / "source/standard.yml", STANDARD.replace("SOURCE", "'1'"))
        found = load_facts(Path(folder), [])
    assert found is not None
    return found


@dataclass(frozen=True)
class Standard:
    """What hypothesis made: a tree of editions, each with its text and the amendments that lead to it."""

    facts: Facts
    texts: Mapping[str, Text]
    editions: Mapping[str, Edition]
    source: str
    seed: int

    def __repr__(self) -> str:
        return f"Standard(seed={self.seed}, source={self.source!r}, {', '.join(f'{name}: {len(text)} provisions' for name, text in self.texts.items())})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def steps(self) -> list[tuple[Text, Text, Edition]]:
        """(text of the base, text, edition) of every edition that has a base."""
        return [(self.texts[edition.base], self.texts[name], edition) for name, edition in self.editions.items() if edition.base]

    @functools.cached_property
    def kinds(self) -> set[str]:
        """What happens in it."""
        found = {difference.kind for old, new, _ in self.steps() for difference in differences(self.facts, old, new)}
        for old, new, _ in self.steps():
            found |= {f"field {what}" for what in ("added", "removed") for one, two in _both(old, new, what) if set(one.fields) < set(two.fields)}
            found |= {"moved by parent" for one, two in _both(old, new, "") if one.parent != two.parent}
            found |= {"moved by follows" for one, two in _both(old, new, "") if one.parent == two.parent and one.follows != two.follows}
        values = [value for text in self.texts.values() for provision in text.values() for value in provision.fields.values() if isinstance(value, str)]
        signs = {"table": "| --- ", "nested list": "\n  ", "footnote": "\n[^", "right-to-left": "قاعدة", "combining": "g̃", "quote": "“"}
        found |= {name for name, sign in signs.items() if any(sign in value for value in values)}
        found |= {"translations kept" for edition in self.editions.values() for amendment in edition.amendments if amendment.keeps_translations}
        return found | {"tombstone" for text in self.texts.values() for provision in text.values() if provision.withdrawn}


def _both(old: Text, new: Text, way: str) -> list[tuple[Provision, Provision]]:
    pairs = [(old[key], new[key]) for key in old if key in new and not old[key].withdrawn and not new[key].withdrawn]
    return [(two, one) for one, two in pairs] if way == "removed" else pairs


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    """A root edition of some twelve provisions, and for each further edition a handful of operations."""
    seed = draw(st.integers(0, 1 << 16))
    draft = Draft(facts(), random.Random(seed), draw(st.lists(st.sampled_from(corpus()), min_size=8, max_size=8)), draw(st.lists(words, min_size=4, max_size=6)))
    texts: dict[str, Text] = {"1": draft.start()}
    editions = {"1": Edition("1", "First edition", STATUSES["1"], issued="2001-01-01")}
    for name, base in list(BASES.items())[1:]:
        assert base is not None
        chosen = draw(st.lists(st.sampled_from(sorted(OPERATIONS)), min_size=5, max_size=9))
        states = [texts[base]]
        for operation in chosen:
            states.append(draft.after(states[-1], operation))
        texts[name] = states[-1]
        amendments = _in_their_class(texts[base], texts[name], _amendments(name, states, draft.random, draw(st.booleans())), draft.random)
        editions[name] = Edition(name, f"Edition {name}", STATUSES[name], base, branch=name == "north", issued=f"200{len(texts)}-01-01", amendments=amendments)
    return Standard(facts(), texts, editions, draw(st.sampled_from(sorted(texts))), seed)


def _amendments(edition: str, states: Sequence[Text], rng: random.Random, one_for_each: bool) -> tuple[Amendment, ...]:
    """One amendment for each operation, building on each other; or the comparison of both ends, dealt out."""
    parts = [changes for one, two in pairwise(states) if (changes := compare(one, two))]
    if not one_for_each or _comes_back(parts):
        parts = [[] for _ in range(rng.randint(1, 4))]
        for change in compare(states[0], states[-1]):
            rng.choice(parts).append(change)
    numbers = rng.sample(range(1, 30), len(parts))
    made = [Amendment(f"{edition}/A{number}", f"Decision {number}", "A reason.", tuple(changes), "strengthened", "adopted") for number, changes in zip(numbers, parts, strict=True) if changes]
    return tuple(sorted(made, key=lambda amendment: int(amendment.name[1:])))


def _in_their_class(old: Text, new: Text, amendments: Sequence[Amendment], rng: random.Random) -> tuple[Amendment, ...]:
    """The amendments with a class that holds all that they do: editorial where they may be, and then translations stay."""
    scales = scales_of(facts(), old, new)
    classes: dict[str, str] = {}
    for amendment, before, after in steps(old, amendments):
        allowed = admissible(effects(scales, amendment, before, after))
        classes[amendment.id] = allowed[0] if allowed[0] == "editorial" else rng.choice(allowed)
    return tuple(replace(amendment, klass=classes[amendment.id], keeps_translations=classes[amendment.id] == "editorial") for amendment in amendments)


def _comes_back(parts: Sequence[Sequence[Change]]) -> bool:
    """Whether an attribute takes a value twice: then before and after alone do not say in which order to apply."""
    seen: dict[tuple[str, str], list[object]] = {}
    for change in (change for changes in parts for change in changes):
        for name in {*(change.before or {}), *(change.after or {})}:
            values = seen.setdefault((change.id, name), [(change.before or {}).get(name)])
            values.append((change.after or {}).get(name))
    return any(len(set(values)) < len(values) for values in seen.values())


def law(examples: int) -> Callable[[Callable[[Standard], None]], Callable[[], None]]:
    """A law over generated standards; that each kind of change occurs in a fifth of its examples is asserted with it."""

    def over(function: Callable[[Standard], None]) -> Callable[[], None]:
        seen: Counter[str] = Counter()

        @settings(max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
        @given(standards())
        def run(standard: Standard) -> None:
            seen.update({"all", *standard.kinds})
            function(standard)

        def test() -> None:
            corpus()  # before the law runs: hypothesis does not nest
            run()
            rare = {kind: seen[kind] for kind in (*KINDS, *SHAPES) if seen[kind] * 5 < seen["all"]}
            assert not rare, f"in fewer than a fifth of {seen['all']} examples: {rare}"

        test.__name__, test.__doc__ = function.__name__, function.__doc__
        return test

    return over


def write_project(standard: Standard, root: Path, translated: bool = False) -> None:
    """The standard as a folder, by the project's own writers; issued editions are sealed, catalogues (if wanted) hold every unit."""
    write_text(root / "source/standard.yml", STANDARD.replace("SOURCE", scalar(standard.source)).replace(LANGUAGES, LANGUAGES if translated else "[fr]"))
    write_text(root / "source/site/home.md", "---\ntitle: Home\n---\nA *made-up* standard.\n")
    for path, content in write_source(standard.facts, standard.texts[standard.source]).items():
        write_text(root / path, content)
    for name, edition in standard.editions.items():
        write_text(root / f"amendments/{name}/edition.yml", write_edition(standard.facts, _edition_record(edition)))
        for amendment in edition.amendments:
            write_text(root / f"amendments/{amendment.id}.yml", write_amendment(standard.facts, amendment_record(amendment)))
    pipeline = Pipeline(root)
    for name, edition in standard.editions.items():
        if edition.status in ISSUED:
            sealing = seal_file(pipeline, name, "Issued")
            write_text(sealing.path, sealing.content)
    units = project_units(pipeline.project, pipeline.texts)
    for language in ("ar", "pt-BR") if translated else ():
        update_language(root, standard.facts.name, language, units, pipeline.pairs)


def _edition_record(edition: Edition) -> dict[str, object]:
    record: dict[str, object] = {"name": edition.name, "title": edition.title, "status": edition.status, "issued": edition.issued}
    return record | ({"base": edition.base} if edition.base else {}) | ({"branch": "true"} if edition.branch else {})


def amendment_record(amendment: Amendment) -> dict[str, object]:
    """The amendment as its file says it."""
    changes = [{"id": change.id, **{side: values for side in ("before", "after") if (values := _side(change, side)) is not None}} for change in amendment.changes]
    record: dict[str, object] = {"id": amendment.id, "title": amendment.title, "class": amendment.klass, "status": amendment.status, "reason": amendment.reason}
    return record | ({"translations": "keep"} if amendment.keeps_translations else {}) | {"changes": changes}


def _side(change: Change, side: str) -> dict[str, object] | None:
    values = getattr(change, side)
    if values is None or (side == "after" and dict(values) == {"withdrawn": "true"}):
        return None
    return dict(values)
