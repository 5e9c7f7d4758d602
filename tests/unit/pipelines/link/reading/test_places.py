"""Where an activity took place: the host place, the place that opens the text, or a region."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.link.reading.places import NONE, Places, read_places
from tests.unit.pipelines.link.reports import REFERENCE


def places(folder: Path, *rows: tuple[str | None, str | None, str]) -> Places:
    """Read places of events with these host places, countries and bodies."""
    events = pa.table(
        {
            "host_place": pa.array([place for place, _, _ in rows], pa.string()),
            "host_country_iso3": pa.array([country for _, country, _ in rows], pa.string()),
            "host_subdivision": pa.nulls(len(rows), pa.string()),
            "latitude": pa.nulls(len(rows), pa.float64()),
            "longitude": pa.nulls(len(rows), pa.float64()),
        }
    )
    pq.write_table(pa.table({"body": [body for _, _, body in rows]}), folder / "events.parquet")
    return read_places(events, folder / "events.parquet", REFERENCE)


@pytest.mark.parametrize(
    "body",
    ["Villa Nueva – Met.", "Villa Nueva, Sur (OIM) — Met.", "VILLA NUEVA - Met.", "Villa Nueva, Sur – Met."],
)  # fmt: skip
def test_a_place_that_opens_the_text_stands_for_a_missing_host_place(body: str, tmp_path: Path) -> None:
    found = places(tmp_path, ("Villa Nueva", "GTM", ""), (None, None, body))
    assert found.name[0] == found.name[1] != NONE


@pytest.mark.parametrize("body", ["They met – at last.", "3 May – They met.", "Honduras – They met.", "“You” – she"])
def test_other_openings_are_no_place(body: str, tmp_path: Path) -> None:
    assert places(tmp_path, (None, None, body)).name.tolist() == [NONE]


def test_a_subdivision_is_a_region_unless_a_town_has_its_name(tmp_path: Path) -> None:
    found = places(tmp_path, ("Sonora", "MEX", ""), ("Choluteca", "HND", ""), ("Sonora", "HND", ""), (None, None, ""))
    assert np.flatnonzero(found.is_region).tolist() == [0]
