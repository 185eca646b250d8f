"""The real text and the mini standard, each built once for all tests, in copies."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEAHOUSE = ROOT / "tests" / "projects" / "teahouse"
PARTS = ("source", "amendments", "translations", "mkdocs.yml", "pyproject.toml")


def copy_project(project: Path, target: Path) -> Path:
    """The parts of a project that a build reads."""
    target.mkdir(parents=True)
    for name in PARTS:
        if (project / name).is_dir():
            shutil.copytree(project / name, target / name)
        elif (project / name).is_file():
            shutil.copyfile(project / name, target / name)
    return target


def craft(project: Path, *words: str, **values: object) -> subprocess.CompletedProcess[str]:
    """`craft` in a process of its own."""
    command = [sys.executable, "-c", "from build_tools.cli import main; main()", "-C", str(project), *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, **values)  # type: ignore[call-overload, no-any-return]


def built_once(shared: Path, name: str, project: Path) -> Path:
    """The project built with `craft build`, by whichever test process comes first; the others wait."""
    return once(shared / name, lambda place: _build(copy_project(project, place / "project")))


def once(place: Path, make: Callable[[Path], object]) -> Path:
    """Make the folder in one process only; answers its project."""
    try:
        place.mkdir(parents=True)
    except FileExistsError:
        while not (place / "done").exists():
            assert not (place / "failed").exists(), f"building {place.name} failed in another process"
            time.sleep(0.2)
        return place / "project"
    try:
        make(place)
    except BaseException:
        (place / "failed").touch()
        raise
    (place / "done").touch()
    return place / "project"


def _build(project: Path) -> None:
    done = craft(project, "build")
    assert done.returncode == 0, done.stderr


def tree(folder: Path, without: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Path → content of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).as_posix() not in without
    }
