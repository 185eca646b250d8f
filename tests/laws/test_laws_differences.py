"""What a reader calls it: a table of (what happens, old text, new text, the differences named)."""

import pytest

from build_tools.amend.compare import differences
from build_tools.model.provision import Provision, Text, Value
from tests.support.generate import facts

GROUPS = {"I": (None, None), "G1": ("I", None), "G2": ("I", None)}


def text(*provisions: Provision) -> Text:
    """A book with two groups, and these provisions."""
    fixed = [Provision(key, parent, follows, fields={"title": key}) for key, (parent, follows) in GROUPS.items()]
    return {provision.id: provision for provision in (*fixed, *provisions)}


def rule(number: str, words: str = "x", was: tuple[str, ...] = (), parent: str = "G1", **fields: Value) -> Provision:
    """A rule, ordered by its key."""
    return Provision(f"§{number}", parent, was=was, fields={"title": "t", "text": words, **fields})


def gone(identifier: str, was: tuple[str, ...] = (), follows: str | None = None) -> Provision:
    """A tombstone."""
    return Provision(identifier, "G1", follows, withdrawn=True, was=was)


def tools(*order: str, parent: str = "G1", **anchors: str | None) -> list[Provision]:
    """Tools that follow each other, but for those whose anchor is given as `t3="1"`."""
    chain = dict(zip(order, (None, *order), strict=False))
    return [Provision(name, parent, anchors.get(f"t{name}", chain[name]), fields={"title": name}) for name in order]


ROWS: list[tuple[str, Text, Text, list[tuple[str, str, tuple[str, ...]]]]] = [
    ("nothing", text(rule("1")), text(rule("1")), []),
    ("another order of the mapping", text(rule("1"), rule("2")), text(rule("2"), rule("1")), []),
    ("a rule comes", text(), text(rule("1")), [("§1", "inserted", ())]),
    ("a rule goes", text(rule("1")), text(gone("§1")), [("§1", "withdrawn", ())]),
    ("a rule goes without a tombstone, as when an insertion is reversed", text(rule("1")), text(), [("§1", "withdrawn", ())]),
    ("a tombstone comes: it was never read", text(), text(gone("§1")), []),
    ("a tombstone moves", text(*tools("1", "2"), gone("3", follows="2")), text(*tools("1", "2"), gone("3", follows="1")), []),
    ("a letter", text(rule("1", "abc")), text(rule("1", "ab")), [("§1", "amended", ())]),
    ("a field comes", text(rule("1")), text(rule("1", preuve="y")), [("§1", "amended", ())]),
    ("a field goes", text(rule("1", preuve="y")), text(rule("1")), [("§1", "amended", ())]),
    ("a code", text(rule("1", niveau="bas")), text(rule("1", niveau="haut")), [("§1", "amended", ())]),
    ("the order within a list", text(rule("1", cadre=("X-1", "X-2"))), text(rule("1", cadre=("X-2", "X-1"))), [("§1", "amended", ())]),
    ("the heading of a group", text(), {**text(), "G1": Provision("G1", "I", fields={"title": "wider"})}, [("G1", "amended", ())]),
    ("another parent", text(rule("1")), text(rule("1", parent="G2")), [("§1", "moved", ())]),
    ("another parent and other words", text(rule("1")), text(rule("1", "y", parent="G2")), [("§1", "amended", ())]),
    ("last becomes first", text(*tools("1", "2", "3")), text(*tools("3", "1", "2")), [("3", "moved", ())]),
    ("first becomes last", text(*tools("1", "2", "3")), text(*tools("2", "3", "1")), [("1", "moved", ())]),
    ("one comes between: its neighbours have not moved", text(*tools("1", "2")), text(*tools("1", "3", "2")), [("3", "inserted", ())]),
    ("one goes from between", text(*tools("1", "2", "3")), text(*tools("1", "3")), [("2", "withdrawn", ())]),
    ("another anchor, the same order", text(*tools("1", "2", "3")), text(*tools("1", "2", "3", t3="1")), []),
    ("one that another follows moves and takes it along", text(*tools("1", "2", "3", "4", t4="1")), text(*tools("1", "2", "3", "4", t4="1", t2="4")), [("2", "moved", ())]),
    ("what they followed moved and went", text(*tools("1", "0", "3")), text(*tools("1", "3", t3="0"), gone("0")), [("0", "withdrawn", ()), ("3", "moved", ())]),
    ("another number", text(rule("1")), text(gone("§1"), rule("2", was=("§1",))), [("§2", "renumbered", ("§1",))]),
    ("another number and other words", text(rule("1")), text(gone("§1"), rule("2", "y", was=("§1",))), [("§2", "renumbered", ("§1",))]),
    ("one becomes two", text(rule("1")), text(gone("§1"), rule("2", was=("§1",)), rule("3", was=("§1",))), [("§2", "split", ("§1",)), ("§3", "split", ("§1",))]),
    ("two become one", text(rule("1"), rule("2")), text(gone("§1"), gone("§2"), rule("3", was=("§1", "§2"))), [("§3", "merged", ("§1", "§2"))]),
    ("one goes on and another begins from it", text(rule("1")), text(rule("1"), rule("2", was=("§1",))), [("§2", "inserted", ())]),
    ("it had another number before either text", text(gone("§1"), rule("2", was=("§1",))), text(gone("§1"), rule("2", "y", was=("§1",))), [("§2", "amended", ())]),
    ("another number twice: the net is one", text(rule("1")), text(gone("§1"), gone("§2", was=("§1",)), rule("3", was=("§2",))), [("§3", "renumbered", ("§1",))]),
    (
        "two become one, and that gets another number",
        text(rule("1"), rule("2")),
        text(gone("§1"), gone("§2"), gone("§3", was=("§1", "§2")), rule("4", was=("§3",))),
        [("§4", "merged", ("§1", "§2"))],
    ),
    ("what was withdrawn before is continued", text(gone("§1")), text(gone("§1"), rule("2", was=("§1",))), [("§2", "inserted", ())]),
]


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_row(old: Text, new: Text, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(found.id, found.kind, found.was) for found in differences(facts(), old, new)] == expected
