"""Reads damaged documents and says what went wrong: nothing may be raised, lost, or take for ever."""

import hashlib
import signal
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from pipelines.ingest.collect.pager import next_page
from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.merge.accounting import unaccounted
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.tables import readings
from tests.fuzz.documents import Damaged, damaged_documents

# One document may take no more CPU time; sound ones take milliseconds.
SECONDS = 10
# How many documents' tables are made and added up at once.
BATCH = 100
ADDRESS = "http://news.example.org/news?page=0"


class TookTooLongError(BaseException):
    """A document that is not read within the time; not one of the errors that reading puts into quarantine."""


@dataclass
class Outcome:
    """What became of damaged documents: how many gave entries and were refused, by kind; and what went wrong."""

    documents: Counter[str] = field(default_factory=Counter)
    with_entries: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Count what another one counts."""
        self.documents += other.documents
        self.with_entries += other.with_entries
        self.refused += other.refused
        self.faults += other.faults

    def count(self, damaged: Damaged, read: ReadDocument) -> None:
        """Count a document that was read."""
        self.documents[damaged.kind] += 1
        self.with_entries[damaged.kind] += bool(read.entries)
        self.refused.update({problem.reason for problem in read.problems if problem.block_number == 0})


def read_damaged(seed: int, count: int) -> Outcome:
    """Read a number of documents of a seed."""
    outcome = Outcome()
    documents = damaged_documents(seed)
    while batch := list(islice(documents, min(BATCH, count - outcome.documents.total()))):
        read = [each for damaged in batch for each in _read(damaged, outcome)]
        try:
            outcome.faults += _of_tables(read)
        except Exception:  # noqa: BLE001 - every kind of error is a fault to report
            outcome.faults.append(f"tables of the seed {seed}: {traceback.format_exc(limit=-3)}")
        outcome.documents["unread"] += len(batch) - len(read)
    return outcome


def _read(damaged: Damaged, outcome: Outcome) -> Iterator[ReadDocument]:
    sha256 = hashlib.sha256(damaged.raw).hexdigest()
    location = f"{sha256[:12]}.{damaged.kind}"
    ref = DocumentRef("harbour", sha256, location, address=ADDRESS, charset=damaged.charset, role=damaged.role)
    try:
        with _at_most(SECONDS):
            read = read_document(damaged.raw, ref)
            next_page(damaged.raw, ref)
    except (Exception, TookTooLongError):  # noqa: BLE001 - every kind of error is a fault to report
        outcome.faults.append(f"{damaged!r:.2000}: {traceback.format_exc(limit=-3)}")
        return
    outcome.count(damaged, read)
    outcome.faults += [f"{fault}: {damaged!r:.2000}" for fault in _of_document(read)]
    yield read


def _of_document(read: ReadDocument) -> Iterator[str]:
    if len(read.fates) != len(read.blocks):
        yield "a block without a fate"
    if not read.entries and not read.problems:
        yield "neither an entry nor a row for the quarantine"
    numbers = {fate.entry_number for fate in read.fates if fate.disposition == "entry"}
    if numbers - {entry.number for entry in read.entries}:
        yield "a block in an entry that isn't there"


def _of_tables(read: Sequence[ReadDocument]) -> Iterator[str]:
    tables = readings(read)
    yield from unaccounted(tables.documents, tables.blocks, tables.quarantine)


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TookTooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
