"""What weighs: a table of (before, after, the groups touched), and the class of an amendment against what it does."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
import yaml

from build_tools.amend.apply import apply
from build_tools.amend.classes import (
    EFFECTS,
    HOLDS,
    NEEDS,
    Effect,
    admissible,
    effects,
    lacking,
    refused,
    scales_of,
)
from build_tools.amend.lexicon import FOLDER, Lexicon, lexicon
from build_tools.amend.touched import names_from, touched
from build_tools.checks.classes import WHY
from build_tools.model.amendment import CLASSES, Amendment, Change
from build_tools.model.facts import Facts
from build_tools.model.provision import Attributes, Provision, Text
from build_tools.pipeline import Pipeline

Row = tuple[str, str, str]


def known(language: str) -> Lexicon:
    """The list of a language that has one."""
    found = lexicon(language)
    assert found is not None
    return found


ENGLISH_NAMES = names_from(
    known("en"),
    {
        "actor/producer": ("party", ("Producer",)),
        "actor/buyer": ("party", ("Buyer",)),
        "actor/refiner": ("party", ("Refiner or smelter",)),
        "outcome/no": ("party", ("Not conform",)),
        "outcome/yes": ("party", ("Conform",)),
        "term/producer": ("term", ("small producer", "Producer", "SP")),
        "term/dd": ("term", ("due diligence",)),
        "term/child": ("term", ("child",)),
        "term/claim": ("term", ("sales claim",)),
        "term/formalisation": ("term", ("formalisation",)),
        "term/lot": ("term", ("lot",)),
    },
    {"M.3": "Module 3"},
    {"R.9": "R.1"},
)

ENGLISH: list[Row] = [
    # harmless
    ("The SP shall keep its records.", "The SP shall keep its records.", ""),
    ("The SP shall kep its records.", "The SP shall keep its records.", ""),
    ("The SP shall keep records, receipts and maps.", "The SP shall keep records, receipts, and maps.", ""),
    ("The SP shall keep its records", "The SP shall keep its records.", ""),
    ("Records must be kept.", "Records shall be kept.", ""),
    ("Records are required to be kept.", "Records must be kept.", ""),
    ("The SP has to keep records.", "The SP shall keep records.", ""),
    ("The SP shall retain its records.", "The SP shall keep its records.", ""),
    ("The SP shall keep a record by which a sale can be followed.", "The SP shall keep a log with which a sale can be traced.", ""),
    ("The SP shall keep all records.", "All records shall be kept by the SP.", ""),
    ("The buyer shall pay the producer.", "The producer shall be paid by the buyer.", ""),
    ("Each buyer shall tell the SP.", "The SP shall be told by each buyer.", ""),
    ("The SP shall weigh the lot, and the buyer shall seal it.", "The SP shall weigh the lot, and it shall be sealed by the buyer.", ""),
    ("The SP shall report sales within five days and shall keep receipts.", "The SP shall report sales within five days. It shall keep receipts.", ""),
    ("The SP shall keep records; a sample may be taken.", "The SP shall keep records. A sample may be taken.", ""),
    ("It is kept for five years.", "It is kept for 5 years.", ""),
    ("It weighs 1,000 kg.", "It weighs 1000 kilograms.", ""),
    ("It weighs 1 000 kg.", "It weighs one thousand kg.", ""),
    ("Twenty-five people work there.", "25 people work there.", ""),
    ("One hundred and twenty people work there.", "120 people work there.", ""),
    ("It is 2.50 m wide.", "It is 2.5 metres wide.", ""),
    ("Fifty per cent is kept.", "50% is kept.", ""),
    ("By 21 October 2024 it is ready.", "By October 21, 2024 it is ready.", ""),
    ("It began on 2024-10-21.", "It began on the 21st of October 2024.", ""),
    ("It began on 21.10.2024.", "It began on 21 October 2024.", ""),
    ("In May 2024 it began.", "It began in May 2024.", ""),
    ("It lasts for at least five years.", "It lasts for five years or more.", ""),
    ("No more than three are used.", "At most three are used.", ""),
    ("Not less than three are used.", "At least three are used.", ""),
    ("Every lot is weighed.", "Each lot is weighed.", ""),
    ("It is reported annually.", "It is reported every year.", ""),
    ("It is reported prior to the sale.", "It is reported before the sale.", ""),
    ("It is kept until the sale.", "It is kept till the sale.", ""),
    ("Only metal is weighed.", "Solely metal is weighed.", ""),
    ("It cannot be sold.", "It can not be sold.", ""),
    ("It isn't sold.", "It is not sold.", ""),
    ("It mustn't be sold.", "It must not be sold.", ""),
    ("If the bag is torn, it is weighed.", "Where the bag is torn, it is weighed.", ""),
    ("It is weighed again when the bag is torn.", "It is weighed again if the bag is torn.", ""),
    ("The bag, which is torn, is weighed where it lies.", "The bag, which is torn, is weighed as it lies.", ""),
    ("The producer’s records are kept.", "The producer's records are kept.", ""),
    ("the PRODUCER keeps “records”.", "The producer keeps \"records\".", ""),
    ("A non-governmental office helps.", "A nongovernmental office helps.", ""),
    ("The home-based work counts.", "The home based work counts.", ""),
    ("Its formalisation is under way.", "Its formalization is under way.", ""),
    ("Due diligence is done.", "[[term/dd|Due diligence]] is done.", ""),
    ("The children are at school.", "The [[term/child|children]] are at school.", ""),
    ("The [[term/producer|SP]] keeps records.", "The [[term/producer]] keeps records.", ""),
    ("The small producer keeps records.", "The SP keeps records.", ""),
    ("It applies module 3 first.", "It applies [[M.3]] first.", ""),
    ("It is done as [[R.1]] says.", "It is done as [[R.9]] says.", ""),
    ("The producers and buyers agree.", "The buyers and producers agree.", ""),
    ("The producer, the buyer or the refiner agrees.", "The refiner, the buyer or the producer agrees.", ""),
    ("It states:\n\n- the lot;\n- the weight of each bag;\n- the buyer.", "It states:\n\n- the buyer;\n- the lot;\n- the weight of each bag.", ""),
    ("| What | How many |\n| --- | --- |\n| bags | 3 |\n| lots | 4 |", "| What | How many |\n| --- | --- |\n| lots | 4 |\n| bags | 3 |", ""),
    ("It states the lot, the weight of each bag and the buyer.", "It states:\n\n- the lot\n- the weight of each bag\n- the buyer", ""),
    ("1. Weigh it.\n2. Seal it.", "1. Weigh it well.\n2. Seal it.", ""),
    ("The SP shall promptly report.", "The SP shall report promptly.", ""),
    ("For five years the SP keeps records.", "The SP keeps records for five years.", ""),
    ("All approved reports are kept.", "All reports approved are kept.", ""),
    ("Contact point for buyers", "Place for buyers", ""),
    ("It is *really* kept.", "It is **really** kept.", ""),
    ("It is kept.[^1]\n\n[^1]: At any place.", "It is held.[^1]\n\n[^1]: At any spot.", ""),
    ("It shall, in short, be kept.", "It shall be kept, in short.", ""),
    # touched
    ("The SP shall keep records.", "The SP should keep records.", "obligation recommendation"),
    ("The SP shall keep records.", "The SP may keep records.", "obligation permission"),
    ("The SP shall keep records.", "The SP keeps records.", "obligation"),
    ("The SP should keep records.", "The SP must keep records.", "obligation recommendation"),
    ("The SP can keep records.", "The SP may keep records.", "permission possibility"),
    ("The SP may sell.", "The SP could sell.", "permission possibility"),
    ("The SP shall sell.", "The SP shall not sell.", "negation"),
    ("The SP must not sell.", "The SP need not sell.", "exemption negation obligation"),
    ("The SP does not have to sell.", "The SP has to sell.", "exemption obligation"),
    ("Selling is allowed.", "Selling is forbidden.", "permission prohibition"),
    ("It is never sold.", "It is sold.", "negation"),
    ("It is sold with a receipt.", "It is sold without a receipt.", "negation"),
    ("Nobody sells.", "Everybody sells.", "negation quantifier"),
    ("The SP sells and does not report.", "The SP does not sell and reports.", "negation"),
    ("The SP shall not sell before noon, and shall report.", "The SP shall sell before noon, and shall not report.", "negation"),
    ("It is sold.", "It is sold, except on Sundays.", "exception"),
    ("It is sold unless it is wet.", "It is sold if it is wet.", "condition exception"),
    ("Metal may be sold.", "Only metal may be sold.", "restriction"),
    ("Only the SP may sell.", "The SP may only sell.", "restriction"),
    ("All lots are weighed.", "Any lots are weighed.", "quantifier"),
    ("Each lot is weighed.", "The lot is weighed.", "quantifier"),
    ("All miners and helpers are paid.", "Miners and all helpers are paid.", "quantifier"),
    ("Both are kept.", "Either is kept.", "quantifier"),
    ("It is kept for at least five years.", "It is kept for five years.", "limit"),
    ("It is kept for at least five years.", "It is kept for at most five years.", "limit"),
    ("More than three are used.", "At least three are used.", "limit"),
    ("About three are used.", "Three are used.", "limit"),
    ("At least five people and three guests come.", "Five people and at least three guests come.", "limit"),
    ("It is kept for five years.", "It is kept for four years.", "number"),
    ("It is kept for 10 years.", "It is kept for 100 years.", "number"),
    ("It weighs 1,000 kg.", "It weighs 1.000 kg.", "number"),
    ("A bag is kept.", "One bag is kept.", "number"),
    ("It is due on the first day.", "It is due on the third day.", "number"),
    ("Five bags are sealed in three days.", "Three bags are sealed in five days.", "number"),
    ("Half is kept.", "A part is kept.", "number"),
    ("It weighs 5 kg.", "It weighs 5 g.", "measure"),
    ("It is kept for six months.", "It is kept for six weeks.", "time"),
    ("It is told within five working days.", "It is told within five days.", "time"),
    ("It is due on 21 October 2024.", "It is due on 12 October 2024.", "date"),
    ("It is due in June.", "It is due in July.", "date"),
    ("It may be sold in May 2024.", "It may be sold in June 2024.", "date"),
    ("It is told within five days.", "It is told after five days.", "deadline"),
    ("It is told immediately.", "It is told.", "deadline"),
    ("The last three sales count.", "The next three sales count.", "deadline"),
    ("It is checked once a year.", "It is checked once a month.", "frequency"),
    ("It is always checked.", "It is usually checked.", "frequency"),
    ("It is sold if it is dry.", "It is sold.", "condition"),
    ("It is weighed.", "It is weighed where possible.", "condition"),
    ("It applies to metal.", "It is for metal.", "scope"),
    ("It holds for all bags.", "It holds for all bags, including torn ones.", "scope"),
    ("A receipt and a map are kept.", "A receipt or a map is kept.", "alternative"),
    ("The SP shall pay.", "The buyer shall pay.", "party"),
    ("The buyer shall pay the producer.", "The producer shall pay the buyer.", "party"),
    ("The SP shall pay.", "It shall pay.", "party"),
    ("The SP sells to a smelter.", "The SP sells to a refiner.", "party"),
    ("The result is: conform.", "The result is: not conform.", "party"),
    ("It does due diligence.", "It does its homework.", "term"),
    ("It makes a [[term/dd|check]].", "It makes a [[term/claim|check]].", "term"),
    ("It is done as [[R.1]] says.", "It is done as [[R.2]] says.", "reference"),
    ("It is done.", "It is done as [[R.2]] says.", "reference"),
    ("1. Weigh it.\n2. Seal it.", "1. Seal it.\n2. Weigh it.", "order"),
    ("- The SP shall pay.\n- It sells five bags.", "- It sells five bags.\n- The SP should pay.", "obligation recommendation"),
    ("It is kept.[^1]\n\n[^1]: At any place.", "It is kept.[^1]\n\n[^1]: At all places.", "quantifier"),
    ("| Bags | Days |\n| --- | --- |\n| 3 | 5 |", "| Bags | Days |\n| --- | --- |\n| 3 | 6 |", "number"),
    ("> It shall be kept.", "> It may be kept.", "obligation permission"),
    ("The [[term/producer|SP]] shall report within three months. Others pay.", "The [[term/producer|SP]] shall report. Others pay within three months.", "deadline"),
]

SPANISH_NAMES = names_from(
    known("es"),
    {"bebida:te": ("party", ("Té verde",)), "bebida:mate": ("party", ("Mate",)), "voz:huesped": ("term", ("Huésped",)), "voz:infusion": ("term", ("Infusión",))},
    {},
    {},
)

SPANISH: list[Row] = [
    # harmless
    ("La casa saluda en cuanto que entra.", "La casa saluda en cuanto entra.", ""),
    ("Los números no cambian nunca.", "Los números nunca cambian.", ""),
    ("La casa debe servir té.", "La casa deberá servir té.", ""),
    ("La casa tiene que servir agua.", "La casa debe servir agua.", ""),
    ("Espera cinco minutos.", "Espera 5 minutos.", ""),
    ("Espera treinta y cinco minutos.", "Espera 35 minutos.", ""),
    ("Cuesta 1.000 euros.", "Cuesta mil euros.", ""),
    ("Mide 2,50 m.", "Mide 2,5 metros.", ""),
    ("Empieza el 21 de octubre de 2024.", "Empieza el 2024-10-21.", ""),
    ("Empieza el 21/10/2024.", "Empieza el 21 de octubre de 2024.", ""),
    ("Los huéspedes beben infusiones.", "Los [[voz:huesped|huéspedes]] beben [[voz:infusion|infusiones]].", ""),
    ("El huésped paga la infusión.", "La infusión es pagada por el huésped.", ""),
    ("La casa sirve té verde y mate.", "La casa sirve mate y té verde.", ""),
    ("Sólo se sirve agua.", "Solo se sirve agua.", ""),
    ("Por lo menos tres tazas.", "Al menos tres tazas.", ""),
    ("La casa limpia la tetera.", "La casa lava la tetera.", ""),
    # touched
    ("La casa debe servir té.", "La casa puede servir té.", "obligation permission"),
    ("La casa debe servir té.", "La casa debería servir té.", "obligation recommendation"),
    ("La casa sirve té.", "La casa no sirve té.", "negation"),
    ("Nadie entra sin reserva.", "Nadie entra con reserva.", "negation"),
    ("Espera más de quince minutos.", "Espera más de cinco minutos.", "number"),
    ("Espera cinco minutos.", "Espera cinco horas.", "time"),
    ("Al menos tres tazas.", "Como máximo tres tazas.", "limit"),
    ("Para la mitad de sus huéspedes.", "Para un tercio de sus huéspedes.", "number"),
    ("Para todos los huéspedes.", "Para cada huésped.", "quantifier"),
    ("Se sirve a todos.", "Se sirve a todos, salvo los lunes.", "exception"),
    ("Empieza el 1 de mayo.", "Empieza el 1 de junio.", "date"),
    ("La casa sirve té verde.", "La casa sirve mate.", "party"),
    ("Se sirve antes de pagar.", "Se sirve después de pagar.", "deadline"),
    ("Se sirve agua y té.", "Se sirve agua o té.", "alternative"),
]


@pytest.mark.parametrize(("before", "after", "groups"), ENGLISH, ids=range(len(ENGLISH)))
def test_english(before: str, after: str, groups: str) -> None:
    assert " ".join(sorted(touch.group for touch in touched(known("en"), ENGLISH_NAMES, before, after))) == groups


@pytest.mark.parametrize(("before", "after", "groups"), SPANISH, ids=range(len(SPANISH)))
def test_spanish(before: str, after: str, groups: str) -> None:
    assert " ".join(sorted(touch.group for touch in touched(known("es"), SPANISH_NAMES, before, after))) == groups


def test_the_tables_are_large_enough() -> None:
    for rows, least in ((ENGLISH, 90), (SPANISH, 16)):
        harmless = [row for row in rows if not row[2]]
        assert len(rows) >= least
        assert len(harmless) * 5 >= len(rows) * 2 and len(rows) - len(harmless) >= least / 3


def test_every_group_has_a_pair() -> None:
    """What weighs in English is shown by at least one pair; “name” is a whole title, tested with the amendments."""
    shown = {group for _, _, groups in ENGLISH for group in groups.split()}
    assert set(WHY) - shown == {"name", "verdict"}


def test_both_ways() -> None:
    """What weighs when it goes weighs when it comes; what is harmless is so in both directions."""
    for language, names, rows in (("en", ENGLISH_NAMES, ENGLISH), ("es", SPANISH_NAMES, SPANISH)):
        for before, after, groups in rows:
            assert " ".join(sorted(touch.group for touch in touched(known(language), names, after, before))) == groups, (after, before)


# ---- Real requirements ----

_REFERENCE = re.compile(r"\[\[([^\]|]+)(?:\|[^\]]+)?\]\]")
_PLAIN = re.compile(r"\[\[[^\]]*\]\]|\w+(?:['’]\w+)*|.", re.S)


def requirements(pipeline: Pipeline) -> Iterator[str]:
    """What requirements say, field by field, as Markdown."""
    facts = pipeline.project.facts
    for provision in pipeline.project.text.values():
        kind = facts.kind_of(provision.id)
        if kind is not None and kind.boxed and not provision.withdrawn:
            yield from (value for name, value in provision.fields.items() if name in facts.fields and facts.fields[name].type == "prose" and isinstance(value, str))


def mutated(words: Lexicon, value: str) -> Iterator[tuple[str, str]]:
    """(what was done, the text): each reference leads elsewhere, and each word that weighs by itself becomes one that does not."""
    for match in _REFERENCE.finditer(value):
        yield f"reference {match[1]}", f"{value[: match.start(1)]}elsewhere{value[match.end(1) :]}"
    lists = (words.expressions, words.units)
    alone = {first for listed in lists for first, entries in listed.items() for expression, weight in entries if len(expression) == 1 and not weight.soft}
    alone |= {first for numbers in words.numbers for first in numbers} | set(words.ordinals)
    read = [word.casefold() for word in _PLAIN.findall(value) if word[0].isalnum()]
    place = count = 0
    for part in _PLAIN.findall(value):
        marker = part.isdigit() and not value[:place].rpartition("\n")[2].strip(" >")
        if (part.casefold() in alone or part.isdigit()) and not marker:
            pairs = zip(read[max(count - 1, 0) : count + 1], read[max(count - 1, 0) + 1 : count + 2], strict=False)
            if not words.not_numbers & set(pairs):
                yield f"“{part}”", f"{value[:place]}xyzzy{value[place + len(part) :]}"
        place += len(part)
        count += part[0].isalnum()


def test_every_mutation_of_a_weighty_word_is_seen(real: Pipeline) -> None:
    facts = real.project.facts
    scales = scales_of(facts, real.project.text)
    assert scales.lexicon is not None
    count = 0
    for value in list(requirements(real))[:: 2 if facts.official == "en" else 1]:
        for what, other in mutated(scales.lexicon, value):
            count += 1
            assert touched(scales.lexicon, scales.names, value, other), (what, value)
    assert count > (900 if facts.official == "en" else 10)


def slips(value: str, weighty: set[str], words: Lexicon) -> Iterator[tuple[str, str]]:
    """(word, the text with two of its letters exchanged), for one in ten of the long words that weigh nothing."""
    place = 0
    for number, part in enumerate(_PLAIN.findall(value)):
        key = words.spelled(part.casefold())
        if number % 10 == 0 and part.isalpha() and len(part) > 6 and part[3] != part[4] and key not in weighty and words.singular(key) not in weighty:
            yield part, f"{value[: place + 3]}{part[4]}{part[3]}{value[place + 5 :]}"
        place += len(part)


def test_a_slip_in_any_other_word_is_harmless(real: Pipeline) -> None:
    """Every long word that no list, name or title knows may be misspelt, and every comma or full stop dropped."""
    scales = scales_of(real.project.facts, real.project.text)
    assert scales.lexicon is not None
    weighty = {word for first, entries in scales.lexicon.expressions.items() for expression, _ in entries for word in (first, *expression)}
    weighty |= {word for phrase in scales.names.phrases for word in phrase} | set(scales.lexicon.units) | set(scales.lexicon.measures) | set(scales.lexicon.months)
    weighty |= {word for words in (*scales.lexicon.numbers, *scales.lexicon.not_numbers) for word in words} | set(scales.lexicon.ordinals)
    count = 0
    for value in requirements(real):
        for word, other in slips(value, weighty, scales.lexicon):
            count += 1
            assert not touched(scales.lexicon, scales.names, value, other), (word, value)
        assert not touched(scales.lexicon, scales.names, value, value.replace(",", "").removesuffix(".")), value
    assert count > (300 if real.project.facts.official == "en" else 0)


# ---- Amendments ----

Pairs = Mapping[str, tuple[Attributes | None, Attributes | None]]


def done(facts: Facts, text: Text, pairs: Pairs) -> list[Effect]:
    """What an amendment with these changes does to the text."""
    changes = tuple(Change(identifier, before, after) for identifier, (before, after) in pairs.items())
    amendment = Amendment("3/A99", "Una decisión", "Por algo.", changes, "editorial", "adopted")
    after = apply(text, changes)
    return effects(scales_of(facts, text, after), amendment, text, after)


GONE: Attributes = {"withdrawn": "true"}
LEAVES: Attributes = {"title": "Fuera", "exigencia": "La casa barre.", "nivel": "oro"}
BARE: Text = {
    provision.id: provision
    for provision in (
        Provision("A", fields={"title": "Llegada"}),
        Provision("B", fields={"title": "Bebida"}),
        Provision("vocabulario", fields={"title": "Vocabulario"}),
        Provision("lista:bebidas", fields={"title": "Bebidas"}),
        Provision("bebida:mate", "lista:bebidas", fields={"title": "Mate"}),
        Provision("bebida:cafe", "lista:bebidas", "bebida:mate", fields={"title": "Café"}),
        Provision("voz:taza", "vocabulario", fields={"title": "Taza", "text": "Vasija con asa."}),
        Provision("A-01", "A", fields={"title": "Saludo", "exigencia": "La casa debe saludar.", "nivel": "oro", "bebidas": ("bebida:mate", "bebida:cafe"), "normas": ("RMT-01",)}),
        Provision("A-02", "A", fields=LEAVES),
        Provision("A-03", "A", fields={"title": "Cita", "exigencia": "Se hace según [[A-02]].", "nivel": "oro", "bebidas": ("bebida:mate",)}),
    )
}
RENUMBERED: Pairs = {
    "A-02": (LEAVES, GONE),
    "A-12": (None, {"parent": "A", "was": ("A-02",), **LEAVES}),
    "A-03": ({"exigencia": "Se hace según [[A-02]]."}, {"exigencia": "Se hace según [[A-12]]."}),
}
CITED: Pairs = {"A-03": ({"exigencia": "Se hace según [[A-02]]."}, {"exigencia": "Se hace según [[A-01]]."})}
MERGED: Pairs = {
    "A-02": (LEAVES, GONE),
    "A-03": ({"title": "Cita", "exigencia": "Se hace según [[A-02]].", "nivel": "oro", "bebidas": ("bebida:mate",)}, GONE),
    "A-12": (None, {"parent": "A", "was": ("A-02", "A-03"), "title": "Fuera", "exigencia": "La casa barre.\n\nSe hace según [[A-12]].", "nivel": "oro", "bebidas": ("bebida:mate",)}),
}
ALL = "strengthened weakened"
AMENDMENTS: list[tuple[str, Pairs, set[str], str]] = [
    ("other words", {"A-02": ({"exigencia": "La casa barre."}, {"exigencia": "La casa friega."})}, {"wording"}, f"editorial clarification {ALL}"),
    ("more words that weigh", {"A-02": ({"exigencia": "La casa barre."}, {"exigencia": "La casa barre cada sala."})}, {"weighty"}, f"clarification {ALL}"),
    ("less is demanded", {"A-01": ({"exigencia": "La casa debe saludar."}, {"exigencia": "La casa puede saludar."})}, {"force"}, ALL),
    ("a number", {"A-02": ({"exigencia": "La casa barre."}, {"exigencia": "La casa barre dos salas."})}, {"weighty"}, f"clarification {ALL}"),
    ("a field comes", {"A-02": ({}, {"verificacion": "Se mira."})}, {"part"}, f"clarification {ALL}"),
    ("a choice", {"A-02": ({"nivel": "oro"}, {"nivel": "plata"})}, {"choice"}, ALL),
    ("a list", {"A-01": ({"bebidas": ("bebida:mate", "bebida:cafe")}, {"bebidas": ("bebida:mate",)})}, {"list"}, ALL),
    ("the order of a list", {"A-01": ({"bebidas": ("bebida:mate", "bebida:cafe")}, {"bebidas": ("bebida:cafe", "bebida:mate")})}, {"wording"}, f"editorial clarification {ALL}"),
    ("a framework", {"A-01": ({"normas": ("RMT-01",)}, {"normas": ("RMT-02",)})}, {"framework"}, f"clarification {ALL}"),
    ("the name of a term", {"voz:taza": ({"title": "Taza"}, {"title": "Tazón"})}, {"weighty"}, f"clarification {ALL}"),
    ("the name of a term, typography", {"voz:taza": ({"title": "Taza"}, {"title": "TAZA"})}, {"wording"}, f"editorial clarification {ALL}"),
    ("the definition of a term", {"voz:taza": ({"text": "Vasija con asa."}, {"text": "Vaso con asa."})}, {"wording"}, f"editorial clarification {ALL}"),
    ("another reference", CITED, {"weighty"}, f"clarification {ALL}"),
    ("one comes", {"A-04": (None, {"parent": "A", **LEAVES})}, {"inserted"}, f"{ALL} new"),
    ("one goes", {"A-02": (LEAVES, GONE), **CITED}, {"withdrawn", "weighty"}, f"{ALL} withdrawn"),
    ("one comes, another goes", {"A-02": (LEAVES, GONE), **CITED, "A-04": (None, {"parent": "A", **LEAVES})}, {"withdrawn", "inserted", "weighty"}, ALL),
    ("one moves", {"A-02": ({"parent": "A"}, {"parent": "B"})}, {"moved"}, f"{ALL} moved"),
    ("one moves behind another", {"bebida:mate": ({}, {"follows": "bebida:cafe"}), "bebida:cafe": ({"follows": "bebida:mate"}, {})}, {"moved"}, f"{ALL} moved"),
    ("one moves and changes", {"A-02": ({"parent": "A", "exigencia": "La casa barre."}, {"parent": "B", "exigencia": "La casa friega."})}, {"moved", "wording"}, ALL),
    ("another number", RENUMBERED, {"renumbered"}, f"editorial clarification {ALL} moved"),
    ("two become one", MERGED, {"merged"}, f"clarification {ALL}"),
]


@pytest.mark.parametrize(("pairs", "kinds", "classes"), [row[1:] for row in AMENDMENTS], ids=[row[0] for row in AMENDMENTS])
def test_what_an_amendment_does(pairs: Pairs, kinds: set[str], classes: str, teahouse_pipeline: Pipeline) -> None:
    found = done(teahouse_pipeline.project.facts, BARE, pairs)
    assert {effect.kind for effect in found} == kinds
    assert admissible(found) == [klass for klass in CLASSES if klass in classes.split()]
    for klass in CLASSES:
        assert (klass in classes.split()) == (not refused(klass, found) and not lacking(klass, found))


def test_every_class_is_in_the_table() -> None:
    assert set(HOLDS) == set(CLASSES)
    assert all(kinds <= set(EFFECTS) for kinds in (*HOLDS.values(), *NEEDS.values()))
    assert HOLDS["editorial"] < HOLDS["clarification"] < HOLDS["new"] & HOLDS["withdrawn"]


def test_an_erratum_may_set_a_number_right() -> None:
    """A misprint in an issued edition is a clarification, whatever was misprinted; a new provision is none."""
    assert admissible([Effect("measure", "A-01", "exigencia")], erratum=True) == ["clarification"]
    assert admissible([Effect("wording", "A-01", "exigencia")], erratum=True) == ["editorial", "clarification"]
    assert admissible([Effect("inserted", "A-01")], erratum=True) == []


def test_a_field_that_does_not_matter(teahouse_pipeline: Pipeline) -> None:
    """Book-keeping may change under any class."""
    facts = teahouse_pipeline.project.facts
    pairs: Pairs = {"A-02": ({"nivel": "oro"}, {"nivel": "plata"})}
    spared = replace(facts, fields={**facts.fields, "nivel": replace(facts.fields["nivel"], matters=False)})
    assert (len(done(facts, BARE, pairs)), done(spared, BARE, pairs)) == (1, [])


def test_without_a_list_only_the_structure_counts(teahouse_pipeline: Pipeline) -> None:
    facts = replace(teahouse_pipeline.project.facts, official="mn")
    kinds = {name: {effect.kind for effect in done(facts, BARE, pairs)} for name, pairs, _, _ in AMENDMENTS}
    assert kinds["less is demanded"] == {"wording"}
    assert (kinds["a list"], kinds["one comes"], kinds["one moves"]) == ({"list"}, {"inserted"}, {"moved"})


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.yml")))
def test_lists_agree(language: str) -> None:
    """No expression stands in two places; every group is explained; a language says what English says."""
    raw = yaml.load((FOLDER / f"{language}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    lines = [line for group in raw["groups"].values() for line in group]
    expressions = [expression.strip() for line in lines for expression in line.split("|")]
    assert sorted(found for found in set(expressions) if expressions.count(found) > 1) == []
    assert set(raw["groups"]) <= set(WHY)
    assert list(raw["groups"]) == list(yaml.load((FOLDER / "en.yml").read_text("utf-8"), Loader=yaml.BaseLoader)["groups"])
    assert len(raw["months"]) == 12
    assert known(language).plain_negation in raw["groups"]["negation"][0]
