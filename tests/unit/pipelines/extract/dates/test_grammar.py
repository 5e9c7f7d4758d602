"""Days as notices and datelines write them: ranges in digits, times of day, weekends, short years."""

import pytest

from tests.unit.pipelines.extract.facts import facts

RANGES = {
    "26/02/2020 - 27/02/2020": "2020-02-26/2020-02-27",
    "26/02/2020 9:00 - 27/02/2020 17:30": "2020-02-26/2020-02-27",
    "26.02.2020 – 1.03.2020": "2020-02-26/2020-03-01",
    "2020-02-26 to 2020-02-27": "2020-02-26/2020-02-27",
    "02/26/2020 - 03/01/2020": "2020-02-26/2020-03-01",
    "26/02 - 27/02/2020": "2020-02-26/2020-02-27",
    "26-27/02/2020": "2020-02-26/2020-02-27",
    "26.-27.02.2020": "2020-02-26/2020-02-27",
    "Del 26/02/2020 al 27/02/2020": "2020-02-26/2020-02-27",
    "febrero 26, 2020 @ 8:00 am - marzo 2, 2020 @ 5:00 pm": "2020-02-26/2020-03-02",
    "26 February 2020, 10:00 - 27 February 2020, 16:00": "2020-02-26/2020-02-27",
    "26 de febrero de 2020 a las 9:00 - 28 de febrero de 2020 a las 13:00 hrs": "2020-02-26/2020-02-28",
    "26/02/2020 9:00 - 26/02/2020 17:30": "2020-02-26",
    "26 February 2020, 10:00 am - 4:00 pm": "2020-02-26",
}


@pytest.mark.parametrize(("line", "expected"), RANGES.items())
def test_the_days_of_a_notice(line: str, expected: str) -> None:
    assert facts("Round table on harvest work", f"{line}\n\nGrowers and unions meet.").date == expected


def test_the_days_of_a_notice_are_no_deadline() -> None:
    body = "06/07/2020 - 10/07/2020\n\nZadar, Croatia\n\nLawyers teach. Applications close on 30 April."
    assert facts("Summer school", body).date == "2020-07-06/2020-07-10"


WEEKENDS = {
    "Volunteers rehearsed last weekend.": "2018-05-12/2018-05-13",
    "Volunteers rehearsed over the weekend.": "2018-05-12/2018-05-13",
    "El pasado fin de semana ensayaron los voluntarios.": "2018-05-12/2018-05-13",
    "Los voluntarios ensayaron el fin de semana.": "2018-05-12/2018-05-13",
    "Volunteers rehearse every weekend.": None,
}


@pytest.mark.parametrize(("sentence", "expected"), WEEKENDS.items())
def test_a_weekend_is_the_last_before_publication(sentence: str, expected: str | None) -> None:
    assert facts("Volunteers rehearse", sentence, "2018-05-15").date == expected


def test_a_dateline_with_a_short_year_places_the_days_of_its_text() -> None:
    body = "Quito (jun. 4/19). La delegación participó en una reunión el 3 y 4 de junio."
    assert facts("Delegación se reúne", body, language="es").date == "2019-06-03/2019-06-04"


def test_a_bracket_with_two_days_is_no_year() -> None:
    assert facts("Officers learn", "A workshop was held (May 16/17).", "2018-05-20").date != "2017-05-16"
