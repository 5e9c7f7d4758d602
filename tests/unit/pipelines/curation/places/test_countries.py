"""Countries, and the names and demonyms that stand for one."""

import pytest

from pipelines.curation.places.countries import (
    CountryName,
    build_countries,
    build_country_names,
    english_demonyms,
    spanish_demonyms,
    usable_forms,
)
from pipelines.curation.places.manual import PlacesError
from pipelines.curation.places.packages import Packages
from tests.unit.pipelines.curation.places.conftest import WriteManual


def test_a_country_has_natural_names_and_its_region(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(coverage="QA,Mesoamerica,,", countries="QQC,Corland Isles,")
    alba, brumo, corland = build_countries(packages.territories, manual).rows
    assert (alba.name_en, alba.programme_region) == ("Quetz and Alba", "Mesoamerica")
    assert (brumo.name_en, brumo.is_american, brumo.longitude) == ("Saint Brumo", True, "-60.12")
    assert (corland.name_en, corland.name_es, corland.longitude) == ("Corland Isles", "Corlandia", "-170.00")


def test_each_name_stands_once_and_is_of_no_language_where_both_have_it(
    packages: Packages, manual_with: WriteManual
) -> None:
    manual = manual_with(
        country_names="QQC,es,CORLAND;Corlanda",
        demonyms="QQC,Corlander,corlando",
        exclusions="country_names,Corlanda,QQC,x",
    )
    countries = build_countries(packages.territories, manual)
    names = build_country_names(countries, packages.territories, manual)
    corland = [row for row in names if row.country_iso3 == "QQC"]
    assert [(row.name, row.language, row.kind) for row in corland] == [
        ("Corland", "und", "name"),
        ("Corlandia", "es", "name"),
        ("Republic of Corland", "en", "name"),
        ("corlandas", "es", "demonym"),
        ("Corlander", "en", "demonym"),
        ("Corlanders", "en", "demonym"),
        ("corlando", "es", "demonym"),
        ("corlandos", "es", "demonym"),
    ]
    assert CountryName("QQA", "Quetz & Alba", "en", "name") in names


def test_a_name_of_two_countries_is_an_error(packages: Packages, manual_with: WriteManual) -> None:
    manual = manual_with(country_names="QQB,en,Corland")
    countries = build_countries(packages.territories, manual)
    with pytest.raises(PlacesError, match=r"'Corland' stands for QQC and QQB\. Exclude it"):
        build_country_names(countries, packages.territories, manual)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Corlander", ["Corlander", "Corlanders"]),
        ("Brumese", ["Brumese"]),
        ("Albish", ["Albish"]),
        ("Mobrumo!", ["Mobrumo"]),
    ],
)
def test_english_demonyms(word: str, forms: list[str]) -> None:
    assert english_demonyms(word) == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("brumano", ["brumano", "brumana", "brumanos", "brumanas"]),
        ("brumés", ["brumés", "brumesa", "brumeses", "brumesas"]),
        ("albañol", ["albañol", "albañola", "albañoles", "albañolas"]),
        ("brumaní", ["brumaní", "brumanís", "brumaníes"]),
        ("albense", ["albense", "albenses"]),
        ("corland!", ["corland"]),
    ],
)
def test_spanish_demonyms(word: str, forms: list[str]) -> None:
    assert spanish_demonyms(word) == forms


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("the Alba Isles (Quetz)", ["Alba Isles (Quetz)", "Alba Isles"]),
        ("Quetz & Alba", ["Quetz & Alba", "Quetz & Alba", "Quetz and Alba", "Quetz and Alba"]),
        ("Alba, Republic of", []),
        ("", []),
    ],
)
def test_usable_forms(name: str, forms: list[str]) -> None:
    assert usable_forms(name) == forms
