"""Turns what the stages refuse into a failure that reads as one paragraph."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.engines.engine import EngineError
from pipelines.ingest.store.raw_store import StoreError
from pipelines.workspace import WorkspaceError

# What the stages refuse because of a value, such as `SourcesError` and `PublishError`, is a `ValueError`.
TOLD = (WorkspaceError, EngineError, StoreError, ValueError, OSError)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Fail the step with the error's own words; trying again would end the same way."""
    try:
        yield
    except TOLD as error:
        raise dg.Failure(str(error), allow_retries=False) from error
