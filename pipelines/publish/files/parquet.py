"""Parquet files that every common reader accepts."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.publish.columnar.rows import Rows, pieces
from schemas.declarations import Table

ROW_GROUP_ROWS = 100_000
MEDIA_TYPE = "application/vnd.apache.parquet"


def write_parquet(rows: Rows, table: Table, path: Path, schema_version: str) -> None:
    """Write the rows; equal rows give equal bytes with the same version of Arrow."""
    with ParquetFile(path, rows.schema, table, schema_version) as file:
        for group in row_groups(rows):
            file.write(group)


def row_groups(rows: Rows) -> Iterator[pa.Table]:
    """Yield the rows in the groups in which a file stores them."""
    return pieces(rows, ROW_GROUP_ROWS)


class ParquetFile:
    """A file that is written row group by row group.

    Its metadata is what does not change from release to release: its table, key, columns and schema version.
    """

    def __init__(self, path: Path, schema: pa.Schema, table: Table, schema_version: str) -> None:
        self._writer = pq.ParquetWriter(
            path,
            schema,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=3,
            use_dictionary=True,
            store_schema=False,
        )
        self._writer.add_key_value_metadata(_metadata(table, schema_version))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def write(self, group: pa.Table) -> None:
        """Write the next row group: `ROW_GROUP_ROWS` rows, or the last ones."""
        self._writer.write_table(group, row_group_size=ROW_GROUP_ROWS)


def _metadata(table: Table, schema_version: str) -> dict[str, str]:
    return {
        "table": table.name,
        "title": table.title,
        "description": table.description,
        "primary_key": ",".join(table.primary_key),
        "schema_version": schema_version,
        "columns": json.dumps({column.name: column.description for column in table.columns}, ensure_ascii=False),
    }
