"""Turns what the stages refuse into a failure that reads as one paragraph."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.engines.local import EngineError
from pipelines.ingest.store import StoreError
from pipelines.publish.release import PublishError
from pipelines.workspace import WorkspaceError

# `SourcesError` and whatever else says what is wrong with a value is a `ValueError`.
TOLD = (WorkspaceError, EngineError, StoreError, PublishError, ValueError, OSError)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Fail the step with the error's own words; trying again would end the same way."""
    try:
        yield
    except TOLD as error:
        raise dg.Failure(str(error), allow_retries=False) from error
