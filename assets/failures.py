"""Turns the errors that stages raise into Dagster failures that read as one paragraph."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.engines.engine import EngineError
from pipelines.ingest.store.raw_store import StoreError
from pipelines.workspace import WorkspaceError

# Errors about a value, such as `SourcesError` and `PublishError`, are `ValueError`s.
EXPECTED = (WorkspaceError, EngineError, StoreError, ValueError, OSError)


@contextmanager
def readable_failures() -> Iterator[None]:
    """Fail the step with the error's message, without retries: another attempt would fail the same way."""
    try:
        yield
    except EXPECTED as error:
        raise dg.Failure(str(error), allow_retries=False) from error
