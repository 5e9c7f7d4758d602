"""Spark: `read.csv` and `read.parquet`."""

import os
import sys
from pathlib import Path

from answers import Row, csv, parquet, tell
from pyspark.sql import DataFrame, SparkSession

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
SPARK = (
    SparkSession.builder.master("local[1]")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)


def rows(frame: DataFrame) -> list[Row]:
    """Return the frame's rows."""
    return [row.asDict() for row in frame.collect()]


def mended(release: Path, table: str) -> list[Row]:
    """Read CSV with the schema of the Parquet file."""
    schema = SPARK.read.parquet(parquet(release, table)).schema
    return rows(SPARK.read.csv(csv(release, table), header=True, schema=schema, multiLine=True, escape='"'))


tell(
    {
        "csv": lambda release, table: rows(SPARK.read.csv(csv(release, table), header=True, inferSchema=True)),
        "csv, mended": mended,
        "parquet": lambda release, table: rows(SPARK.read.parquet(parquet(release, table))),
    }
)
