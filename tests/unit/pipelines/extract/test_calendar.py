"""Points and spans of the calendar, and the year that a span without one takes."""

from datetime import date

import pytest

from pipelines.extract.calendar import Point, Span, nearest_year


@pytest.mark.parametrize(
    ("point", "iso", "first", "last"),
    [
        (Point(2018, 5, 3), "2018-05-03", date(2018, 5, 3), date(2018, 5, 3)),
        (Point(2018, 2), "2018-02", date(2018, 2, 1), date(2018, 2, 28)),
        (Point(2020, 2), "2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        (Point(2018), "2018", date(2018, 1, 1), date(2018, 12, 31)),
        (Point(987), "0987", date(987, 1, 1), date(987, 12, 31)),
    ],
)
def test_points(point: Point, iso: str, first: date, last: date) -> None:
    assert (point.iso(), point.first_day(), point.last_day()) == (iso, first, last)


@pytest.mark.parametrize(
    ("point", "exists"),
    [
        (Point(2018), True),
        (Point(2018, 12, 31), True),
        (Point(2018, 13), False),
        (Point(2018, 0), False),
        (Point(2018, 4, 31), False),
        (Point(2018, 2, 29), False),
        (Point(2020, 2, 29), True),
        (Point(None, 2, 29), True),
        (Point(None, 2, 30), False),
        (Point(None, 5, 0), False),
    ],
)
def test_which_days_exist(point: Point, exists: bool) -> None:
    assert point.exists() is exists


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        (Point(2018, 5, 3), Point(2018, 5, 3), "2018-05-03"),
        (Point(2018, 5, 3), Point(2018, 5, 5), "2018-05-03/2018-05-05"),
        (Point(2018, 5), Point(2018, 5), "2018-05"),
        (Point(2018, 5), Point(2018, 6), "2018-05/2018-06"),
        (Point(2018), Point(2018), "2018"),
    ],
)
def test_edtf(start: Point, end: Point, edtf: str) -> None:
    assert Span(start, end).edtf() == edtf


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        (Point(None, 5, 3), Point(None, 5, 5), "2018-05-03/2018-05-05"),
        (Point(None, 12, 28), Point(None, 1, 3), "2018-12-28/2019-01-03"),
        (Point(None, 12), Point(None, 1), "2018-12/2019-01"),
        (Point(2017, 5, 3), Point(2017, 5, 5), "2017-05-03/2017-05-05"),
    ],
)
def test_a_span_is_placed_in_a_year(start: Point, end: Point, edtf: str) -> None:
    assert Span(start, end).with_year(2018).edtf() == edtf


@pytest.mark.parametrize(
    ("point", "to", "year"),
    [
        (Point(None, 5, 3), date(2018, 5, 15), 2018),
        (Point(None, 12, 20), date(2018, 1, 9), 2017),
        (Point(None, 1, 8), date(2018, 12, 20), 2019),
        (Point(None, 2, 29), date(2020, 3, 4), 2020),
        (Point(None, 2, 29), date(2019, 3, 4), 2019),
    ],
)
def test_the_nearest_year(point: Point, to: date, year: int) -> None:
    assert nearest_year(Span(point, point), to) == year
