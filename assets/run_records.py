"""Deletes old runs of the refresh job from Dagster's record, which otherwise grows by nearly a megabyte a run."""

import shutil
from pathlib import Path

import dagster as dg

ENDED = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)


def purge_runs(instance: dg.DagsterInstance, job_name: str, home: Path, most: int) -> int:
    """Delete the oldest runs beyond a number, except those that last materialized an asset.

    Nothing is deleted from an instance of the user's own, whose record may be of use to others.

    Args:
        instance: where the runs are recorded.
        job_name: the job whose runs are deleted.
        home: the folder of the project's own instance.
        most: how many runs to keep, the newest.

    Returns:
        How many runs were deleted.
    """
    is_own = not instance.is_ephemeral and Path(instance.root_directory).resolve() == home.resolve()
    ended = instance.get_run_records(dg.RunsFilter(job_name=job_name, statuses=list(ENDED))) if is_own else []
    old = [record.dagster_run.run_id for record in ended[most:]]
    needed = _last_materializing(instance) if old else set()
    for run_id in set(old) - needed:
        instance.delete_run(run_id)
        (home / "history" / "runs" / f"{run_id}.db").unlink(missing_ok=True)
        shutil.rmtree(home / "storage" / run_id, ignore_errors=True)
    return len(set(old) - needed)


def _last_materializing(instance: dg.DagsterInstance) -> set[str]:
    events = instance.get_latest_materialization_events(instance.all_asset_keys())
    return {event.run_id for event in events.values() if event is not None}
