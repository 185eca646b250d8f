"""What the checks look at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.model.provision import Text
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.project import Project


@dataclass(frozen=True, slots=True)
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
        same = here is not None and source is not None and (attribute == "id" or here.fields.get(attribute) == source.fields.get(attribute))
        if same:
            return self.project.position(identifier, attribute)
        for ancestor in self.project.editions.values():
            for amendment in ancestor.amendments:
                for change in amendment.changes:
                    if change.id == identifier and (attribute == "id" or attribute in (change.before or {}) or attribute in (change.after or {})):
                        return self.project.amendment_lines[f"{amendment.id}#{identifier}"]
        return self.project.position(identifier, attribute)


Check = Callable[[Content], Iterator[Problem]]
