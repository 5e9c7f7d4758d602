"""Says when a sensor should ask again for a run that has failed."""

import time

import dagster as dg
from dagster._core.storage.tags import RUN_KEY_TAG

SECONDS_BEFORE_RETRY = 1800


def should_retry(instance: dg.DagsterInstance, run_key: str) -> bool:
    """Return whether the run that was asked for under the key has failed, long enough ago to ask for another."""
    records = instance.get_run_records(dg.RunsFilter(tags={RUN_KEY_TAG: run_key}), limit=1)
    return any(
        record.dagster_run.status is dg.DagsterRunStatus.FAILURE
        and time.time() - (record.end_time or 0) >= SECONDS_BEFORE_RETRY
        for record in records
    )
