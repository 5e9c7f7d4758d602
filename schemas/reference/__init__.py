"""The curated tables of `reference/`, declared like the published tables, by the path of their file."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.reference import confidence, links, manual, organisations, places, words
from schemas.reference.strikes import STRIKES
from schemas.tables import corrections

# Whether the events that corrections name exist is checked when they are applied.
CORRECTIONS = replace(corrections.TABLE, foreign_keys=())
TABLES: dict[str, Table] = {
    f"{table.name}.csv": table
    for table in (*places.TABLES, *organisations.TABLES, *words.TABLES, *links.TABLES, CORRECTIONS, STRIKES, confidence.CONFIDENCE)
} | {f"manual/{table.name}.csv": table for table in manual.TABLES}
"""Each table by its file, relative to `reference/`."""
