"""docs/problems.md from the closed list of faults. `python -m tests.support.docs_problems` writes it anew."""

from itertools import groupby
from pathlib import Path

from build_tools import problems
from build_tools.problems import SORTS

PAGE = Path(__file__).parents[2] / "docs" / "problems.md"
REPAIR = "python -m tests.support.docs_problems"
TITLES = {
    "files": "Files",
    "identifiers and places": "Identifiers and places",
    "wording": "Wording",
    "amendments": "Amendments and editions",
    "consultations": "Consultations",
    "translations": "Translations",
}
"""The comment above a group in build_tools/problems.py → its heading."""


def groups() -> dict[str, list[str]]:
    """Heading → sorts, as the comments in build_tools/problems.py group them."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in Path(problems.__file__).read_text("utf-8").split("\n"):
        name = line.partition('"')[2].partition('"')[0]
        if line.startswith("    # "):
            heading = TITLES[line.removeprefix("    # ").strip()]
        elif heading and name in SORTS and line.startswith('    "'):
            found.setdefault(heading, []).append(name)
    return found


def page() -> str:
    """docs/problems.md"""
    parts = [
        "# What `craft check` finds\n",
        f"Made from `build_tools/problems.py` by `{REPAIR}`.\n",
        "Every fault is said at once, with its file and line.\n"
        "What only follows from another fault is left out: who mends the cause is rid of it.\n"
        "An error stops a build; a warning does not.\n",
    ]
    for heading, names in groups().items():
        parts += [f"## {heading}\n", *(_section(name) for name in names)]
    return "\n".join(parts)


def _section(name: str) -> str:
    sort = SORTS[name]
    return f"### {name}\n\n{sort.means}\n\n{'What to do' if sort.severity == 'error' else 'A warning. What to do'}: {sort.remedy}\n"


def names_in_order() -> list[str]:
    """Every sort that the page shows; none may stand in two groups."""
    return [name for name, _ in groupby(name for names in groups().values() for name in names)]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
