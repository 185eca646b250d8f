"""Comments taken in: what returned files say becomes numbered comments, each once, with names and addresses apart from them.

A comment is known again by its file's digest and its place in it; in another file, a corrected one say, by who made it
(or, where that is not known, by the file's name) and by its words. So the same file twice adds nothing, a file in two parts
adds what the whole would, and a corrected file adds only what is new.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.canonical.consultation import comment_record, person_record, write_comments, write_people
from build_tools.errors import ContentError
from build_tools.load.consultation import PEOPLE, comments_path
from build_tools.load.returned.read import read_returned
from build_tools.load.returned.words import country_in, folded, language_of
from build_tools.load.yaml import read_yaml
from build_tools.model.consultation import Comment, Person, Remark, Returned, Round, Said, Source, Who
from build_tools.model.identifiers import look_up, natural_key
from build_tools.project import Project

Content = tuple[str, ...]
"""What was said, and about what."""

Origin = tuple[str, str]
"""(address, name, file or lost; which): who said it, or at least from where it came."""

Key = tuple[Origin, Content, int]
"""What a comment is known again by; the last tells the same words of several who did not say who they are."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What comments are matched against."""

    round: Round
    provisions: Sequence[str]
    """All that one may comment on, in the edition or proposed for it."""
    amendments: Sequence[str]
    groups: Mapping[str, str]
    """Label in any language, folded → the group's key."""
    comments: Sequence[Comment]
    """Those that are there already."""
    people: Sequence[Person]
    last: int
    official: str
    """The language in which countries are named."""
    language: str = ""
    """Of what files do not say the language of."""
    received: str = ""
    """When the files came in, where they do not say."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What taking files in does."""

    comments: tuple[Comment, ...]
    """The new ones."""
    people: tuple[Person, ...]
    """Who made the new ones."""
    counts: tuple[tuple[str, int, int], ...]
    """(file, comments in it, new ones)"""
    remarks: tuple[Remark, ...]
    refused: tuple[Remark, ...]
    """Comments that were left out, because what they are about is not known."""


@dataclass(slots=True)
class _Taking:
    ground: Ground
    comments: list[Comment] = field(default_factory=list)
    people: dict[tuple[str, Who], list[int]] = field(default_factory=dict)
    """(file, who) → the numbers of what they said."""
    remarks: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    """(digest, place) → number"""
    contents: dict[Key, int] = field(default_factory=dict)


def take_in(ground: Ground, files: Sequence[Returned]) -> Intake:
    """The comments that the files add, whatever the order in which the files are given."""
    taking = _Taking(ground)
    _remember(taking)
    counts: list[tuple[str, int, int]] = []
    for returned in sorted(files, key=lambda one: (natural_key(one.file), one.digest)):
        before = len(taking.comments)
        _take(taking, returned)
        counts.append((returned.file, len(returned.said), len(taking.comments) - before))
    people = tuple(Person(tuple(numbers), who.name, who.address, who.organisation, file) for (file, who), numbers in taking.people.items())
    named = {number for person in ground.people for number in person.comments}
    if taking.comments and any(comment.number not in named for comment in ground.comments):
        message = "It does not name the senders of all earlier comments, so a file that one of them corrected is not known again; look whether its comments stand twice now."
        taking.remarks.append(Remark(comments_path(ground.round.id, PEOPLE), "", message))
    return Intake(tuple(taking.comments), people, tuple(counts), tuple(taking.remarks), tuple(taking.refused))


def _remember(taking: _Taking) -> None:
    """What is there already."""
    people = {number: person for person in taking.ground.people for number in person.comments}
    seen: Counter[tuple[Origin, Content]] = Counter()
    for comment in taking.ground.comments:
        source = comment.source or Source("")
        if source.digest:
            taking.places[source.digest, source.place] = comment.number
        person = people.get(comment.number)
        origin = _origin(person.name, person.address, person.file) if person else ("lost", source.file)
        taking.contents.setdefault(_key(seen, origin, _content(comment)), comment.number)


def _origin(name: str, address: str, file: str) -> Origin:
    """By whom or what a comment is known again: the address, else the name, else the file's name."""
    return next(((sort, folded(words)) for sort, words in (("address", address), ("name", name)) if folded(words)), ("file", file))


def _content(comment: Comment) -> Content:
    return (comment.about, comment.kind, comment.quote if comment.kind == "tracked change" else "", comment.text, comment.proposal)


def _key(seen: Counter[tuple[Origin, Content]], origin: Origin, content: Content) -> Key:
    """Somebody who says the same twice has said it once; several who do not say who they are may say the same."""
    place = seen[origin, content] if origin[0] == "file" else 0
    seen[origin, content] += 1
    return origin, content, place


def _take(taking: _Taking, returned: Returned) -> None:
    taking.remarks += returned.remarks
    seen: Counter[tuple[Origin, Content]] = Counter()
    for said in returned.said:
        remarks: list[str] = []
        found = _comment(taking, returned, said, remarks)
        if found is None:
            continue
        key = _key(seen, _origin(said.who.name, said.who.address, returned.file), _content(found))
        place = (returned.digest, said.place)
        lost = (("lost", returned.file), key[1], 0)
        number = taking.places.get(place) or taking.contents.get(key) or taking.contents.get(lost)
        if number is None:
            number = found.number
            taking.comments.append(found)
            taking.people.setdefault((returned.file, replace(said.who, group="", country="", language="")), []).append(number)
            taking.remarks += [Remark(returned.file, said.place, words) for words in remarks]
        elif place not in taking.places:
            taking.remarks.append(Remark(returned.file, said.place, f"This is comment {number}, which is there already."))
        taking.places.setdefault(place, number)
        taking.contents.setdefault(key, number)


