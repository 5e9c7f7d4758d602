"""In which release a row first appeared, last changed and was removed."""

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.publish.changes.history import FOLDER
from pipelines.publish.columnar import rows as columnar
from pipelines.publish.release import publish
from schemas.formats.arrow import arrow_schema
from schemas.registry import HISTORY, LOADED
from tests.publish_examples import STORIES, Story, provenance, tables

FIRST, SECOND, THIRD, FOURTH = "2021.04.1", "2021.04.2", "2021.04.3", "2021.04.4"
CHANGED = replace(STORIES[0], facts={**STORIES[0].facts, "participant_count": 61})


def published(folder: Path, *stories: Story) -> Path:
    return publish(tables(folder, stories), folder, provenance()).path


def told(release: Path, table: str) -> dict[str, tuple[str, str, str | None]]:
    """First, last change and removal of each row, by the last column of its key."""
    rows = pq.read_table(release / "changes" / FOLDER / f"{table}.parquet").to_pylist()
    return {
        row[LOADED[table].primary_key[-1]]: (row["first_release"], row["last_changed_release"], row["removed_release"])
        for row in rows
    }


def test_a_row_keeps_its_first_release_and_is_told_when_it_changed_left_and_came_back(tmp_path: Path) -> None:
    published(tmp_path, *STORIES)
    published(tmp_path, CHANGED, *STORIES[1:3])
    third = published(tmp_path, CHANGED, *STORIES[1:])
    found = told(third, "events")
    assert found[CHANGED.event_id] == (FIRST, SECOND, None)
    assert found[STORIES[1].event_id] == (FIRST, FIRST, None)
    assert found[STORIES[3].event_id] == (FIRST, THIRD, None)
    fourth = published(tmp_path, CHANGED, *STORIES[1:3])
    assert told(fourth, "events")[STORIES[3].event_id] == (FIRST, THIRD, FOURTH)
    assert told(fourth, "countries")["NAM"] == (FIRST, THIRD, FOURTH)
    assert told(fourth, "roles")["funder"] == (FIRST, FIRST, None)


@pytest.mark.parametrize("cells", [columnar.PART_CELLS, 20])
def test_every_row_has_a_history_in_every_release(cells: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = [tables(tmp_path, stories) for stories in (STORIES[:2], STORIES, (CHANGED, *STORIES[2:]))]
    monkeypatch.setattr(columnar, "PART_CELLS", cells)
    for found in built:
        release = publish(found, tmp_path, provenance()).path
        for name, table in LOADED.items():
            key = list(table.primary_key)
            history = pq.read_table(release / "changes" / FOLDER / f"{name}.parquet")
            assert history.schema.remove_metadata() == arrow_schema(HISTORY[name])
            living = history.filter(history["removed_release"].is_null()).select(key).to_pylist()
            assert living == pq.read_table(release / "parquet" / f"{name}.parquet").select(key).to_pylist()


def test_rows_of_releases_without_history_are_first_known_from_the_last_of_them(tmp_path: Path) -> None:
    first = published(tmp_path, *STORIES)
    for path in (first / "changes" / FOLDER).iterdir():
        path.unlink()
    found = told(published(tmp_path, CHANGED, *STORIES[1:3]), "events")
    assert found[STORIES[1].event_id] == (FIRST, FIRST, None)
    assert found[STORIES[3].event_id] == (FIRST, FIRST, SECOND)
