"""The Spark engine: the same work, with fresh rows computed by `mapInArrow` on a Spark cluster."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipelines.engines.engine import BATCH_ROWS, Done, EngineError, Work
from pipelines.engines.parts import Part

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# On this machine, on two processors; a failed task is tried four times.
LOCAL_MASTER = "local[2,4]"
PROJECT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
SUCCESS = "_SUCCESS"
PART, TABLE = "part", "table"

Batches = Iterator[pa.RecordBatch]


@dataclass(frozen=True)
class SparkEngine:
    """Computes on Spark; a null `master` uses the configuration of the environment, as `spark-submit` does.

    Spark writes its results to the work's scratch folder and marks them complete with `_SUCCESS`; only then are parts
    finished from them, so that tasks may fail and be repeated, and a killed driver leaves no incomplete part.
    The project and its folders must be at the same path on every machine.
    """

    master: str | None = LOCAL_MASTER

    def run(self, work: Work, parts: Sequence[Part]) -> Iterator[Done]:
        """Finish all parts.

        Raises:
            EngineError: Spark is not installed, does not start, or gives up a task.
        """
        shutil.rmtree(work.scratch, ignore_errors=True)
        fresh, staged = work.scratch / "fresh", work.scratch / "staged"
        fresh.mkdir(parents=True)
        waiting = []
        for part in parts:
            opened = work.open(part)
            if opened.done is not None:
                yield opened.done
                continue
            waiting.append(part)
            if opened.fresh.num_rows:
                pq.write_table(opened.fresh, fresh / f"{part.name}.parquet")
        if any(fresh.iterdir()):
            self._compute(work, parts, fresh, staged)
        for part in waiting:
            yield work.open(part).settle(_staged_tables(staged, part, work.schemas))
        shutil.rmtree(work.scratch)

    def _compute(self, work: Work, parts: Sequence[Part], fresh: Path, staged: Path) -> None:
        session = self._session()
        try:
            from pyspark.sql.pandas.types import from_arrow_schema

            rows = session.read.parquet(str(fresh))
            computed = rows.mapInArrow(_tagged(work, parts), from_arrow_schema(_wide_schema(work.schemas)))
            computed.write.partitionBy(PART, TABLE).parquet(str(staged))
        except Exception as error:
            raise EngineError(f"Spark gave up: {_first_line(error)}. Nothing was published. Run it again.") from error
        finally:
            session.stop()
        if not (staged / SUCCESS).is_file():
            raise EngineError(f"Spark left no {SUCCESS} in {staged}. Nothing was published. Run it again.")

    def _session(self) -> "SparkSession":
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise EngineError(
                "The engine spark needs pyspark and Java 17. Run pip install 'migration-bulletins[spark]'."
            ) from error
        # Spark reads its workers' interpreter only from here, unless its own start script ran.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.appName("migration-bulletins")
        for name, value in _settings(self.master).items():
            builder = builder.config(name, value)
        try:
            return builder.getOrCreate()
        except Exception as error:
            reason = f"Spark does not start: {_first_line(error)}. Check that Java 17 is installed."
            raise EngineError(reason) from error


def _settings(master: str | None) -> dict[str, str]:
    settings = {
        "spark.executorEnv.PYTHONPATH": str(PROJECT),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.sql.files.openCostInBytes": "1m",
        # Otherwise Spark sorts all rows by part and table before it writes them.
        "spark.sql.maxConcurrentOutputFileWriters": "1000",
        "spark.sql.session.timeZone": "UTC",
    }
    if master is not None:
        settings["spark.master"] = master
        if master.startswith("local"):
            settings |= {
                "spark.driver.bindAddress": LOOPBACK,
                "spark.driver.host": LOOPBACK,
                "spark.ui.enabled": "false",
            }
    return settings


def _wide_schema(schemas: Mapping[str, pa.Schema]) -> pa.Schema:
    """Return one schema for rows of any table: part, table, and a struct per table, null in other tables' rows."""
    structs = [pa.field(name, _struct(schema)) for name, schema in schemas.items()]
    return pa.schema([pa.field(PART, pa.string()), pa.field(TABLE, pa.string()), *structs])


def _struct(schema: pa.Schema) -> pa.StructType:
    return pa.struct([field.with_nullable(True) for field in schema])


def _tagged(work: Work, parts: Sequence[Part]) -> Callable[[Iterable[pa.RecordBatch]], Batches]:
    """Return the work's function in the form that Spark calls: batches of rows in, batches of wide rows out."""
    names = np.array([part.name for part in parts])
    lower_bounds = np.array([part.lower for part in parts[1:]], dtype=str)

    def compute(batches: Iterable[pa.RecordBatch]) -> Batches:
        schemas = work.schemas
        schema = _wide_schema(schemas)
        for batch in batches:
            for name, rows in work.compute(batch).items():
                if rows.num_rows:
                    ids = np.array(rows["event_id"].to_pylist(), dtype=str)
                    of_part = names[np.searchsorted(lower_bounds, ids, side="right")]
                    yield _wide(name, rows, pa.array(of_part, pa.string()), schema)

    return compute


def _wide(name: str, rows: pa.Table, part: pa.Array, schema: pa.Schema) -> pa.RecordBatch:
    cells = rows.combine_chunks()
    struct = schema.field(name).type
    own = pa.StructArray.from_arrays([_one_chunk(column) for column in cells.columns], fields=list(struct))
    columns = [part, pa.repeat(name, rows.num_rows)]
    columns += [own if field.name == name else pa.nulls(rows.num_rows, field.type) for field in list(schema)[2:]]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _staged_tables(staged: Path, part: Part, schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Table]:
    return {
        name: _staged_table(staged / f"{PART}={part.name}" / f"{TABLE}={name}", name, schemas[name]) for name in schemas
    }


def _staged_table(folder: Path, name: str, schema: pa.Schema) -> pa.Table:
    if not folder.is_dir():
        return schema.empty_table()
    structs = ds.dataset(folder, format="parquet").to_table(columns=[name])[name].combine_chunks()
    rows: Any = pa.Table.from_arrays(structs.flatten(), names=[field.name for field in structs.type])
    return rows.select(schema.names).cast(schema)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
