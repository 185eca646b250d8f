"""The option that rewrites the cases with what the commands answer now."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite tests/commands/*.md with what the commands answer now")
