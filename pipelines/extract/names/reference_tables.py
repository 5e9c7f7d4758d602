"""Reads the reference tables: what every name and cue phrase may mean."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipelines.extract.names.finder import NameFinder, lay_out_names
from pipelines.extract.names.names import Case, Layer, Name, matching_form, matching_forms
from pipelines.extract.text.lexicon import Lexicon, load_lexicon, read_csv
from pipelines.extract.text.tokens import words_of

_LOCAL_TABLES = (
    "countries.csv",
    "country_names.csv",
    "places.csv",
    "stop_names.csv",
    "organisations.csv",
    "organisation_aliases.csv",
    "organisation_stops.csv",
    "lexicon.csv",
    "months.csv",
    "weekdays.csv",
    "cues.csv",
    "confidence.csv",
)
_OF_ONE_COUNTRY = ("government_national", "government_local")
_SEVERAL_COUNTRIES = 3


class PlaceMeaning(NamedTuple):
    """The meaning of a name in the place layer.

    `basis` is `name`, `demonym`, `place`, or `stop` for a phrase that is not a country. `ambiguity` is `unique`,
    `shared` or `weak` for places, `unique` for the others.
    """

    basis: str
    country_iso3: str
    ambiguity: str
    subdivision: str | None
    latitude: float | None
    longitude: float | None
    population: int
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Organisation:
    """An organisation of the register."""

    partner_id: str
    name: str
    acronym: str | None
    org_type: str
    country_iso3: str | None
    words: frozenset[str]
    """The long words of all its names, in matching form."""


class OrganisationMeaning(NamedTuple):
    """An alias of the register: the organisation, whether the alias is an acronym, whether it is a common word
    ("Ombudsman") that needs its country next to it, and whether other countries may have a body of that name
    ("Department of Social Services")."""

    organisation: Organisation
    is_acronym: bool
    needs_country: bool
    is_general: bool


@dataclass(frozen=True)
class Alias:
    """What a registered name in this spelling may mean."""

    meanings: Sequence[OrganisationMeaning]

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations with that name, without repetition."""
        return tuple(dict.fromkeys(meaning.organisation for meaning in self.meanings))

    @cached_property
    def abbreviated(self) -> tuple[Organisation, ...]:
        """The organisations with that acronym, without repetition."""
        return tuple(dict.fromkeys(meaning.organisation for meaning in self.meanings if meaning.is_acronym))

    @cached_property
    def countries(self) -> frozenset[str | None]:
        """The organisations' countries; None for an international one."""
        return frozenset(meaning.organisation.country_iso3 for meaning in self.meanings)

    @cached_property
    def is_shared(self) -> bool:
        """Whether several organisations have the name, or others outside of the register may have it."""
        return len(self.organisations) > 1 or any(meaning.is_general for meaning in self.meanings)

    @cached_property
    def method(self) -> str:
        """The method of its mentions: acronym or register."""
        return "acronym" if all(meaning.is_acronym for meaning in self.meanings) else "register"

    @cached_property
    def needs_country(self) -> bool:
        """Whether it is a common word in every meaning."""
        return all(meaning.needs_country for meaning in self.meanings)


class Cue(NamedTuple):
    """A cue phrase: the kind of fact it indicates, the value, and the weight."""

    kind: str
    value: str
    weight: float


@dataclass(frozen=True)
class Reference:
    """All reference tables in memory; `version` changes when any table does.

    `places` and `aliases` are by the finder's senses of their layers; an alias is None for a phrase that is not
    an organisation.
    """

    version: str
    lexicon: Lexicon
    names: NameFinder
    places: Sequence[tuple[PlaceMeaning, ...]]
    aliases: Sequence[Alias | None]
    cues: Sequence[Cue]
    programme_region: Mapping[str, str]
    country_names: Mapping[str, str]


def load_reference(folder: Path) -> Reference:
    """Read the curated tables of a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """
    places, place_names = _places(folder)
    organisations, organisation_names = _organisations(folder)
    cues, cue_names = _cues(folder)
    countries = read_csv(folder / "countries.csv")
    names = [*place_names, *organisation_names, *cue_names]
    laid_out = lay_out_names(names)
    lexicon = load_lexicon(folder, words_of(laid_out))
    finder = NameFinder(names, laid_out, lexicon.words)
    return Reference(
        version=reference_version(folder),
        lexicon=lexicon,
        names=finder,
        places=[tuple(places[number] for number in sense) for sense in finder.senses(Layer.PLACE)],
        aliases=[_alias([organisations[number] for number in sense]) for sense in finder.senses(Layer.ORGANISATION)],
        cues=cues,
        programme_region={row["country_iso3"]: row["programme_region"] for row in countries},
        country_names={row["country_iso3"]: row["name_en"] for row in countries},
    )


