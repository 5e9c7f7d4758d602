"""Corrections in a run of the job: they follow their event, and one that no longer fits stops nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pyarrow.csv
import pytest

from assets.commands.instance import prepared_home
from assets.resources import Project
from pipelines.workspace import Workspace
from tests.integration.conftest import Outcome
from tests.integration.desks import BULLETIN, OTHER_BULLETIN, ROOT, Desk

Refresh = Callable[[Desk], Outcome]
HEADLINE = "Border officers of Honduras train in first aid"


@pytest.fixture
def corrections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of corrections of a copy of the curated tables."""
    folder = tmp_path / "reference"
    shutil.copytree(ROOT / "reference", folder)
    monkeypatch.setattr(Project, "reference", property(lambda _: folder))
    return folder / "corrections.csv"


def events(desk: Desk) -> dict[str, dict[str, object]]:
    rows = pyarrow.csv.read_csv(desk.latest("csv/events.csv")).to_pylist()
    return {str(row["headline"]): row for row in rows}


def correct(corrections: Path, event_id: object, expected: int, value: int) -> None:
    with corrections.open("a", encoding="utf-8") as file:
        file.write(f"{event_id},participant_count,{expected},{value},misread,a letter\n")


def failed_check(desk: Desk) -> str | None:
    """The description of the check of corrections, where it failed."""
    key = dg.AssetCheckKey(dg.AssetKey(["built", "events"]), "corrections")
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
        (record,) = instance.event_log_storage.get_asset_check_execution_history(key, limit=1)
    assert record.event is not None
    evaluation = record.event.dagster_event.asset_check_evaluation_data  # type: ignore[union-attr]
    return None if evaluation.passed else evaluation.description


def test_an_edit_of_a_corrected_value_stops_no_other_news(desk: Desk, refresh: Refresh, corrections: Path) -> None:
    assert refresh(desk).code == 0
    correct(corrections, events(desk)[HEADLINE]["event_id"], 40, 45)
    assert refresh(desk).code == 0
    assert events(desk)[HEADLINE]["participant_count"] == 45
    assert failed_check(desk) is None
    desk.add("2021-05-04.txt", BULLETIN.replace("forty", "fifty"))
    desk.add("2021-06-09.txt", OTHER_BULLETIN)
    told = refresh(desk)
    assert told.code == 0, told.err
    assert "Panama and Costa Rica agree on joint patrols" in events(desk)
    assert events(desk)[HEADLINE]["participant_count"] == 50
    message = "corrections.csv line 2 is left out: participant_count of"
    assert f"warning      {message}" in told.out
    assert message in desk.latest("quality.json").read_text(encoding="utf-8")
    assert message in str(failed_check(desk))
    # As long as it stands there, also where nothing else is new.
    assert f"warning      {message}" in refresh(desk).out


def test_a_correction_follows_its_event_to_a_new_id(desk: Desk, refresh: Refresh, corrections: Path) -> None:
    assert refresh(desk).code == 0
    before = events(desk)[HEADLINE]["event_id"]
    correct(corrections, before, 40, 45)
    for headline in ("Honduran border officers train", "Officers train", "Officers train"):
        text = BULLETIN.replace(HEADLINE, headline)
        desk.add("2021-05-04.txt", text)
        told = refresh(desk)
        assert "warning" not in told.out
        row = events(desk)[headline]
        assert row["event_id"] != before
        assert row["participant_count"] == 45
