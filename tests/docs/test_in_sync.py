"""Generated pages equal fresh ones; the architecture page stays one page."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.docs import ARCHITECTURE_PAGE, BEGIN, PAGES, ROOT


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_generated_page_is_fresh(path: Path) -> None:
    # In a process of its own: click keeps what an earlier test made of a command's help.
    fresh = subprocess.run([sys.executable, "-m", "tests.support.docs", path.name], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert path.read_text("utf-8") == fresh, "Run: python -m tests.support.docs"


def test_architecture_fits_one_page() -> None:
    assert len(ARCHITECTURE_PAGE.read_text("utf-8").partition(BEGIN)[0].split("\n")) <= 60
