"""`quality.json`: fill rates, counts and the measured accuracy of the extraction."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.rows import Rows, pieces
from pipelines.publish.draft import Draft
from pipelines.publish.metadata.manifest import write_json
from schemas.codes import code_list

FILE = "quality.json"
MEASURED_ON = (
    "The accuracy was measured on the project's labelled sets, not on the data of this release: on pages of other "
    "sources it may be lower. The figures on entries that were unseen while rules were written come first; the others "
    "flatter. The entries were labelled by written guidelines, in part by a language model. What this release itself "
    "shows are its confidences, fill rates, doubts, warnings and quarantine."
)
CONFIDENCES = {
    "events": (
        "row_confidence", "date_confidence", "host_confidence", "type_confidence", "participants_confidence",
    ),
    "event_partners": ("confidence",),
}  # fmt: skip
_TENTHS, _TINY = 10, 1e-9
MOST_EXAMPLES = 100
COUNTED = ("language", "event_type", "date_precision", "host_country_iso3", "source_id", "participant_qualifier")


def load_accuracy(path: Path | None) -> dict[str, Any] | None:
    """Return the measured accuracy, if the file exists.

    Raises:
        ValueError: the file cannot be read or is not JSON.
    """
    if path is None or not path.is_file():
        return None
    try:
        accuracy: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"Cannot read {path}: {error}. Run `make evaluate` to write it again.") from error
    return accuracy


def write_quality(draft: Draft, folder: Path) -> None:
    """Write fill rates by table and column, counts, what was quarantined, and the measured accuracy."""
    tables = {name: draft.rows(name) for name in draft.main_tables}
    events = tables["events"]
    quality = {
        "version": str(draft.version),
        "accuracy_measured_on": MEASURED_ON,
        "accuracy_on_unseen_entries": accuracy_on_unseen(draft.accuracy),
        "accuracy": draft.accuracy,
        "confidence": {
            name: {column: _distribution(tables[name], column) for column in columns}
            for name, columns in CONFIDENCES.items()
        },
        "rows": {name: rows.num_rows for name, rows in tables.items()},
        "fill_rates": {name: _fill_rates(rows) for name, rows in tables.items()},
        "events_by": {name: _counts(events, name) for name in COUNTED},
        "events_by_year": _counts(events, "published_on", _years),
        "partners_by_status": _counts(tables["partners"], "status"),
        "roles": _counts(tables["event_partners"], "role"),
        "mentions_by_kind": _counts(tables["mentions"], "kind"),
        "quarantine_by_reason": _counts(tables["quarantine"], "reason", _kinds_of_reasons),
        "doubts": _doubts(draft.doubts, events) if draft.doubts is not None else None,
        "warnings": list(draft.changes.warnings),
    }  # fmt: skip
    write_json(folder / FILE, quality)


def accuracy_on_unseen(accuracy: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the measured figures on the labelled entries that were kept unseen while rules were written."""
    found = (accuracy or {}).get("sets", {}).get((accuracy or {}).get("unseen_set"))
    return found and {"entries": found["entries"]["all"], "measures": found["measures"]["all"]}


def _distribution(rows: Rows, column: str) -> dict[str, Any]:
    """Return the mean of a confidence, and how many rows have it in each tenth, by the tenth's lower end."""
    counts = np.zeros(_TENTHS, np.int64)
    total = 0.0
    for piece in pieces(rows.select([column])):
        values = piece[column].to_numpy()
        total += float(values.sum())
        tenth = np.minimum((values * _TENTHS + _TINY).astype(np.int64), _TENTHS - 1)
        counts += np.bincount(tenth, minlength=_TENTHS)
    by_tenth = {f"{tenth / _TENTHS:.1f}": int(count) for tenth, count in enumerate(counts)}
    return {"mean": round(total / rows.num_rows, 4) if rows.num_rows else None, "rows_by_tenth": by_tenth}


def _doubts(doubts: pa.Table, events: Rows) -> dict[str, Any]:
    """Return by kind of doubt how many published events have it, and the first of them."""
    ids = doubts["event_id"].combine_chunks()
    pieces_of_ids = (piece["event_id"].combine_chunks() for piece in pieces(events.select(["event_id"])))
    found = [each.filter(pc.is_in(each, value_set=ids)) for each in pieces_of_ids]
    published = pa.concat_arrays([ids.slice(0, 0), *found])
    kept = doubts.filter(pc.is_in(doubts["event_id"], value_set=published))
    return {code: _of_kind(kept.filter(pc.equal(kept["doubt"], code))) for code in code_list("doubts")}


def _of_kind(doubts: pa.Table) -> dict[str, Any]:
    examples = doubts.slice(0, MOST_EXAMPLES).select(["event_id", "text"]).to_pylist()
    return {"events": doubts.num_rows, "examples": examples}


def _kinds_of_reasons(reasons: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the reasons without the part after the colon, which describes the single row."""
    return pc.list_element(pc.split_pattern(reasons, ":", max_splits=1), 0)


def _years(days: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.year(days), pa.string())


def _fill_rates(rows: Rows) -> dict[str, float | None]:
    """Return the share of rows that have a value, by column; null for an empty table."""
    count = rows.num_rows
    nulls: Counter[str] = Counter()
    # Columns that must not be null are not: the tables have been audited.
    nullable = [field.name for field in rows.schema if field.nullable]
    for piece in pieces(rows.select(nullable)) if nullable else ():
        nulls.update({name: piece[name].null_count for name in nullable})
    return {name: round(1 - nulls[name] / count, 4) if count else None for name in rows.schema.names}


def _counts(
    rows: Rows, column: str, made: Callable[[pa.ChunkedArray], pa.ChunkedArray] = lambda values: values
) -> dict[str, int]:
    """Return the number of rows by value of a column, or of what `made` returns for it; `null` for missing values."""
    counts: Counter[str] = Counter()
    for piece in pieces(rows.select([column])):
        for each in made(piece[column]).value_counts().to_pylist():
            counts[str(each["values"] if each["values"] is not None else "null")] += each["counts"]
    return dict(sorted(counts.items()))
