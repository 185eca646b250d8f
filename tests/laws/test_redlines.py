"""Redlines: what a reader sees between two wordings; accepted it is the later one, rejected the earlier."""

import pytest
from hypothesis import given, settings

from build_tools.prose.operations import Operation, carried_out, line_sorts, operations
from build_tools.prose.parse import parse
from build_tools.prose.redline import accepted, redline, rejected
from build_tools.prose.tree import (
    Deleted,
    Emphasis,
    Footnote,
    Inlines,
    Inserted,
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
from build_tools.prose.write import write_plain
from tests.support.generate import proses

PAIRS = (
    ("The AMP shall keep records for four years.", "The AMP shall keep records for five years.", "The AMP shall keep records for [-four-]{+five+} years."),
    ("The AMP should report every year.", "The AMP shall report every year.", "The AMP [-should-]{+shall+} report every year."),
    ("Buyers and traders keep a copy.", "Buyers, aggregators and traders keep a copy.", "Buyers{+, aggregators+} and traders keep a copy."),
    ("The list names the owner, the place and the date.", "The list names the owner and the date.", "The list names the owner[-, the place-] and the date."),
    ("Nobody under 18 works underground.", "Nobody under 18 works underground or with mercury.", "Nobody under 18 works underground{+ or with mercury+}."),
    ("Where a visit failed, the AMP proposes a date.", "Where a visit failed for any reason, the AMP proposes two dates within a week.", "Where a visit failed{+ for any reason+}, the AMP proposes [-a date-]{+two dates within a week+}."),
    ("A panner shows the working place.", "A panner shows the working place. A group shows the map too.", "A panner shows the working place.{+ A group shows the map too.+}"),
    ("A group shows the map. A panner shows the working place.", "A panner shows the working place.", "[-A group shows the map. -]A panner shows the working place."),
    ("First the map is drawn. Then the members are counted.", "Then the members are counted. First the map is drawn.", "[-First the map is drawn. -]Then the members are counted.{+ First the map is drawn.+}"),
    ("The treasurer writes a slip for each sale.", "For every purchase two people sign a numbered receipt.", "[-The treasurer writes a slip for each sale.-]\n{+For every purchase two people sign a numbered receipt.+}"),
    ("The report is written in plain words and shown to all members before it is signed.", "The report is signed by the leader, kept in a safe place and sent to the buyer on request.", "[-The report is written in plain words and shown to all members before it is signed.-]\n{+The report is signed by the leader, kept in a safe place and sent to the buyer on request.+}"),
    ("The leadership decides on all measures.", "The leadership, formal or in fact, decides on all measures.", "The leadership{+, formal or in fact,+} decides on all measures."),
    ("It is met where a record exists.", "It is not met unless a record exists.", "It is [-met where-]{+not met unless+} a record exists."),
    ("The fee is 5 %.", "The fee is 7.5 %.", "The fee is [-5-]{+7.5+} %."),
    ("Comments are taken until 22 December 2023.", "Comments are taken until 31 January 2024.", "Comments are taken until [-22 December 2023-]{+31 January 2024+}."),
    ("See [[M.1/5.2.3/R.1]] for the leader.", "See [[M.1/5.2.3/R.2]] for the leader.", "See [-⟨M.1/5.2.3/R.1⟩-]{+⟨M.1/5.2.3/R.2⟩+} for the leader."),
    ("The AMP adopts the Code.", "The [[term/amp|AMP]] adopts the Code.", "The [-AMP-]{+⟨AMP⟩+} adopts the Code."),
    ("The *whole* text counts.", "The **whole** text counts.", "The [-*whole*-]{+**whole**+} text counts."),
    ("Read [the guide](https://a.example).", "Read [the guide](https://b.example).", "Read [-the guide(https://a.example)-]{+the guide(https://b.example)+}."),
    ("A mine closes at night.[^1]\n\n[^1]: Guards stay.", "A mine closes at night.[^1]\n\n[^1]: Two guards stay.", "A mine closes at night.[1]\n[1] [-Guards-]{+Two guards+} stay."),
    ("A mine closes at night.", "A mine closes at night.[^1]\n\n[^1]: Guards stay.", "A mine closes at night.{+[1]+}\n[1] {+Guards stay.+}"),
    ("- picks;\n- shovels;\n- lamps.", "- picks;\n- lamps.", "- picks;\n- [-shovels;-]\n- lamps."),
    ("- picks;\n- lamps.", "- picks;\n- shovels;\n- lamps.", "- picks;\n- {+shovels;+}\n- lamps."),
    ("- picks;\n- lamps.", "- picks and bars;\n- lamps.", "- picks{+ and bars+};\n- lamps."),
    ("1. count;\n2. weigh;\n3. sign.", "1. count;\n2. sign;\n3. weigh.", "# count;\n# [-weigh-]{+sign+};\n# [-sign-]{+weigh+}."),
    ("- one\n- two", "1. one\n2. two", "- [-one-]\n- [-two-]\n# {+one+}\n# {+two+}"),
    ("- tools:\n  - picks;\n  - lamps.", "- tools:\n  - picks;\n  - lamps;\n  - ropes.", "- tools:\n  - picks;\n  - lamps[-.-]{+;+}\n  - {+ropes.+}"),
    ("One paragraph stands here.\n\nAnother stands below it.", "One paragraph stands here.", "One paragraph stands here.\n[-Another stands below it.-]"),
    ("One paragraph stands here.", "One paragraph stands here.\n\nAnother stands below it.", "One paragraph stands here.\n{+Another stands below it.+}"),
    ("A paragraph.\n\n> A note about the paragraph.", "A paragraph.\n\n> A short note about the paragraph.", "A paragraph.\n> A{+ short+} note about the paragraph."),
    ("A sentence that was a paragraph.", "- A sentence that was a paragraph.", "[-A sentence that was a paragraph.-]\n- {+A sentence that was a paragraph.+}"),
    ("| Item | Unit |\n| --- | --- |\n| Gold | gram |", "| Item | Unit |\n| --- | --- |\n| Gold | gram |\n| Tin | kilogram |", "Item | Unit\nGold | gram\n{+Tin+} | {+kilogram+}"),
    ("| Item | Unit |\n| --- | --- |\n| Gold | gram |\n| Tin | kilogram |", "| Item | Unit |\n| --- | --- |\n| Gold | ounce |\n| Tin | kilogram |", "Item | Unit\nGold | [-gram-]{+ounce+}\nTin | kilogram"),
    ("| Item | Unit |\n| --- | --- |\n| Gold | gram |", "| Item | Unit | Place |\n| --- | --- | --- |\n| Gold | gram | mill |", "[-Item-] | [-Unit-]\n[-Gold-] | [-gram-]\n{+Item+} | {+Unit+} | {+Place+}\n{+Gold+} | {+gram+} | {+mill+}"),
    ("| Item | Unit |\n| --- | --- |\n| Gold | gram |\n| Tin | kilogram |", "| Item | Unit |\n| --- | --- |\n| Tin | kilogram |", "Item | Unit\n[-Gold-] | [-gram-]\nTin | kilogram"),
    ("El productor paga los impuestos.", "El productor paga los impuestos y las regalías.", "El productor paga los impuestos{+ y las regalías+}."),
    ("Le producteur « doit » payer.", "Le producteur « devrait » payer.", "Le producteur « [-doit-]{+devrait+} » payer."),
    ("ينظّف البيت الإبريق مرة.", "ينظّف البيت الإبريق مرتين.", "ينظّف البيت الإبريق [-مرة-]{+مرتين+}."),
    ("茶馆每天清洗茶壶。", "茶馆每天清洗茶壶和茶杯。", "茶馆每天清洗茶壶{+和茶杯+}。"),
    ("mine-site visit", "mine visit", "[-mine-site-]{+mine+} visit"),
    ("The buyer's duty ends here.", "The buyers' duty ends here.", "The [-buyer's-]{+buyers'+} duty ends here."),
    ("The AMP (a cooperative) votes once.", "The AMP (a cooperative or company) votes once a year.", "The AMP (a cooperative{+ or company+}) votes once{+ a year+}."),
    ("Gold", "Precious metals", "[-Gold-]\n{+Precious metals+}"),
    ("Ends with a stop.", "Ends with a stop!", "Ends with a stop[-.-]{+!+}"),
    ("It pays taxes; it keeps receipts; it shows both.", "It pays taxes; it keeps receipts and slips; it shows all.", "It pays taxes; it keeps receipts{+ and slips+}; it shows [-both-]{+all+}."),
)
"""(before, after, redline): deleted words stand in [-…-], inserted ones in {+…+}, references in ⟨…⟩."""

modest = settings(max_examples=200, derandomize=True, deadline=None, database=None)


def marked(prose: Prose) -> str:
    """A redline as one reads it in the table above."""
    lines: list[str] = []
    for block in prose:
        match block:
            case Paragraph(children):
                lines.append(marked_inlines(children))
            case Items(items, start):
                bullet = "- " if start is None else "# "
                lines.append("\n".join(bullet + marked(item).replace("\n", "\n  ") for item in items))
            case Table(rows):
                lines.append("\n".join(" | ".join(marked_inlines(cell) for cell in row) for row in rows))
            case Note(blocks):
                lines.append(f"> {marked(blocks)}")
            case Footnote(label, blocks):
                lines.append(f"[{label}] {marked(blocks)}")
    return "\n".join(lines)


def marked_inlines(inlines: Inlines) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case Reference(target, words):
                parts.append(f"⟨{words or target}⟩")
            case Mark(label):
                parts.append(f"[{label}]")
            case Inserted(children):
                parts.append(f"{{+{marked_inlines(children)}+}}")
            case Deleted(children):
                parts.append(f"[-{marked_inlines(children)}-]")
            case Emphasis(children):
                parts.append(f"*{marked_inlines(children)}*")
            case Strong(children):
                parts.append(f"**{marked_inlines(children)}**")
            case Link(address, children):
                parts.append(f"{marked_inlines(children)}({address})")
    return "".join(parts)


@pytest.mark.parametrize(("before", "after", "wanted"), PAIRS)
def test_reads_as_marked_by_hand(before: str, after: str, wanted: str) -> None:
    assert marked(redline(parse(before).prose, parse(after).prose)) == wanted


@modest
@given(proses(), proses())
def test_accepted_is_the_later_rejected_the_earlier(before: Prose, after: Prose) -> None:
    made = redline(before, after)
    assert accepted(made) == after
    assert rejected(made) == before


@modest
@given(proses())
def test_a_wording_beside_itself_has_no_marks(prose: Prose) -> None:
    assert redline(prose, prose) == prose


@modest
@given(proses(), proses())
def test_operations_carried_out_give_the_later_words(before: Prose, after: Prose) -> None:
    old, new = (write_plain(prose, lambda reference: reference.words or reference.target) for prose in (before, after))
    steps = operations(old, new, line_sorts(before) | line_sorts(after))
    assert carried_out(old, steps) == new


def test_operations_name_few_characters_where_no_space_divides_words() -> None:
    assert operations("茶馆每天清洗茶壶。", "茶馆每天清洗茶壶和茶杯。") == [Operation("replace", "壶", "壶和茶杯")]


def test_a_sentence_of_thousands_of_words_is_marked_word_by_word() -> None:
    before = " ".join(f"word{place}" for place in range(3000))
    after = before.replace("word1500 ", "term ")
    made = redline(parse(before).prose, parse(after).prose)
    assert marked(made) == before.replace("word1500 ", "[-word1500-]{+term+} ")
