"""A world of three invented countries, as the packages would tell it, and hand-made tables without rows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.curation.places.manual import Manual
from pipelines.curation.places.packages import City, Packages, Subdivision, Territory
from schemas.reference import TABLES

WriteManual = Callable[..., Manual]


@pytest.fixture
def manual_with(tmp_path: Path) -> WriteManual:
    """Write the hand-made tables, each with the lines given for it."""

    def write(**lines: str) -> Manual:
        for file, table in TABLES.items():
            if file.startswith("manual/"):
                text = "\n".join([",".join(table.column_names), *lines.get(table.name, "").split("\n")])
                (tmp_path / f"{table.name}.csv").write_text(text, encoding="utf-8")
        return Manual(tmp_path)

    return write


@pytest.fixture
def packages() -> Packages:
    """A programme country with departments, one elsewhere in the Americas, and one across the sea."""
    return Packages(
        territories=(
            Territory("QQA", "QA", "007", "013", "Central America", "10", "-90", "Quetz & Alba", "Quetz y Alba"),
            Territory("QQB", "QB", "008", "005", "South America", "-5", "-60.123", "St. Brumo", "San Brumo"),
            Territory(
                "QQC", "QC", "009", "", "", "48", "190", "Corland", "Corlandia", (("Republic of Corland", "en"),)
            ),
        ),
        subdivisions=(
            Subdivision("QA-10", "QA", "Palmar", "Department"),
            Subdivision("QA-11", "QA", "Upper Palmar", "Municipality", parent="QA-10"),
            Subdivision("QC-1", "QC", "Nordmark", "County"),
        ),
        cities=(
            City(1, "Brumo Grande", "QB", "", -5.0, -60.0, 900_000),
            City(2, "Puerto Alba", "QA", "01", 10.0, -90.0, 40_000),
            City(3, "Puerto Alba", "QB", "", -6.0, -61.0, 30_000),
            City(4, "Corstadt", "QC", "", 48.0, 20.0, 20_000),
            City(5, "Altamira", "QA", "01", 10.5, -90.5, 9_000),
        ),
        capitals=(("QC", "Corstadt"),),
    )
