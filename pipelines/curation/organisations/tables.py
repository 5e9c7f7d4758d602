"""Reads the public lists and the register."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.curation.check_reference import read_table
from schemas.declarations import Table
from schemas.reference.organisations import ALIASES, DECIDED, LISTED, ORGANISATIONS

LISTS = Path(__file__).with_name("listed.csv")
DECISIONS = Path(__file__).with_name("decisions.csv")
IDENTIFIERS = ("wikidata_id", "ror_id", "iati_id", "website")
_FULL_NAMES = ("name", "short")
_FORMER_NAMES = ("former",)


class TableError(ValueError):
    """A table of lists or of the register cannot be read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a public list; empty texts for what the list does not state. `identifiers` by the column's name."""

    data_source_id: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    iati_org_type: str
    country_iso3: str
    identifiers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Registered:
    """A row of the register with its names.

    `main_names` are those in English and Spanish. `other_names` and `former_names` are full; acronyms are apart.
    """

    partner_id: str
    main_names: tuple[str, ...]
    other_names: tuple[str, ...]
    former_names: tuple[str, ...]
    acronyms: tuple[str, ...]
    org_type: str
    country_iso3: str
    identifiers: Mapping[str, str]


class Decision(NamedTuple):
    """What a person decided of a row of a list.

    `partner_id`: the organisation that it is, empty for none of the register. `gives_identifiers`: whether ids and
    website are those of this very organisation.
    """

    name: str
    partner_id: str
    gives_identifiers: bool


@dataclass(frozen=True)
class Decisions:
    """Decisions by list, name as the list writes it, and country, which is empty if it states none."""

    by_name: Mapping[tuple[str, str, str], Decision]

    def of(self, listed: Listed) -> Decision | None:
        """Return the decision of a row, if there is one."""
        keys = ((listed.data_source_id, name, listed.country_iso3) for name in listed.names)
        return next((self.by_name[key] for key in keys if key in self.by_name), None)


NO_DECISIONS = Decisions({})


def load_lists(path: Path = LISTS) -> list[Listed]:
    """Return the rows of the public lists.

    Raises:
        TableError: the file is missing, as in an installed package, or is not the table that is declared.
    """
    return [_listed(row) for row in _rows(path, LISTED)]


def load_decisions(path: Path = DECISIONS) -> Decisions:
    """Return what people decided of rows of the lists.

    Raises:
        TableError: the file is missing, as in an installed package, or is not the table that is declared.
    """
    rows = _rows(path, DECIDED)
    return Decisions({(row["data_source_id"], row["name"], row["country_iso3"]): _decision(row) for row in rows})


def _decision(row: Mapping[str, str]) -> Decision:
    return Decision(row["name"], row["partner_id"], row["gives_identifiers"] == "true")


def _rows(path: Path, table: Table) -> list[dict[str, str]]:
    if not path.is_file():
        raise TableError(
            f"The file {path} does not exist. Run this in a checkout: the package does not hold the lists."
        )
    rows, faults = read_table(path, path.name, table)
    if faults:
        raise TableError(f"{faults[0]}. Correct the file or restore it.")
    return [{name: value or "" for name, value in row.items()} for row in rows]


def _listed(row: Mapping[str, str]) -> Listed:
    return Listed(
        row["data_source_id"],
        tuple(filter(None, (row["name_en"], row["name_es"], row["name_und"]))),
        tuple(filter(None, row["acronyms"].split(";"))),
        row["iati_org_type"],
        row["country_iso3"],
        {name: row[name] for name in IDENTIFIERS if row[name]},
    )


def load_register(reference: Path) -> list[Registered]:
    """Return the register, in the order of its file.

    Raises:
        TableError: a table is missing or is not the table that is declared.
    """
    aliases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(reference / "organisation_aliases.csv", ALIASES):
        aliases[row["partner_id"]].append((row["kind"], row["alias"]))
    return [
        _registered(row, aliases[row["partner_id"]]) for row in _rows(reference / "organisations.csv", ORGANISATIONS)
    ]


def _registered(row: Mapping[str, str], aliases: list[tuple[str, str]]) -> Registered:
    main = tuple(filter(None, (row["name"], row["name_es"])))
    acronyms = [row["acronym"], *(alias for kind, alias in aliases if kind == "acronym")]
    return Registered(
        row["partner_id"],
        main,
        tuple(alias for kind, alias in aliases if kind in _FULL_NAMES and alias not in main),
        tuple(alias for kind, alias in aliases if kind in _FORMER_NAMES),
        tuple(dict.fromkeys(filter(None, acronyms))),
        row["org_type"],
        row["country_iso3"],
        {name: row[name] for name in IDENTIFIERS if row[name]},
    )
