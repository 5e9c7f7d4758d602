"""Parquet files that every common reader takes."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.declarations import Table

ROW_GROUP_ROWS = 100_000
MEDIA_TYPE = "application/vnd.apache.parquet"


def write_parquet(rows: pa.Table, table: Table, path: Path, schema_version: str) -> None:
    """Write the rows; equal rows give equal bytes with the same version of Arrow.

    The file tells of itself what does not change from release to release: its table, key, columns and schema version.
    """
    writer = pq.ParquetWriter(
        path,
        rows.schema,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        store_schema=False,
    )
    with writer:
        writer.add_key_value_metadata(_metadata(table, schema_version))
        for first in range(0, rows.num_rows, ROW_GROUP_ROWS):
            writer.write_table(rows.slice(first, ROW_GROUP_ROWS), row_group_size=ROW_GROUP_ROWS)


def read_parquet(path: Path) -> pa.Table:
    """The file's rows without its metadata, in its own schema."""
    rows = pq.ParquetFile(path).read()
    return rows.replace_schema_metadata(None)


def _metadata(table: Table, schema_version: str) -> dict[str, str]:
    return {
        "table": table.name,
        "title": table.title,
        "description": table.description,
        "primary_key": ",".join(table.primary_key),
        "schema_version": schema_version,
        "columns": json.dumps({column.name: column.description for column in table.columns}, ensure_ascii=False),
    }
