"""Corrections: values of events that were extracted wrongly and are replaced by hand."""

import calendar
import csv
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, look_up
from schemas.formats.arrow import ARROW_TYPES, arrow_schema
from schemas.tables import corrections, events

FILE = "corrections.csv"
COLUMNS = corrections.TABLE.column_names
# Ids are hashed from these columns, or they copy the source, so they cannot be corrected.
NOT_CORRECTABLE = frozenset(
    {"event_id", "source_id", "bulletin_id", "entry_number", "published_on", "headline", "body", "source_status"}
)
# Derived from `event_date_edtf`, and never corrected directly.
DATE_PARTS = frozenset({"start_on", "end_on", "date_precision"})
CORRECTABLE = tuple(name for name in events.TABLE.column_names if name not in NOT_CORRECTABLE | DATE_PARTS)

log = logging.getLogger(__name__)


class CorrectionError(ValueError):
    """A correction is malformed, or the value it corrects is not the expected one."""


@dataclass(frozen=True)
class Correction:
    """One line of the file; `line` counts from 1, the header being the first."""

    line: int
    event_id: str
    field: str
    expected: str | None
    value: str | None
    reason: str
    source: str


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """Read `corrections.csv` of the reference folder; returns none if the file does not exist.

    Raises:
        CorrectionError: a line is malformed.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CorrectionError(f"{path}: the columns must be {','.join(COLUMNS)}.")
        found = tuple(_correction(row, reader.line_num, path) for row in reader)
    twice = [key for key, count in Counter((each.event_id, each.field) for each in found).items() if count > 1]
    if twice:
        raise CorrectionError(f"{path}: {' '.join(twice[0])} is corrected twice. Remove one of the lines.")
    return found


def corrections_of(found: Sequence[Correction], rows: pa.Table) -> tuple[Correction, ...]:
    """Return the corrections whose event is among the rows.

    Args:
        found: the corrections.
        rows: rows with the column `event_id`.
    """
    if not found:
        return ()
    there = pc.is_in(pa.array([each.event_id for each in found]), value_set=rows["event_id"].combine_chunks())
    return tuple(each for each, is_there in zip(found, there.to_pylist(), strict=True) if is_there)


def warn_missing(found: Sequence[Correction], corrected: Sequence[Correction]) -> None:
    """Log a warning for each correction that is not among the `corrected`, because its event does not exist."""
    for each in found:
        if each not in corrected:
            log.warning("%s line %d: The event %s does not exist, so it is ignored.", FILE, each.line, each.event_id)


def corrected_events(rows: pa.Table, found: Iterable[Correction]) -> pa.Table:
    """Return the events with corrected values, including the dates derived from a corrected `event_date_edtf`.

    Args:
        rows: columns of `schemas.tables.events`.
        found: corrections of events among the rows.

    Raises:
        CorrectionError: a value is not the expected one, or the new one does not have the column's type.
    """
    for each in found:
        row = pc.index(rows["event_id"], each.event_id).as_py()
        _refuse_unexpected(each, pc.cast(rows[each.field], pa.string())[row].as_py())
        for name, value in _values(each).items():
            rows = _with_value(rows, name, row, value)
    return rows


def corrected_hosts(rows: pa.Table, corrected: pa.Table, found: Iterable[Correction]) -> pa.Table:
    """Return `event_countries` with `is_host` set from the corrected events.

    Args:
        rows: columns of `schemas.tables.event_countries`.
        corrected: columns of `schemas.tables.events`, corrected.
        found: the corrections.
    """
    concerned = pa.array([each.event_id for each in found if each.field == "host_country_iso3"], pa.string())
    host = look_up(rows["event_id"], corrected, "event_id", "host_country_iso3")
    is_host = pc.fill_null(pc.equal(rows["country_iso3"], host), False)
    values = pc.if_else(pc.is_in(rows["event_id"], value_set=concerned), is_host, rows["is_host"])
    position = rows.schema.get_field_index("is_host")
    return rows.set_column(position, rows.schema.field(position), values)


def correction_rows(found: Iterable[Correction]) -> pa.Table:
    """Return the corrections as the table `corrections`."""
    records = [{name: getattr(each, name) for name in COLUMNS} for each in found]
    return conformed(pa.Table.from_pylist(records, schema=arrow_schema(corrections.TABLE)), corrections.TABLE)


def _correction(row: Mapping[str, str | None], line: int, path: Path) -> Correction:
    missing = [name for name in ("event_id", "field", "reason", "source") if not row[name]]
    if missing:
        raise CorrectionError(f"{path} line {line}: {', '.join(missing)} must not be empty.")
    if row["field"] not in CORRECTABLE:
        raise CorrectionError(
            f"{path} line {line}: {row['field']!r} cannot be corrected. These can: {', '.join(CORRECTABLE)}."
        )
    cells = {name: row[name] or "" for name in COLUMNS}
    return Correction(
        line,
        cells["event_id"],
        cells["field"],
        row["expected"] or None,
        row["value"] or None,
        cells["reason"],
        cells["source"],
    )


def _refuse_unexpected(each: Correction, found: str | None) -> None:
    if found == each.value and found != each.expected:
        raise CorrectionError(
            f"{FILE} line {each.line}: {each.field} of {each.event_id} is {found!r} without it. Remove the line."
        )
    if found != each.expected:
        raise CorrectionError(
            f"{FILE} line {each.line}: {each.field} of {each.event_id} is expected to be {each.expected!r} before the "
            f"correction, but is {found!r}. Check the event again, then change or remove the line."
        )


def _values(each: Correction) -> dict[str, object]:
    kind = ARROW_TYPES[events.TABLE.column(each.field).type]
    try:
        values: dict[str, object] = {each.field: pa.scalar(each.value, pa.string()).cast(kind).as_py()}
        if each.field == "event_date_edtf":
            values |= dates_of_edtf(each.value)
    except (pa.ArrowInvalid, ValueError) as error:
        raise CorrectionError(
            f"{FILE} line {each.line}: {each.value!r} is not a valid {each.field}: {error}."
        ) from error
    return values


def dates_of_edtf(text: str | None) -> dict[str, object]:
    """Return `start_on`, `end_on` and `date_precision` of an EDTF level 0 date; all null for null.

    Raises:
        ValueError: the text is not such a date.
    """
    if text is None:
        return dict.fromkeys(DATE_PARTS)
    first, separator, last = text.partition("/")
    start, end = _bounds(first), _bounds(last if separator else first)
    precision = "interval" if separator else ("year", "month", "day")[first.count("-")]
    return {"start_on": start[0], "end_on": end[1], "date_precision": precision}


def _bounds(text: str) -> tuple[date, date]:
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    month, *days = rest
    last = calendar.monthrange(year, month)[1]
    return date(year, month, days[0] if days else 1), date(year, month, days[0] if days else last)


def _with_value(rows: pa.Table, name: str, row: int, value: object) -> pa.Table:
    position = rows.schema.get_field_index(name)
    field = rows.schema.field(position)
    column = rows[name]
    parts = [column.slice(0, row), pa.chunked_array([pa.array([value], field.type)]), column.slice(row + 1)]
    chunks = [chunk for part in parts for chunk in part.chunks]
    return rows.set_column(position, field, pa.chunked_array(chunks, field.type))
