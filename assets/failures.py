"""Turns what the stages refuse into a failure that reads as one paragraph."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.engines.local import EngineError
from pipelines.workspace import WorkspaceError

TOLD = (WorkspaceError, EngineError, ValueError, OSError)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Fail the step with the error's own words; trying again would end the same way."""
    try:
        yield
    except TOLD as error:
        raise dg.Failure(str(error), allow_retries=False) from error
