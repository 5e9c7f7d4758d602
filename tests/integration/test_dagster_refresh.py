"""The job `refresh`, run for real in a data folder of its own, as `make datasets` runs it."""

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq
import pytest

from assets.commands.instance import prepared_home
from assets.commands.run import main
from pipelines.publish.verify import main as verify
from pipelines.workspace import Workspace
from schemas.registry import PUBLISHED
from tests.integration.conftest import Outcome
from tests.integration.desks import OTHER_BULLETIN, Desk

Refresh = Callable[[Desk], Outcome]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_seed_becomes_ten_events(root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    assert main(["--sources", str(root / "sources.yaml"), "--data", str(data)]) == 0
    told = capfd.readouterr().out
    assert "2018.06.1" in told
    assert all(name in told for name in PUBLISHED)
    events = pq.read_table(data / "releases" / "latest" / "parquet" / "events.parquet")
    assert events.num_rows == 10
    assert events["body"].null_count == 10, "the first source does not allow its texts to be published"
    assert verify([str(data / "releases" / "latest")]) == 0


def test_a_second_run_makes_no_new_release(desk: Desk, refresh: Refresh) -> None:
    first = refresh(desk)
    before = files(desk.data / "releases")
    second = refresh(desk)
    assert (first.code, second.code) == (0, 0)
    assert "1 new" in first.out
    assert "2 annotated now, 0 from the cache" in first.out
    assert "nothing changed, so there is no new release" in second.out
    assert "0 annotated now, 2 from the cache" in second.out
    assert files(desk.data / "releases") == before
    assert desk.releases == ["2021.05.1"]


def test_an_incremental_run_equals_a_full_one(
    desk: Desk, refresh: Refresh, tmp_path: Path, make_desk: Callable[[Path], Desk]
) -> None:
    refresh(desk)
    desk.add("2021-06-09.txt", OTHER_BULLETIN)
    told = refresh(desk)
    assert "1 annotated now, 2 from the cache" in told.out
    assert desk.releases == ["2021.05.1", "2021.06.1"]
    full = make_desk(tmp_path / "another desk")
    for bulletin in sorted(desk.bulletins.iterdir(), reverse=True):
        full.add(bulletin.name, bulletin.read_bytes())
    refresh(full)
    assert files(full.latest("parquet")) == files(desk.latest("parquet"))
    assert files(full.latest("csv")) == files(desk.latest("csv"))


def test_work_that_cannot_be_read_is_done_again(desk: Desk, refresh: Refresh) -> None:
    refresh(desk)
    (desk.data / "work" / "extract" / "mentions.parquet").write_bytes(b"PAR1")
    told = refresh(desk)
    assert told.code == 0
    assert "2 annotated now, 0 from the cache" in told.out
    assert desk.releases == ["2021.05.1"]


def test_the_log_is_quiet(desk: Desk) -> None:
    done = desk.refresh()
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) < 25


def test_runs_are_recorded_for_the_interface(desk: Desk, refresh: Refresh) -> None:
    refresh(desk)
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
        (run,) = instance.get_runs()
        assert (run.job_name, run.status) == ("refresh", dg.DagsterRunStatus.SUCCESS)
        assert not instance.telemetry_enabled
        event = instance.get_latest_materialization_event(dg.AssetKey("events"))
        assert event is not None
        assert event.asset_materialization is not None
        metadata = event.asset_materialization.metadata
    assert metadata["dagster/row_count"].value == 2
    assert "| evt_" in str(metadata["preview"].value)


def test_a_home_of_the_users_is_left_as_it_is(
    desk: Desk, refresh: Refresh, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home of the user's"
    home.mkdir()
    (home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n", encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    assert refresh(desk).code == 0
    assert (home / "history").is_dir()
    assert not (desk.data / ".dagster").exists()
    assert (home / "dagster.yaml").read_text(encoding="utf-8") == "telemetry:\n  enabled: false\n"
