"""What a program says of a release that it read: one JSON object on its standard output, by way of reading and case.

Used by the programs beside it, in environments that have neither the project nor its packages.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

Row = Mapping[str, object]
# Reads a table (the folder of the release, the table's name) as rows.
Way = Callable[[Path, str], Iterable[Row]]

INTERVAL, MONTH, UNDATED = "Belize and Namibia", "Honduras hosts", "Guide for consulates"
# Each case: table, column, and the rows whose values are told, by the beginning of their value in another column.
CASES = {
    "code": ("countries", "m49", "country_iso3", ("BLZ",)),
    "na": ("countries", "country_iso2", "country_iso3", ("NAM",)),
    "date": ("events", "start_on", "headline", (INTERVAL, UNDATED)),
    "edtf": ("events", "event_date_edtf", "headline", (INTERVAL, MONTH, UNDATED)),
    "boolean": ("event_countries", "is_host", "country_iso3", ("BLZ", "NAM")),
    "integer": ("events", "participant_count", "headline", (INTERVAL, UNDATED)),
}
KINDS = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "decimal"),
    (datetime, "date and time"),
    (date, "date"),
    (str, "text"),
)


def tell(ways: Mapping[str, Way]) -> None:
    """Read the release named on the command line in each way, and print the answers."""
    release = Path(sys.argv[1])
    print(json.dumps({name: answers(way, release) for name, way in ways.items()}))


def answers(way: Way, release: Path) -> dict[str, list[list[str]]]:
    """Return kind and text of each case's values."""
    tables = {table: list(way(release, table)) for table in {case[0] for case in CASES.values()}}
    return {name: values(tables[table], *where) for name, (table, *where) in CASES.items()}


def values(rows: Iterable[Row], column: str, other: str, beginnings: Iterable[str]) -> list[list[str]]:
    """Return kind and text of a column's values in the rows whose other column begins in one of these ways."""
    return [
        described(next(row[column] for row in rows if plain(row[other]).startswith(beginning)))
        for beginning in beginnings
    ]


def described(value: object) -> list[str]:
    """Return a value's kind and its text."""
    if isinstance(value, bytes):
        return ["bytes", value.decode()]
    if hasattr(value, "item"):
        value = value.item()
    # What is not a number differs from itself, and compares with nothing in pandas.
    if type(value).__name__ in ("NoneType", "NAType", "NaTType") or value != value:
        return ["missing", ""]
    kind = next((name for known, name in KINDS if isinstance(value, known)), type(value).__name__)
    return [kind, str(value)]


def plain(value: object) -> str:
    """Return a key as text."""
    return value.decode() if isinstance(value, bytes) else str(value)


def csv(release: Path, table: str) -> str:
    """Return the path of a table's CSV file."""
    return str(release / "csv" / f"{table}.csv")


def parquet(release: Path, table: str) -> str:
    """Return the path of a table's Parquet file."""
    return str(release / "parquet" / f"{table}.parquet")
