"""mlcroissant: the record sets of `croissant.json`, which are Parquet."""

from pathlib import Path

import mlcroissant
from answers import Row, tell


def rows(release: Path, table: str) -> list[Row]:
    """Return the records of a record set, whose fields are named `table/column`."""
    dataset = mlcroissant.Dataset(str(release / "croissant.json"))
    return [{name.split("/")[-1]: value for name, value in record.items()} for record in dataset.records(table)]


tell({"parquet": rows})
