from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest import reference
from pipelines.ingest.read.blocks.date_line import is_date_range, is_publish_label, read_date_line, read_date_pieces


@pytest.mark.parametrize(
    "line",
    [
        "4 May, 2018", "04 May, 2018", "4 May 2018", "4 Mayo, 2018", "04 de mayo de 2018", "4 de mayo del 2018",
        "Friday, 4 May, 2018", "Viernes, 4 Mayo, 2018", "Viernes 4 de mayo de 2018", "Friday, May 4, 2018",
        "Fri, 05/04/2018 - 10:42", "Viernes, 05/04/2018 - 10:42", "Publicado el 4 de mayo de 2018", "May 4, 2018",
        "Mayo 4 2018", "04.05.2018", "4.5.18", "2018/05/04", "2018-05-04T10:42:00+02:00", "4 de mayo de 2018 | Boletín",
        "Press release - 4 May 2018", "viernes 4, mayo 2018", "COURSE 4 MAY 2018", "May 4, 2018 (Danlí)", "4-May-18",
        "Harbour News North - Fri, 05/04/2018 - 10:42", "4 May 2018 · 3 min read", "4 May 2018 by Ana Ejemplo",
        "By Ana Ejemplo | 4 May 2018", "Published 4 May 2018 | Updated 7 May 2018", "vie., 4 may. 2018 10:20",
        "Posted on: Friday, May 4th, 2018 at 4:15 pm",
        "May 4th, 2018", "4\u00a0May, 2018", "4  May ,2018", "2018-05-04", "4 MAY, 2018", "VIERNES, 4 MAYO, 2018",
        "Friday, May 4, 2018 - 16:05", "Fecha de publicación: 4 mayo, 2018", "4 May.2018",
    ],
)  # fmt: skip
def test_every_shape_gives_its_date(line: str) -> None:
    assert read_date_line(line) == date(2018, 5, 4)


@pytest.mark.parametrize(
    "line",
    [
        "May 2018", "2018", "4 May", "On 4 May, 2018 the forum was held", "San José, 4 May, 2018",
        "May 3-5, 2018", "4 May, 2018 – 6 May, 2018", "31 February, 2018", "Tegucigalpa, 09 June 2020", "Published",
        "Published: soon", "4 Marzipan, 2018", "4 May, 20188", "IOM 4 May, 2018", "Resolution 05/04/2018 - 10:42:99x",
    ],
)  # fmt: skip
def test_lines_with_more_or_less_than_a_date_are_none(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "05/04/2018", "05-04-18", "Published: 05/04/2018", "Publicado: 05/04/2018", "05/04/2018 | Press release",
        "05/04/2018 - 10:42 a.m.",
    ],
)  # fmt: skip
def test_numbers_that_allow_two_readings_are_read_in_the_order_that_is_known(line: str) -> None:
    assert read_date_line(line) is None
    assert read_date_line(line, order="month-first") == date(2018, 5, 4)
    assert read_date_line(line, order="day-first") == date(2018, 4, 5)


def test_the_calendar_and_the_weekday_overrule_the_order() -> None:
    assert read_date_line("Published: 26/07/2016", order="month-first") == date(2016, 7, 26)
    assert read_date_line("Friday, 04/05/2018 - 10:00", order="month-first") == date(2018, 5, 4)
    assert read_date_line("Published: 31/31/2016") is None


@pytest.mark.parametrize(
    "line",
    [
        "3-5 May 2018", "May 3-5, 2018", "Del 03/05/2018 al 05/05/2018", "From 3 to 5 May 2018",
        "5 mayo, 2018 @ 10:00 am", "Sat, 5 May 2018, 10:00 – 12:00", "12/05/2018 9:00 a 13:00 hrs",
    ],
)  # fmt: skip
def test_spans_of_days_are_no_publication_dates(line: str) -> None:
    assert is_date_range(line)
    assert read_date_line(line) is None


@pytest.mark.parametrize("line", ["Deadline: 12 May 2018", "Fish market reopens - 12 May 2018", "Metetí, 18 May 2018."])
def test_other_labels_make_no_publication_date(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    "pieces", [["4", "MAY", "2018"], ["MAY 4", "2018"], ["2018", "may", "4"], ["4", "mayo de 2018"]]
)
def test_a_date_in_pieces_is_read(pieces: list[str]) -> None:
    assert read_date_pieces(pieces) == date(2018, 5, 4)


@pytest.mark.parametrize("month", ["March 2019", "November 2018", "noviembre 2018", "Harbour Letter - November 2018"])
def test_the_year_of_a_month_gives_no_day(month: str) -> None:
    assert read_date_line(month) is None
    assert read_date_pieces([month]) is None


def test_pieces_without_a_year_are_no_date() -> None:
    assert read_date_pieces(["4", "MAY"]) is None


@pytest.mark.parametrize("line", ["Published", "Published:", "PUBLICADO", "Fecha de publicación :"])
def test_labels_stand_alone(line: str) -> None:
    assert is_publish_label(line)
    assert not is_publish_label(f"{line} today")


@given(st.dates(date(1990, 1, 1), date(2059, 12, 31)), st.sampled_from(reference.month_names()), st.booleans())
def test_every_day_with_every_month_name_is_read(day: date, name: reference.CalendarName, above: bool) -> None:
    day = day.replace(day=min(day.day, 28), month=name.number)
    shown = name.name.upper() if above else name.name
    assert read_date_line(f"{day.day} {shown}, {day.year}") == day
    assert read_date_line(f"{day.day:02d} de {shown} de {day.year}") == day
    assert read_date_line(f"{shown} {day.day}, {day.year}") == day


@given(st.text(max_size=100))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date_line(text)
    assert found is None or f"{found.year % 100:02d}" in text
