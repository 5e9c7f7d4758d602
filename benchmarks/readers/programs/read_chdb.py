"""ClickHouse within Python: the table function `file`."""

import chdb
from answers import Row, csv, parquet, tell

HINTS = "SETTINGS schema_inference_hints = 'm49 Nullable(String)'"


def rows(path: str, settings: str = "") -> list[Row]:
    """Return the rows of a file."""
    return chdb.query(f"SELECT * FROM file('{path}') {settings}", "ArrowTable").to_pylist()  # noqa: S608


tell(
    {
        "csv": lambda release, table: rows(csv(release, table)),
        "csv, mended": lambda release, table: rows(csv(release, table), HINTS if table == "countries" else ""),
        "parquet": lambda release, table: rows(parquet(release, table)),
    }
)
