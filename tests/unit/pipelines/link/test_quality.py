"""Signs that linking joins too much."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.link.quality import LARGEST, signs


def written(folder: Path, activities: list[str]) -> Path:
    """Write the activities of events; those that occur once are not linked."""
    confidence = [0.9 if activities.count(each) > 1 else None for each in activities]
    table = pa.table({"activity_id": activities, "link_confidence": pa.array(confidence, pa.float64())})
    folder.mkdir(exist_ok=True)
    pq.write_table(table, folder / "event_activities.parquet")
    pq.write_table(table, folder / "events.parquet")
    return folder


@pytest.mark.parametrize(
    ("activities", "unusual"),
    [
        (["a", "b", "c"], set()),
        (["a"] * (LARGEST + 1) + [f"b{number}" for number in range(LARGEST)], {"largest_activity"}),
        (["a", "a", "b", "b", "c"], {"share_linked"}),
    ],
)
def test_too_much_is_told(activities: list[str], unusual: set[str], tmp_path: Path) -> None:
    found = signs(written(tmp_path, activities), tmp_path / "none.parquet")
    assert {name for name, sign in found.items() if not sign.is_usual} == unusual


def test_another_share_than_in_the_last_release_is_told(tmp_path: Path) -> None:
    before = written(tmp_path / "before", ["a", "b", "c", "d", "e"]) / "events.parquet"
    assert not signs(written(tmp_path / "now", ["a", "a", "b", "c", "d"]), before)["sudden_change"].is_usual
    assert signs(written(tmp_path / "now", ["f", "g", "h"]), before)["sudden_change"].is_usual


def test_no_events_are_nothing_unusual(tmp_path: Path) -> None:
    assert all(sign.is_usual for sign in signs(written(tmp_path, []), tmp_path / "none.parquet").values())
