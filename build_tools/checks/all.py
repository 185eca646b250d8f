"""All checks, in the order in which an editor would mend what they find."""

from collections.abc import Iterator

from build_tools.checks.amending import AMENDING
from build_tools.checks.classes import CLASSES
from build_tools.checks.consulting import CONSULTING
from build_tools.checks.content import Check, Content
from build_tools.checks.structure import STRUCTURE
from build_tools.checks.translating import TRANSLATING
from build_tools.checks.wording import WORDING
from build_tools.problems import Problem

CHECKS: tuple[Check, ...] = (*STRUCTURE, *WORDING, *AMENDING, *CLASSES, *CONSULTING, *TRANSLATING)


def run_checks(content: Content) -> Iterator[Problem]:
    """Every fault that the checks find."""
    for check in CHECKS:
        yield from check(content)
