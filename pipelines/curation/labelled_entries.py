"""Reads entries from a folder with `entries.jsonl`: one JSON object per line with headline, body, language and date."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.ingest.documents import event_id
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

FILE = "entries.jsonl"
_REQUIRED = ("headline", "body", "language", "published_on")


class EntriesError(ValueError):
    """The entries cannot be read."""


def read_entries(folder: Path) -> pa.Table:
    """Return the entries of a folder as the table `entries`, in the order of the file; the source is the folder's name.

    Raises:
        EntriesError: `entries.jsonl` does not exist, or a line is invalid.
    """
    path = folder / FILE
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise EntriesError(f"{path} cannot be read ({error.strerror}). Name a folder that holds {FILE}.") from error
    source_id = f"evaluation-{folder.name}"
    bulletin_id = f"bul_{hashlib.sha256(raw).hexdigest()[:16]}"
    rows = [
        {
            "event_id": event_id(source_id, published_on, row["headline"]),
            "source_id": source_id,
            "bulletin_id": bulletin_id,
            "entry_number": number,
            "published_on": published_on,
            "language": row["language"],
            "headline": row["headline"],
            "body": row["body"],
            "source_status": "listed",
        }
        for number, (row, published_on) in enumerate(_rows(raw, f"{folder.name}/{FILE}"), start=1)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALL["entries"]))


def _rows(raw: bytes, name: str) -> Iterator[tuple[dict[str, Any], date | None]]:
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise EntriesError(f"{name} is not UTF-8: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or any(key not in row for key in _REQUIRED):
                raise EntriesError(f"{name}, line {number}, must be an object with the keys {', '.join(_REQUIRED)}.")
            yield row, date.fromisoformat(row["published_on"]) if row["published_on"] else None
        except EntriesError:
            raise
        except (ValueError, TypeError) as error:
            raise EntriesError(f"{name}, line {number}, is invalid: {error}.") from error
