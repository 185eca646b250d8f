"""What an amendment answers to, in few words."""

from collections.abc import Sequence
from itertools import groupby

from build_tools.interface import joined
from build_tools.model.publication import Code, Spoken


def drivers_in_short(drivers: Sequence[Code], language: str) -> list[Spoken]:
    """One line for each; those that are only a label and an item stand together behind the label: “Criterion B.1, B.2 and B.3”."""
    lines: list[Spoken] = []
    for (label, spoken_in), group in groupby(drivers, lambda driver: (_label(driver), driver.spoken.language)):
        if label:
            lines.append(Spoken(spoken_in, label + joined(language, [driver.code for driver in group])))
        else:
            lines += [driver.spoken for driver in group]
    return lines


def _label(driver: Code) -> str:
    """What stands before the bare item; empty where the item has a title."""
    words = driver.spoken.words
    return words.removesuffix(driver.code) if words.endswith(f" {driver.code}") else ""
