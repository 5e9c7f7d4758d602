"""Long work says how far it is, short work is silent."""

import logging
from collections.abc import Iterator

import pytest

from pipelines.engines.progress import reported


def ticking(step: float) -> Iterator[float]:
    seconds = 0.0
    while True:
        yield seconds
        seconds += step


@pytest.mark.parametrize(
    ("step", "reports"), [(0.001, []), (2.0, ["counted: 2 of 4 (50 %)", "counted: 4 of 4 (100 %)"])]
)
def test_reports_come_by_the_clock(step: float, reports: list[str], caplog: pytest.LogCaptureFixture) -> None:
    clock = ticking(step)
    with caplog.at_level(logging.INFO, logger="pipelines"):
        assert list(reported("abcd", "counted", 4, len, now=lambda: next(clock))) == list("abcd")
    assert caplog.messages == reports
