"""Any edition's text, reached from the source edition along the tree."""

from collections.abc import Iterable, Mapping, Sequence

from build_tools.amend.apply import DoesNotFit, Misfit, apply, in_force, reversed_changes
from build_tools.errors import ContentError
from build_tools.model.amendment import Amendment, Change, Edition
from build_tools.model.provision import Text, Value
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.project import Project


class Editions:
    """The texts of a project's editions, each made once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._texts: dict[str, Text] = {project.facts.source_edition: project.text}

    def text(self, name: str) -> Text:
        """The edition's text. Raises ContentError where an amendment on the way does not fit."""
        edition = self._project.edition(name)
        if edition.name not in self._texts:
            self._texts[edition.name] = self._reach(edition.name)
        return self._texts[edition.name]

    def problems(self) -> list[Problem]:
        """Every misfit on the way to every edition; one that stands in the way of several is said once."""
        found: dict[Problem, None] = {}
        for name in self._project.editions:
            try:
                self.start(name)
                self.text(name)
            except ContentError as error:
                found.update(dict.fromkeys(error.problems))
        return list(found)

    def start(self, name: str) -> Text:
        """The text from which the edition's amendments lead to its own: that of its base; for a first edition, what it was before it was corrected."""
        edition = self._project.edition(name)
        if edition.base is not None and edition.base not in self._project.editions:
            raise ContentError(f"Edition “{name}” has no base “{edition.base}”.", remedy="See: craft check")
        if edition.base is not None:
            return self.text(edition.base)
        return self._step(self.text(edition.name), "reverse", edition) if edition.amendments else self.text(edition.name)

    def revised(self, editions: Mapping[str, Edition]) -> dict[str, Text]:
        """The texts of these editions, with other amendments than the project has, and of all that build on them. Raises ContentError."""
        found: dict[str, Text] = {}
        for name, edition in self._project.editions.items():
            if name in editions or edition.base in found:
                start = found[edition.base] if edition.base in found else self.start(name)
                found[name] = self._step(start, "apply", editions.get(name, edition))
        return found

    def _reach(self, name: str) -> Text:
        if not self._project.connected(self._project.facts.source_edition, name):
            raise ContentError(f"Edition “{name}” cannot be reached from “{self._project.facts.source_edition}”.", remedy="See: craft check")
        steps = self._project.path(self._project.facts.source_edition, name)
        text: Text = self._project.text
        for way, edition in steps:
            passed = edition.base if way == "reverse" else edition.name
            if passed is not None and passed in self._texts:
                text = self._texts[passed]
                continue
            text = self._step(text, way, edition)
            if passed is not None:
                self._texts[passed] = text
        return text

    def _step(self, text: Text, way: str, edition: Edition) -> Text:
        amendments = in_force(edition.amendments)
        steps: list[tuple[Amendment, Sequence[Change]]] = [(amendment, amendment.changes) for amendment in amendments]
        if way == "reverse":
            steps = [(amendment, reversed_changes(changes)) for amendment, changes in reversed(steps)]
        try:
            return apply(text, (change for _, changes in steps for change in changes))
        except DoesNotFit:
            raise ContentError(f"Edition “{edition.name}” cannot be reached.", self._misfits(text, way, steps)) from None

    def _misfits(self, text: Text, way: str, steps: Iterable[tuple[Amendment, Sequence[Change]]]) -> list[Problem]:
        """What does not fit, with the amendment that it belongs to; one that does not fit is left out for the next ones."""
        problems: list[Problem] = []
        for amendment, changes in steps:
            try:
                text = apply(text, changes)
            except DoesNotFit as error:
                problems += [self._problem(amendment, misfit, way) for misfit in error.misfits]
        return problems

    def _problem(self, amendment: Amendment, misfit: Misfit, way: str) -> Problem:
        lines = self._project.amendment_lines
        change = f"{amendment.id}#{misfit.change.id}"
        exact = f"{change}#{'after' if way == 'reverse' else 'before'}#{misfit.attribute}"
        at = lines.get(exact, lines.get(change, lines.get(amendment.id, Position("amendments"))))
        about = f"{misfit.change.id}#{misfit.attribute}" if misfit.attribute else misfit.change.id
        return Problem(at, "does-not-fit", explain(amendment, misfit, way), (about,))


def explain(amendment: Amendment, misfit: Misfit, way: str) -> str:
    """The misfit in words an editor understands."""
    side = "after" if way == "reverse" else "before"
    if not misfit.attribute:
        if misfit.expected is None:
            happens = "withdraws" if way == "reverse" else "inserts"
            return f"{amendment.id} {happens} “{misfit.change.id}”, which is there already."
        happens = "inserts" if way == "reverse" and misfit.change.after is None else "changes"
        return f"{amendment.id} {happens} “{misfit.change.id}”, which is not there."
    if misfit.expected is None:
        return f"{amendment.id} says nothing of “{misfit.attribute}” of {misfit.change.id} in “{side}”, but it is there: {excerpt(misfit.found)}."
    return f"{amendment.id} expects in “{side}”, “{misfit.attribute}” of {misfit.change.id}: {excerpt(misfit.expected, misfit.found)}, but finds {excerpt(misfit.found, misfit.expected)}."


def excerpt(value: Value | None, other: Value | None = None) -> str:
    """The value where it begins to differ from the other, in quotes."""
    if value is None:
        return "nothing"
    words = value if isinstance(value, str) else ", ".join(value)
    against = other if isinstance(other, str) else ", ".join(other or ())
    start = next((place for place, (one, two) in enumerate(zip(words, against, strict=False)) if one != two), min(len(words), len(against)))
    start = max(0, start - 25) if against else 0
    end = start + 60
    return f"“{'… ' if start else ''}{' '.join(words[start:end].split())}{' …' if end < len(words) else ''}”"
