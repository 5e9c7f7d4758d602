"""Where the activity took place: what the body opens with, and when the text or the headline knows better."""

import pytest

from tests.unit.pipelines.extract.facts import facts

REST = "Thirty officers attended a workshop on documents."
RESTO = "Treinta funcionarios asistieron a un taller sobre documentos."

MARKS = (
    "Belmopan. ",
    "Belmopan – ",
    "Belmopan - ",
    "Belmopan — ",
    "Belmopan.- ",
    "Belmopan. - ",
    "Belmopan– ",
    "Belmopan –",
    "Belmopan-",
    "Belmopan: ",
    "Belmopan, Belize – ",
    "Belmopan, Belize\n\n",
    "BELMOPAN, BELIZE – ",
    "Belmopan (Belize) – ",
)


@pytest.mark.parametrize("opening", MARKS)
def test_marks_behind_the_place(opening: str) -> None:
    found = facts("Officers learn", opening + REST, "2018-05-15")
    assert (found.host, found.countries) == ("BLZ", {"BLZ"})
    assert found.place is not None
    assert found.place.casefold().startswith("belmopan")


OPENINGS = [
    ("Belize – ", "BLZ"),
    ("Belize. ", "BLZ"),
    ("Chiapas – ", "MEX"),
    ("Chiapas, Mexico – ", "MEX"),
    ("Tapachula, Chiapas – ", "MEX"),
    ("Tapachula, Chiapas, Mexico – ", "MEX"),
    ("Mexico City – ", "MEX"),
    ("Guatemala City – ", "GTM"),
    ("Panama City, Panama – ", "PAN"),
    ("Port of Spain – ", "TTO"),
    ("Port-au-Prince – ", "HTI"),
    ("Port-au-Prince, Haiti – ", "HTI"),
    ("San José – ", "CRI"),
    ("San José, Costa Rica – ", "CRI"),
    ("Georgetown, Guyana – ", "GUY"),
    ("San Pedro Sula – ", "HND"),
    ("Trojes, Honduras – ", "HND"),
    ("Tecún Umán (Guatemala) / Ciudad Hidalgo (Mexico) – ", None),
    ("Guatemala (Guatemala), San Salvador (El Salvador) – ", None),
    ("Guatemala/Honduras – ", None),
    ("Tijuana/San Diego – ", None),
    ("", None),
]


@pytest.mark.parametrize(("opening", "host"), OPENINGS)
def test_places_in_an_english_dateline(opening: str, host: str | None) -> None:
    assert facts("Officers learn", opening + REST, "2018-05-15").host == host


APERTURAS = [
    ("Tegucigalpa. ", "HND"),
    ("Tegucigalpa, Honduras.- ", "HND"),
    ("TEGUCIGALPA, HONDURAS – ", "HND"),
    ("Ciudad de México, México – ", "MEX"),
    ("Ciudad de Guatemala, 3 de mayo. – ", "GTM"),
    ("San Salvador, El Salvador – ", "SLV"),
    ("San José, Costa Rica. – ", "CRI"),
    ("Panamá – ", "PAN"),
    ("Ciudad de Panamá – ", "PAN"),
    ("Puerto Príncipe, Haití – ", "HTI"),
    ("Santo Domingo, República Dominicana – ", "DOM"),
    ("La Habana, Cuba – ", "CUB"),
    ("Tapachula, Chiapas, México.- ", "MEX"),
    ("Puerto España, Trinidad y Tobago – ", "TTO"),
]


@pytest.mark.parametrize(("opening", "host"), APERTURAS)
def test_places_in_a_spanish_dateline(opening: str, host: str) -> None:
    assert facts("Funcionarios aprenden", opening + RESTO, "2018-05-15", "es").host == host


