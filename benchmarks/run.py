"""How long the tools take on standards of growing size, how much memory, and how both grow.

Each measurement is a process of its own; its time is what a person waits, its memory the peak of the process.
Growth is the factor by which time grows for ten times the provisions: 10 is linear.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.generate import generate

ROOT = Path(__file__).resolve().parents[1]
SIZES = (300, 3_000, 30_000)
CRAFT = (sys.executable, "-c", "from build_tools.cli import main; main()")

LOAD = "import sys; from pathlib import Path; from build_tools.load.project import load_project; load_project(Path(sys.argv[1]))"

STEPS: Mapping[str, tuple[str, ...]] = {
    "start": (*CRAFT, "--version"),
    "load": (sys.executable, "-c", LOAD, "{folder}"),
    "check": (*CRAFT, "check", "-C", "{folder}"),
    "JSON, official language": (*CRAFT, "export", "json", "-C", "{folder}", "-o", "{out}/x.json"),
    "JSON, translated": (*CRAFT, "export", "json", "--language", "es", "-C", "{folder}", "-o", "{out}/x.json"),
    "CSV, translated": (*CRAFT, "export", "csv", "--language", "es", "-C", "{folder}", "-o", "{out}/x.csv"),
    "XLSX, translated": (*CRAFT, "export", "xlsx", "--language", "es", "-C", "{folder}", "-o", "{out}/x.xlsx"),
    "JSON of the older edition": (*CRAFT, "export", "json", "--edition", "1.0", "--language", "es", "-C", "{folder}", "-o", "{out}/x.json"),
    "diff of two editions": (*CRAFT, "diff", "1.0", "2.0", "--format", "json", "-C", "{folder}", "-o", "{out}/x.json"),
    "translate status": (*CRAFT, "translate", "status", "-C", "{folder}"),
}
"""What is measured → the command."""


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


def best(command: Sequence[str], times: int, cpu: bool) -> Measured | None:
    """The fastest of several runs."""
    runs = [run for _ in range(times) if (run := measure(command, cpu)) is not None]
    return min(runs, key=lambda run: run.seconds) if runs else None


def growth(sizes: Sequence[int], runs: Sequence[Measured | None]) -> str:
    """The factor for ten times the provisions, between each size and the next."""
    shown = []
    for (small, one), (large, two) in zip(zip(sizes, runs, strict=True), list(zip(sizes, runs, strict=True))[1:], strict=False):
        shown.append(f"{(two.seconds / one.seconds) ** (1 / math.log10(large / small)):.1f}" if one and two else "–")
    return ", ".join(shown)


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help=f"numbers of provisions (default: {' '.join(map(str, SIZES))})")
    parser.add_argument("--only", action="append", default=[], metavar="WORDS", help="only what has these words in its name; may be given again")
    parser.add_argument("--times", type=int, default=1, help="run each so often and show the fastest")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of the clock's, for a machine that does other things too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the generated standards there, and use those that are there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folders = {size: _standard(size, given.keep or Path(temporary)) for size in given.sizes}
        steps = {name: command for name, command in STEPS.items() if not given.only or any(words in name for words in given.only)}
        Console().print(_table(given.sizes, steps, folders, Path(temporary), given.times, given.cpu))


def _standard(size: int, into: Path) -> Path:
    folder = into / f"standard-{size}"
    if not folder.exists():
        generate(folder, size)
    return folder


def _table(sizes: Sequence[int], steps: Mapping[str, Sequence[str]], folders: Mapping[int, Path], out: Path, times: int, cpu: bool) -> Table:
    table = Table("", *(f"{size:,}" for size in sizes), "growth ×10")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, command in steps.items():
        runs = [best([part.format(folder=folders[size], out=out) for part in command], times, cpu) for size in sizes]
        cells = [f"{run.seconds:.2f} s  {run.megabytes:4.0f} MB" if run else "failed" for run in runs]
        table.add_row(name, *cells, growth(sizes, runs))
    return table


if __name__ == "__main__":
    main()
