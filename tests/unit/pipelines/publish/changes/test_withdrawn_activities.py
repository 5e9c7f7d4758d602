"""Former ids of activities lead to the activities that hold their events now."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest

from pipelines.publish.changes.causes import Before, Versions
from pipelines.publish.changes.comparison import Changes, changes_since
from pipelines.publish.code_tables import code_tables
from pipelines.publish.columnar.rows import whole
from pipelines.publish.history import NOTHING_RENAMED
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, CHANGES
from tests.publish_examples import STORIES, Story, annotations, built, reference_folder

SAME = Versions("code-1", "reference-1")
Tables = dict[str, pa.Table]
FIRST, SECOND, THIRD, FOURTH = STORIES


def tables(folder: Path, stories: Sequence[Story], *together: Sequence[Story]) -> Tables:
    """All tables for the stories, some of which report the activity of the first beside them."""
    found = annotations(stories)
    led = {story.event_id: (group[0].activity_id, 0.9) for group in together for story in group}
    rows = found["event_activities"].to_pylist()
    for row in rows:
        row["activity_id"], row["link_confidence"] = led.get(row["event_id"], (row["activity_id"], None))
    found["event_activities"] = pa.Table.from_pylist(rows, schema=found["event_activities"].schema)
    return built(found, reference_folder(folder / "reference"))


def changed(old: Tables, new: Tables, versions: Versions = SAME, earlier: pa.Table | None = None) -> Changes:
    nothing = {name: arrow_schema(ALL[name]).empty_table() for name in CHANGES if name not in old}
    known = nothing | code_tables() | old | ({} if earlier is None else {"withdrawn_activities": earlier})
    with TemporaryDirectory() as target:
        before, now = Before("2021.04.1", known, SAME), code_tables() | new
        found = changes_since(before, now, versions, "2021.05.1", Path(target), NOTHING_RENAMED)
        return replace(found, rows=whole(found.rows))


def former(changes: Changes) -> dict[str, tuple[str | None, str]]:
    rows = changes.withdrawn_activities.to_pylist()
    return {row["activity_id"]: (row["replaced_by"], row["cause"]) for row in rows}


def causes(changes: Changes, table: str) -> set[tuple[str, str, str]]:
    rows = changes.rows.to_pylist()
    return {(row["row_key"], row["change"], row["cause"]) for row in rows if row["table_name"] == table}


@pytest.fixture
def apart(tmp_path: Path) -> Tables:
    return tables(tmp_path, STORIES)


def test_an_activity_that_joins_another_is_replaced_by_it(apart: Tables, tmp_path: Path) -> None:
    changes = changed(apart, tables(tmp_path, STORIES, [FIRST, SECOND]))
    assert former(changes) == {SECOND.activity_id: (FIRST.activity_id, "linking_changed")}
    assert changes.withdrawn_activities["last_release"].to_pylist() == ["2021.04.1"]
    assert changes.withdrawn_activities["headline"].to_pylist() == [SECOND.headline]


def test_no_row_of_activities_is_said_to_be_gone_from_the_source_if_only_links_changed(
    apart: Tables, tmp_path: Path
) -> None:
    changes = changed(apart, tables(tmp_path, STORIES, [FIRST, SECOND]))
    for table in ("activities", "activity_countries", "activity_partners", "events"):
        assert {cause for _, _, cause in causes(changes, table)} == {"linking_changed"}, table


def test_changed_code_is_the_cause_of_links_that_it_changes(apart: Tables, tmp_path: Path) -> None:
    changes = changed(apart, tables(tmp_path, STORIES, [FIRST, SECOND]), Versions("code-2", "reference-1"))
    assert former(changes) == {SECOND.activity_id: (FIRST.activity_id, "extractor_changed")}


def test_an_activity_that_is_split_goes_where_most_of_its_events_are(tmp_path: Path) -> None:
    old = tables(tmp_path, STORIES, [FIRST, SECOND, THIRD, FOURTH])
    changes = changed(old, tables(tmp_path, STORIES[1:], [SECOND], [THIRD, FOURTH]))
    assert former(changes) == {FIRST.activity_id: (THIRD.activity_id, "source_gone")}


def test_an_activity_without_living_events_is_replaced_by_none(apart: Tables, tmp_path: Path) -> None:
    assert former(changed(apart, tables(tmp_path, STORIES[1:]))) == {FIRST.activity_id: (None, "source_gone")}


def test_an_event_with_a_new_id_takes_its_activity_along(apart: Tables, tmp_path: Path) -> None:
    edited = replace(FIRST, headline="Port towns open a second help desk")
    changes = changed(apart, tables(tmp_path, [edited, *STORIES[1:]]))
    assert former(changes) == {FIRST.activity_id: (edited.activity_id, "source_edited")}


def test_a_chain_of_replacements_leads_to_the_last_and_a_returning_id_leaves_the_table(
    apart: Tables, tmp_path: Path
) -> None:
    one = tables(tmp_path, STORIES, [SECOND, THIRD])
    two = tables(tmp_path, STORIES, [FIRST, SECOND, THIRD])
    earlier = changed(apart, one).withdrawn_activities
    assert former(changed(one, two, earlier=earlier)) == {
        SECOND.activity_id: (FIRST.activity_id, "linking_changed"),
        THIRD.activity_id: (FIRST.activity_id, "linking_changed"),
    }
    assert former(changed(one, apart, earlier=earlier)) == {}


def test_a_release_without_activities_has_none_withdrawn(apart: Tables) -> None:
    old = {
        **apart,
        "activities": apart["activities"].slice(0, 0),
        "events": apart["events"].drop_columns(["activity_id"]),
    }
    assert former(changed(old, apart)) == {}
