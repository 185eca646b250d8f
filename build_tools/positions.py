"""Where something stands in the files people write."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A line of a file.

    >>> str(Position("source/glossary.yml", 12))
    'source/glossary.yml:12'
    >>> str(Position("source/glossary.yml"))
    'source/glossary.yml'
    """

    path: str
    """The file, relative to the project's folder, with forward slashes."""
    line: int = 0
    """The line, counted from 1; 0 where the whole file is meant."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path