DATED = [
    ("en", "Belmopan, May 3, 2018 – ", "BLZ", "2018-05-03"),
    ("en", "Belmopan, Belize, May 3, 2018.- ", "BLZ", "2018-05-03"),
    ("en", "Belmopan, 3 May 2018 - ", "BLZ", "2018-05-03"),
    ("en", "May 3, 2018, Belmopan – ", "BLZ", "2018-05-03"),
    ("en", "3 May 2018 – Belmopan, Belize – ", "BLZ", "2018-05-03"),
    ("en", "May 2018 – Belmopan – ", "BLZ", "2018-05"),
    ("en", "Belmopan, Belize, May 3, 2018\n\n", "BLZ", "2018-05-03"),
    ("en", "Belmopan, May 3 2018 (IOM) - ", "BLZ", "2018-05-03"),
    ("en", "13/05/2018 – ", None, "2018-05-13"),
    ("es", "Tegucigalpa, 3 de mayo de 2018.- ", "HND", "2018-05-03"),
    ("es", "Tegucigalpa, 3 de mayo de 2018 (OIM) – ", "HND", "2018-05-03"),
    ("es", "San Salvador, El Salvador, 3 de mayo de 2018 – ", "SLV", "2018-05-03"),
    ("es", "3 de mayo de 2018, Panamá – ", "PAN", "2018-05-03"),
    ("es", "Panamá, mayo de 2018 – ", "PAN", "2018-05"),
]


@pytest.mark.parametrize(("language", "opening", "host", "when"), DATED)
def test_place_and_date(language: str, opening: str, host: str | None, when: str) -> None:
    found = facts("A headline", opening + (RESTO if language == "es" else REST), "2018-05-15", language)
    assert (found.host, found.date) == (host, when)


def test_the_sender_in_brackets_is_an_organisation_and_no_place() -> None:
    found = facts("Officers learn", f"Belmopan, Belize, May 3, 2018 (IOM) – {REST}", "2018-05-15")
    assert (found.host, set(found.partners)) == ("BLZ", {"iom"})


ELSEWHERE = [
    ("en", "San José – A workshop was held in Managua, Nicaragua, for thirty officers.", "NIC"),
    ("es", "San José – El taller se realizó en Managua, Nicaragua.", "NIC"),
    ("en", "In Belmopan, thirty officers attended a workshop.", "BLZ"),
    ("en", "Thirty officers attended a workshop in Belmopan.", "BLZ"),
    ("en", "Thirty officers from Belize and Honduras attended a workshop in Belmopan.", "BLZ"),
    ("en", "Thirty officers of Belize attended a workshop in Geneva, Switzerland.", "CHE"),
    ("en", "Honduran officers attended a workshop in San Salvador.", "SLV"),
    ("en", "Thirty Belizean officers attended a workshop.", "BLZ"),
    ("en", "The city of Danlí, Honduras, was the scene of a workshop.", "HND"),
    ("en", "Officers from Belize, Honduras and Panama attended a workshop.", None),
    ("en", "San José, Costa Rica - Officers from Mexico, Honduras and Panama attended an online workshop.", None),
    ("en", "Thirty officers attended a virtual workshop from Belize.", None),
    ("es", "En San Pedro Sula se realizó un taller.", "HND"),
    ("es", "El taller se realizó en Managua, Nicaragua.", "NIC"),
    ("es", "Funcionarios hondureños asistieron a un taller en San Salvador.", "SLV"),
    ("es", "Funcionarias salvadoreñas asistieron a un taller.", "SLV"),
    ("es", "Funcionarios de México, Honduras y Panamá asistieron a un taller virtual.", None),
]


@pytest.mark.parametrize(("language", "body", "host"), ELSEWHERE)
def test_the_text_tells_the_scene(language: str, body: str, host: str | None) -> None:
    assert facts("A headline", body, "2018-05-15", language).host == host


def test_the_host_is_among_the_countries() -> None:
    found = facts("Officers learn", f"Tapachula – {REST}", "2018-05-15")
    assert found.host in found.countries
    assert found.place == "Tapachula"


VENUES = [
    ("Zadar, Croatia", "HRV"),
    ("Casa Belén, Calle 68 # 4-12, Bogotá", "COL"),
    ("Hotel Las Palmas, Managua, Nicaragua", "NIC"),
    ("Managua", "NIC"),
]


@pytest.mark.parametrize(("line", "host"), VENUES)
def test_the_line_of_a_venue_below_the_dates_of_a_notice(line: str, host: str | None) -> None:
    body = f"26/02/2020 - 27/02/2020\n\n{line}\n\nGrowers of Albania, Bosnia and Herzegovina and Chile meet."
    assert facts("Round table on harvest work", body).host == host
