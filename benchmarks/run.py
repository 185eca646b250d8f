"""How long the tools take on standards of growing size, how much memory, and how both grow.

Each measurement is a process of its own; its time is what a person waits, its memory the peak of the process.
Growth is the factor by which time grows for ten times the provisions: 10 is linear.
"""

import argparse
import itertools
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.generate import NEW, OLD, generate

ROOT = Path(__file__).resolve().parents[1]
SIZES = (300, 3_000, 30_000)
CRAFT = (sys.executable, "-c", "from build_tools.cli import main; main()")

LOAD = "import sys; from pathlib import Path; from build_tools.load.project import load_project; load_project(Path(sys.argv[1]))"

ONE = ("--edition", "{new}", "--language", "es", "-C", "{folder}")
OUT = ("-C", "{folder}", "-o", "{out}")
NOTHING = "nothing"

STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("start", NOTHING, (*CRAFT, "--version")),
    ("load", NOTHING, (sys.executable, "-c", LOAD, "{folder}")),
    ("check", NOTHING, (*CRAFT, "check", "-C", "{folder}")),
    ("JSON, official language", NOTHING, (*CRAFT, "export", "json", *OUT)),
    ("JSON, translated", NOTHING, (*CRAFT, "export", "json", "--language", "es", *OUT)),
    ("CSV, translated", NOTHING, (*CRAFT, "export", "csv", "--language", "es", *OUT)),
    ("XLSX, translated", NOTHING, (*CRAFT, "export", "xlsx", "--language", "es", *OUT)),
    ("JSON of the older edition", NOTHING, (*CRAFT, "export", "json", "--edition", "{old}", "--language", "es", *OUT)),
    ("diff of two editions", NOTHING, (*CRAFT, "diff", "{old}", "{new}", "--format", "json", *OUT)),
    ("translate status", NOTHING, (*CRAFT, "translate", "status", "-C", "{folder}")),
    ("build data, all, cold", "clean", (*CRAFT, "build", "data", "-C", "{folder}")),
    ("build data, all, unchanged", NOTHING, (*CRAFT, "build", "data", "-C", "{folder}")),
    ("build data, all, one edit", "edit", (*CRAFT, "build", "data", "-C", "{folder}")),
    ("build site, one, cold", "clean", (*CRAFT, "build", "site", *ONE)),
    ("build site, all, cold", "clean", (*CRAFT, "build", "site", "-C", "{folder}")),
    ("build site, all, unchanged", NOTHING, (*CRAFT, "build", "site", "-C", "{folder}")),
    ("build site, all, one edit", "edit", (*CRAFT, "build", "site", "-C", "{folder}")),
)
"""(what is measured, what is done to the folder before, the command); `all` is every edition and language, `one` the newest in Spanish."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A folder that is measured."""

    label: str
    folder: Path
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One process."""

    seconds: float
    """By the clock, or of processor time."""
    megabytes: float


def measure(command: Sequence[str], cpu: bool) -> Measured | None:
    """Run the command in a process of its own; none where it fails."""
    environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH") or str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.stderr.write(errors.decode()[-2000:])
        return None
    seconds = used.ru_utime + used.ru_stime if cpu else time.perf_counter() - start
    return Measured(seconds, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def best(subject: Subject, before: Callable[[Subject], None], command: Sequence[str], times: int, cpu: bool) -> Measured | None:
    """The fastest of several runs."""
    runs: list[Measured] = []
    for _ in range(times):
        before(subject)
        run = measure(command, cpu)
        runs += [run] if run else []
    return min(runs, key=lambda run: run.seconds, default=None)


def clean(subject: Subject) -> None:
    """As after a fresh clone."""
    for name in ("build", ".craft"):
        shutil.rmtree(subject.folder / name, ignore_errors=True)


def edit(subject: Subject) -> None:
    """One translation gets one letter more."""
    path = next(iter(sorted(subject.folder.glob("translations/es/LC_MESSAGES/[pv]*.po"))))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r'^(msgstr ".*\w)"$', r'\1x"', text, count=1, flags=re.M), "utf-8")


BEFORE: Mapping[str, Callable[[Subject], None]] = {NOTHING: lambda subject: None, "clean": clean, "edit": edit}


def growth(sizes: Sequence[int], runs: Sequence[Measured | None]) -> str:
    """The factor for ten times the provisions, between each size and the next."""
    pairs = list(zip(sizes, runs, strict=True))
    factors = []
    for (small, one), (large, two) in itertools.pairwise(pairs):
        factors.append(f"{(two.seconds / one.seconds) ** (1 / math.log10(large / small)):.1f}" if one and two else "–")
    return ", ".join(factors)


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help=f"numbers of provisions (default: {' '.join(map(str, SIZES))})")
    parser.add_argument("--only", action="append", default=[], metavar="WORDS", help="only what has these words in its name; may be given again (an unchanged or edited build needs the cold one before it)")
    parser.add_argument("--times", type=int, default=1, help="run each so often and show the fastest")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of the clock's, for a machine that does other things too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the generated standards there, and use those that are there")
    parser.add_argument("--real", type=Path, default=ROOT, metavar="FOLDER", help="the real text's project (default: this one)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        subjects = [_real(given.real, Path(temporary)), *(_generated(size, given.keep or Path(temporary)) for size in given.sizes)]
        Console(width=max(100, 60 + 22 * len(subjects))).print(_table(subjects, given.sizes, given.only, Path(temporary) / "out", given.times, given.cpu))


def _real(root: Path, into: Path) -> Subject:
    """A copy, so that nothing in the project is touched."""
    folder = into / "real"
    for name in ("source", "amendments", "translations"):
        shutil.copytree(root / name, folder / name)
    for name in ("mkdocs.yml", "pyproject.toml"):
        if (root / name).is_file():
            shutil.copyfile(root / name, folder / name)
    return Subject("real text", folder, "2.0", "2.1")


def _generated(size: int, into: Path) -> Subject:
    folder = into / f"standard-{size}"
    if not folder.exists():
        generate(folder, size)
    return Subject(f"{size:,}", folder, OLD, NEW)


def _table(subjects: Sequence[Subject], sizes: Sequence[int], only: Sequence[str], out: Path, times: int, cpu: bool) -> Table:
    table = Table("", *(subject.label for subject in subjects), "growth ×10")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, before, command in STEPS:
        if only and not any(words in name for words in only):
            continue
        runs: list[Measured | None] = []
        for subject in subjects:
            filled = [part.format(folder=subject.folder, out=out, old=subject.old, new=subject.new) for part in command]
            runs.append(best(subject, BEFORE[before], filled, times, cpu))
        cells = [f"{run.seconds:.2f} s  {run.megabytes:4.0f} MB" if run else "failed" for run in runs]
        table.add_row(name, *cells, growth(sizes, runs[1:]))
    return table


if __name__ == "__main__":
    main()
