"""frictionless: a file alone, and with the Data Package that describes it."""

from pathlib import Path

from answers import Row, csv, parquet, tell
from frictionless import Package, Resource


def rows(path: str) -> list[Row]:
    """Return the rows of a file that nothing describes."""
    return [row.to_dict() for row in Resource(path=path, basepath="/").read_rows()]


def of_package(release: Path, table: str) -> list[Row]:
    """Return the rows of a resource of the release's Data Package."""
    return [row.to_dict() for row in Package(str(release / "datapackage.json")).get_resource(table).read_rows()]


tell(
    {
        "csv": lambda release, table: rows(csv(release, table)),
        "csv, mended": of_package,
        "parquet": lambda release, table: rows(parquet(release, table)),
    }
)
