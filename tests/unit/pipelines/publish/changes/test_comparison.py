"""What changed since the release before, and why."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest

from pipelines.publish.changes.causes import Before, Versions
from pipelines.publish.changes.comparison import Changes
from pipelines.publish.changes.comparison import changes_since as changes_in
from pipelines.publish.changes.differences import differences
from pipelines.publish.code_tables import code_tables
from pipelines.publish.columnar.rows import whole
from pipelines.publish.tables.corrections import correction_rows
from pipelines.publish.tables.corrections_file import load_corrections
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL
from tests.publish_examples import STORIES, Story, tables

SAME = Versions("code-1", "reference-1")
NEW = Story("Ferries run again", "Boats to Belize sail.", published_on=date(2021, 5, 1), countries={"BLZ": "Belize"})

Tables = dict[str, pa.Table]
Found = set[tuple[str, str, str, str, str]]


def before(found: Tables, versions: Versions = SAME) -> Before:
    names = ("withdrawn", "withdrawn_partners", "withdrawn_activities")
    earlier = {name: arrow_schema(ALL[name]).empty_table() for name in names}
    return Before("2021.04.1", {**earlier, **code_tables(), **found}, versions)


def changes_since(earlier: Before, found: Tables, versions: Versions, renamed: dict[str, str] | None = None) -> Changes:
    rows = [{"event_id": former, "replaced_by": now} for former, now in (renamed or {}).items()]
    names = pa.Table.from_pylist(rows, schema=arrow_schema(ALL["renamed"]))
    with TemporaryDirectory() as target:
        changes = changes_in(earlier, {**code_tables(), **found}, versions, "2021.05.1", Path(target), names)
        history = {name: whole(rows) for name, rows in changes.history.items()}
        return replace(changes, rows=whole(changes.rows), history=history)


def told(changes: Changes, table: str) -> set[tuple[str, str, str, str]]:
    """Key, change, field and cause of a table's changes."""
    names = ("row_key", "change", "field", "cause")
    return {tuple(row[name] for name in names) for row in changes.rows.to_pylist() if row["table_name"] == table}


@pytest.fixture
def old(tmp_path: Path) -> Tables:
    return tables(tmp_path)


def moved(story: Story, **facts: object) -> Story:
    return replace(story, facts={**story.facts, **facts})


def test_cells_differ_by_value_and_by_null() -> None:
    one = pa.table({"event_id": ["a", "b", "c"], "is_host": [True, None, False], "only": ["x", "y", "z"]})
    other = pa.table({"event_id": ["d", "c", "a"], "is_host": [True, None, True]})
    table = replace(ALL["event_countries"], primary_key=("event_id",))
    found = {tuple(row.values()) for row in differences(one, other, table).to_pylist()}
    assert found == {
        ("d", "added", "*", None, None),
        ("b", "removed", "*", None, None),
        ("c", "changed", "is_host", "false", None),
    }


def test_the_same_tables_have_no_changes(old: Tables) -> None:
    changes = changes_since(before(old), old, SAME)
    assert (changes.rows.num_rows, changes.withdrawn.num_rows, changes.warnings) == (0, 0, ())


def test_a_new_entry_is_new_in_the_source_with_all_that_follows(old: Tables, tmp_path: Path) -> None:
    changes = changes_since(before(old), tables(tmp_path, [*STORIES, NEW]), SAME)
    assert told(changes, "events") == {(NEW.event_id, "added", "*", "source_new")}
    assert told(changes, "event_countries") == {(f"{NEW.event_id}|BLZ", "added", "*", "source_new")}
    assert told(changes, "countries") == {
        ("BLZ", "changed", "event_count", "source_new"),
        ("BLZ", "changed", "last_event_on", "source_new"),
    }
    assert set(changes.rows["cause"].to_pylist()) == {"source_new"}
    assert changes.withdrawn.num_rows == 0


def test_an_entry_that_left_is_withdrawn(old: Tables, tmp_path: Path) -> None:
    changes = changes_since(before(old), tables(tmp_path, STORIES[:3]), SAME)
    gone = STORIES[3].event_id
    assert told(changes, "events") == {(gone, "removed", "*", "source_gone")}
    assert told(changes, "countries") == {("NAM", "removed", "*", "source_gone")}
    (tombstone,) = changes.withdrawn.to_pylist()
    assert (tombstone["event_id"], tombstone["last_release"], tombstone["replaced_by"]) == (gone, "2021.04.1", None)


@pytest.mark.parametrize(
    "now",
    [
        replace(STORIES[0], headline="Port towns open two help desks"),
        replace(STORIES[0], published_on=None),
        replace(STORIES[0], body=STORIES[0].body + " And more.", published_on=date(2021, 3, 10)),
    ],
)
def test_an_entry_under_another_id_is_followed(now: Story, old: Tables, tmp_path: Path) -> None:
    changes = changes_since(before(old), tables(tmp_path, [now, *STORIES[1:]]), SAME)
    (tombstone,) = changes.withdrawn.to_pylist()
    assert (tombstone["event_id"], tombstone["replaced_by"]) == (STORIES[0].event_id, now.event_id)
    assert {cause for *_, cause in told(changes, "events")} == {"source_edited"}


