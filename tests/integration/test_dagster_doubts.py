"""What a run warns of without failing: entries wrongly cut, selectors that find nothing, documents that are copies."""

import json
from collections.abc import Callable

import dagster as dg
import pytest

from assets.commands.instance import prepared_home
from pipelines.workspace import Workspace
from tests.integration.conftest import Outcome
from tests.integration.desks import Desk

Refresh = Callable[[Desk], Outcome]
TEXT = "The Harbour Office of Belize opened a desk for travellers in Belmopan with the Red Cross. It is open daily."
PAGE = f"""<html lang="en"><body><h1>Harbour Office Opens a Desk</h1><p>3 March 2021</p><p>Belmopan – {TEXT}</p>
<p>Roseau – {TEXT}</p></body></html>"""


@pytest.fixture
def told(desk: Desk, refresh: Refresh) -> str:
    """The summary of a run over a page with two stories in one, also lying there as a copy."""
    desk.write_sources(selectors={"date": ".when"})
    desk.add("page.html", PAGE)
    desk.add("copy.html", PAGE.replace("<html", "\n<html"))
    outcome = refresh(desk)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_the_summary_counts_doubts_and_names_useless_selectors(desk: Desk, told: str) -> None:
    assert "doubts       1 event, listed in quality.json:" in told
    assert "1 × a further dateline in the body" in told
    assert "invented: the selector `date: .when` matches nothing on all 2 pages; correct it in the sources file" in told
    assert "1 document holds only entries that other documents hold too" in told
    quality = json.loads(desk.latest("quality.json").read_text(encoding="utf-8"))
    (example,) = quality["doubts"]["dateline_in_body"]["examples"]
    assert example["text"].startswith("Roseau – The Harbour Office")


@pytest.mark.usefixtures("told")
def test_checks_warn_and_block_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    prepared_home(Workspace(desk.data))
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_run_records()
        events = instance.all_logs(run.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    found = {
        evaluation.check_name: evaluation
        for event in events
        if event.dagster_event and (evaluation := event.dagster_event.asset_check_evaluation_data)
    }
    for name in ("doubts", "selectors"):
        assert not found[name].passed
        assert found[name].severity is dg.AssetCheckSeverity.WARN
    assert found["fill_rates"].passed
    assert len(desk.releases) == 1
