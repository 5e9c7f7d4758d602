"""Which expressions of time date an activity, and which belong to something else."""

import pytest

from tests.unit.pipelines.extract.facts import facts

WEEKDAYS = {
    "La guía fue presentada el martes en Oaxaca.": "2018-05-15",
    "El comedor funciona desde el viernes.": "2018-05-11",
    "Los martes se presenta la guía en Oaxaca.": None,
    "La feria se realizará el viernes en Oaxaca.": None,
}


@pytest.mark.parametrize(("sentence", "expected"), WEEKDAYS.items())
def test_a_spanish_weekday_is_the_last_one_unless_it_is_to_come(sentence: str, expected: str | None) -> None:
    assert facts("Guía para albergues", sentence, "2018-05-15", "es").date == expected


BACKGROUND = {
    "Dieciséis tejedoras que hoy viven en Oaxaca abrieron una tienda.": None,
    "Weavers who today live in Oaxaca opened a shop.": None,
    "Panamá, 25 de mayo de 2018. El servicio aclara una noticia publicada este martes 22 de mayo.": "2018-05-25",
    "Panama City, 14 May 2018 – Tents were sent. Between January and July of 2017, 500 people came.": "2018-05-14",
    "The campaign ran between March and April of 2018.": "2018-03/2018-04",
}


@pytest.mark.parametrize(("sentence", "expected"), BACKGROUND.items())
def test_what_is_beside_the_activity_does_not_date_it(sentence: str, expected: str | None) -> None:
    assert facts("Shop opens", sentence, "2018-05-25").date == expected


def test_a_day_takes_no_year_from_the_pilot_before_it() -> None:
    body = "Tomorrow (17/01) officers attend a workshop that follows a pilot workshop held in December 2018."
    assert facts("Police prepare a course", body).date is None
