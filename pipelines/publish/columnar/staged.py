"""Tables that pass between steps: written to a folder part by part, and read by later steps."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.publish.columnar.parallel_io import side_by_side
from pipelines.publish.columnar.rows import Rows, Stored
from schemas.declarations import Table
from schemas.formats.arrow import arrow_schema


class Staged:
    """Open files of tables by name; rows are written in the order in which they are to be read."""

    def __init__(self, folder: Path, tables: Mapping[str, Table]) -> None:
        self._paths = {name: folder / f"{name}.parquet" for name in tables}
        self._schemas = {name: arrow_schema(table) for name, table in tables.items()}
        self._files = ExitStack()
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        for name, path in self._paths.items():
            # Fast to write and read rather than small: it is read several times and then replaced.
            writer = pq.ParquetWriter(path, self._schemas[name], compression="lz4")
            self._writers[name] = self._files.enter_context(writer)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, rows: Mapping[str, pa.Table]) -> None:
        """Write further rows of tables."""
        side_by_side(lambda name: self._writers[name].write_table(rows[name]), rows)

    @property
    def tables(self) -> dict[str, Rows]:
        """Return the tables, once everything is written."""
        return {name: Stored(path) for name, path in self._paths.items()}
