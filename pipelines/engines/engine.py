"""What an engine is: it maps work over parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from pipelines.engines.parts import Part

Tables = Mapping[str, pa.Table]


class EngineError(RuntimeError):
    """An engine cannot do its work; what was done before stays and is not done again."""


@dataclass(frozen=True)
class Done:
    """A finished part: how many of its rows were computed now, and how many were known."""

    part: str
    computed: int
    taken_over: int


class OpenPart(Protocol):
    """A part that is being worked on."""

    @property
    def done(self) -> Done | None:
        """What is known of the part if it is finished, perhaps by a run that was cut off later."""

    @property
    def fresh(self) -> pa.Table:
        """The part's rows that must be computed."""

    def settle(self, computed: Tables) -> Done:
        """Finish the part with what was computed of its fresh rows, in any order; may be done again."""


class Work(Protocol):
    """A stage as engines see it. It is sent to other processes, so it must be small to pickle."""

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """The tables that `compute` makes; each has a column `event_id`."""

    @property
    def scratch(self) -> Path:
        """A folder for what an engine must put down meanwhile; it need not exist."""

    def open(self, part: Part) -> OpenPart:
        """Look at a part."""

    def compute(self, batch: pa.RecordBatch) -> Tables:
        """Tables made of a batch of rows, each row's from that row alone."""


class Engine(Protocol):
    """Runs work over parts."""

    def run(self, work: Work, parts: Sequence[Part]) -> Iterator[Done]:
        """Finish all parts, in any order; parts that were finished before are not computed again.

        Raises:
            EngineError: the work could not be finished; started again it goes on where it was.
        """


# How many rows are computed at once; results do not depend on it.
BATCH_ROWS = 2_000


def finish(work: Work, part: Part) -> Done:
    """Finish one part in this process."""
    opened = work.open(part)
    if opened.done is not None:
        return opened.done
    batches = opened.fresh.combine_chunks().to_batches(max_chunksize=BATCH_ROWS)
    return opened.settle(joined([work.compute(batch) for batch in batches if batch.num_rows], work.schemas))


def joined(pieces: Sequence[Tables], schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Table]:
    """The pieces' tables by name, end to end."""
    return {
        name: pa.concat_tables([schema.empty_table(), *(piece[name] for piece in pieces)])
        for name, schema in schemas.items()
    }
