from datetime import date

import pytest

from pipelines.ingest.read.blocks.page_dates import DateHints, page_dates

NOTHING = DateHints()


def days(lines: list[str], hints: DateHints = NOTHING) -> list[date | None]:
    dates = page_dates(lines, [False] * len(lines), hints)
    return [dates.day(at) for at in dates.lines]


def test_one_date_with_a_thirteenth_month_decides_for_all() -> None:
    assert days(["02/03/2021", "Text.", "14/02/2021"]) == [date(2021, 3, 2), date(2021, 2, 14)]
    assert days(["02/03/2021", "Text.", "01/14/2021"]) == [date(2021, 2, 3), date(2021, 1, 14)]


def test_what_the_source_states_comes_first() -> None:
    assert days(["02/03/2021"], DateHints(stated="month-first", language="es")) == [date(2021, 2, 3)]


def test_the_days_that_the_text_names_decide() -> None:
    assert days(["02/03/2021", "Danlí, 27 February. Nurses met."]) == [date(2021, 3, 2)]
    assert days(["02/03/2021", "El 31 de enero se reunieron."], DateHints(language="es")) == [date(2021, 2, 3)]


def test_the_sequence_of_a_list_decides() -> None:
    assert days(["09/12/2021", "a", "02/11/2021", "b", "06/10/2021"])[1] == date(2021, 11, 2)


@pytest.mark.parametrize(("language", "day"), [("es", date(2021, 3, 2)), ("en", None)])
def test_the_language_comes_last(language: str, day: date | None) -> None:
    assert days(["02/03/2021"], DateHints(language=language)) == [day]
