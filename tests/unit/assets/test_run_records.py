"""Old runs are deleted from the project's own record, under whatever name its job has."""

from pathlib import Path

import dagster as dg
import pytest

from assets.composition.naming import Names
from assets.run_records import purge_runs


@dg.job(name="news_refresh")
def news_refresh() -> None:
    """A job of a code location with the prefix `news`."""


@dg.job(name="refresh")
def refresh() -> None:
    """A job of somebody else."""


@pytest.fixture
def instance(tmp_path: Path) -> dg.DagsterInstance:
    instance = dg.DagsterInstance.local_temp(str(tmp_path))
    for job in (news_refresh, refresh, news_refresh, news_refresh):
        instance.create_run_for_job(job, status=dg.DagsterRunStatus.SUCCESS)
    return instance


def jobs(instance: dg.DagsterInstance) -> list[str]:
    return [run.job_name for run in instance.get_runs()]


def test_runs_of_the_named_job_are_deleted_and_no_others(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    newest = instance.get_runs()[0].run_id
    assert purge_runs(instance, Names.of("news", None).job, tmp_path, most=1) == 2
    assert jobs(instance) == ["news_refresh", "refresh"]
    assert instance.get_runs()[0].run_id == newest


def test_nothing_is_deleted_from_the_record_of_another_folder(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    assert purge_runs(instance, "news_refresh", tmp_path / "elsewhere", most=1) == 0
    assert len(jobs(instance)) == 4
