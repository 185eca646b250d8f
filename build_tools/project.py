"""A project: everything its files say, read once, handed to every stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.errors import UsageError
from build_tools.model.amendment import Amendment, Edition
from build_tools.model.catalogue import Catalogue
from build_tools.model.consultation import Comment, Disposition, Person, Round
from build_tools.model.facts import Facts
from build_tools.model.identifiers import suggestion
from build_tools.model.provision import Text
from build_tools.model.seal import Seal
from build_tools.positions import Position
from build_tools.problems import Problem


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site's own, which belongs to no edition."""

    name: str
    title: str
    body: str
    """Markdown, with `##` headings."""
    path: str


@dataclass(frozen=True, slots=True)
class Project:
    """The folder's content in the model."""

    root: Path
    facts: Facts
    text: Text
    """The source edition, as its files hold it."""
    text_lines: Mapping[str, tuple[str, Mapping[str, int]]]
    """Identifier → (file, attribute → line)."""
    editions: Mapping[str, Edition]
    """Name → edition; bases before those that build on them."""
    seals: Mapping[str, Seal]
    amendment_lines: Mapping[str, Position]
    catalogues: Mapping[str, Catalogue]
    """Language → catalogue; the official language has none."""
    pages: tuple[SitePage, ...]
    files: Mapping[str, str]
    """Path → content of every file that has a canonical form."""
    problems: tuple[Problem, ...]
    """What was wrong while reading."""
    lost: frozenset[str] = frozenset()
    """Identifiers that only stand in files that could not be read whole; what follows from their absence is no fault of its own."""
    uneven: Mapping[str, str] = field(default_factory=dict)
    """Path → the content it should have, for files without a canonical form that have a byte order mark or foreign line ends."""
    unread: tuple[str, ...] = ()
    """Files below source/ and amendments/ that nothing reads."""
    rounds: Mapping[str, Round] = field(default_factory=dict)
    """EDITION/NAME → round of consultation, by edition and opening."""
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)
    """Round → what was said in it, by number."""
    dispositions: Mapping[str, tuple[Disposition, ...]] = field(default_factory=dict)
    """Round → what was decided, in the order of the file."""
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    """Round → who made its comments. Personal: for checks and for taking comments in; no writer of public output is given it."""
    last_numbers: Mapping[str, int] = field(default_factory=dict)
    """Round → the last number given to a comment; that of a comment taken out since counts too."""
    consultation_lines: Mapping[str, Position] = field(default_factory=dict)
    """“ROUND#KEY”, “ROUND#comment/NUMBER#KEY”, “ROUND#disposition/ID#KEY”, “ROUND#person/PLACE#KEY” → its line."""

    def edition(self, name: str) -> Edition:
        """The edition of that name; `current` is the trunk's edition in force."""
        if name == "current":
            return self.current
        if name not in self.editions:
            known = ", ".join(self.editions)
            raise UsageError(f"There is no edition “{name}”.", f"{suggestion(name, self.editions)} Editions: {known}.".strip())
        return self.editions[name]

    @property
    def current(self) -> Edition:
        """The trunk's edition in force; where there is none, its newest."""
        trunk = [edition for edition in self.editions.values() if not edition.branch and not self._on_branch(edition)]
        in_force = [edition for edition in trunk if edition.status == "in force"]
        return (in_force or trunk or list(self.editions.values()))[-1]

    def _on_branch(self, edition: Edition) -> bool:
        return any(ancestor.branch for ancestor in self.lineage(edition))

    def lineage(self, edition: Edition) -> list[Edition]:
        """The edition and its bases, up to the root."""
        found = [edition]
        while (base := self.editions.get(found[-1].base or "")) and base not in found:
            found.append(base)
        return found

    def since(self, edition: Edition) -> Edition | None:
        """The edition that readers hold when this one comes: the last approved one where this is approved, else the base; none for a root."""
        bases = self.lineage(edition)[1:]
        approved = [base for base in bases if base.approved_by or base.base is None]
        return next(iter(approved if edition.approved_by else bases), None)

    def connected(self, one: str, two: str) -> bool:
        """Whether amendments lead from one edition to the other: their bases meet, and none of them stands in a circle."""
        up, down = self.lineage(self.edition(one)), self.lineage(self.edition(two))
        circular = any(lineage[-1].base in {edition.name for edition in lineage} for lineage in (up, down))
        return one == two or (not circular and bool({edition.name for edition in up} & {edition.name for edition in down}))

    def path(self, start: str, end: str) -> list[tuple[str, Edition]]:
        """The steps from one edition to another: (“reverse” or “apply”, edition whose amendments)."""
        up, down = self.lineage(self.edition(start)), self.lineage(self.edition(end))
        shared = {edition.name for edition in up} & {edition.name for edition in down}
        steps = [("reverse", edition) for edition in up if edition.name not in shared]
        return steps + [("apply", edition) for edition in reversed(down) if edition.name not in shared]

    def languages(self) -> tuple[str, ...]:
        """The languages in the order shown."""
        return self.facts.languages

    def language(self, name: str | None) -> str:
        """The language of that name; the official one where none is named."""
        if name is not None and name not in self.facts.languages:
            raise UsageError(f"There is no language “{name}”.", f"Languages: {', '.join(self.facts.languages)}.")
        return name or self.facts.official

    def amendment(self, identifier: str) -> Amendment:
        """The amendment of that identifier."""
        edition = self.edition(identifier.partition("/")[0])
        for amendment in edition.amendments:
            if amendment.id == identifier:
                return amendment
        raise UsageError(f"There is no amendment “{identifier}”.")

    def round(self, name: str) -> Round:
        """The round of that identifier, or of that name where no two editions have one."""
        found = [one for one in self.rounds.values() if name in (one.id, one.name)]
        exact = [one for one in found if one.id == name]
        if len(exact or found) != 1:
            known = f"Rounds: {', '.join(self.rounds)}." if self.rounds else "This standard has none."
            what = f"“{name}” is the name of several rounds." if found else f"There is no round of consultation “{name}”."
            raise UsageError(what, f"{'' if found else suggestion(name, self.rounds)} {known}".strip())
        return (exact or found)[0]

    def position(self, identifier: str, attribute: str = "id") -> Position:
        """Where an attribute of a provision of the source edition is written."""
        path, lines = self.text_lines.get(identifier, ("source", {}))
        return Position(path, lines.get(attribute, lines.get("id", 0)))