def _comment(taking: _Taking, returned: Returned, said: Said, remarks: list[str]) -> Comment | None:
    """What was said as a comment with the next number, what is left out of it in `remarks`; none, with the reason, where what it is about is not known."""
    ground = taking.ground
    about = _about(ground, said)
    if about is None:
        taking.refused.append(Remark(returned.file, said.place, _unmatched(ground, said)))
        return None
    if said.received and said.received < ground.round.opens and not ground.received:
        remarks.append(f"Its date, {said.received}, is before the round opened; it is left out.")
    return Comment(
        number=ground.last + len(taking.comments) + 1,
        about=about,
        group=_group(ground, said.who.group, remarks),
        country=country_in(ground.official, said.who.country),
        language=_language(ground, said.who.language, remarks),
        kind=said.kind,
        quote=said.quote,
        text=said.text,
        proposal=said.proposal,
        source=Source(_public_name(returned, said.who), said.place, returned.digest),
        received=ground.received or (said.received if said.received >= ground.round.opens else ""),
        digest=said.digest if re.fullmatch("[0-9a-f]{12}", said.digest) else "",
    )


def _about(ground: Ground, said: Said) -> str | None:
    """The provision or amendment; empty for the whole, none where it is not known."""
    if said.edition and said.edition != ground.round.edition:
        return None
    if said.provision:
        return look_up(said.provision, ground.provisions) or look_up(said.provision, ground.amendments)
    if said.amendment:
        names = {amendment.rpartition("/")[2]: amendment for amendment in ground.amendments}
        return names.get(said.amendment) or look_up(said.amendment, ground.amendments)
    return ""


def _unmatched(ground: Ground, said: Said) -> str:
    if said.edition and said.edition != ground.round.edition:
        return f"This is about edition {said.edition}, not {ground.round.edition}; it was left out."
    what, where = (said.provision, "provision") if said.provision else (said.amendment, "amendment")
    words = " ".join((said.text or said.proposal).split())
    return f"“{what}” is no {where} of edition {ground.round.edition}; the comment was left out: “{words if len(words) < 80 else words[:80] + ' …'}”. Correct it in the file, and import it again."


def _group(ground: Ground, words: str, remarks: list[str]) -> str:
    key = words if words in ground.round.groups else ground.groups.get(folded(words), "")
    if words and not key:
        remarks.append(f"“{words}” is no stakeholder group of the round; it is left open.")
    return key


def _language(ground: Ground, words: str, remarks: list[str]) -> str:
    code = language_of(words) if words else ground.language
    if words and not code:
        remarks.append(f"“{words}” is no language known here; it is left open.")
    return code


def _public_name(returned: Returned, who: Who) -> str:
    """The file's name; its digest instead where the name shows who sent it."""
    words = re.findall(r"[^\W_]{3,}", _plain(f"{who.name} {who.address.partition('@')[0]}"))
    name = _plain(returned.file)
    told = any(word in name for word in words) or (folded(who.organisation) and folded(_plain(who.organisation)) in folded(name))
    return returned.digest if told else returned.file


def _plain(words: str) -> str:
    """The words without case and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(letter))


def intake_files(project: Project, ground: Ground, intake: Intake) -> dict[str, str]:
    """Path below the project → content of the files that change: who commented first, so that nobody is lost if the second is not written."""
    if not intake.comments:
        return {}
    path, apart = comments_path(ground.round.id), comments_path(ground.round.id, PEOPLE)
    present = {comment.number for comment in ground.comments}
    before = [replace(one, comments=kept) for one in ground.people if (kept := tuple(number for number in one.comments if number in present))]
    raw = dict(read_yaml(project.files[path], path, []) or {}) if path in project.files else {}
    comments = {"round": ground.round.id, "last": str(ground.last), **raw, "comments": [*raw.get("comments", ()), *map(comment_record, intake.comments)]}
    return {apart: write_people({"round": ground.round.id, "people": [person_record(person) for person in (*before, *intake.people)]}), path: write_comments(comments)}


def read_files(paths: Sequence[Path], own: Collection[str], round_id: str) -> list[Returned]:
    """What all the files say. Raises ContentError with every file that cannot be read whole or is of another round."""
    found: list[Returned] = []
    wrong: list[str] = []
    for path in paths:
        try:
            returned = read_returned(path, own)
        except ContentError as error:
            wrong.append(f"{error.what} {error.remedy}".strip())
            continue
        found.append(returned)
        if returned.round and returned.round != round_id:
            wrong.append(f"{returned.file}: The form is of round {returned.round}, not of {round_id}. Import it with “craft consult import {returned.round}”.")
    if wrong:
        listed = "".join(f"\n       {one}" for one in wrong)
        raise ContentError(f"{len(wrong)} of {len(paths)} files cannot be taken in; nothing was written.{listed}", remedy="Mend them, or leave them out of the command.")
    return found
