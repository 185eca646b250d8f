"""Consultations: the rounds in which an edition is discussed, what was said in them, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Decided = Literal["accepted", "accepted in part", "rejected", "noted", "out of scope"]
CommentKind = Literal["comment", "tracked change"]


@dataclass(frozen=True, slots=True)
class Round:
    """A round of consultation on an edition."""

    id: str
    """EDITION/NAME, given once."""
    title: str
    opens: str
    """ISO date, the first day."""
    closes: str
    """ISO date, the last day."""
    languages: tuple[str, ...]
    """Those in which it is held."""
    contact: str
    """Where comments are sent."""
    text: str
    """What is asked, Markdown."""
    amendments: tuple[str, ...] = ()
    """Those it is about; empty for all of the edition."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Stakeholder group → its label."""
    evidence: str = ""

    @property
    def edition(self) -> str:
        """The edition's name."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The part of the identifier behind the edition."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a comment was read."""

    file: str
    """The returned file's name, or its digest where the name would say who sent it."""
    place: str = ""
    """`row 7`, `comment 3` or `change 12` inside the file."""
    digest: str = ""
    """Twelve hexadecimal digits of the file's SHA-256."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What one participant said about one thing; without a name or address."""

    number: int
    """Given once, never again in the round."""
    about: str = ""
    """A provision or an amendment; empty for the whole."""
    field: str = ""
    group: str = ""
    """A key of the round's groups; empty where it was not said."""
    country: str = ""
    language: str = ""
    """The language of `text` and `proposal`; empty where it is not known."""
    kind: str = "comment"
    """A CommentKind."""
    quote: str = ""
    """The words commented on, as they stood in the returned file."""
    text: str = ""
    """The participant's words, never changed; not Markdown."""
    translation: str = ""
    """`text` in the official language."""
    proposal: str = ""
    """The wording proposed instead; where a tracked change has none, the words quoted should go."""
    source: Source | None = None
    received: str = ""
    """ISO date, or empty."""
    digest: str = ""
    """Of the provision's text that it was about, where that is known."""


@dataclass(frozen=True, slots=True)
class Disposition:
    """What was decided on comments that raise the same issue."""

    id: str
    """Unique in the round."""
    title: str
    comments: tuple[int, ...]
    decision: str
    """What was Decided."""
    reason: str
    """Markdown."""
    amendment: str = ""
    """The amendment that came of it, in whatever edition."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who made comments: kept apart from them, in a file that is never published."""

    comments: tuple[int, ...]
    name: str = ""
    address: str = ""
    organisation: str = ""
    file: str = ""
    """The returned file's own name."""


@dataclass(frozen=True, slots=True)
class Who:
    """The participant, as a returned file names them."""

    name: str = ""
    address: str = ""
    organisation: str = ""
    group: str = ""
    """The label chosen, in whatever language."""
    country: str = ""
    language: str = ""
    """The language's code or name."""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as a returned file holds it: nothing in it is looked up yet."""

    place: str
    who: Who
    provision: str = ""
    amendment: str = ""
    edition: str = ""
    kind: str = "comment"
    quote: str = ""
    text: str = ""
    proposal: str = ""
    received: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a returned file that a person should know."""

    file: str
    place: str
    """Inside the file; empty where all of it is meant."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}{f', {self.place}' if self.place else ''}: {self.message}"


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that a participant sent back."""

    file: str
    digest: str
    """Twelve hexadecimal digits of its SHA-256."""
    said: tuple[Said, ...]
    remarks: tuple[Remark, ...] = ()
    round: str = ""
    """The round that the form names; empty where the file is no form."""
