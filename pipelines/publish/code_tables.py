"""The code lists that are published as tables."""

import pyarrow as pa

from schemas.formats.arrow import arrow_schema
from schemas.registry import CODE_TABLES
from schemas.tables.code_tables import code_table_rows


def code_tables() -> dict[str, pa.Table]:
    """Return the rows of each code table, by name."""
    return {
        name: pa.Table.from_pylist(code_table_rows(table), schema=arrow_schema(table))
        for name, table in CODE_TABLES.items()
    }
