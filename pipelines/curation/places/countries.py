"""Rows of `countries.csv` and `country_names.csv`: each country, and the names and demonyms that stand for it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipelines.curation.places.manual import DEFAULT_COVERAGE, Manual, PlacesError
from pipelines.curation.places.packages import Territory
from pipelines.curation.places.spelling import coordinate, fold, split_names, straight, without_brackets

_CARIBBEAN_M49 = "029"
_AMERICAS_M49 = {"005", "013", "021", "029"}
BOTH_LANGUAGES = "und"
_AS_IT_IS = "!"
_UNACCENTED = {"é": "e", "á": "a", "ó": "o", "í": "i"}


@dataclass(frozen=True)
class Country:
    """A row of `countries.csv`; position in degrees, as text with two decimals."""

    country_iso3: str
    country_iso2: str
    m49: str
    name_en: str
    name_es: str
    subregion_m49: str
    subregion: str
    programme_region: str
    latitude: str
    longitude: str

    @property
    def is_american(self) -> bool:
        """Whether it lies in the Americas."""
        return self.subregion_m49 in _AMERICAS_M49


@dataclass(frozen=True)
class Countries:
    """All countries, sorted by alpha-3 code."""

    rows: tuple[Country, ...]

    @property
    def iso3(self) -> dict[str, str]:
        """Alpha-3 codes by alpha-2 code."""
        return {country.country_iso2: country.country_iso3 for country in self.rows}

    @property
    def of_programme(self) -> frozenset[str]:
        """Alpha-3 codes of the programme's countries."""
        return frozenset(country.country_iso3 for country in self.rows if country.programme_region)


def build_countries(territories: Iterable[Territory], manual: Manual) -> Countries:
    """Build `countries.csv`."""
    names = {row["country_iso3"]: row for row in manual.rows("countries")}
    rows = [_country(each, names.get(each.country_iso3, {}), manual) for each in territories]
    return Countries(tuple(sorted(rows, key=lambda row: row.country_iso3)))


def _country(territory: Territory, names: dict[str, str], manual: Manual) -> Country:
    by_hand = manual.coverage.get(territory.country_iso2, DEFAULT_COVERAGE).programme_region
    return Country(
        country_iso3=territory.country_iso3,
        country_iso2=territory.country_iso2,
        m49=territory.m49,
        name_en=names.get("name_en") or _natural(territory.english),
        name_es=names.get("name_es") or straight(territory.spanish),
        subregion_m49=territory.subregion_m49,
        subregion=territory.subregion,
        programme_region=by_hand or ("Caribbean" if territory.subregion_m49 == _CARIBBEAN_M49 else ""),
        latitude=coordinate(territory.latitude),
        longitude=coordinate(_within_half_turn(territory.longitude)),
    )


def _natural(name: str) -> str:
    """Turn CLDR's English short form into the one readers expect."""
    return straight(name.replace(" & ", " and ").replace("St. ", "Saint "))


def _within_half_turn(longitude: str) -> str | float:
    """A longitude between -180 and 180: the taxonomy counts on beyond the date line."""
    return float(longitude) - 360 if longitude and float(longitude) > 180 else longitude


@dataclass(frozen=True)
class CountryName:
    """A row of `country_names.csv`; `kind` is `name` or `demonym`."""

    country_iso3: str
    name: str
    language: str
    kind: str


class _Found(NamedTuple):
    country_iso3: str
    name: str
    language: str


def build_country_names(countries: Countries, territories: Iterable[Territory], manual: Manual) -> list[CountryName]:
    """Build `country_names.csv`: each folded name once; a name of both languages has the language `und`.

    Raises:
        PlacesError: a name stands for two countries.
    """
    excluded = manual.exclusions("country_names")
    rows: dict[str, CountryName] = {}
    for kind, names in (("name", _names(countries, territories, manual)), ("demonym", _demonyms(manual))):
        for iso3, name, language in names:
            if not excluded.cover(name, iso3):
                key = fold(name)
                rows[key] = _joined(rows.get(key), CountryName(iso3, name, language, kind))
    return sorted(rows.values(), key=lambda row: (row.country_iso3, row.kind == "demonym", fold(row.name)))


def _joined(known: CountryName | None, new: CountryName) -> CountryName:
    """The row that stays of two with the same folded name."""
    if known is None:
        return new
    if known.country_iso3 != new.country_iso3:
        raise PlacesError(
            f"{new.name!r} stands for {known.country_iso3} and {new.country_iso3}. "
            "Exclude it for one of them in manual/exclusions.csv."
        )
    is_of_both = known.kind == new.kind and known.language != new.language
    return replace(known, language=BOTH_LANGUAGES) if is_of_both else known


def _names(countries: Countries, territories: Iterable[Territory], manual: Manual) -> Iterator[_Found]:
    """Names from all sources, the shortest and most natural first."""
    for country in countries.rows:
        yield _Found(country.country_iso3, country.name_en, "en")
        yield _Found(country.country_iso3, country.name_es, "es")
    for row in manual.rows("country_names"):
        yield from (_Found(row["country_iso3"], name, row["language"]) for name in split_names(row["names"]))
    for territory in territories:
        for name, language in ((territory.english, "en"), (territory.spanish, "es"), *territory.names):
            yield from (_Found(territory.country_iso3, form, language) for form in usable_forms(name))


def usable_forms(name: str) -> list[str]:
    """Return the forms of a package's name that occur in running text; none for an inverted or annotated one."""
    name = re.sub(r"^the ", "", straight(name).strip())
    if not name or "," in re.sub(r"^Bonaire, ", "", name) or " SAR " in name or " - " in name or "RAE " in name:
        return []
    forms = [name, without_brackets(name)]
    return [*forms, *(form.replace(" & ", " and ") for form in forms if " & " in form)]


def _demonyms(manual: Manual) -> Iterator[_Found]:
    for row in manual.rows("demonyms"):
        for word in split_names(row["en"]):
            yield from (_Found(row["country_iso3"], form, "en") for form in english_demonyms(word))
        for word in split_names(row["es"]):
            yield from (_Found(row["country_iso3"], form, "es") for form in spanish_demonyms(word))


def english_demonyms(word: str) -> list[str]:
    """Return adjective and plural of an English demonym: `Cuban`, `Cubans`; a `!` behind it stops that."""
    if word.endswith(_AS_IT_IS):
        return [word[:-1]]
    return [word] if re.search(r"(ese|ish|ch|[sz])$", word) else [word, f"{word}s"]


def spanish_demonyms(word: str) -> list[str]:
    """Return genders and numbers of a Spanish demonym from the masculine singular; a `!` behind it stops that."""
    if word.endswith(_AS_IT_IS):
        return [word[:-1]]
    if word.endswith("o"):
        return [word[:-1] + end for end in ("o", "a", "os", "as")]
    accented = re.search(r"([éáóí])([sn])$", word)
    if accented:
        stem = word[:-2] + _UNACCENTED[accented[1]] + accented[2]
        return [word, f"{stem}a", f"{stem}es", f"{stem}as"]
    if word.endswith("ol"):
        return [word, f"{word}a", f"{word}es", f"{word}as"]
    if word[-1] in "íú":
        return [word, f"{word}s", f"{word}es"]
    return [word, word + ("s" if word[-1] in "aeé" else "es")]
