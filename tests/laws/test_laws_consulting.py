"""Comments taken in: once, all of them, in whatever files and order they come."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from build_tools.canonical.consultation import comment_record, write_comments
from build_tools.load.consultation import load_consultations
from build_tools.load.returned.words import clean
from build_tools.load.yaml import read_yaml
from build_tools.model.consultation import Comment, Returned, Round, Said, Source, Who
from build_tools.outputs.consultation.intake import Ground, Intake, take_in

ROUND = Round("2/r", "Round", "2023-01-01", "2023-02-01", ("en",), "a@b.example", "What do you think?", groups={"guests": "Guests"})
GROUND = Ground(ROUND, ("M.1/5.2.3", "M.1/5.2.9", "S.1"), ("2/A1", "2/A2"), {"guests": "guests"}, (), (), 0, "en")

words = st.sampled_from(["I agree.", "No.", "=cmd|' /C calc'!A0", "نعم", "同意。", "One.\nTwo.", "x" * 40])
people = st.sampled_from([Who("Ana Ruiz", "ana@casa.example"), Who("Ana Ruiz", "ana@otra.example"), Who("Li Wei"), Who(group="Guests"), Who()])
subjects = st.sampled_from(["M.1/5.2.3", "1/5.2.3", "m1-5.2.9", "S.1", "", "S.9"])


@st.composite
def files(draw: st.DrawFn, name: str = "form.xlsx") -> Returned:
    """A form of one participant."""
    who = draw(people)
    rows = draw(st.lists(st.tuples(subjects, words, st.sampled_from(["", "Better so."])), min_size=0, max_size=8))
    return returned(name, who, [(f"row {number}", *row) for number, row in enumerate(rows, 3)])


def returned(name: str, who: Who, rows: Sequence[tuple[str, str, str, str]]) -> Returned:
    said = tuple(Said(place, who, provision=about, text=text, proposal=proposal) for place, about, text, proposal in rows)
    return Returned(name, hashlib.sha256(repr((name, said)).encode()).hexdigest()[:12], said)


several = st.lists(st.sampled_from(["a.xlsx", "b.xlsx", "form.xlsx"]).flatmap(files), min_size=1, max_size=4)
law = settings(max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def after(ground: Ground, intake: Intake) -> Ground:
    """The ground with what was taken in."""
    comments = (*ground.comments, *intake.comments)
    return replace(ground, comments=comments, people=(*ground.people, *intake.people), last=max([ground.last, *(comment.number for comment in comments)]))


def in_turn(*batches: Sequence[Returned]) -> Ground:
    ground = GROUND
    for batch in batches:
        ground = after(ground, take_in(ground, batch))
    return ground


def contents(comments: Sequence[Comment]) -> Counter[tuple[str, ...]]:
    return Counter((comment.about, comment.text, comment.proposal) for comment in comments)


@law
@given(several)
def test_twice_is_once(batch: list[Returned]) -> None:
    ground = in_turn(batch)
    again = take_in(ground, batch)
    assert again.comments == ()
    assert [new for _, _, new in again.counts] == [0] * len(batch)
    assert all(take_in(ground, [one]).comments == () for one in batch)


@law
@given(several)
def test_every_row_is_a_comment_or_a_line(batch: list[Returned]) -> None:
    intake = take_in(GROUND, batch)
    seen = {(comment.source.digest, comment.source.place) for comment in intake.comments if comment.source}
    told = {(remark.file, remark.place) for remark in (*intake.refused, *intake.remarks)}
    doubled = Counter(one.digest for one in batch)
    for one in batch:
        for said in one.said:
            assert (one.digest, said.place) in seen or (one.file, said.place) in told or doubled[one.digest] > 1
    assert len(intake.comments) == sum(new for _, _, new in intake.counts)


@law
@given(several, st.randoms())
def test_the_order_of_files_does_not_matter(batch: list[Returned], chance: "st.Random") -> None:
    other = chance.sample(batch, len(batch))
    assert take_in(GROUND, batch) == take_in(GROUND, other)


@law
@given(files(), st.integers(0, 8))
def test_a_file_in_two_parts_is_the_whole(one: Returned, cut: int) -> None:
    parts = [replace(one, file=f"part-{number}.xlsx", digest=f"part {number}", said=said) for number, said in enumerate((one.said[:cut], one.said[cut:]))]
    whole = take_in(GROUND, [one]).comments
    for made in (in_turn(parts), in_turn(*([part] for part in parts)), in_turn(*([part] for part in reversed(parts)))):
        assert contents(made.comments) == contents(whole)


@law
@given(files(), files())
def test_a_corrected_file_adds_only_what_is_new(one: Returned, more: Returned) -> None:
    extra = tuple(replace(said, place=f"row {number}", who=one.said[0].who if one.said else said.who, text=said.text + " Also this.") for number, said in enumerate(more.said, 50))
    corrected = replace(one, digest="corrected", said=(*one.said, *extra))
    before = in_turn([one])
    intake = take_in(before, [corrected])
    assert contents(intake.comments) == contents(take_in(GROUND, [replace(corrected, said=extra)]).comments)
    told = {remark.place for remark in intake.remarks}
    assert {said.place for said in one.said} <= told | {remark.place for remark in intake.refused}


@law
@given(several, several)
def test_numbers_go_on_and_are_never_given_again(first: list[Returned], second: list[Returned]) -> None:
    before = in_turn(first)
    withdrawn = replace(before, comments=before.comments[:-1])  # the last comment was taken out since
    intake = take_in(withdrawn, second)
    assert [comment.number for comment in intake.comments] == list(range(before.last + 1, before.last + 1 + len(intake.comments)))
    assert sorted(number for person in intake.people for number in person.comments) == [comment.number for comment in intake.comments]


@law
@given(several)
def test_who_spoke_stands_apart(batch: list[Returned]) -> None:
    intake = take_in(GROUND, batch)
    for one in batch:
        for said in one.said:
            assert all(word not in repr(intake.comments) for word in (said.who.name, said.who.address) if word)


@law
@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["", "  indented\n\n\n  twice ", "- a list: #", "'quotes\"", "e\u0301", "\u202eback", "\x85\u2028"]), st.text(max_size=20)), min_size=1, max_size=4))
def test_files_keep_words_to_the_letter(given_words: list[tuple[str, str, str]]) -> None:
    """What is written is what is read, and its own canonical form."""
    spoken = [(clean(one + two) or "x", clean(two), clean(three)) for one, two, three in given_words]
    comments = [
        Comment(number, "S.1", group="guests", country=" ".join(three.split()), language="en", kind="tracked change", quote=two, text=one, proposal=two, source=Source("form.xlsx", f"row {number}", "0" * 12), received="2023-01-05", digest="a" * 12)
        for number, (one, two, three) in enumerate(spoken, 7)
    ]
    written = write_comments({"round": "2/r", "comments": [comment_record(comment) for comment in reversed(comments)]})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "amendments/2/comments/r.yml"
        path.parent.mkdir(parents=True)
        path.write_text(written, "utf-8")
        loaded = load_consultations(Path(folder), problems := [])
    assert [problem.sort for problem in problems] == ["unknown-round"]
    assert loaded.comments["2/r"] == tuple(comments)
    assert loaded.last["2/r"] == comments[-1].number
    raw = read_yaml(written, "", [])
    assert raw is not None and write_comments(raw) == written


def test_different_people_may_say_the_same() -> None:
    same = [("row 3", "S.1", "I agree.", "")]
    batch = [returned("form.xlsx", Who(name), same) for name in ("Ana Ruiz", "Li Wei")]
    assert len(in_turn(*([one] for one in batch)).comments) == 2
    nameless = returned("form.xlsx", Who(), [*same, ("row 4", "S.1", "I agree.", "")])
    assert len(in_turn(batch, [nameless]).comments) == 4


def test_without_the_people_a_corrected_file_is_known_by_its_name() -> None:
    first = returned("form.xlsx", Who("Ana Ruiz"), [("row 3", "S.1", "I agree.", "")])
    corrected = returned("form.xlsx", Who("Ana Ruiz"), [("row 3", "S.1", "I agree.", ""), ("row 4", "S.1", "One more.", "")])
    alone = replace(in_turn([first]), people=())
    intake = take_in(alone, [corrected])
    assert [comment.text for comment in intake.comments] == ["One more."]
    assert "senders of all earlier comments" in intake.remarks[-1].message


@pytest.mark.parametrize("file", ["Comments Ana Ruiz.xlsx", "ANARUIZ.docx", "ana.csv", "casa-de-té.xlsx"])
def test_a_file_name_that_tells_who_is_not_published(file: str) -> None:
    one = returned(file, Who("Ana Ruíz", "ana@casa.example", "Casa de Te"), [("row 3", "S.1", "I agree.", "")])
    intake = take_in(GROUND, [one])
    assert intake.comments[0].source is not None
    assert intake.comments[0].source.file == one.digest
    assert intake.people[0].file == file


def test_the_same_file_is_known_by_its_digest() -> None:
    """A copy under another name adds nothing; another file of the same words does, where nobody says who wrote it."""
    first = returned("a.xlsx", Who(), [("row 3", "S.1", "I agree.", "")])
    assert len(in_turn([first], [replace(first, file="copy of a.xlsx")]).comments) == 1
    assert len(in_turn([first], [replace(first, file="b.xlsx", digest="other")]).comments) == 2
