"""What every test may use: the repository, its two standards, and the command line run in the test's own process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.pipeline import Pipeline

PARTS = ("source", "amendments", "translations", "mkdocs.yml", "pyproject.toml")


@pytest.fixture(scope="session")
def craft_root() -> Path:
    """The repository, which is the CRAFT Code's project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def teahouse_root(craft_root: Path) -> Path:
    """The mini standard."""
    return craft_root / "tests/projects/teahouse"


@pytest.fixture(scope="session")
def craft_pipeline(craft_root: Path) -> Pipeline:
    """The CRAFT Code, read once."""
    return Pipeline(craft_root)


@pytest.fixture(scope="session")
def teahouse_pipeline(teahouse_root: Path) -> Pipeline:
    """The mini standard, read once."""
    return Pipeline(teahouse_root)


@pytest.fixture(scope="session", params=["craft", "teahouse"])
def real(request: pytest.FixtureRequest) -> Pipeline:
    """Each standard that people wrote."""
    pipeline: Pipeline = request.getfixturevalue(f"{request.param}_pipeline")
    return pipeline


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Path], Path]:
    """Copies a project, without what was built, to a folder of the test's own."""

    def copy(root: Path) -> Path:
        target = tmp_path / root.name
        target.mkdir()
        for name in PARTS:
            if (root / name).is_dir():
                shutil.copytree(root / name, target / name)
            elif (root / name).is_file():
                shutil.copyfile(root / name, target / name)
        return target

    return copy


@pytest.fixture(scope="session")
def run_craft() -> Callable[..., Result]:
    """`run_craft(root, "check")`: the command in this process; `result.return_value` is its exit code where it raises nothing."""

    def run(root: Path, *arguments: str) -> Result:
        from build_tools.cli.root import craft

        return CliRunner().invoke(craft, ["-C", str(root), *arguments], standalone_mode=False)

    return run
