"""Turns the errors that stages raise into Dagster failures, and failed runs into sentences that say why."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import dagster as dg
import pyarrow as pa

from pipelines.engines.engine import EngineError
from pipelines.ingest.store.raw_store import StoreError
from pipelines.workspace import WorkspaceError

# Errors about a value, such as `SourcesError` and `PublishError`, are `ValueError`s.
EXPECTED = (WorkspaceError, EngineError, StoreError, ValueError, OSError)
CHECK_FAILED = "DagsterAssetCheckFailedError"
UNUSABLE = "documents not used"
DOCUMENTS_SHOWN = 5
RELEASE_UNCHANGED = "The last release, if there is one, is unchanged."


@contextmanager
def readable_failures() -> Iterator[None]:
    """Fail the step with the error's message, without retries: another attempt would fail the same way."""
    try:
        yield
    except EXPECTED as error:
        raise dg.Failure(str(error), allow_retries=False) from error


def unusable_documents(quarantine: pa.Table) -> dict[str, dg.MetadataValue[str]]:
    """Return metadata for the quarantine of ingest: documents and locations that could not be used, a sentence each."""
    whole = [row for row in quarantine.to_pylist() if row["block_number"] == 0]
    lines = [f"{row['text']}: {row['reason']}." for row in whole[:DOCUMENTS_SHOWN]]
    if len(whole) > DOCUMENTS_SHOWN:
        lines.append(f"And {len(whole) - DOCUMENTS_SHOWN:,} more.")
    return {UNUSABLE: dg.MetadataValue.text("\n".join(lines))} if lines else {}


def reasons(events: Iterable[dg.DagsterEvent]) -> Iterator[str]:
    """Yield why a run failed, a sentence each.

    Args:
        events: of the run; materializations, evaluations of checks and failures of steps are used.

    Yields:
        The checks that did not pass and the errors of failed steps, then the documents that could not be used.
    """
    known = list(events)
    yield from _failures(known)
    yield from _unusable(known)


def _failures(events: Iterable[dg.DagsterEvent]) -> Iterator[str]:
    for event in events:
        if event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
                yield f"{check.description}."
        elif event.is_step_failure:
            yield from _of_step(event)


def _unusable(events: Iterable[dg.DagsterEvent]) -> Iterator[str]:
    for event in events:
        if event.is_step_materialization:
            found = event.step_materialization_data.materialization.metadata.get(UNUSABLE)
            yield from str(found.value).splitlines() if found else ()


def _of_step(event: dg.DagsterEvent) -> Iterator[str]:
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        yield failure.user_failure_data.description
    elif failure.error and failure.error.cls_name != CHECK_FAILED:
        error = failure.error.cause or failure.error
        yield f"The step {event.step_key} raised an unexpected error: {error.message.strip()}"
