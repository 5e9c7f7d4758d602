"""Turns the errors that stages raise into Dagster failures, and failed runs into sentences that say why."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.engines.engine import EngineError
from pipelines.ingest.store.raw_store import StoreError
from pipelines.workspace import WorkspaceError

# Errors about a value, such as `SourcesError` and `PublishError`, are `ValueError`s.
EXPECTED = (WorkspaceError, EngineError, StoreError, ValueError, OSError)
CHECK_FAILED = "DagsterAssetCheckFailedError"
RELEASE_UNCHANGED = "The last release, if there is one, is unchanged."


@contextmanager
def readable_failures() -> Iterator[None]:
    """Fail the step with the error's message, without retries: another attempt would fail the same way."""
    try:
        yield
    except EXPECTED as error:
        raise dg.Failure(str(error), allow_retries=False) from error


def reasons(events: Iterable[dg.DagsterEvent]) -> Iterator[str]:
    """Yield why a run failed, a sentence each: checks that did not pass, and the errors of failed steps."""
    for event in events:
        if event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
                yield f"{check.description}."
        elif event.is_step_failure:
            yield from _of_step(event)


def _of_step(event: dg.DagsterEvent) -> Iterator[str]:
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        yield failure.user_failure_data.description
    elif failure.error and failure.error.cls_name != CHECK_FAILED:
        error = failure.error.cause or failure.error
        yield f"The step {event.step_key} raised an unexpected error: {error.message.strip()}"
