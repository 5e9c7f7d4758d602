"""The register of organisations for curators: names that never match, and names that may mislead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.extract.names.names import matching_form
from pipelines.extract.text.lexicon import read_csv


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row of `organisations.csv` with its aliases."""

    partner_id: str
    name: str
    country_iso3: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedAlias:
    """An alias that several organisations of the same country share (empty: of no country)."""

    alias: str
    country_iso3: str
    partner_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MisleadingAlias:
    """An alias that has another meaning, and the organisations that have it."""

    alias: str
    what: str
    partner_ids: tuple[str, ...]


_ABOUT_ORGANISATIONS = {"head", "kind_noun", "concept", "same_as"}
_WORDS = {"stop_words.csv": "word", "lexicon.csv": "word", "months.csv": "name", "weekdays.csv": "name"}

Register = Mapping[str, Organisation]


def load_register(reference: Path) -> dict[str, Organisation]:
    """Return the register by `partner_id`.

    Raises:
        FileNotFoundError: a table is missing.
    """
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in read_csv(reference / "organisation_aliases.csv"):
        aliases[row["partner_id"]].append(row["alias"])
    return {
        row["partner_id"]: Organisation(
            row["partner_id"], row["name"], row["country_iso3"], tuple(aliases[row["partner_id"]])
        )
        for row in read_csv(reference / "organisations.csv")
    }


def never_met(register: Register, partner_ids: Iterable[str]) -> list[Organisation]:
    """Return the organisations of the register that no text names, by id."""
    met = set(partner_ids)
    return [register[partner_id] for partner_id in sorted(register.keys() - met)]


def aliases_never_met(register: Register, partner_ids: Iterable[str], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the names that occur in none of the texts, as id and alias, of organisations that were recognised."""
    met, written = set(partner_ids), {matching_form(text) for text in texts}
    return [
        (partner_id, alias)
        for partner_id in sorted(register.keys() & met)
        for alias in register[partner_id].aliases
        if matching_form(alias) not in written
    ]


def shared_aliases(register: Register) -> list[SharedAlias]:
    """Return names shared by two organisations of a country, sorted: one of them is always mistaken for the other."""
    owners: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for organisation in register.values():
        for alias in organisation.aliases:
            owners[matching_form(alias), organisation.country_iso3].setdefault(organisation.partner_id, alias)
    return sorted(
        (
            SharedAlias(min(aliases.values()), country, tuple(sorted(aliases)))
            for (_, country), aliases in owners.items()
            if len(aliases) > 1
        ),
        key=lambda shared: (shared.alias, shared.country_iso3),
    )


def misleading_aliases(register: Register, reference: Path) -> list[MisleadingAlias]:
    """Return names that are also a place's or a common word, sorted.

    Acronyms match only as written, so they are misleading only if the other meaning is written the same way.
    """
    others = _other_meanings(reference)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for organisation in register.values():
        for alias in organisation.aliases:
            meaning = others.get(matching_form(alias))
            if meaning and (meaning[0] == alias or not alias.isupper()):
                found[alias, meaning[1]].append(organisation.partner_id)
    return [MisleadingAlias(alias, what, tuple(sorted(ids))) for (alias, what), ids in sorted(found.items())]


def _other_meanings(reference: Path) -> dict[str, tuple[str, str]]:
    """Return places and common words by their matching form, as written, with what they are."""
    meanings: dict[str, tuple[str, str]] = {}
    for row in read_csv(reference / "country_names.csv"):
        meanings.setdefault(matching_form(row["name"]), (row["name"], f"{row['kind']} of {row['country_iso3']}"))
    for row in read_csv(reference / "places.csv"):
        meanings.setdefault(matching_form(row["name"]), (row["name"], f"{row['kind']} in {row['country_iso3']}"))
    for table, column in _WORDS.items():
        for row in read_csv(reference / table):
            if row.get("role") not in _ABOUT_ORGANISATIONS:
                meanings.setdefault(matching_form(row[column]), (row[column], f"word of {table}"))
    return meanings
