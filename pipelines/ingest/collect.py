"""Collect the sources' documents into the store."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from pipelines.ingest import folder
from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.finds import Failure, Find
from pipelines.ingest.sources import FolderSource, Source
from pipelines.ingest.store import FAILED, GONE, STORED, Sighting, Store
from pipelines.ingest.tables import quarantine_table

Collector = Callable[..., Iterable[Find | Failure]]
# A collector for each kind of source: what it finds at the source now, and what it could not get.
COLLECTORS: dict[type[Source], Collector] = {FolderSource: folder.finds}


@dataclass(frozen=True)
class Collection:
    """The current state of the sources: their documents by source and content, and what could not be got.

    `problems` has the columns of `quarantine`; `new`, `unchanged`, `failed` and `gone` count locations.
    """

    documents: tuple[DocumentRef, ...]
    new: int
    unchanged: int
    failed: int
    gone: int
    problems: pa.Table


def collect(
    sources: Iterable[Source], store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Collection:
    """Put every document of the sources that the store lacks into it, and say what the sources hold now.

    Args:
        sources: where to look.
        store: gets the bytes, and a sighting of whatever is new, changed, gone or failed.
        now: the clock for sightings.

    Raises:
        StoreError: the store cannot be written to.
    """
    before = store.last_sightings()
    time = now().astimezone(UTC).isoformat(timespec="seconds")
    documents: list[DocumentRef] = []
    failures: list[Failure] = []
    sightings: list[Sighting] = []
    unchanged = 0
    for source in sources:
        seen: set[str] = set()
        for found in COLLECTORS[type(source)](source):
            seen.add(found.location)
            known = before.get((source.id, found.location))
            if isinstance(found, Failure):
                failures.append(found)
                sightings += _unless_known(known, Sighting(source.id, found.location, time, FAILED, None))
                continue
            sha256 = store.put(found.raw)
            documents.append(_reference(source, found, sha256))
            news = _unless_known(known, Sighting(source.id, found.location, time, STORED, sha256))
            sightings += news
            unchanged += not news
        sightings += _gone(source, seen, before.values(), time)
    store.record(sightings)
    statuses = [sighting.status for sighting in sightings]
    return Collection(
        documents=tuple(sorted(documents, key=lambda ref: (ref.source_id, ref.sha256, ref.location))),
        new=statuses.count(STORED),
        unchanged=unchanged,
        failed=len(failures),
        gone=statuses.count(GONE),
        problems=quarantine_table(failure.problem() for failure in failures),
    )


def _reference(source: Source, found: Find, sha256: str) -> DocumentRef:
    return DocumentRef(
        source.id, sha256, found.location, source.language, found.address or source.address, found.charset
    )


def _unless_known(known: Sighting | None, sighting: Sighting) -> list[Sighting]:
    is_known = known is not None and (known.status, known.sha256) == (sighting.status, sighting.sha256)
    return [] if is_known else [sighting]


def _gone(source: Source, seen: set[str], before: Iterable[Sighting], time: str) -> list[Sighting]:
    """Sightings of what a folder held before and holds no more."""
    return [
        Sighting(source.id, sighting.location, time, GONE, None)
        for sighting in before
        if sighting.source_id == source.id and sighting.location not in seen and sighting.status != GONE
    ]
