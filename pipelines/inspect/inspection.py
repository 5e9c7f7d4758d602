"""Inspect a document: entries with the lines their dates come from, the fate of every block, doubts, and selectors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.ingest.documents import Block, DocumentRef, Entry, Fate, ReadDocument
from pipelines.ingest.doubts.tables import doubts_table, suspicions_of
from pipelines.ingest.read.blocks.date_line import read_date_line, read_date_pieces
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.tables import readings
from pipelines.ingest.sources.selectors import Selectors
from pipelines.inspect.suggestions import suggested_selectors
from schemas.codes import code_list

HEADLINE, DATE, TEXT = "headline", "date", "text"
IN_METADATA = "stated in the page's metadata or in an attribute"


@dataclass(frozen=True)
class InspectedBlock:
    """A block, its fate, and which part of its entry it is."""

    block: Block
    fate: Fate
    part: str | None


@dataclass(frozen=True)
class InspectedEntry:
    """An entry, where its date was read, and what is doubtful about it."""

    entry: Entry
    date_from: str | None
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """Selectors, and what is read with them: entries, those of them with a date, and doubts."""

    selectors: Selectors
    entries: int
    dated: int
    doubts: int


@dataclass(frozen=True)
class Inspection:
    """What is read of a document; `reasons` say what is wrong with all of it, `trial` what selectors would bring."""

    document: ReadDocument
    entries: tuple[InspectedEntry, ...]
    blocks: tuple[InspectedBlock, ...]
    reasons: tuple[str, ...]
    trial: Trial | None


def inspect_document(raw: bytes, ref: DocumentRef) -> Inspection:
    """Read a document as a run would, and explain what was read.

    Args:
        raw: the document's bytes.
        ref: where it came from, and what its source says of it.
    """
    document = read_document(raw, ref)
    doubts = _doubts(document)
    blocks = tuple(
        InspectedBlock(block, fate, _part(block, fate, document.entries))
        for block, fate in zip(document.blocks, document.fates, strict=True)
    )
    entries = tuple(
        InspectedEntry(entry, _date_from(entry, blocks), tuple(doubts.get(entry.number, ())))
        for entry in document.entries
    )
    reasons = tuple(problem.reason for problem in document.problems if problem.block_number == 0)
    return Inspection(document, entries, blocks, reasons, _better_trial(raw, ref, document))


def _doubts(document: ReadDocument) -> dict[int, list[str]]:
    """Return the doubts by entry number, as the entries of this document alone give rise to them."""
    read = readings([document])
    numbers = dict(zip(read.entries["event_id"].to_pylist(), read.entries["entry_number"].to_pylist(), strict=True))
    names = code_list("doubts")
    found: dict[int, list[str]] = {}
    for row in doubts_table([read.entries], suspicions_of([read.entries], read.documents)).to_pylist():
        found.setdefault(numbers[row["event_id"]], []).append(f"{names[row['doubt']].name_en}: {row['text']}")
    return found


def _part(block: Block, fate: Fate, entries: Sequence[Entry]) -> str | None:
    if fate.entry_number is None:
        return None
    entry = entries[fate.entry_number - 1]
    if block.text == entry.headline:
        return HEADLINE
    return DATE if _days(block) and block.text not in entry.body else TEXT


def _days(block: Block) -> set[date]:
    pieces = block.markup.pieces if block.markup else ()
    parts = (read_date_line(piece, is_labelled=True) for piece in pieces)
    stated = (block.published_on, block.markup and block.markup.time, read_date_pieces(pieces), *parts)
    return {day for day in stated if day}


def _date_from(entry: Entry, blocks: Sequence[InspectedBlock]) -> str | None:
    """Return the line that the entry's date was read from, or where else it must have been stated."""
    if entry.published_on is None:
        return None
    own = [each.block for each in blocks if each.fate.entry_number == entry.number]
    line = next((block for block in own if entry.published_on in _days(block)), None)
    if line is None:
        every = (each.block for each in blocks)
        line = next((block for block in every if entry.published_on in _days(block)), None)
    return f"line {line.number}: {line.text}" if line else IN_METADATA


def _better_trial(raw: bytes, ref: DocumentRef, document: ReadDocument) -> Trial | None:
    """Return selectors with which more is read, tried out on the document; null where none are found."""
    suggested = suggested_selectors(raw, document) if ref.selectors is None else None
    if suggested is None:
        return None
    before, trial = _tried(ref, document), _tried(ref, read_document(raw, replace(ref, selectors=suggested)), suggested)
    gains = trial.entries - before.entries + trial.dated - before.dated + before.doubts - trial.doubts
    return trial if gains > 0 and trial.entries >= before.entries else None


def _tried(ref: DocumentRef, document: ReadDocument, selectors: Selectors | None = None) -> Trial:
    dated = sum(entry.published_on is not None for entry in document.entries)
    doubts = sum(map(len, _doubts(document).values()))
    return Trial(selectors or ref.selectors or Selectors(), len(document.entries), dated, doubts)
