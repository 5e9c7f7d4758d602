from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.publish.checks.confidence import Mean, confidence_warnings, fallen_confidences, mean_confidences
from pipelines.publish.versions import Releases


def events(**confidences: list[float]) -> pa.Table:
    """Rows of sources with these confidences."""
    rows = [(source, each) for source, values in confidences.items() for each in values]
    return pa.table({"source_id": [row[0] for row in rows], "row_confidence": [row[1] for row in rows]})


def test_the_mean_is_of_each_source() -> None:
    means = mean_confidences(events(harbour=[0.5, 0.7], shelf=[0.9]))
    assert means == {"harbour": Mean(pytest.approx(0.6), 2), "shelf": Mean(pytest.approx(0.9), 1)}


def test_a_release_before_confidences_has_no_means() -> None:
    assert mean_confidences(pa.table({"source_id": ["harbour"]})) == {}


def test_a_source_that_is_read_with_less_confidence_is_named_with_both_means() -> None:
    before = {"harbour": Mean(0.9, 40), "shelf": Mean(0.9, 40), "new": Mean(0.9, 4)}
    now = {"harbour": Mean(0.8, 50), "shelf": Mean(0.88, 40), "new": Mean(0.5, 40), "other": Mean(0.5, 40)}
    (warning,) = confidence_warnings(before, now)
    assert warning.startswith("harbour: the mean confidence of its 50 rows is 0.80, in the release before it was 0.90")


def test_the_last_release_is_compared_with_the_one_before_it(tmp_path: Path) -> None:
    for version, confidence in (("2021.02.1", 0.5), ("2021.03.1", 0.95), ("2021.03.2", 0.7)):
        folder = tmp_path / version / "parquet"
        folder.mkdir(parents=True)
        pq.write_table(events(harbour=[confidence] * 6), folder / "events.parquet")
    (warning,) = fallen_confidences(Releases(tmp_path))
    assert "is 0.70, in the release before it was 0.95" in warning


def test_a_first_release_and_none_give_no_warning(tmp_path: Path) -> None:
    assert list(fallen_confidences(Releases(tmp_path / "none"))) == []
    (tmp_path / "2021.02.1").mkdir()
    assert list(fallen_confidences(Releases(tmp_path))) == []