def test_an_edited_text_is_the_sources_doing_even_if_the_code_changed(old: Tables, tmp_path: Path) -> None:
    edited = replace(moved(STORIES[0], participant_count=70), body=STORIES[0].body.replace("Sixty", "Seventy"))
    changes = changes_since(before(old), tables(tmp_path, [edited, *STORIES[1:]]), Versions("code-2", "reference-1"))
    assert (edited.event_id, "changed", "participant_count", "source_edited") in told(changes, "events")


@pytest.mark.parametrize(
    ("versions", "cause"),
    [
        (Versions("code-2", "reference-1"), "extractor_changed"),
        (Versions("code-1", "reference-2"), "reference_changed"),
        (Versions("code-2", "reference-2"), "extractor_changed"),
    ],
)
def test_the_same_text_read_otherwise(versions: Versions, cause: str, old: Tables, tmp_path: Path) -> None:
    now = tables(tmp_path, [moved(STORIES[0], participant_count=6, host_country_iso3="CRI"), *STORIES[1:]])
    changes = changes_since(before(old), now, versions)
    assert told(changes, "events") == {
        (STORIES[0].event_id, "changed", "participant_count", cause),
        (STORIES[0].event_id, "changed", "host_country_iso3", cause),
    }
    assert ("BLZ", "changed", "host_event_count", cause) in told(changes, "countries")
    assert changes.warnings == ()


@pytest.mark.parametrize(("status", "cause"), [("removed", "source_gone"), ("listed", "source_new")])
def test_an_entry_that_its_source_drops_or_takes_up_again_is_told_whatever_else_changed(
    status: str, cause: str, tmp_path: Path
) -> None:
    was = moved(STORIES[0], source_status="listed" if status == "removed" else "removed")
    now = replace(moved(was, source_status=status, participant_count=7), body=was.body + " And more.")
    old, new = (tables(tmp_path / name, [story, *STORIES[1:]]) for name, story in (("old", was), ("new", now)))
    changes = changes_since(before(old), new, Versions("code-2", "reference-1"))
    assert (was.event_id, "changed", "source_status", cause) in told(changes, "events")
    assert {row[3] for row in told(changes, "events") if row[2] != "source_status"} == {"source_edited"}


def test_a_document_read_otherwise_gives_and_takes_events(old: Tables, tmp_path: Path) -> None:
    now = tables(tmp_path, [*STORIES[:3], NEW])
    changes = changes_since(before(old), now, Versions("code-2", "reference-1"))
    assert {cause for *_, cause in told(changes, "events")} >= {"extractor_changed"}
    assert (NEW.event_id, "added", "*", "extractor_changed") in told(changes, "events")
    assert (STORIES[3].event_id, "removed", "*", "extractor_changed") in told(changes, "events")


def test_a_correction_is_told_as_one_and_other_cells_are_not(old: Tables, tmp_path: Path) -> None:
    line = (
        f"event_id,field,expected,value,reason,source\n{STORIES[0].event_id},participant_count,60,16,misread,office\n"
    )
    (tmp_path / "corrections.csv").write_text(line, encoding="utf-8")
    now = tables(tmp_path, [moved(STORIES[0], participant_count=16, latitude=17.6), *STORIES[1:]])
    now["corrections"] = correction_rows(load_corrections(tmp_path).found)
    changes = changes_since(before(old), now, Versions("code-2", "reference-1"))
    assert told(changes, "events") == {
        (STORIES[0].event_id, "changed", "participant_count", "correction"),
        (STORIES[0].event_id, "changed", "latitude", "extractor_changed"),
    }


MANY = [Story(f"Desk {number} opens", f"Desk {number} opened in Belmopan.") for number in range(30)]


def test_many_changes_without_a_reason_of_ours_warn(tmp_path: Path) -> None:
    old = tables(tmp_path / "old", MANY)
    now = tables(tmp_path / "now", [moved(story, event_type="policy") for story in MANY])
    (warning,) = changes_since(before(old), now, SAME).warnings
    assert warning.startswith("30 of 30 events were changed or removed, although neither code nor reference")
    assert changes_since(before(old), now, Versions("code-2", "reference-1")).warnings == ()
    assert (
        changes_since(before(old), tables(tmp_path / "few", MANY[:10]), SAME).warnings[0].startswith("20 of 30 events")
    )


def test_few_changes_and_summed_columns_do_not_warn(old: Tables, tmp_path: Path) -> None:
    now = tables(tmp_path / "now", [moved(story, event_type="policy") for story in STORIES])
    assert changes_since(before(old), now, SAME).warnings == ()
    many, more = (tables(tmp_path / name, stories) for name, stories in (("many", MANY), ("more", [*MANY, *STORIES])))
    assert changes_since(before(many), more, SAME).warnings == ()


