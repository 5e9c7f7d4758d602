"""Applies corrections that people made to events that were read wrongly."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, look_up
from pipelines.publish.tables.corrections_file import (
    COLUMNS,
    CONFIDENCES,
    DATE_PARTS,
    OF_ROW,
    ROW_CONFIDENCE,
    Correction,
    CorrectionError,
    Rejected,
)
from schemas.formats.arrow import ARROW_TYPES, arrow_schema
from schemas.tables import corrections, events, rejected_corrections

_PLACES = 3


class Corrected(NamedTuple):
    """Events with the corrections that were applied, and those that were not."""

    events: pa.Table
    applied: tuple[Correction, ...]
    rejected: tuple[Rejected, ...]


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


def corrected_events(rows: pa.Table, found: Iterable[Correction]) -> Corrected:
    """Correct values of events, with the dates derived from a corrected `event_date_edtf`.

    A correction is left out if the value is not the one it expects, or the new one does not have the column's type. The
    confidence of a corrected value is 1, and that of its row is raised accordingly.

    Args:
        rows: columns of `schemas.tables.events`.
        found: corrections of events among the rows.
    """
    applied: list[Correction] = []
    rejected: list[Rejected] = []
    for each in found:
        row = pc.index(rows["event_id"], each.event_id).as_py()
        try:
            _refuse_unexpected(each, pc.cast(rows[each.field], pa.string())[row].as_py())
            values = _values(each)
        except CorrectionError as error:
            rejected.append(Rejected(each.line, str(error)))
            continue
        for name, value in (values | _confidences(each, rows, row)).items():
            rows = _with_value(rows, name, row, value)
        applied.append(each)
    return Corrected(rows, tuple(applied), tuple(rejected))


def corrected_columns(rows: pa.Table, found: Sequence[Correction]) -> pa.Table:
    """Return some columns of events with the corrections that concern them.

    Args:
        rows: `event_id` and some columns of `schemas.tables.events`.
        found: all corrections.
    """
    concerned = [each for each in corrections_of(found, rows) if each.field in rows.column_names]
    return corrected_events(rows, concerned).events


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


def rejected_rows(rejected: Iterable[Rejected]) -> pa.Table:
    """Return what was left out as the table `rejected_corrections`."""
    schema = arrow_schema(rejected_corrections.TABLE)
    return pa.Table.from_pylist([each._asdict() for each in sorted(rejected)], schema=schema)


def _refuse_unexpected(each: Correction, found: str | None) -> None:
    if found == each.value and found != each.expected:
        raise CorrectionError(f"{each.field} of {each.event_id} is {found!r} without it. Remove the line.")
    if found != each.expected:
        raise CorrectionError(
            f"{each.field} of {each.event_id} is expected to be {each.expected!r} before the correction, but is "
            f"{found!r}. Check the event again, then update or remove the line."
        )


def _values(each: Correction) -> dict[str, object]:
    kind = ARROW_TYPES[events.TABLE.column(each.field).type]
    try:
        values: dict[str, object] = {each.field: pa.scalar(each.value, pa.string()).cast(kind).as_py()}
        if each.field == "event_date_edtf":
            values |= dates_of_edtf(each.value)
    except (pa.ArrowInvalid, ValueError) as error:
        raise CorrectionError(f"{each.value!r} is not a valid {each.field}: {error}.") from error
    return values


def _confidences(each: Correction, rows: pa.Table, row: int) -> dict[str, object]:
    """Return the confidence of a corrected value, and of its row, as far as they are among the columns."""
    name = CONFIDENCES.get(each.field, "")
    if name not in rows.column_names:
        return {}
    if each.field not in OF_ROW or ROW_CONFIDENCE not in rows.column_names:
        return {name: 1.0}
    before, whole = (rows[column][row].as_py() for column in (name, ROW_CONFIDENCE))
    return {name: 1.0, ROW_CONFIDENCE: min(1.0, round(whole / before, _PLACES))}


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
