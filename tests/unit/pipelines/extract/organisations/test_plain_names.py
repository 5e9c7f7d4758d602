"""Organisations without a head noun, and letters alone."""

import pytest

from tests.unit.pipelines.extract.facts import facts

NAMES = [
    ("en", "With support from Amber Harbour, six boats were repaired.", {"Amber Harbour"}),
    ("es", "El mural se pintó con el apoyo de Senda Azul.", {"Senda Azul"}),
    ("en", "The course was given by UNHCR and Quiet Kitchen.", {"UNHCR", "Quiet Kitchen"}),
    ("en", "Officers met at the seat of ZORVAD.", {"ZORVAD"}),
    ("en", "The tents came from the city council of Praia.", {"council of Praia"}),
    ("es", "Organizó la feria la diócesis de Comayagua.", {"diócesis de Comayagua"}),
    ("es", "El Gobierno Regional Litoral firmó el acta.", {"Gobierno Regional Litoral"}),
]
NONE = [
    ("en", "With support from Carmen Sol, six boats were repaired."),
    ("en", "They paid USD 300 by SMS."),
    ("en", "THE ZORVAD AND THE BRIDGE WERE OPENED."),
    ("en", "Families in the municipality of Praia received tents."),
    ("es", "El XXIV foro se celebró en abril."),
    ("es", "El Foro de Panamá se celebró en abril."),
]


@pytest.mark.parametrize(("language", "sentence", "names"), NAMES)
def test_words_around_tell_an_organisation(language: str, sentence: str, names: set[str]) -> None:
    assert facts("A headline", sentence, "2019-05-14", language).forms() == names


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_persons_places_and_other_letters_are_no_organisations(language: str, sentence: str) -> None:
    assert facts("A headline", sentence, "2019-05-14", language).forms() == set()


def test_what_goes_on_behind_of_is_part_of_a_name() -> None:
    found = facts("A headline", "The Ministry of Labour, Migration and Youth of the Kyrgyz Republic met.", "2019-05-14")
    assert not any(form.startswith("Youth") for form in found.forms())
