"""Which reports share an activity, by what they say; every report is extracted for real."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.link.decisions import DecisionError
from pipelines.link.linking import Linked, link_events
from pipelines.publish.tables.corrections import corrected_columns
from pipelines.publish.tables.corrections_file import Correction
from tests.unit.pipelines.link.reports import REFERENCE, Report, annotated

COURSE = Report(
    "Beekeepers of Choluteca learn to keep accounts",
    "Choluteca, Honduras – On 9 and 10 May 2022 thirty-two farmers took part in a course on savings given by IOM and "
    "the Chamber of Commerce of Choluteca.",
)
CURSO = Report(
    "Agricultores de Choluteca aprenden a llevar cuentas",
    "Choluteca, Honduras – Treinta y dos agricultores siguieron el 9 y 10 de mayo un curso sobre ahorro de la OIM y la "
    "Cámara de Comercio de Choluteca.",
    date(2022, 5, 21),
    language="es",
)
TEASER = Report(
    "Honey and numbers",
    "Farmers of Choluteca went to a course on savings last week that IOM and the Chamber of Commerce of "
    "Choluteca gave.",
    date(2022, 5, 17),
    source_id="hills",
)
NEXT_MONTH = replace(COURSE, published_on=date(2022, 6, 20), body=COURSE.body.replace("9 and 10 May", "13 and 14 June"))
OTHER_TOWN = replace(
    COURSE, headline=COURSE.headline.replace("Choluteca", "Danlí"), body=COURSE.body.replace("Choluteca", "Danlí")
)
OTHER_GROUP = Report(
    "Teachers of Choluteca learn to keep accounts",
    "Choluteca, Honduras – On 9 and 10 May 2022 eighteen teachers took part in a course on savings given by IOM and "
    "the Chamber of Commerce of Choluteca.",
)


def linked(reports: Sequence[Report], folder: Path, decisions: str = "", order: pa.Table | None = None) -> list[str]:
    """Return the activity of each report."""
    return [by_event(reports, folder, decisions, order)[report.event_id]["activity_id"] for report in reports]


def by_event(
    reports: Sequence[Report], folder: Path, decisions: str = "", order: pa.Table | None = None
) -> dict[str, dict[str, str]]:
    run(reports, folder, decisions, order)
    return {row["event_id"]: row for row in pq.read_table(folder / "linked" / "event_activities.parquet").to_pylist()}


def run(reports: Sequence[Report], folder: Path, decisions: str = "", order: pa.Table | None = None) -> Linked:
    reference = shutil.copytree(REFERENCE, folder / "reference", dirs_exist_ok=True)
    header = "event_id,other_event_id,decision,reason,source\n"
    (reference / "link_decisions.csv").write_text(header + decisions, encoding="utf-8")
    (folder / "linked").mkdir(exist_ok=True)
    return link_events(annotated(reports, folder / "extract"), reference, folder / "linked", order)


def test_reports_in_two_languages_and_of_two_sources_share_an_activity(tmp_path: Path) -> None:
    assert len(set(linked([COURSE, CURSO, TEASER], tmp_path))) == 1


@pytest.mark.parametrize("other", [NEXT_MONTH, OTHER_TOWN, OTHER_GROUP])
def test_another_month_town_or_group_is_another_activity(other: Report, tmp_path: Path) -> None:
    of_course, of_curso, of_other = linked([COURSE, CURSO, other], tmp_path)
    assert of_course == of_curso != of_other


OPENING = Report(
    "Welders' course begins in Danlí",
    "Danlí, Honduras – Eighteen returnees began a ten-week welding course of IOM and INFOP on 4 April 2022.",
    date(2022, 4, 7),
)
CLOSING = Report(
    "Returnees of Danlí finish welding course",
    "Danlí, Honduras – After ten weeks seventeen returnees received certificates of the welding course of IOM and "
    "INFOP on 10 June 2022.",
    date(2022, 6, 14),
)
NEXT_OPENING = replace(
    OPENING, published_on=date(2022, 7, 7), body=OPENING.body.replace("4 April", "4 July").replace("Eighteen", "Twenty")
)


def test_a_course_is_one_activity_from_its_opening_to_its_closing(tmp_path: Path) -> None:
    of_opening, of_closing, of_next = linked([OPENING, CLOSING, NEXT_OPENING], tmp_path)
    assert of_opening == of_closing != of_next


def test_an_activity_takes_its_id_from_the_report_that_was_found_first(tmp_path: Path) -> None:
    reports = [COURSE, CURSO, TEASER]
    order = pa.table({"event_id": [each.event_id for each in (CURSO, TEASER, COURSE)], "ledger_position": [4, 7, 9]})
    assert set(linked(reports, tmp_path, order=order)) == {CURSO.event_id.replace("evt_", "act_")}


def test_an_activity_keeps_its_id_when_a_report_joins(tmp_path: Path) -> None:
    before = linked([COURSE, OTHER_TOWN], tmp_path)
    assert linked([COURSE, OTHER_TOWN, CURSO], tmp_path)[:2] == before


def test_linked_events_have_a_confidence_and_evidence_and_others_have_none(tmp_path: Path) -> None:
    curso = replace(CURSO, body=CURSO.body.replace("Treinta y dos", "Los"))
    found = by_event([COURSE, curso, OTHER_TOWN], tmp_path)
    assert found[COURSE.event_id]["link_confidence"] > 0.5
    assert found[OTHER_TOWN.event_id]["link_confidence"] is None
    evidence = pq.read_table(tmp_path / "linked" / "event_links.parquet").to_pylist()
    assert {row["event_id"] for row in evidence} == {COURSE.event_id, curso.event_id}
    agreeing = {row["field"] for row in evidence if row["finding"] == "agrees" and row["event_id"] == COURSE.event_id}
    assert {"date", "partners", "place"} <= agreeing
    assert "people" not in {row["field"] for row in evidence}, "only one report states a number"


def test_the_order_of_reports_does_not_count(tmp_path: Path) -> None:
    reports = [COURSE, CURSO, TEASER, NEXT_MONTH, OTHER_TOWN, OTHER_GROUP]
    run(reports, tmp_path)
    files = [path.read_bytes() for path in sorted((tmp_path / "linked").iterdir())]
    run(reports[::-1], tmp_path)
    assert [path.read_bytes() for path in sorted((tmp_path / "linked").iterdir())] == files


def test_people_part_and_join_events(tmp_path: Path) -> None:
    parted = f"{COURSE.event_id},{CURSO.event_id},different,Two courses,the organiser\n"
    joined = f"{OTHER_TOWN.event_id},{COURSE.event_id},same,The town was wrong,the organiser\n"
    assert len(set(linked([COURSE, CURSO], tmp_path, parted))) == 2
    assert len(set(linked([COURSE, OTHER_TOWN], tmp_path, joined))) == 1


def test_a_decision_on_an_event_that_is_gone_has_no_effect(tmp_path: Path) -> None:
    decisions = f"evt_0000000000000000,{CURSO.event_id},same,Gone,nobody\n"
    assert len(set(linked([COURSE, CURSO], tmp_path, decisions))) == 1


def test_a_decision_follows_its_event_to_a_new_id(tmp_path: Path) -> None:
    decisions = f"evt_0000000000000000,{CURSO.event_id},different,Two courses,the organiser\n"
    run([COURSE, CURSO], tmp_path, decisions)
    moved = {"evt_0000000000000000": COURSE.event_id}
    found = link_events(tmp_path / "extract", tmp_path / "reference", tmp_path / "linked", present_ids=moved)
    assert found.activities == 2
    moved = {"evt_0000000000000000": CURSO.event_id}
    found = link_events(tmp_path / "extract", tmp_path / "reference", tmp_path / "linked", present_ids=moved)
    assert found.activities == 1, "a decision on one and the same event has no effect"


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ("evt_0000000000000001,,same,,\n", "line 2: name two events"),
        ("{0},{1},perhaps,,\n", "line 2: name two events"),
        ("{0},{1},same,,\n{1},{0},different,,\n", "line 3: .* are decided both ways"),
        ("{0},{1},same,,\n{1},{2},same,,\n{0},{2},different,,\n", "are decided to differ, but other lines join them"),
    ],
)
def test_wrong_decisions_are_refused(decisions: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=message):
        run([COURSE, CURSO, TEASER], tmp_path, decisions.format(COURSE.event_id, CURSO.event_id, TEASER.event_id))


def test_no_events_give_empty_tables(tmp_path: Path) -> None:
    assert run([], tmp_path) == Linked(0, 0, 0, 1)


def test_corrected_values_are_what_reports_are_compared_by(tmp_path: Path) -> None:
    run([COURSE, CURSO], tmp_path)
    events = pq.read_table(tmp_path / "extract" / "events.parquet", columns=["event_id", "event_date_edtf"]).to_pylist()
    (told,) = (row["event_date_edtf"] for row in events if row["event_id"] == CURSO.event_id)
    later = [Correction(2, CURSO.event_id, "event_date_edtf", told, "2022-06-13/2022-06-14", "", "")]
    target = tmp_path / "corrected"
    target.mkdir()
    folders = tmp_path / "extract", tmp_path / "reference"
    link_events(*folders, target)
    assert finding(target, "date") == {"agrees"}
    link_events(*folders, target, correct=lambda rows: corrected_columns(rows, later))
    assert finding(target, "date") == {"differs"}


def finding(folder: Path, field: str) -> set[str]:
    rows = pq.read_table(folder / "event_links.parquet").to_pylist()
    return {row["finding"] for row in rows if row["field"] == field}
