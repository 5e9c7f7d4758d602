"""The curated tables of `reference/`, declared as the published tables are, by the path of their file."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.reference import manual, organisations, places, words
from schemas.tables import corrections

# Whether the events are there that corrections name is known when they are applied.
CORRECTIONS = replace(corrections.TABLE, foreign_keys=())
TABLES: dict[str, Table] = {
    f"{table.name}.csv": table for table in (*places.TABLES, *organisations.TABLES, *words.TABLES, CORRECTIONS)
} | {f"manual/{table.name}.csv": table for table in manual.TABLES}
"""Each table by its file, relative to `reference/`."""
