"""The shapes of the files of a consultation. Each class says which file it is, and what each key holds."""

import datetime
from typing import Annotated

from pydantic import Field

from build_tools.load.shapes import Shape, Word
from build_tools.model.consultation import CommentKind, Decided

Number = Annotated[int, Field(ge=1)]


class RoundShape(Shape):
    """amendments/EDITION/rounds/NAME.yml: a round of consultation.

    id: EDITION/NAME. title: one line. opens, closes: the first and the last day. languages: those in which it is held.
    contact: where comments are sent. text: what is asked, Markdown. amendments: those it is about; left out for all of the edition.
    groups: stakeholder groups, key → label. evidence: how well it is known that it was held. note: never published.
    Title, text and labels of groups are translated.
    """

    id: Word
    title: Word
    opens: datetime.date
    closes: datetime.date
    languages: list[Word] = Field(min_length=1)
    contact: Word
    text: Word
    amendments: list[Word] = Field(default_factory=list)
    groups: dict[str, Word] = Field(default_factory=dict)
    evidence: str = ""
    note: str = ""


class SourceShape(Shape):
    """Where a comment was read.

    file: name of the returned file. place: row, comment or change in it. digest: first twelve digits of the file's SHA-256.
    """

    file: Word
    place: str = ""
    digest: str = ""


class CommentShape(Shape):
    """One comment.

    number: given once. about: a provision or an amendment; left out for the whole. field: of the provision. group: a key of the round's groups.
    country, language: of the participant and of the words. kind: how it was made. quote: the words commented on.
    text: the participant's words, which nobody changes. translation: of the text, into the official language. proposal: the wording proposed.
    source: where it was read. received: the day. digest: of the provision's text that it was about. note: never published.
    """

    number: Number
    about: str = ""
    field: str = ""
    group: str = ""
    country: str = ""
    language: str = ""
    kind: CommentKind = "comment"
    quote: str = ""
    text: str = ""
    translation: str = ""
    proposal: str = ""
    source: SourceShape | None = None
    received: datetime.date | None = None
    digest: str = ""
    note: str = ""


class CommentsShape(Shape):
    """amendments/EDITION/comments/ROUND.yml: what was said in a round.

    round: EDITION/ROUND. last: the last number given, which stays when its comment is taken out. comments: by number.
    Names and addresses do not stand here but in ROUND-people.yml.
    """

    round: Word
    last: int = 0
    comments: list[CommentShape] = Field(default_factory=list)


class DispositionShape(Shape):
    """One decision on comments that raise the same issue.

    id: unique in the round. title: the issue, one line. comments: their numbers. decision: one of those allowed. reason: Markdown.
    amendment: the one that came of it, in whatever edition. note: never published. Title and reason are translated.
    """

    id: Word
    title: Word
    comments: list[Number] = Field(min_length=1)
    decision: Decided
    reason: Word
    amendment: str = ""
    note: str = ""


class DispositionsShape(Shape):
    """amendments/EDITION/comments/ROUND-dispositions.yml: what became of the comments.

    round: EDITION/ROUND. dispositions: in the order in which they are published.
    """

    round: Word
    dispositions: list[DispositionShape] = Field(default_factory=list)


class PersonShape(Shape):
    """One participant.

    comments: the numbers of what they said. name, address, organisation: as they gave them. file: what they sent.
    """

    comments: list[Number] = Field(min_length=1)
    name: str = ""
    address: str = ""
    organisation: str = ""
    file: str = ""


class PeopleShape(Shape):
    """amendments/EDITION/comments/ROUND-people.yml: who made the comments; git ignores it, and nothing publishes it.

    round: EDITION/ROUND. people: one entry for each file that a participant sent.
    """

    round: Word
    people: list[PersonShape] = Field(default_factory=list)
