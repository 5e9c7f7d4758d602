"""The interface of engines, which map work over parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from pipelines.engines.parts import Part

Tables = Mapping[str, pa.Table]


class EngineError(RuntimeError):
    """An engine cannot finish; parts that are finished are kept and not computed again."""


@dataclass(frozen=True)
class Done:
    """A finished part: the number of its rows computed now and of those already known."""

    part: str
    computed: int
    taken_over: int


class OpenPart(Protocol):
    """A part that is being processed."""

    @property
    def done(self) -> Done | None:
        """Return the part's counts if it is finished, perhaps by a run that was interrupted later."""

    @property
    def fresh(self) -> pa.Table:
        """Return the part's rows that must be computed."""

    def settle(self, computed: Tables) -> Done:
        """Finish the part with the results of its fresh rows, in any order; may be repeated."""


class Work(Protocol):
    """A stage as seen by engines. It is sent to other processes, so it must be small when pickled."""

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """The tables that `compute` returns; each has a column `event_id`."""

    @property
    def scratch(self) -> Path:
        """A folder for temporary files of the engine; it need not exist."""

    def open(self, part: Part) -> OpenPart:
        """Open a part."""

    def compute(self, batch: pa.RecordBatch) -> Tables:
        """Return the tables computed from a batch of rows; each result depends on one row only."""


class Engine(Protocol):
    """Runs work on parts."""

    def run(self, work: Work, parts: Sequence[Part]) -> Iterator[Done]:
        """Finish all parts, in any order; parts finished before are not computed again.

        Raises:
            EngineError: the engine could not finish; the next run continues from the finished parts.
        """


# Rows computed at a time; results do not depend on it.
BATCH_ROWS = 2_000


def finish(work: Work, part: Part) -> Done:
    """Finish one part in this process."""
    return finish_opened(work, work.open(part))


def finish_opened(work: Work, opened: OpenPart) -> Done:
    """Finish a part that is open, in this process."""
    if opened.done is not None:
        return opened.done
    batches = opened.fresh.combine_chunks().to_batches(max_chunksize=BATCH_ROWS)
    return opened.settle(joined([work.compute(batch) for batch in batches if batch.num_rows], work.schemas))


def joined(pieces: Sequence[Tables], schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Table]:
    """Return the concatenated tables of the pieces by name."""
    return {
        name: pa.concat_tables([schema.empty_table(), *(piece[name] for piece in pieces)])
        for name, schema in schemas.items()
    }
