"""The place tables from an invented world: what is taken over, under which names, ids and ambiguity."""

import csv
from io import StringIO

import pytest

from pipelines.curation.places.manual import Manual, PlacesError
from pipelines.curation.places.packages import Packages
from pipelines.curation.places.tables import build_tables
from schemas.reference import TABLES
from tests.unit.pipelines.curation.places.conftest import WriteManual

PROGRAMME = "QA,Mesoamerica,,"


def places(packages: Packages, manual: Manual, column: str) -> dict[str, str]:
    """A column of `places.csv` by id and name."""
    rows = csv.DictReader(StringIO(build_tables(packages, manual)["places.csv"]))
    return {f"{row['place_id']} {row['name']}": row[column] for row in rows}


def test_subdivisions_cities_and_capitals_are_taken(packages: Packages, manual_with: WriteManual) -> None:
    assert places(packages, manual_with(coverage=PROGRAMME), "kind") == {
        "qa-10 Palmar": "subdivision",
        "qa-puerto-alba Puerto Alba": "city",
        "qb-brumo-grande Brumo Grande": "city",
        "qc-corstadt Corstadt": "capital",
    }


def test_the_coverage_of_a_country_is_set_by_hand(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(coverage="QA,,,none\nQB,,true,\nQC,,,County;Shire")
    assert places(packages, manual, "kind").keys() == {
        "qb-brumo-grande Brumo Grande",
        "qb-puerto-alba Puerto Alba",
        "qc-1 Nordmark",
        "qc-corstadt Corstadt",
    }


def test_a_subdivision_lies_where_its_places_do(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(geonames_admin1="QA,01=10")
    assert places(packages, manual, "latitude")["qa-10 Palmar"] == "10.25"


def test_subdivisions_of_the_programme_have_long_names(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(coverage=PROGRAMME, subdivision_words="Department,Departamento")
    assert {"qa-10 Palmar Department", "qa-10 Departamento de Palmar"} <= places(packages, manual, "kind").keys()


def test_a_place_set_down_by_hand_takes_the_rest_from_geonames(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(
        geonames_admin1="QA,01=10", places="QA,Altamira,QA-10,crossing,,,,weak", coverage="QA,Mesoamerica,,none"
    )
    assert places(packages, manual, "population")["qa-altamira Altamira"] == "9000"
    assert places(packages, manual, "latitude")["qa-altamira Altamira"] == "10.5000"
    assert places(packages, manual, "ambiguity")["qa-altamira Altamira"] == "weak"


def test_places_of_one_name_get_ids_of_their_own(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(places="QA,Puerto Alba,QA-10,town,Elsewhere,2,-80,", coverage="QA,Mesoamerica,,none")
    assert places(packages, manual, "kind")["qa-puerto-alba-2 Puerto Alba"] == "city"


def test_further_and_plain_names_share_the_id(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(place_names="QQC,,Corstadt,Kørstad;Corburg")
    found = places(packages, manual, "kind").keys()
    assert {"qc-corstadt Kørstad", "qc-corstadt Korstad", "qc-corstadt Corburg"} <= found


def test_a_further_name_of_no_place_is_an_error(packages: Packages, manual_with: WriteManual) -> None:
    with pytest.raises(PlacesError, match=r"there is no place Nowhere in QQC\. Correct the name"):
        build_tables(packages, manual_with(place_names="QQC,,Nowhere,Somewhere"))


def test_a_name_is_unique_where_its_largest_bearer_outweighs_all_others(
    packages: Packages, manual_with: WriteManual
) -> None:
    both = "QA,,true,none\nQB,,true,"
    assert places(packages, manual_with(coverage=both), "ambiguity") == {
        "qa-puerto-alba Puerto Alba": "shared",
        "qb-brumo-grande Brumo Grande": "unique",
        "qb-puerto-alba Puerto Alba": "shared",
        "qc-corstadt Corstadt": "unique",
    }
    ours_by_far = "QA,Mesoamerica,,none\nQB,,true,"
    capital = manual_with(coverage=ours_by_far, capitals="QA,Puerto Alba")
    weighty = places(packages, capital, "ambiguity")
    assert weighty["qa-puerto-alba Puerto Alba"] == "unique"
    assert "qb-puerto-alba Puerto Alba" not in weighty


def test_what_a_person_decided_comes_first(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(ambiguity="Brumo Grande,,weak", exclusions="places,Corstadt,QQC,a firm")
    found = places(packages, manual, "ambiguity")
    assert found["qb-brumo-grande Brumo Grande"] == "weak"
    assert "qc-corstadt Corstadt" not in found


def test_a_place_with_the_name_of_another_country_is_weak(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(country_names="QQC,en,Palmar")
    assert places(packages, manual, "ambiguity")["qa-10 Palmar"] == "weak"


def test_frames_are_filled_with_languages(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(
        stop_names="Brumo Forum,event", languages="English\nBrumese\nAlbish",
        language_frames="{language} course\n{language} and {other}",
    )  # fmt: skip
    text = build_tables(packages, manual)["stop_names.csv"]
    assert text.splitlines() == [
        "phrase,reason",
        "Brumo Forum,event",
        "Albish and English,language",
        "Albish course,language",
        "Brumese and English,language",
        "Brumese course,language",
        "English and Albish,language",
        "English and Brumese,language",
        "English course,language",
    ]


def test_files_have_the_declared_columns(packages: Packages, manual_with: WriteManual) -> None:
    for name, text in build_tables(packages, manual_with()).items():
        assert tuple(text.partition("\n")[0].split(",")) == TABLES[name].column_names
        assert "\r" not in text
