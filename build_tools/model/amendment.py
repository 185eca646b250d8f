"""Changes to the text, recorded so that each can be applied and reversed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from build_tools.model.provision import STRUCTURAL, Attributes

Class = Literal["editorial", "clarification", "strengthened", "weakened", "new", "withdrawn", "moved"]
AmendmentStatus = Literal["proposed", "in consultation", "adopted", "rejected", "withdrawn"]
EditionStatus = Literal["draft", "consultation", "in force", "superseded", "withdrawn"]
CLASSES: tuple[str, ...] = get_args(Class)
AMENDMENT_STATUSES: tuple[str, ...] = get_args(AmendmentStatus)
EDITION_STATUSES: tuple[str, ...] = get_args(EditionStatus)
OPEN = ("proposed", "in consultation")
"""The statuses of an amendment on which nothing is decided yet."""
ISSUED = ("in force", "superseded", "withdrawn")
"""The statuses under which an edition's text is sealed."""
ERRATUM_CLASSES = ("editorial", "clarification")
"""What a correction of an issued edition may be."""
UNWRITTEN = "…"
"""What stands in a scaffold where its author has still to write."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one provision: for the attributes that change, the value before and after.

    `before` is none where the provision was not there; `after` is none where it is no longer there at all
    (only a reversed insertion does that: a withdrawal leaves a tombstone). An attribute missing on one side is absent there.
    """

    id: str
    before: Attributes | None
    after: Attributes | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """One decision: why, by what right, and the changes it makes."""

    id: str
    """EDITION/NAME, given once."""
    title: str
    reason: str
    """Plain language, Markdown."""
    changes: tuple[Change, ...]
    klass: str
    """One of CLASSES, declared by its author."""
    status: str
    """One of AMENDMENT_STATUSES; only adopted ones are in the text."""
    drivers: tuple[str, ...] = ()
    """Framework items that led to it, as FRAMEWORK/ITEM."""
    evidence: str = ""
    """How well it is known that the amendment was made; a choice of the standard, or empty."""
    keeps_translations: bool = False
    """Declared on record: the English of before and after are equal for translation."""
    erratum: str = ""
    """ISO date from which readers have the corrected text, where it corrects its edition after that was issued; else empty."""
    decided_by: str = ""
    """Who decided on its present status; empty where that is not known."""
    decided_on: str = ""
    """ISO date of that decision, or empty."""

    @property
    def edition(self) -> str:
        """The part of the identifier before the name."""
        return self.id.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The part of the identifier behind the edition."""
        return self.id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Edition:
    """A text with a name, a declared status and a base."""

    name: str
    title: str
    status: str
    base: str | None = None
    """The edition it amends; none for a root."""
    branch: bool = False
    """A derivative with a life of its own, not a step of the trunk."""
    level: str = ""
    """How far it may go, one of the standard's levels; empty where nothing is promised."""
    issued: str = ""
    """ISO date, or empty."""
    effective: str = ""
    acceptance_ends: str = ""
    """The day on which the edition before is no longer accepted."""
    approved_by: str = ""
    documents: tuple[str, ...] = ()
    """The volumes that were put out; empty for all."""
    carried_over: Mapping[str, str] = field(default_factory=dict)
    """Volume → the earlier edition whose text it holds unchanged."""
    summary: str = ""
    evidence: str = ""
    amendments: tuple[Amendment, ...] = ()
    """Those that lead from the base to this edition, by identifier."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The net of all that happened to one provision between two editions."""

    id: str
    kind: str
    """inserted, withdrawn, amended, moved, renumbered, split or merged"""
    before: Attributes
    """The attributes that differ, as they were; empty where it was not there."""
    after: Attributes
    was: tuple[str, ...] = ()
    """The identifiers it had, where it is renumbered, split or merged."""
    amendments: tuple[str, ...] = ()
    """The amendments that made it."""

    @property
    def fields(self) -> list[str]:
        """The fields that differ, the place excepted."""
        return [name for name in dict.fromkeys([*self.before, *self.after]) if name not in STRUCTURAL]
