"""The page of faults is made from the closed list, and fresh."""

from build_tools.problems import SORTS
from tests.support.docs_problems import PAGE, REPAIR, names_in_order, page


def test_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == page(), f"Run: {REPAIR}"


def test_every_sort_has_its_section() -> None:
    assert names_in_order() == list(SORTS)
