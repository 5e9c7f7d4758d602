"""Activities that begin on a day and last until another."""

import pytest

from tests.unit.pipelines.extract.facts import facts

CASES = [
    ("es", "La OIM inicia hoy una gira que se extenderá hasta el próximo 18 de mayo de 2018.", "2018-05-15/2018-05-18"),
    ("es", "La brigada comenzó el 14 de mayo y atenderá hasta el viernes 18 de mayo.", "2018-05-14/2018-05-18"),
    ("en", "The clinic started on May 14 and stays open until 18 May.", "2018-05-14/2018-05-18"),
    ("en", "The office opened on May 14. Applications are taken until 18 May.", "2018-05-14"),
    ("en", "The office opened on May 14 and hopes to stay until 14 May 2020.", "2018-05-14"),
    ("en", "The report was presented on May 14, and comments are welcome until 18 May.", "2018-05-14"),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CASES)
def test_until_when_an_activity_lasts(language: str, sentence: str, expected: str) -> None:
    assert facts("Gira", sentence, "2018-05-15", language).date == expected