def _alias(meanings: Sequence[OrganisationMeaning | None]) -> Alias | None:
    """Return the alias; the first meaning decides whether a phrase is an organisation at all."""
    return Alias([meaning for meaning in meanings if meaning is not None]) if meanings[0] is not None else None


def reference_version(folder: Path, others: Iterable[str] = ()) -> str:
    """Return 12 hex digits of a hash of the bytes of the tables of extraction, and of others of the folder.

    Raises:
        FileNotFoundError: a table is missing.
    """
    digest = hashlib.sha256()
    for name in (*_LOCAL_TABLES, *others):
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _places(folder: Path) -> tuple[list[PlaceMeaning], list[Name]]:
    meanings: list[PlaceMeaning] = []
    names: list[Name] = []

    def add(text: str, case: Case, meaning: PlaceMeaning, unaccented: bool = False) -> None:
        names.append(Name(text, Layer.PLACE, len(meanings), case, unaccented))
        meanings.append(meaning)

    for row in read_csv(folder / "country_names.csv"):
        meaning = PlaceMeaning(row["kind"], row["country_iso3"], "unique", None, None, None, 0, "country")
        add(row["name"], _country_case(row), meaning, unaccented=row["language"] == "en")
    for row in read_csv(folder / "places.csv"):
        add(row["name"], Case.CAPITAL, _place_meaning(row))
    for row in read_csv(folder / "stop_names.csv"):
        add(row["phrase"], Case.ANY, PlaceMeaning("stop", "", "unique", None, None, None, 0, "stop"))
    return meanings, names


def _country_case(row: Mapping[str, str]) -> Case:
    if row["name"].isupper() and len(row["name"]) <= 5:
        return Case.EXACT
    return Case.ANY if row["kind"] == "demonym" and row["language"] != "en" else Case.CAPITAL


def _place_meaning(row: Mapping[str, str]) -> PlaceMeaning:
    return PlaceMeaning(
        basis="place",
        country_iso3=row["country_iso3"],
        ambiguity=row["ambiguity"],
        subdivision=row["subdivision"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        population=int(row["population"] or 0),
        kind=row["kind"],
    )


def _organisations(folder: Path) -> tuple[list[OrganisationMeaning | None], list[Name]]:
    aliases = read_csv(folder / "organisation_aliases.csv")
    words: dict[str, set[str]] = {}
    forms = matching_forms(row["alias"] for row in aliases)
    for row, form in zip(aliases, forms, strict=True):
        words.setdefault(row["partner_id"], set()).update(_long(form))
    register = {
        row["partner_id"]: Organisation(
            row["partner_id"],
            row["name"],
            row["acronym"] or None,
            row["org_type"],
            row["country_iso3"] or None,
            frozenset(words.get(row["partner_id"], ())),
        )
        for row in read_csv(folder / "organisations.csv")
    }
    general = _general_words(register.values())
    meanings: list[OrganisationMeaning | None] = []
    names: list[Name] = []
    for row, form in zip(aliases, forms, strict=True):
        is_acronym = row["kind"] == "acronym" or (row["alias"].isupper() and " " not in row["alias"])
        names.append(Name(row["alias"], Layer.ORGANISATION, len(meanings), _alias_case(row["kind"], is_acronym)))
        one_word = row["kind"] == "short" and " " not in row["alias"]
        organisation = register[row["partner_id"]]
        is_general = not is_acronym and organisation.org_type in _OF_ONE_COUNTRY and general.issuperset(_long(form))
        meanings.append(OrganisationMeaning(organisation, is_acronym, one_word, is_general))
    for row in read_csv(folder / "organisation_stops.csv"):
        names.append(Name(row["phrase"], Layer.ORGANISATION, len(meanings), Case.ANY))
        meanings.append(None)
    return meanings, names


def _general_words(register: Iterable[Organisation]) -> set[str]:
    """Return the words in names of bodies of several countries ("ministry", "social")."""
    countries: dict[str, set[str | None]] = {}
    for organisation in register:
        for word in organisation.words:
            countries.setdefault(word, set()).add(organisation.country_iso3)
    return {word for word, having in countries.items() if len(having) >= _SEVERAL_COUNTRIES}


def _alias_case(kind: str, is_acronym: bool) -> Case:
    if is_acronym:
        return Case.EXACT
    return Case.ANY if kind == "description" else Case.CAPITAL


def long_words(name: str) -> frozenset[str]:
    """Return the words that distinguish a name: those of more than three letters, in matching form."""
    return frozenset(_long(matching_form(name)))


def _long(form: str) -> list[str]:
    return [word for word in form.split() if len(word) > 3]


def _cues(folder: Path) -> tuple[list[Cue], list[Name]]:
    rows = read_csv(folder / "cues.csv")
    cues = [Cue(row["kind"], row["value"], float(row["fitted"] or row["weight"] or 1)) for row in rows]
    names = [Name(row["phrase"], Layer.CUE, number, Case.ANY) for number, row in enumerate(rows)]
    return cues, names
