"""The data folder: copied without links, on a full disk, and over many runs."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest
import yaml

from assets.commands.instance import prepared_home
from pipelines.publish.verify import main as verify
from pipelines.workspace import Workspace
from tests.integration.conftest import Outcome
from tests.integration.desks import OTHER_BULLETIN, Desk

Refresh = Callable[[Desk], Outcome]


def test_a_folder_that_was_copied_without_links_refreshes(desk: Desk, refresh: Refresh) -> None:
    assert refresh(desk).code == 0
    copy = desk.folder / "copy"
    shutil.copytree(desk.data, copy, symlinks=False)
    shutil.rmtree(desk.data)
    copy.rename(desk.data)
    assert not (desk.data / "releases" / "latest").is_symlink()
    desk.add("2021-06-09.txt", OTHER_BULLETIN)
    told = refresh(desk)
    assert told.code == 0, told.err
    assert (desk.data / "releases" / "latest").readlink() == Path("2021.06.1")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a disk of a given size in kilobytes."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mounted(kilobytes: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("mounting a disk needs a superuser")
        return folder

    yield mounted
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)


# Full as the record begins, and while the stages write.
@pytest.mark.parametrize("kilobytes", [60, 1200, 2000])
def test_a_full_disk_is_told_in_a_sentence(desk: Desk, small_disk: Callable[[int], Path], kilobytes: int) -> None:
    disk = small_disk(kilobytes)
    done = desk.run(*desk.command(), "--data", str(disk / "data"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("make datasets failed: ")
    assert "disk" in done.stderr


def test_old_releases_and_runs_are_deleted(desk: Desk, refresh: Refresh) -> None:
    stated = yaml.safe_load(desk.sources.read_text(encoding="utf-8"))
    stated["retention"] = {"keep_releases": 1, "keep": ["2021.05.1"], "keep_runs": 1}
    desk.sources.write_text(yaml.safe_dump(stated), encoding="utf-8")
    assert refresh(desk).code == 0
    for number in range(2, 6):
        desk.add("2021-06-09.txt", OTHER_BULLETIN.replace("agreement", f"agreement number {number}"))
        assert refresh(desk).code == 0
    assert desk.releases == ["2021.05.1", "2021.06.4"]
    assert verify([str(desk.latest("."))]) == 0
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
        records = instance.get_run_records()
        runs = {record.dagster_run.run_id for record in records}
        materialized = instance.get_latest_materialization_events(instance.all_asset_keys())
    newest = [record.dagster_run.run_id for record in records[:2]]
    # The last run, the one before it, which was the last to end when it began, and those that last made an asset.
    assert runs == {*newest, *(event.run_id for event in materialized.values() if event)}
    assert len(runs) < 5
    shards = {path.stem for path in (desk.data / ".dagster" / "history" / "runs").glob("*.db")}
    assert shards - {"index"} == runs
