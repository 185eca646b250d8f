"""What the checks look at."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.model.amendment import Change
from build_tools.model.provision import Text, attributes
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.project import Project


@dataclass(frozen=True)
class Content:
    """A project and the texts of those of its editions that can be reached."""

    project: Project
    texts: Mapping[str, Text]

    @property
    def source(self) -> Text:
        """The source edition's text."""
        return self.project.text

    def where(self, edition: str, identifier: str, attribute: str = "id") -> Position:
        """The file and line that gives an attribute of a provision its value in an edition.

        That is the source file where the source edition has the same value, else the amendment that changed it.
        """
        here, source = self.texts[edition].get(identifier), self.source.get(identifier)
        same = here is not None and source is not None and (attribute == "id" or attributes(here).get(attribute) == attributes(source).get(attribute))
        if same:
            return self.project.position(identifier, attribute)
        lines = self.project.amendment_lines
        value = attributes(here).get(attribute) if here else None
        for line, change in self._changes.get(identifier, ()):
            for side, given in (("after", change.after), ("before", change.before)):
                if given and (attribute == "id" or (attribute in given and given[attribute] == value)):
                    return lines.get(f"{line}#{side}#{attribute}", lines[line])
        return self.project.position(identifier, attribute)

    @cached_property
    def _changes(self) -> Mapping[str, list[tuple[str, Change]]]:
        """Provision → its changes in all editions, with the name that their line has."""
        found: dict[str, list[tuple[str, Change]]] = defaultdict(list)
        for edition in self.project.editions.values():
            for amendment in edition.amendments:
                for change in amendment.changes:
                    found[change.id].append((f"{amendment.id}#{change.id}", change))
        return found


def in_editions(content: Content, editions: list[str]) -> str:
    """The editions in words; all of them need no naming.

    “edition 2.0”, “editions 2.0, 2.1-rc1 and 2.1”, “any edition”
    """
    if len(editions) == len(content.project.editions) > 1:
        return "any edition"
    return f"edition{'s' if len(editions) > 1 else ''} {listed(editions)}"


def listed(names: list[str]) -> str:
    """Names as a sentence has them.

    >>> listed(["2.0", "2.1", "2.2"])
    '2.0, 2.1 and 2.2'
    """
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


Check = Callable[[Content], Iterator[Problem]]
