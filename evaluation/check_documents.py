"""Check a set's documents: each decodes, holds its entries in order, and states their publication dates."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from evaluation.matching import fold
from pipelines.ingest.reference import month_names

LAYOUTS = ("dated_listing", "undated_listing", "article")
COLUMNS = ["file", "layout", "language", "format", "encoding", "entries", "ids"]
CODECS = {"utf-8": "utf-8", "windows-1252": "cp1252", "utf-16": "utf-16"}
_INLINE = {"a", "span", "time", "em", "strong", "b", "i"}
_UNSEEN = {"script", "style", "head"}

Row = Mapping[str, Any]
FaultParts = tuple[str, str]


class _PageText(HTMLParser):
    """A page's visible text: block elements end a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.time_elements = 0
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's signature
        self._unseen += tag in _UNSEEN
        self.time_elements += tag == "time"
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def check_documents(folder: Path, entries: Sequence[Row]) -> Iterator[FaultParts]:
    """Faults of the documents that `manifest.csv` of the folder lists, as file and what is wrong."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            yield "manifest.csv", f"its columns should be {', '.join(COLUMNS)}"
            return
        listed = list(reader)
    present = {path.name for path in folder.iterdir()} - {"manifest.csv"}
    for name in sorted({row["file"] for row in listed} ^ present):
        yield name, "stands only in the manifest or only in the folder"
    by_id = {entry["id"]: entry for entry in entries}
    for row in listed:
        if row["file"] in present:
            for what in _document_faults(folder / row["file"], row, by_id):
                yield row["file"], what
    yield from _copies(listed, by_id)


def _document_faults(path: Path, row: Row, by_id: Mapping[str, Row]) -> Iterator[str]:
    ids = row["ids"].split(";")
    if not path.name.endswith(f".{row['format']}") or row["encoding"] not in CODECS or row["layout"] not in LAYOUTS:
        yield "its format, encoding or layout in the manifest is wrong"
        return
    if str(len(ids)) != row["entries"] or len(set(ids)) != len(ids):
        yield "the number of its entries in the manifest is wrong"
    try:
        text, time_elements = _visible_text(path.read_bytes().decode(CODECS[row["encoding"]]), row["format"])
    except UnicodeDecodeError as error:
        yield f"is not {row['encoding']}: {error}"
        return
    start = 0
    for number in ids:
        entry = by_id.get(number)
        if entry is None or (entry["layout"], entry["language"]) != (row["layout"], row["language"]):
            yield f"{number}: no such entry, or one of another layout or language"
            continue
        end = _end_of(entry, text, start)
        if end is None:
            yield f"{number}: headline or body is missing or out of order"
            continue
        if entry["published_on"] and not _states(text[start:end], entry["published_on"]):
            yield f"{number}: its publication date is not stated"
        if not entry["published_on"] and time_elements:
            yield f"{number}: a time element on a page without a date"
        start = end


def _states(text: str, day: str) -> bool:
    return any(form in text.lower() for form in date_forms(day))


def date_forms(day: str) -> set[str]:
    """The ways in which a bulletin may state its publication date, in lower case."""
    stated = date.fromisoformat(day)
    forms = {day, f"{stated.month:02d}/{stated.day:02d}/{stated.year}"}
    months = [name.name.lower() for name in month_names() if name.is_full and name.number == stated.month]
    for month in months:
        for number in (f"{stated.day}", f"{stated.day:02d}"):
            forms |= {
                f"{number} {month}, {stated.year}", f"{number} {month} {stated.year}",
                f"{month} {number}, {stated.year}", f"{number} de {month} de {stated.year}",
            }  # fmt: skip
    return forms


def _visible_text(raw: str, kind: str) -> tuple[str, int]:
    if kind != "html":
        return fold(raw), 0
    page = _PageText()
    page.feed(raw)
    page.close()
    return fold("".join(page.parts)), page.time_elements


def _end_of(entry: Row, text: str, start: int) -> int | None:
    """Where the entry ends in the text; none where a part of it does not stand there."""
    for part in (entry["headline"], *entry["body"].split("\n\n")):
        at = text.find(fold(part), start)
        if at < 0:
            return None
        start = at + len(fold(part))
    return start


def _copies(listed: Sequence[Row], by_id: Mapping[str, Row]) -> Iterator[FaultParts]:
    of_text = {Path(row["file"]).stem: row["ids"] for row in listed if row["format"] == "txt"}
    held = sorted(number for ids in of_text.values() for number in ids.split(";"))
    if held != sorted(by_id):
        yield "manifest.csv", "the text files do not hold every entry exactly once"
    for row in listed:
        if row["format"] == "html" and of_text.get(Path(row["file"]).stem) != row["ids"]:
            yield row["file"], "holds other entries than the text document of its name"
