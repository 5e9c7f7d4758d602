"""pandas with Arrow's types."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
from answers import Row, csv, parquet, tell


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the frame's rows."""
    return frame.to_dict("records")


def mended(release: Path, table: str) -> list[Row]:
    """Read CSV with the types of the Parquet file."""
    types = pd.read_parquet(parquet(release, table), dtype_backend="pyarrow").dtypes
    types = types.replace(pd.ArrowDtype(pa.date32()), pd.ArrowDtype(pa.string())).to_dict()
    return rows(pd.read_csv(csv(release, table), dtype=types, keep_default_na=False, na_values=[""]))


tell(
    {
        "csv": lambda release, table: rows(pd.read_csv(csv(release, table), dtype_backend="pyarrow")),
        "csv, mended": mended,
        "parquet": lambda release, table: rows(pd.read_parquet(parquet(release, table), dtype_backend="pyarrow")),
    }
)
