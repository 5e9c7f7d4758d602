"""DataFusion: `read_csv` and `read_parquet`."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from answers import Row, csv, parquet, tell
from datafusion import SessionContext


def mended(release: Path, table: str) -> list[Row]:
    """Read CSV with the schema of the Parquet file."""
    schema = pa.parquet.read_schema(parquet(release, table)).remove_metadata()
    return SessionContext().read_csv(csv(release, table), schema=schema).to_pylist()


tell(
    {
        "csv": lambda release, table: SessionContext().read_csv(csv(release, table)).to_pylist(),
        "csv, mended": mended,
        "parquet": lambda release, table: SessionContext().read_parquet(parquet(release, table)).to_pylist(),
    }
)
