"""The built projects, shared between test processes."""

from pathlib import Path

import pytest

from build_tools.pipeline import Pipeline
from tests.support.built import ROOT, TEAHOUSE, built_once


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this test run see."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "built"


@pytest.fixture(scope="session")
def real(shared: Path) -> Path:
    """The real project, built whole."""
    return built_once(shared, "real", ROOT)


@pytest.fixture(scope="session")
def teahouse(shared: Path) -> Path:
    """The mini standard, built whole."""
    return built_once(shared, "teahouse", TEAHOUSE)


@pytest.fixture(scope="session")
def real_pipeline() -> Pipeline:
    return Pipeline(ROOT)


@pytest.fixture(scope="session")
def teahouse_pipeline() -> Pipeline:
    return Pipeline(TEAHOUSE)
