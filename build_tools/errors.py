"""Why a command cannot go on, with the exit code it ends with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.problems import Problem


class CraftError(Exception):
    """Says what is wrong and what to do; only the command line catches it."""

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}".strip())


class ContentError(CraftError):
    """The content has faults; all of them are carried along."""

    def __init__(self, what: str, problems: "Sequence[Problem]" = (), remedy: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__(what, remedy)


class UsageError(CraftError):
    """The command was called with something that does not exist."""

    exit_code = 2


class MissingError(CraftError):
    """A program, folder or file that the command needs is not there."""

    exit_code = 3
