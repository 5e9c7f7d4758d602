"""The labels of a set of documents: which entries each document holds, and which of its lines belong to none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.labels import LabelError, LabelledEntry, load_set, read_rows
from evaluation.reading.words import folded, words

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document of the set.

    Args:
        file: its name in `documents/`.
        kind: its make: `html-article`, `html-listing`, `html-calendar`, `html-newsletter`, `text`, `pdf` or `feed`.
        language: `en`, `es` or `mixed`.
        entries: ids of the entries it holds, in order.
        untold_headlines: folded headlines that stand in it without a text; free to become an event or not.
        furniture: lines that must be in no body, as words.
        optional: lines that are neither wanted in a body nor punished, as words.
    """

    file: str
    kind: str
    language: str
    entries: tuple[str, ...]
    untold_headlines: frozenset[str]
    furniture: tuple[Run, ...]
    optional: tuple[Run, ...]


@dataclass(frozen=True)
class LabelledDocuments:
    """The set: its documents by file, its entries by id, and the files that each entry stands in, the first first."""

    folder: Path
    documents: Mapping[str, LabelledDocument]
    entries: Mapping[str, LabelledEntry]
    files: Mapping[str, Sequence[str]]


def load_documents(folder: Path) -> LabelledDocuments:
    """Read `documents.jsonl`, `entries.jsonl`, `gold.jsonl` and `furniture.jsonl` of a set.

    Raises:
        LabelError: a file is missing or broken, or names a document or an entry that the set lacks.
    """
    entries = {entry.id: entry for entry in load_set(folder).entries}
    stated = read_rows(folder / "documents.jsonl", "file", "kind", "language", "entries")
    lines = {row["file"]: row for row in read_rows(folder / "furniture.jsonl", "file", "furniture", "optional")}
    documents = {row["file"]: _document(row, lines.get(row["file"], {})) for row in stated}
    files: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(folder / "entries.jsonl", "id", "documents"):
        files[row["id"]] += row["documents"]
    _check(folder, documents, entries, files)
    return LabelledDocuments(folder, documents, entries, files)


def _document(row: Mapping[str, Any], lines: Mapping[str, Any]) -> LabelledDocument:
    return LabelledDocument(
        row["file"],
        row["kind"],
        row["language"],
        tuple(row["entries"]),
        frozenset(folded(each) for each in row.get("headlines_without_text", ())),
        _runs(lines.get("furniture", ())),
        _runs(lines.get("optional", ())),
    )


def _runs(lines: Sequence[str]) -> tuple[Run, ...]:
    return tuple(run for run in (tuple(words(line)) for line in lines) if run)


def _check(
    folder: Path,
    documents: Mapping[str, LabelledDocument],
    entries: Mapping[str, LabelledEntry],
    files: Mapping[str, Sequence[str]],
) -> None:
    named = {entry for document in documents.values() for entry in document.entries}
    missing = [
        *sorted(named ^ entries.keys()),
        *sorted({file for each in files.values() for file in each} - documents.keys()),
        *(file for file in documents if not (folder / "documents" / file).is_file()),
    ]
    if missing:
        raise LabelError(f"{folder.name}/documents.jsonl: does not agree with the set's other files: {missing[0]}")
