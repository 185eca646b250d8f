"""Generated pages equal fresh ones; the architecture page stays one page."""

from pathlib import Path

import pytest

from tests.support.docs import ARCHITECTURE_PAGE, BEGIN, PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_generated_page_is_fresh(path: Path) -> None:
    assert path.read_text("utf-8") == PAGES[path](), "Run: python -m tests.support.docs"


def test_architecture_fits_one_page() -> None:
    assert len(ARCHITECTURE_PAGE.read_text("utf-8").partition(BEGIN)[0].split("\n")) <= 60
