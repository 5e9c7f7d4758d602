"""Points and spans of the calendar, and the year that a span without one takes."""

from datetime import date

import numpy as np
import pytest

from pipelines.extract.dates.calendar import OPEN, Points, Spans, points_of


def points(*parts: tuple[int, ...]) -> Points:
    """Points as (year, month, day), the last ones left out where they are open."""
    return Points(*np.array([(*each, OPEN, OPEN)[:3] for each in parts], np.int64).T)


def span(start: tuple[int, ...], end: tuple[int, ...]) -> Spans:
    return Spans(points(start), points(end))


@pytest.mark.parametrize(
    ("point", "edtf", "first", "last"),
    [
        ((2018, 5, 3), "2018-05-03", date(2018, 5, 3), date(2018, 5, 3)),
        ((2018, 2), "2018-02", date(2018, 2, 1), date(2018, 2, 28)),
        ((2020, 2), "2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ((2018,), "2018", date(2018, 1, 1), date(2018, 12, 31)),
        ((987,), "0987", date(987, 1, 1), date(987, 12, 31)),
    ],
)
def test_points(point: tuple[int, ...], edtf: str, first: date, last: date) -> None:
    column = points(point)
    assert Spans(column, column).edtf().to_pylist() == [edtf]
    assert (column.first_day().tolist(), column.last_day().tolist()) == ([first], [last])


@pytest.mark.parametrize(
    ("point", "exists"),
    [
        ((2018,), True),
        ((2018, 12, 31), True),
        ((2018, 13), False),
        ((2018, -1), False),
        ((2018, 4, 31), False),
        ((2018, 2, 29), False),
        ((2020, 2, 29), True),
        ((OPEN, 2, 29), True),
        ((OPEN, 2, 30), False),
        ((OPEN, 5, -1), False),
    ],
)
def test_which_days_exist(point: tuple[int, ...], exists: bool) -> None:
    assert points(point).exists().tolist() == [exists]


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ((2018, 5, 3), (2018, 5, 3), "2018-05-03"),
        ((2018, 5, 3), (2018, 5, 5), "2018-05-03/2018-05-05"),
        ((2018, 5), (2018, 5), "2018-05"),
        ((2018, 5), (2018, 6), "2018-05/2018-06"),
        ((2018,), (2018,), "2018"),
    ],
)
def test_edtf(start: tuple[int, ...], end: tuple[int, ...], edtf: str) -> None:
    assert span(start, end).edtf().to_pylist() == [edtf]


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ((OPEN, 5, 3), (OPEN, 5, 5), "2018-05-03/2018-05-05"),
        ((OPEN, 12, 28), (OPEN, 1, 3), "2018-12-28/2019-01-03"),
        ((OPEN, 12), (OPEN, 1), "2018-12/2019-01"),
        ((2017, 5, 3), (2017, 5, 5), "2017-05-03/2017-05-05"),
    ],
)
def test_a_span_is_placed_in_a_year(start: tuple[int, ...], end: tuple[int, ...], edtf: str) -> None:
    assert span(start, end).with_year(np.array([2018])).edtf().to_pylist() == [edtf]


@pytest.mark.parametrize(
    ("start", "end", "possible"),
    [
        ((2018, 5, 3), (2018, 5, 5), True),
        ((2018, 5, 5), (2018, 5, 3), False),
        ((OPEN, 12, 28), (OPEN, 1, 3), True),
        ((2018, 4, 30), (2018, 4, 31), False),
        ((2018, 5), (2018, 5), True),
    ],
)
def test_which_spans_are_possible(start: tuple[int, ...], end: tuple[int, ...], possible: bool) -> None:
    assert span(start, end).possible().tolist() == [possible]


@pytest.mark.parametrize(
    ("point", "to", "year"),
    [
        ((OPEN, 5, 3), date(2018, 5, 15), 2018),
        ((OPEN, 12, 20), date(2018, 1, 9), 2017),
        ((OPEN, 1, 8), date(2018, 12, 20), 2019),
        ((OPEN, 2, 29), date(2020, 3, 4), 2020),
        ((OPEN, 2, 29), date(2019, 3, 4), 2019),
    ],
)
def test_the_nearest_year(point: tuple[int, ...], to: date, year: int) -> None:
    assert span(point, point).nearest_year(np.array([to], "M8[D]")).tolist() == [year]


def test_days_are_points() -> None:
    days = [date(1969, 12, 31), date(1970, 1, 1), date(2020, 2, 29)]
    assert list(zip(*points_of(np.array(days, "M8[D]")), strict=True)) == [(1969, 12, 31), (1970, 1, 1), (2020, 2, 29)]


def test_spans_are_overwritten_where_chosen() -> None:
    spans = Spans(points((2018, 5, 3), (2019, 1)), points((2018, 5, 4), (2019, 2)))
    spans.put(np.array([1]), span((2020,), (2021,)))
    assert spans.edtf().to_pylist() == ["2018-05-03/2018-05-04", "2020/2021"]
