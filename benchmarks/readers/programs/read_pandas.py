"""pandas with its own types."""

import pandas as pd
from answers import Row, csv, parquet, tell


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the frame's rows."""
    return frame.to_dict("records")


tell(
    {
        "csv": lambda release, table: rows(pd.read_csv(csv(release, table))),
        "csv, mended": lambda release, table: rows(
            pd.read_csv(csv(release, table), dtype="string", keep_default_na=False, na_values=[""])
        ),
        "parquet": lambda release, table: rows(pd.read_parquet(parquet(release, table))),
    }
)
