"""Tables in pieces and in parts: nothing is lost, nothing is torn apart, and releases do not depend on the cut."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.checks.audit import audit
from pipelines.publish.columnar import rows
from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.rows import Stored, UnsortedError, distinct, in_parts, pieces, whole
from pipelines.publish.release import publish
from tests.publish_examples import STORIES, Story, Terms, annotations, built, provenance, reference_folder

IDS = st.lists(st.integers(0, 30).map(lambda number: f"evt_{number:02}"), max_size=40).map(sorted)


def table(ids: list[str]) -> pa.Table:
    return pa.table({"event_id": pa.array(ids, pa.string()), "place": pa.array(range(len(ids)), pa.int64())})


def stored(found: pa.Table, path: Path) -> Stored:
    pq.write_table(found, path, row_group_size=3)
    return Stored(path)


@given(IDS, IDS, st.integers(1, 30))
def test_parts_end_to_end_are_the_tables_and_no_event_is_torn_apart(
    one: list[str], other: list[str], most: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rows, "PART_CELLS", 2 * most)
        parts = list(in_parts({"one": table(one), "other": table(other)}))
    for name, ids in (("one", one), ("other", other)):
        assert pa.concat_tables([part[name] for part in parts]).equals(table(ids))
        assert all(part[name].num_rows < most + max(map(ids.count, ids)) for part in parts if part[name].num_rows)
    seen = [{*part["one"]["event_id"].to_pylist(), *part["other"]["event_id"].to_pylist()} for part in parts]
    assert sum(map(len, seen)) == len(set().union(*seen))


def test_tables_that_must_be_cut_must_be_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = table(["evt_2", "evt_1", "evt_0"])
    assert next(in_parts({"a": turned}))["a"].equals(turned)
    monkeypatch.setattr(rows, "PART_CELLS", 4)
    with pytest.raises(UnsortedError, match="a: the rows are not sorted by event_id"):
        list(in_parts({"a": turned}))


@pytest.mark.parametrize("most", [1, 4, 7, 100])
def test_pieces_are_as_long_as_asked_whatever_the_row_groups(most: int, tmp_path: Path) -> None:
    found = table([f"evt_{number}" for number in range(10)])
    for kept in (found, stored(found, tmp_path / "t.parquet")):
        cut = list(pieces(kept, most))
        assert pa.concat_tables(cut).equals(found)
        assert [len(piece) for piece in cut[:-1]] == [most] * (len(cut) - 1)
        assert next(iter(pieces(kept.select(["place"]), most))).column_names == ["place"]
    assert list(pieces(found.slice(0, 0))) == []


def test_a_file_tells_its_rows_and_columns(tmp_path: Path) -> None:
    found = table(["evt_1", "evt_1", "evt_0"])
    kept = stored(found, tmp_path / "t.parquet")
    assert (kept.num_rows, kept.schema, whole(kept)) == (3, found.schema, found)
    assert distinct(kept, "event_id").to_pylist() == ["evt_1", "evt_0"]
    assert whole(kept.select(["place"])).column_names == ["place"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-9, 9)), max_size=30), st.integers(1, 5))
def test_groups_of_parts_add_up(found: list[tuple[str, int]], size: int) -> None:
    schema = pa.schema([("key", pa.string()), ("day", pa.int64())])
    records = [{"key": key, "day": day} for key, day in found]
    tally = Tally(["key"], [("day", "min"), ("count", "sum")])
    tally.add(counted(schema.empty_table()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("pipelines.publish.columnar.group_by.MOST_WAITING", 2)
        for first in range(0, len(records), size):
            tally.add(counted(pa.Table.from_pylist(records[first : first + size], schema=schema)))
    told = {row["key"]: (row["day"], row["count"]) for row in tally.table().to_pylist()}
    days = {key: [day for other, day in found if other == key] for key, _ in found}
    assert told == {key: (min(of_key), len(of_key)) for key, of_key in days.items()}


def many_stories() -> list[Story]:
    chosen = random.Random(5)  # noqa: S311 - stories, no secrets
    names = ["Net Makers", "Sea Club", "Harbour School"]
    return [
        Story(
            f"Day {number} at the harbour",
            f"The {name} and IOM of Belize met on the quay, {number} in all.",
            partners={f"org_00000000000{names.index(name)}": (name, "organiser"), "iom": ("IOM", "supporter")},
            countries={"BLZ": "Belize"} if number % 3 else {},
            topics=("3",) if number % 2 else (),
            facts={"participant_count": number + 1, "participant_qualifier": "exact"},
        )
        for number, name in enumerate(chosen.choices(names, k=40))
    ]


def releases(folder: Path) -> dict[str, bytes]:
    """Two releases, of which the second has other events, edited ones, and one that was not valid."""
    stories = many_stories()
    edited = [Story(each.headline + "!", each.body, countries=each.countries) for each in stories[:5]]
    invalid = Story("Nowhere", "Nobody.", facts={"host_country_iso3": "XXX"})
    terms = Terms(republish_text=True)
    for found in ([*stories, *STORIES], [*edited, *stories[3:30], invalid, *STORIES[1:]]):
        in_order = {name: each.sort_by("event_id") for name, each in annotations(found).items()}
        tables = built(in_order, reference_folder(folder / "reference"), terms)
        assert audit(tables, entries=len(found)).ok
        publish(tables, folder, provenance("code-1", "reference-1", terms))
    kept = folder / "releases"
    return {path.relative_to(kept).as_posix(): path.read_bytes() for path in kept.rglob("*") if path.is_file()}


def test_releases_do_not_depend_on_how_events_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = releases(tmp_path / "at once")
    assert len([path for path in at_once if path.endswith("changes.csv")]) == 2
    monkeypatch.setattr(rows, "PART_CELLS", 60)
    monkeypatch.setattr(rows, "PIECE_ROWS", 7)
    in_many_parts = releases(tmp_path / "in many parts")
    assert in_many_parts.keys() == at_once.keys()
    assert [path for path in at_once if in_many_parts[path] != at_once[path]] == []


def test_what_breaks_a_rule_is_told_of_all_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_order = {name: each.sort_by("event_id") for name, each in annotations(many_stories()).items()}
    tables = built(in_order, reference_folder(tmp_path))
    mentions = tables["mentions"].to_pylist()
    mentions[70] |= {"method": "guess"}
    mentions[3] |= {"method": "guess"}
    broken = {**tables, "mentions": pa.Table.from_pylist(mentions, schema=tables["mentions"].schema)}
    twice = {**tables, "events": pa.concat_tables([tables["events"].slice(0, 30), tables["events"].slice(29)])}
    at_once = audit(broken), audit(twice)
    monkeypatch.setattr(rows, "PART_CELLS", 60)
    assert (audit(broken), audit(twice)) == at_once
    assert "row 4 " in str(at_once[0])
    assert "row 71 " in str(at_once[0])
    assert "event_id must be unique (1 row, such as row 31" in str(at_once[1])


def test_rows_in_the_wrong_order_are_told_also_where_they_would_have_to_be_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_order = {name: each.sort_by("event_id") for name, each in annotations(many_stories()).items()}
    tables = built(in_order, reference_folder(tmp_path))
    turned = {**tables, "mentions": tables["mentions"].take(list(range(tables["mentions"].num_rows))[::-1])}
    monkeypatch.setattr(rows, "PART_CELLS", 60)
    (problem,) = audit(turned).of_table("mentions")
    assert problem.rule == "the rows are not sorted by event_id"