def test_ones_own_corrections_do_not_warn(tmp_path: Path) -> None:
    old = tables(tmp_path / "old", MANY)
    now = tables(tmp_path / "now", [moved(story, event_type="policy") for story in MANY])
    lines = [f"{story.event_id},event_type,story,policy,misread,office" for story in MANY]
    text = "\n".join(["event_id,field,expected,value,reason,source", *lines])
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    now["corrections"] = correction_rows(load_corrections(tmp_path).found)
    changes = changes_since(before(old), now, SAME)
    assert {cause for *_, cause in told(changes, "events")} == {"correction"}
    assert changes.warnings == ()


def test_a_moved_entry_does_not_warn(old: Tables, tmp_path: Path) -> None:
    changes = changes_since(before(old), tables(tmp_path, STORIES[::-1]), SAME)
    assert {field for _, _, field, _ in told(changes, "events")} == {"entry_number"}
    assert changes.warnings == ()


def test_tombstones_stay_until_the_event_is_back(old: Tables, tmp_path: Path) -> None:
    gone = tables(tmp_path, STORIES[:3])
    first = changes_since(before(old), gone, SAME)
    gone["withdrawn"] = first.withdrawn
    kept = changes_since(before(gone), tables(tmp_path, [*STORIES[:3], NEW]), SAME)
    assert kept.withdrawn.equals(first.withdrawn)
    back = changes_since(before(gone), old, SAME)
    assert back.withdrawn.num_rows == 0


def replacements(changes: Changes) -> dict[str, str | None]:
    return {row["event_id"]: row["replaced_by"] for row in changes.withdrawn.to_pylist()}


def test_former_ids_lead_to_the_last_one(old: Tables, tmp_path: Path) -> None:
    first, *others = STORIES
    second = replace(first, headline="Port towns open two help desks")
    third = replace(second, published_on=date(2021, 3, 19), body=f"{second.body} And more.")
    now = tables(tmp_path, [second, *others])
    changes = changes_since(before(old), now, SAME)
    now["withdrawn"] = changes.withdrawn
    changes = changes_since(before(now), tables(tmp_path, [third, *others]), SAME)
    assert replacements(changes) == {first.event_id: third.event_id, second.event_id: third.event_id}
    gone = tables(tmp_path, [third, *others])
    gone["withdrawn"] = changes.withdrawn
    changes = changes_since(before(gone), tables(tmp_path, others), SAME)
    assert set(replacements(changes).values()) == {None}


def test_what_ingest_joined_is_followed_to_an_event_that_was_there_before(old: Tables, tmp_path: Path) -> None:
    joined, into = STORIES[0].event_id, STORIES[1].event_id
    changes = changes_since(before(old), tables(tmp_path, STORIES[1:]), SAME, {joined: into})
    assert replacements(changes) == {joined: into}


def test_a_correction_of_headline_and_text_is_followed_by_its_day(old: Tables, tmp_path: Path) -> None:
    corrected = replace(STORIES[0], headline=f"CORRECTION: {STORIES[0].headline}", body=f"{STORIES[0].body} Corrected.")
    changes = changes_since(before(old), tables(tmp_path, [corrected, *STORIES[1:]]), SAME)
    assert replacements(changes) == {STORIES[0].event_id: corrected.event_id}


def test_a_recurring_headline_replaces_nothing(tmp_path: Path) -> None:
    told = replace(STORIES[0], headline="Statement")
    other = replace(NEW, headline="Statement")
    changes = changes_since(before(tables(tmp_path, [told, STORIES[1]])), tables(tmp_path, [other, STORIES[1]]), SAME)
    assert replacements(changes) == {told.event_id: None}


def test_an_organisation_that_enters_the_register_is_found_under_its_former_id(old: Tables, tmp_path: Path) -> None:
    story = next(each for each in STORIES if each.partners)
    (name, role), *_ = story.partners.values()
    provisional = replace(story, partners={"org_0123456789ab": (name, role)})
    others = [each for each in STORIES if each is not story]
    changes = changes_since(before(tables(tmp_path, [provisional, *others])), old, Versions("code-1", "reference-2"))
    (former,) = changes.withdrawn_partners.to_pylist()
    assert (former["partner_id"], former["replaced_by"], former["cause"]) == (
        "org_0123456789ab", next(iter(story.partners)), "reference_changed",
    )  # fmt: skip
    assert former["last_release"] == "2021.04.1"


def test_the_flat_table_changes_with_its_events_and_code_tables_with_the_project(old: Tables, tmp_path: Path) -> None:
    earlier = before(old | {"roles": code_tables()["roles"].slice(1)})
    changes = changes_since(earlier, tables(tmp_path, [moved(STORIES[0], participant_count=70), *STORIES[1:]]), SAME)
    assert told(changes, "events_flat") == {(STORIES[0].event_id, "changed", "participant_count", "source_edited")}
    assert told(changes, "roles") == {("funder", "added", "*", "reference_changed")}
