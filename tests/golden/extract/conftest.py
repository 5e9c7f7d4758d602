"""The option with which the recorded rows are written anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-extract",
        action="store_true",
        help="write tests/golden/extract/expected/*.json anew; look at the difference before a commit",
    )


@pytest.fixture
def recording(request: pytest.FixtureRequest) -> bool:
    """Whether the rows are to be recorded instead of compared."""
    return bool(request.config.getoption("--record-extract", default=False))
