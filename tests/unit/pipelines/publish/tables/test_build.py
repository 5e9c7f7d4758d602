"""All tables of a release: invalid rows, texts that may not be published, corrections."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipelines.publish.checks.audit import audit
from pipelines.publish.tables.corrections import dates_of_edtf
from pipelines.publish.tables.corrections_file import CorrectionError, load_corrections
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, ANNOTATED, PUBLISHED
from tests.publish_examples import (
    BULLETIN,
    STORIES,
    Story,
    Terms,
    annotations,
    built,
    no_quarantine,
    reference_folder,
    rejected_corrections,
    tables,
)

HEADER = "event_id,field,expected,value,reason,source\n"
PORT, ACCORD = STORIES[0].event_id, STORIES[1].event_id


def built_from(changed: dict[str, pa.Table], folder: Path) -> dict[str, pa.Table]:
    reference = reference_folder(folder)
    return built({**annotations(), **changed}, reference)


def with_cells(table: str, row: int, **cells: object) -> dict[str, pa.Table]:
    rows = annotations()[table].to_pylist()
    rows[row] |= cells
    return {table: pa.Table.from_pylist(rows, schema=arrow_schema((ALL | ANNOTATED)[table]))}


def with_rows(table: str, extra: Iterable[dict[str, object]]) -> dict[str, pa.Table]:
    return {
        table: pa.Table.from_pylist(
            [*annotations()[table].to_pylist(), *extra], schema=arrow_schema((ALL | ANNOTATED)[table])
        )
    }


def test_all_published_tables_are_there_sorted_and_typed(tmp_path: Path) -> None:
    found = tables(tmp_path)
    assert list(found)[: len(PUBLISHED)] == list(PUBLISHED)
    assert all(rows.schema.equals(arrow_schema(ALL[name])) for name, rows in found.items())
    assert audit(found, entries=len(STORIES)).ok


def test_the_order_of_annotations_does_not_count(tmp_path: Path) -> None:
    turned = {name: rows.take(pa.array(range(rows.num_rows)[::-1], pa.int64())) for name, rows in annotations().items()}
    found = built(turned, reference_folder(tmp_path / "reference"))
    assert all(found[name].equals(rows) for name, rows in tables(tmp_path).items())


@pytest.mark.parametrize("allowed", [True, False])
def test_bodies_stand_only_where_the_source_allows(allowed: bool, tmp_path: Path) -> None:
    found = tables(tmp_path, STORIES, Terms(republish_text=allowed))["events"]
    bodies = {row["event_id"]: row["body"] for row in found.to_pylist()}
    assert bodies[PORT] == (STORIES[0].body if allowed else None)
    # A headline without a text has no body at all.
    assert bodies[STORIES[2].event_id] is None


def test_an_unknown_source_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"missing in sources\.yaml: harbour-news\."):
        tables(tmp_path, STORIES, Terms(id="other"))


@pytest.mark.parametrize(
    ("table", "row", "cells", "told"),
    [
        ("event_countries", 0, {"basis": "guess"}, "basis is not in the code list country_bases"),
        ("event_countries", 0, {"country_iso3": "XXX"}, "country_iso3 'XXX' is not among the known countries"),
        ("event_partners", 0, {"partner_id": "nobody"}, "partner_id 'nobody' is not among the known partners"),
        ("event_partners", 0, {"mention_count": 0}, "mention_count is below 1"),
        ("event_topics", 0, {"code": "24"}, "code is not in the code list topics"),
        ("mentions", 0, {"text": "Belice"}, "the text is not at start and end of the field"),
        ("mentions", 0, {"start": 9000, "end": 9001}, "the text is not at start and end of the field"),
        ("mentions", 0, {"event_id": "evt_ffffffffffffffff"}, "is not among the known events"),
    ],
)
def test_an_invalid_row_goes_to_quarantine_alone(
    table: str, row: int, cells: dict[str, object], told: str, tmp_path: Path
) -> None:
    found = built_from(with_cells(table, row, **cells), tmp_path)
    assert found[table].num_rows == annotations()[table].num_rows - 1
    assert found["events"].num_rows == len(STORIES)
    (set_aside,) = found["quarantine"].to_pylist()
    assert set_aside["reason"].startswith(f"invalid row of {table}: ")
    assert told in set_aside["reason"]
    assert audit(found, entries=len(STORIES)).ok


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"participant_count": 0}, "participant_count is below 1"),
        ({"end_on": None, "start_on": None, "host_country_iso3": "XXX"}, "'XXX' is not among the known countries"),
        ({"headline": ""}, "headline is empty"),
        ({"bulletin_id": "leaflet"}, "bulletin_id does not match"),
    ],
)
def test_with_an_invalid_event_go_its_rows(cells: dict[str, object], told: str, tmp_path: Path) -> None:
    found = built_from(with_cells("events", 0, **cells), tmp_path)
    assert all(PORT not in found[name]["event_id"].to_pylist() for name in ("events", "mentions", "event_partners"))
    assert "BLZ" not in found["countries"]["country_iso3"].to_pylist()
    reasons = found["quarantine"]["reason"].to_pylist()
    assert any(told in reason and reason.startswith("invalid row of events: ") for reason in reasons)
    assert audit(found, entries=len(STORIES)).ok


def test_of_two_rows_with_one_key_one_stays(tmp_path: Path) -> None:
    found = built_from(with_rows("event_topics", [{"event_id": PORT, "scheme": "gcm", "code": "3"}]), tmp_path)
    assert found["event_topics"].num_rows == 3
    assert "event_id, scheme, code stand twice" in found["quarantine"]["reason"][0].as_py()


def test_what_earlier_stages_set_aside_stays_once(tmp_path: Path) -> None:
    row = {"source_id": "harbour-news", "block_number": 3, "reason": "no date", "text": "Sometime"}
    before = [{"bulletin_id": BULLETIN, **row}] * 2
    set_aside = pa.Table.from_pylist(before, schema=no_quarantine().schema)
    found = built(annotations(), reference_folder(tmp_path), aside=set_aside)
    assert found["quarantine"].to_pylist() == before[:1]


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="event_topics lacks the columns code"):
        built_from({"event_topics": annotations()["event_topics"].drop_columns("code")}, tmp_path)


def corrected(lines: str, folder: Path) -> dict[str, pa.Table]:
    reference = reference_folder(folder)
    (reference / "corrections.csv").write_text(HEADER + lines, encoding="utf-8")
    return built(annotations(), reference)


def event(found: dict[str, pa.Table], event_id: str) -> dict[str, object]:
    (row,) = found["events"].filter(pc.equal(found["events"]["event_id"], event_id)).to_pylist()
    return row


def test_a_correction_sets_the_value_and_is_published(tmp_path: Path) -> None:
    found = corrected(f"{PORT},participant_count,60,16,misread,the office\n", tmp_path)
    assert event(found, PORT)["participant_count"] == 16
    assert found["corrections"].to_pylist() == [
        {
            "event_id": PORT, "field": "participant_count", "expected": "60", "value": "16",
            "reason": "misread", "source": "the office",
        }
    ]  # fmt: skip
    assert audit(found).ok


def test_a_corrected_host_and_date_carry_what_follows_from_them(tmp_path: Path) -> None:
    lines = f"{ACCORD},host_country_iso3,HND,NOR,held in Oslo,note\n{ACCORD},event_date_edtf,,2021-02,seen,note\n"
    found = corrected(lines, tmp_path)
    row = event(found, ACCORD)
    assert (str(row["start_on"]), str(row["end_on"]), row["date_precision"]) == ("2021-02-01", "2021-02-28", "month")
    hosts = {each["country_iso3"]: each["is_host"] for each in found["event_countries"].to_pylist()}
    assert hosts == {"BLZ": True, "HND": False, "NAM": False}
    assert audit(found).ok


def test_what_a_person_corrected_is_sure_and_its_row_surer(tmp_path: Path) -> None:
    lines = f"{ACCORD},host_country_iso3,HND,NOR,held in Oslo,note\n{ACCORD},event_type,agreement,meeting,read,note\n"
    row = event(corrected(lines, tmp_path), ACCORD)
    before = event(tables(tmp_path / "untouched"), ACCORD)
    assert row["host_confidence"] == row["type_confidence"] == 1
    assert row["date_confidence"] == before["date_confidence"]
    assert row["row_confidence"] == pytest.approx(0.92 / 0.96, abs=0.001)


GOOD_LINE = f"{ACCORD},participant_qualifier,,,checked,x\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"{PORT},participant_count,61,16,misread,x\n", "is expected to be '61' before the correction, but is '60'"),
        (f"{PORT},participant_count,61,60,misread,x\n", "is '60' without it. Remove the line."),
        (f"{PORT},participant_count,60,many,misread,x\n", "'many' is not a valid participant_count"),
        (f"{PORT},participant_count,60,-3,misread,x\n", "participant_count '-3' leaves an invalid row of events"),
        (f"{PORT},event_date_edtf,2021-03-01/2021-03-02,2021-13,misread,x\n", "'2021-13' is not a valid event_date"),
        (f"{ACCORD},host_country_iso3,HND,XYZ,misread,x\n", "host_country_iso3 'XYZ' leaves an invalid row of events"),
        (f"{PORT},headline,a,b,misread,x\n", "'headline' cannot be corrected"),
        (f"{PORT},participant_count,60,16,,x\n", "reason must not be empty"),
        ("evt_ffffffffffffffff,quote,,x,r,s\n", "The event evt_ffffffffffffffff no longer exists"),
        (f"{ACCORD},participant_qualifier,,b,r,x\n", "Line 2 corrects participant_qualifier"),
    ],
)
def test_a_correction_that_does_not_fit_is_left_out_and_the_others_hold(line: str, told: str, tmp_path: Path) -> None:
    found = corrected(GOOD_LINE + line, tmp_path)
    (rejected,) = rejected_corrections(tmp_path)
    assert rejected["line"] == 3
    assert told in str(rejected["reason"])
    assert found["corrections"]["event_id"].to_pylist() == [ACCORD]
    untouched = tables(tmp_path / "untouched")
    assert found["events"] == untouched["events"]
    assert found["quarantine"] == untouched["quarantine"]
    assert audit(found).ok


def test_a_correction_follows_its_event_to_the_present_id(tmp_path: Path) -> None:
    reference = reference_folder(tmp_path)
    old = "evt_ffffffffffffffff"
    (reference / "corrections.csv").write_text(f"{HEADER}{old},participant_count,60,16,misread,x\n", encoding="utf-8")
    found = built(annotations(), reference, present_ids={old: PORT})
    assert event(found, PORT)["participant_count"] == 16
    assert found["corrections"]["event_id"].to_pylist() == [PORT]


def test_a_file_as_spreadsheets_save_it_is_read(tmp_path: Path) -> None:
    line = f"{PORT},participant_count,60,16,misread,x"
    (tmp_path / "corrections.csv").write_text(f"{HEADER}{line}\n".replace("\n", "\r\n"), encoding="utf-8-sig")
    (found,) = load_corrections(tmp_path).found
    assert (found.event_id, found.source) == (PORT, "x")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"event_id,field\n", "columns must be event_id,field,expected,value,reason,source"),
        (HEADER.encode() + b"evt_0,quote,,\xe9,r,s\n", "Save it as CSV in UTF-8"),
    ],
)
def test_a_file_of_another_form_is_refused(raw: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_bytes(raw)
    with pytest.raises(CorrectionError, match=told):
        load_corrections(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, (None, None, None)),
        ("2020", ("2020-01-01", "2020-12-31", "year")),
        ("2020-02", ("2020-02-01", "2020-02-29", "month")),
        ("2020-02-03", ("2020-02-03", "2020-02-03", "day")),
        ("2020-02-03/2020-03", ("2020-02-03", "2020-03-31", "interval")),
    ],
)
def test_dates_follow_from_edtf(text: str | None, expected: tuple[str | None, ...]) -> None:
    found = dates_of_edtf(text)
    assert (
        tuple(str(found[name]) if found[name] else None for name in ("start_on", "end_on", "date_precision"))
        == expected
    )


def test_the_shipped_corrections_are_well_formed(root: Path) -> None:
    assert load_corrections(root / "reference").rejected == ()


def test_an_empty_batch_gives_empty_tables(tmp_path: Path) -> None:
    found = tables(tmp_path, [])
    assert {name for name, rows in found.items() if rows.num_rows} == {"sources"}


def test_a_story_without_anything_is_an_event(tmp_path: Path) -> None:
    found = tables(tmp_path, [Story("Quiet", "")])
    assert (found["events"].num_rows, found["partners"].num_rows, found["countries"].num_rows) == (1, 0, 0)
