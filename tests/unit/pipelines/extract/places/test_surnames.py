"""Surnames that are also places, and codes of languages that are also codes of countries."""

import pytest

from tests.unit.pipelines.extract.facts import facts

SURNAMES = [
    ("en", 'Lomé – IOM opened a course for Togo. "We learn", said Inés Barahona of the team.', {"TGO"}),
    ("es", "Marta Holguín abrió un taller en Sucre, Bolivia.", {"BOL"}),
    ("es", "El taller en Asunción, Paraguay, fue de Ana Belén Durango y Carlos Salta.", {"PRY"}),
    ("es", "La alcaldesa Xochitl España recibió a la delegación de Honduras.", {"HND"}),
    ("en", "Minister Tupac Lima met officers from Ecuador.", {"ECU"}),
    ("en", "Officers from Ecuador heard Rosa Caldas. Caldas said that they met.", {"ECU"}),
    ("en", "Israel Cárdenas cut the ribbon in Lomé, Togo.", {"TGO"}),
    ("es", "La artista Quetzalli Paraguay pintó un mural en Honduras.", {"HND"}),
    ("es", "Julia Puebla viajó a Guatemala, dijo Puebla.", {"GTM"}),
]


@pytest.mark.parametrize(("language", "sentence", "countries"), SURNAMES)
def test_a_surname_names_no_country(language: str, sentence: str, countries: set[str]) -> None:
    assert set(facts("A headline", sentence, "2019-05-14", language).countries) == countries


@pytest.mark.parametrize("street", ["calle Brasil", "avenida Chile", "colonia Roma", "Jordan Street", "rue Canada"])
def test_streets_and_quarters_name_no_country(street: str) -> None:
    assert set(facts("A headline", f"Lomé, Togo – It opened in {street} on Monday.", "2019-05-14").countries) == {"TGO"}


PLACES = [
    ("en", "IOM opened a course in Barahona.", {"DOM"}),
    ("es", "Rosa Caldas viajó a Holguín y a Puebla.", {"CUB", "MEX"}),
    ("es", "Inés Barahona llegó de Barahona.", {"DOM"}),
    ("en", "The director of Caritas Lima met Ana.", {"PER"}),
    ("es", "La Cancillería General Panamá se reunió con María, Honduras y Cuba.", {"PAN", "HND", "CUB"}),
    ("en", "The Hospital Rosa Honduras opened.", {"HND"}),
]


@pytest.mark.parametrize(("language", "sentence", "countries"), PLACES)
def test_a_place_without_a_given_name_counts(language: str, sentence: str, countries: set[str]) -> None:
    assert set(facts("A headline", sentence, "2019-05-14", language).countries) == countries


@pytest.mark.parametrize(
    ("headline", "countries"),
    [
        ("Flood snapshot [EN/UK]", {"UKR"}),
        ("Flood snapshot (UK, RU)", {"UKR"}),
        ("Flood snapshot UK - EN", {"UKR"}),
        ("Flood snapshot by the UK and Moldova", {"UKR", "GBR", "MDA"}),
        ("Flood snapshot [UK/US]", {"UKR", "GBR", "USA"}),
    ],
)
def test_codes_of_languages_name_no_country(headline: str, countries: set[str]) -> None:
    assert set(facts(headline, "IOM counted 90 people in Odesa, Ukraine.", "2019-05-14", "en").countries) == countries


@pytest.mark.parametrize(
    "body", ["Israel Bernal leads the choir of Lomé.", "Says Jordan Whitfield, who sings in Lomé: come."]
)
def test_a_country_as_given_name(body: str) -> None:
    assert facts("A choir", body).countries == {"TGO"}


def test_languages_of_an_enumeration_are_no_countries() -> None:
    assert facts("A choir", "The choir of Lomé sings in Arabic, English, French and Greek.").countries == {"TGO"}
