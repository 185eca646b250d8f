"""Promise 1: amendments lead from one edition to the other and back, and every difference has its name."""

import random
from itertools import permutations

import pytest

from build_tools.amend.apply import apply, in_force, reversed_changes
from build_tools.amend.compare import compare, differences
from build_tools.model.amendment import Amendment, Change, Edition
from build_tools.model.facts import Facts
from build_tools.model.order import children, reading_order
from build_tools.model.provision import STRUCTURAL, Text, attributes
from build_tools.model.seal import digest_of
from build_tools.pipeline import Pipeline
from tests.support.generate import Standard, law
from tests.support.mutants import letter_lost, siblings_swapped


def leads_there_and_back(old: Text, new: Text, changes: list[Change]) -> None:
    """The changes make the new text of the old one; reversed, the old of the new."""
    there = apply(old, changes)
    assert there == dict(new)
    assert apply(there, reversed_changes(changes)) == dict(old)
    assert digest_of(there) == digest_of(new)


@law(30)
def test_a_comparison_leads_from_any_edition_to_any_other(standard: Standard) -> None:
    for one, two in permutations(standard.texts, 2):
        leads_there_and_back(standard.texts[one], standard.texts[two], compare(standard.texts[one], standard.texts[two]))


def test_a_comparison_leads_between_real_editions(real: Pipeline) -> None:
    for one, two in permutations(real.texts, 2):
        leads_there_and_back(real.text(one), real.text(two), compare(real.text(one), real.text(two)))


def amendments_lead(old: Text, new: Text, edition: Edition) -> None:
    """The edition's amendments make its text of the base's; reversed, the base's of its own."""
    leads_there_and_back(old, new, [change for amendment in in_force(edition.amendments) for change in amendment.changes])


@law(30)
def test_amendments_lead_to_their_edition_and_back(standard: Standard) -> None:
    for old, new, edition in standard.steps():
        amendments_lead(old, new, edition)


def test_real_amendments_lead_to_their_edition_and_back(real: Pipeline) -> None:
    for edition in real.project.editions.values():
        if edition.base:
            amendments_lead(real.text(edition.base), real.text(edition.name), edition)


@pytest.mark.parametrize("mutant", ["letter", "siblings"])
def test_damage_breaks_the_laws_of_amending(mutant: str, real: Pipeline) -> None:
    for edition in real.project.editions.values():
        if not edition.base:
            continue
        old, new = real.text(edition.base), real.text(edition.name)
        damaged = letter_lost(new)[0] if mutant == "letter" else siblings_swapped(real.project.facts, new)
        with pytest.raises(AssertionError):
            leads_there_and_back(old, damaged, compare(old, new))
        with pytest.raises(AssertionError):
            amendments_lead(old, damaged, edition)


@law(20)
def test_the_order_of_names_does_not_matter(standard: Standard) -> None:
    """Whatever the amendments are called and however they are listed, they lead to the same text."""
    rng = random.Random(standard.seed)
    for old, new, edition in standard.steps():
        names = [f"{edition.name}/A{number}" for number in rng.sample(range(90), len(edition.amendments))]
        renamed = [Amendment(name, a.title, a.reason, a.changes, a.klass, a.status) for name, a in zip(names, edition.amendments, strict=True)]
        rng.shuffle(renamed)
        assert apply(old, [change for amendment in in_force(renamed) for change in amendment.changes]) == dict(new)


def names_what_changed(facts: Facts, old: Text, new: Text) -> None:
    """Differences name every provision whose words or place among its siblings changed, and no other."""
    found = {difference.id: difference for difference in differences(facts, old, new)}
    assert len(found) == len(differences(facts, old, new))
    continued = {past for difference in found.values() for past in difference.was}
    for key in {*old, *new}:
        alive = [text[key] if key in text and not text[key].withdrawn else None for text in (old, new)]
        if None in alive:
            assert (alive[0] is not alive[1]) == (key in found or key in continued), key
            assert key not in found or set(found[key].was) <= set(old)
            continue
        one, two = (attributes(provision) for provision in alive if provision)
        changed = {name for name in {*one, *two} - set(STRUCTURAL) if one.get(name) != two.get(name)}
        if changed:
            assert set(found[key].fields) == changed
            assert all(found[key].before.get(name) == one.get(name) and found[key].after.get(name) == two.get(name) for name in changed)
        elif one.get("parent") != two.get("parent") or key in found:
            assert found[key].kind == "moved"
    _names_every_move(facts, old, new, set(found))


def _names_every_move(facts: Facts, old: Text, new: Text, moved: set[str]) -> None:
    """What is left, once the ones named and those that follow them are taken out, stands in the same order in both texts."""
    followers = {(p.id, p.follows) for text in (old, new) for p in text.values() if p.follows}
    while taken := {key for key, anchor in followers if anchor in moved} - moved:
        moved |= taken
    before, after = children(facts, old), children(facts, new)
    for parent, group in after.items():
        stayed = [p.id for p in group if p.id in old and old[p.id].parent == parent and not p.withdrawn and not old[p.id].withdrawn and p.id not in moved]
        assert stayed == [p.id for p in before.get(parent, ()) if p.id in stayed]


@law(30)
def test_differences_name_every_change_and_no_other(standard: Standard) -> None:
    for one, two in permutations(standard.texts.values(), 2):
        names_what_changed(standard.facts, one, two)


def test_differences_name_every_real_change_and_no_other(real: Pipeline) -> None:
    for one, two in permutations(real.texts.values(), 2):
        names_what_changed(real.project.facts, one, two)


@law(10)
def test_a_text_does_not_differ_from_itself(standard: Standard) -> None:
    for text in standard.texts.values():
        shuffled = dict(random.Random(standard.seed).sample(sorted(text.items()), len(text)))
        assert compare(text, shuffled) == []
        assert differences(standard.facts, text, shuffled) == []


def test_differences_name_damage(real: Pipeline) -> None:
    facts, text = real.project.facts, real.project.text
    assert differences(facts, text, text) == []
    damaged, key, name = letter_lost(text)
    assert [(found.id, found.kind, found.fields) for found in differences(facts, text, damaged)] == [(key, "amended", [name])]
    assert [found.kind for found in differences(facts, text, siblings_swapped(facts, text))] == ["moved"]


def order_of(facts: Facts, text: Text) -> list[str]:
    """Identifiers as one reads them."""
    return [provision.id for _, provision in reading_order(facts, text)]


@law(20)
def test_order_is_the_text_s_own(standard: Standard) -> None:
    """Reading order does not depend on the order of the mapping, leaves nothing out, and keeps each child below its parent."""
    rng = random.Random(standard.seed)
    for text in standard.texts.values():
        order = order_of(standard.facts, text)
        assert sorted(order) == sorted(text)
        assert order_of(standard.facts, dict(rng.sample(sorted(text.items()), len(text)))) == order
        for provision in text.values():
            anchors = [anchor for anchor in (provision.parent, provision.follows) if anchor]
            assert all(order.index(anchor) < order.index(provision.id) for anchor in anchors)


def test_swapped_siblings_break_the_law_of_order(real: Pipeline) -> None:
    facts, text = real.project.facts, real.project.text
    assert order_of(facts, siblings_swapped(facts, text)) != order_of(facts, text)
