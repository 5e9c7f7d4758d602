"""Reads the curated tables that a release is built with: countries and the register of organisations."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from pipelines.publish.columnar.keys import one_of
from schemas.formats.arrow import arrow_schema
from schemas.reference import organisations as of_organisations
from schemas.tables import countries, partners

COUNTRY_COLUMNS = tuple(
    name
    for name in countries.TABLE.column_names
    if name not in ("event_count", "host_event_count", "first_event_on", "last_event_on")
)
ORGANISATION_COLUMNS = (
    "partner_id", "name", "acronym", "name_es", "org_type", "country_iso3", "parent_partner_id", "wikidata_id",
    "ror_id", "iati_id", "website",
)  # fmt: skip

SOURCED = "organisation_sources.csv"
DATA_SOURCES = "data_sources.csv"
REFERENCE_TABLES = (SOURCED, DATA_SOURCES)
"""The tables that publishing reads and extraction does not."""


class ReferenceTableError(ValueError):
    """A curated table is missing or cannot be read."""


@dataclass(frozen=True)
class Reference:
    """The curated tables: `countries` (columns of `schemas.tables.countries`) and `organisations`, one row each.

    `organisations` has the columns of `schemas.tables.partners` that the register states, and `unverified`.
    """

    countries: pa.Table
    organisations: pa.Table


def load_reference(folder: Path) -> Reference:
    """Read `countries.csv`, `organisations.csv` and `organisation_sources.csv`.

    An organisation without a row in the last one is `unverified`.

    Raises:
        ReferenceTableError: a file is missing, lacks a column, or a cell does not have its column's type.
    """
    of_countries = _read(folder / "countries.csv", arrow_schema(countries.TABLE), COUNTRY_COLUMNS)
    _refuse_repeated_keys(of_countries, folder / "countries.csv")
    organisations = _read(folder / "organisations.csv", arrow_schema(partners.TABLE), ORGANISATION_COLUMNS)
    _refuse_repeated_keys(organisations, folder / "organisations.csv")
    listed = _read(folder / SOURCED, arrow_schema(partners.TABLE), ("partner_id",))
    unverified = pc.invert(one_of(organisations["partner_id"], listed["partner_id"]))
    return Reference(of_countries, organisations.append_column("unverified", unverified))


def load_attributions(folder: Path) -> tuple[str, ...]:
    """Return what a release says of the data sources of `data_sources.csv`, sorted.

    Raises:
        ReferenceTableError: the file is missing or lacks the column.
    """
    schema = arrow_schema(of_organisations.DATA_SOURCES)
    stated = _read(folder / DATA_SOURCES, schema, ("attribution",))["attribution"]
    return tuple(sorted(stated.drop_null().unique().to_pylist()))


def _read(path: Path, schema: pa.Schema, columns: tuple[str, ...]) -> pa.Table:
    # Only the empty cell is null: `NA` is Namibia.
    options = pyarrow.csv.ConvertOptions(
        include_columns=list(columns),
        column_types={name: schema.field(name).type for name in columns},
        null_values=[""],
        strings_can_be_null=True,
    )
    try:
        rows = pyarrow.csv.read_csv(path, convert_options=options)
    except FileNotFoundError:
        raise ReferenceTableError(f"The file {path} does not exist. It is part of the project; restore it.") from None
    except (pa.ArrowException, KeyError) as error:
        raise ReferenceTableError(f"{path}: {error}") from error
    return rows


def _refuse_repeated_keys(rows: pa.Table, path: Path) -> None:
    key = rows.column_names[0]
    counts = rows[key].value_counts().to_pylist()
    repeated = sorted(str(count["values"]) for count in counts if count["counts"] > 1 or count["values"] is None)
    if repeated:
        raise ReferenceTableError(f"{path}: {key} must be unique and not empty: {', '.join(repeated)}.")
