"""Annotates entries batch by batch, on as many processors as there are, and only those that are new."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path

import pyarrow as pa

from pipelines.engines.incremental import Computed, compute_new
from pipelines.engines.local import map_batches
from pipelines.engines.progress import reported
from pipelines.extract.annotate import CODE_VERSION, Annotations, Annotator, load_annotator
from pipelines.extract.reference import reference_version
from schemas.arrow import arrow_schema
from schemas.registry import ALL

TABLES = tuple(field.name for field in fields(Annotations))


class BatchAnnotator:
    """An annotator that can be sent to another process, where it loads its reference tables anew."""

    def __init__(self, reference: Path) -> None:
        self.reference = reference
        self.annotator: Annotator = load_annotator(reference)

    def __call__(self, batch: pa.RecordBatch) -> Annotations:
        """The batch's annotations."""
        return self.annotator.annotate(batch)

    def __reduce__(self) -> tuple[Callable[[Path], "BatchAnnotator"], tuple[Path]]:
        return BatchAnnotator, (self.reference,)


def annotate_new(entries: pa.Table, reference: Path, before: Computed | None, workers: int | None = None) -> Computed:
    """Annotations of all entries, of which those made before by the same code and tables are taken over.

    Args:
        entries: columns of `schemas.entries`.
        reference: folder of curated tables.
        before: what the run before made, if it can be read.
        workers: processes; by default as many as the number of entries asks for.

    Raises:
        EngineError: a worker process was killed.
        ValueError: a reference table is wrong.
        FileNotFoundError: a reference table is missing.
    """
    version = f"{CODE_VERSION}/{reference_version(reference)}"
    return compute_new(entries, version, lambda new: _annotated(new, reference, workers), before)


def joined(batches: Iterable[Annotations]) -> dict[str, pa.Table]:
    """The batches' tables by name, end to end."""
    parts = list(batches)
    empty = {name: arrow_schema(ALL[name]).empty_table() for name in TABLES}
    return {name: pa.concat_tables([empty[name], *(getattr(part, name) for part in parts)]) for name in TABLES}


def _annotated(entries: pa.Table, reference: Path, workers: int | None) -> dict[str, pa.Table]:
    if entries.num_rows == 0:
        # Loading the reference tables would take longer than all the rest.
        return joined([])
    batches = map_batches(BatchAnnotator(reference), entries, workers=workers)
    return joined(reported(batches, "entries annotated", entries.num_rows, lambda batch: batch.events.num_rows))
