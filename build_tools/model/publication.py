"""One edition in one language, numbered and with its references settled: what every writer starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.model.consultation import Comment
from build_tools.prose.tree import Prose


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words with the language they are in."""

    language: str
    words: str = ""
    """A line, or the plain words of `prose`."""
    prose: Prose = ()
    """Empty where it is only a line."""


@dataclass(frozen=True, slots=True)
class Older:
    """A translation of an earlier wording, shown on request beside the official text."""

    edition: str
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class Code:
    """One member of a list field: another provision, or an item of an outside framework."""

    code: str
    """The identifier, or the item as in the source."""
    spoken: Spoken
    """Its title; for framework items without one, the item itself."""
    slug: str = ""
    """Where it is a provision of this edition: its slug."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as readers see it."""

    name: str
    label: Spoken
    type: str
    """line, prose, choice, provisions or framework"""
    spoken: Spoken
    """The value in words; for list fields, the members' words joined."""
    codes: tuple[Code, ...] = ()
    """The members of a list field; the choice itself for a choice."""
    older: Older | None = None
    usual: bool = False
    """Whether a choice is the first declared of its list, which goes without saying."""


@dataclass(frozen=True, slots=True)
class Item:
    """A provision in its place."""

    id: str
    slug: str
    kind: str
    kind_label: Spoken
    depth: int
    """0 for a root."""
    parent: str | None
    root: str
    """The root it belongs to, such as its volume."""
    page: str
    """The slug of the page that shows it."""
    number: str
    """Section number, or the key behind a label (“2A”); empty where there is none."""
    title: Shown | None
    """None for a withdrawn provision."""
    fields: tuple[Shown, ...]
    """All but the title, in the declared order."""
    withdrawn: bool
    was: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    """ISO dates on which its words were corrected after the edition was issued."""
    shape: str = ""
    """How it is set: boxed, captioned, drawn (captioned too), term, labelled (its number stands behind the kind's label), or plainly headed."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a provision before and after an amendment; none where it was or is absent."""

    label: Spoken
    name: str
    before: Shown | None
    after: Shown | None
    alike: tuple[Shown | None, Shown | None]
    """Both in one language: that of the publication where both sides are in it, else the official one."""
    redline: Spoken
    """The two of `alike` in one, with deletions and insertions."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What an amendment does to a provision, for readers."""

    id: str
    slug: str
    kind: str
    """inserted, withdrawn, amended, moved, renumbered, split or merged"""
    title: Spoken
    root: str
    was: tuple[str, ...]
    here: bool
    """Whether this edition still shows the provision."""
    fields: tuple[FieldChange, ...]
    parent: str = ""
    """What it stands in afterwards; empty for a root, and where it is gone."""
    follows: str | None = None
    """The sibling that it stands behind, empty for the first; none where its place follows from its identifier."""
    placed: bool = False
    """Whether it moved."""
    amendments: tuple[str, ...] = ()
    """Those that made it."""
    affects: tuple[Shown, ...] = ()
    """Whom it concerns: the fields that are declared to say so, of the provision as it is or was."""
    within: tuple[str, ...] = ()
    """The pages it stands on or below, outermost first, as slugs."""


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment, for readers."""

    id: str
    slug: str
    edition: str
    """The edition whose amendment it is."""
    title: Spoken
    reason: Spoken
    klass: str
    status: str
    evidence: Spoken | None
    drivers: tuple[Code, ...]
    changes: tuple[ChangeView, ...]
    erratum: str = ""
    """ISO date from which it corrects its edition; empty where it is no erratum."""
    decided_by: Spoken | None = None
    """Who decided on it; none where that is not known."""
    decided_on: str = ""


@dataclass(frozen=True, slots=True)
class SubjectView:
    """One provision that a round of consultation puts to its readers, as one amendment changes it."""

    id: str
    slug: str
    title: Spoken
    amendment: str
    digest: str
    """Of the provision's text as it is put to them."""
    change: ChangeView | None
    """None where the amendment does not fit the text."""


@dataclass(frozen=True, slots=True)
class DispositionView:
    """What was decided on some comments, for readers."""

    id: str
    title: Spoken
    comments: tuple[int, ...]
    decision: str
    reason: Spoken
    amendment: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round of consultation, for readers; nothing in it says who commented."""

    id: str
    slug: str
    name: str
    """The part of the identifier behind the edition."""
    title: Spoken
    opens: str
    closes: str
    languages: tuple[str, ...]
    contact: str
    text: Spoken
    amendments: tuple[str, ...]
    """Those it is about, in order; never empty where the edition has any."""
    groups: tuple[Code, ...]
    evidence: Spoken | None
    subjects: tuple[SubjectView, ...]
    """By amendment, then in reading order."""
    comments: tuple[Comment, ...]
    dispositions: tuple[DispositionView, ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """What an edition says of itself."""

    name: str
    title: Spoken
    status: str
    base: str
    branch: bool
    issued: str
    effective: str
    approved_by: Spoken
    summary: Spoken
    evidence: Spoken | None
    documents: tuple[str, ...]
    """Roots put out as documents, in reading order."""
    carried_over: Mapping[str, str] = field(default_factory=dict)
    """Root → the earlier edition whose text it holds unchanged."""
    not_put_out: tuple[str, ...] = ()
    """Roots that could be documents, but were not put out with this edition."""

    @property
    def day(self) -> str:
        """The date that files of the edition bear: that of its issue, and of one that is not issued the first that every format can say."""
        return self.issued or "1980-01-01"
    corrected: tuple[str, ...] = ()
    """ISO dates on which something in it was corrected after it was issued."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the site's own."""

    name: str
    title: Spoken
    parts: tuple[tuple[Spoken | None, Spoken], ...]
    """(heading or none, text below it)"""


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition in one language."""

    language: str
    official: str
    direction: str
    """ltr or rtl"""
    edition: EditionView
    current: str
    """The edition in force of the trunk."""
    digest: str
    """Of the edition's official text."""
    standard: Mapping[str, Spoken]
    """name, full_name, summary, notice, language_rule"""
    file_stem: str
    """What release files begin with, e.g. `norma-de-te-1.0`; the same in every language."""
    maintainers: tuple[str, ...]
    contact: str
    website: str
    licence: tuple[str, str]
    """(name, address)"""
    items: tuple[Item, ...]
    """In reading order, withdrawn ones included."""
    amendments: tuple[AmendmentView, ...]
    """Those that lead here from the edition `since`, edition by edition and by name; also those not adopted."""
    since: str
    """The edition that readers hold when this one comes; empty for a root edition."""
    changes: tuple[ChangeView, ...]
    """The net of what differs from the edition `since`, in reading order."""
    pages: tuple[PageView, ...]
    revision: str
    """The translation's revision: a short digest of the catalogues; empty for the official language."""
    units: int = 0
    current_units: int = 0
    """How many of the text's units are current in this language; both 0 for the official one."""
    by_id: Mapping[str, Item] = field(default_factory=dict, compare=False, repr=False)
    rounds: tuple[RoundView, ...] = ()
    """The consultations on this edition, by opening."""
