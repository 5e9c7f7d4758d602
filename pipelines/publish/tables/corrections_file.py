"""`reference/corrections.csv`: values of events that a person corrected after checking the source."""

import csv
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from schemas.tables import corrections, events

FILE = "corrections.csv"
COLUMNS = corrections.TABLE.column_names
# Identifiers are derived from these, or they are the text itself; they must stay as published by the source. The last
# two come from linking, which `link_decisions.csv` corrects.
NOT_CORRECTABLE = frozenset(
    {
        "event_id", "source_id", "bulletin_id", "entry_number", "published_on", "headline", "body", "source_status",
        "activity_id", "link_confidence",
    }
)  # fmt: skip
# Derived from `event_date_edtf`, and never corrected separately.
DATE_PARTS = frozenset({"start_on", "end_on", "date_precision"})
CONFIDENCES = {
    "event_date_edtf": "date_confidence",
    "host_country_iso3": "host_confidence",
    "event_type": "type_confidence",
    "participant_count": "participants_confidence",
}
"""The confidence of each column that has one; corrections set it."""
ROW_CONFIDENCE = "row_confidence"
OF_ROW = ("event_date_edtf", "host_country_iso3")
"""The columns that `row_confidence` takes into account."""
CORRECTABLE = tuple(
    name
    for name in events.TABLE.column_names
    if name not in NOT_CORRECTABLE | DATE_PARTS | {*CONFIDENCES.values(), ROW_CONFIDENCE}
)

log = logging.getLogger(__name__)


class CorrectionError(ValueError):
    """The file of corrections, or one of its lines, cannot be used."""


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


class Rejected(NamedTuple):
    """A line that is left out, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"{FILE} line {self.line} is left out: {self.reason}"


class Corrections(NamedTuple):
    """The usable lines of the file, and the others."""

    found: tuple[Correction, ...]
    rejected: tuple[Rejected, ...]


def load_corrections(folder: Path) -> Corrections:
    """Read `corrections.csv` of the reference folder, which may be missing.

    Raises:
        CorrectionError: the file is not UTF-8 text with the declared columns.
    """
    path = folder / FILE
    if not path.is_file():
        return Corrections((), ())
    try:
        # Spreadsheets write a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise CorrectionError(f"{path}: the columns must be {','.join(COLUMNS)}.")
            lines = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CorrectionError(f"{path} cannot be read ({error}). Save it as CSV in UTF-8.") from error
    return _usable(lines)


def with_present_ids(corrections: Corrections, present_ids: Mapping[str, str]) -> Corrections:
    """Move corrections to the events that replaced theirs.

    Args:
        corrections: as read from the file.
        present_ids: by the id of an event that is gone, the id of the event that replaced it.
    """
    moved = [replace(each, event_id=present_ids.get(each.event_id, each.event_id)) for each in corrections.found]
    for before, now in zip(corrections.found, moved, strict=True):
        if before != now:
            log.info("%s line %d: %s is %s now.", FILE, before.line, before.event_id, now.event_id)
    once = _once(moved)
    return Corrections(once.found, corrections.rejected + once.rejected)


def missing(corrections: Sequence[Correction], event_ids: Collection[str]) -> tuple[Rejected, ...]:
    """Return the corrections of events that are not among the ids."""
    return tuple(
        Rejected(each.line, f"The event {each.event_id} no longer exists, and no event replaces it. Remove the line.")
        for each in corrections
        if each.event_id not in event_ids
    )


def _usable(lines: Iterable[tuple[int, Mapping[str, str | None]]]) -> Corrections:
    found: list[Correction] = []
    rejected: list[Rejected] = []
    for number, row in lines:
        reason = _malformed(row)
        if reason:
            rejected.append(Rejected(number, reason))
        else:
            found.append(_correction(row, number))
    once = _once(found)
    return Corrections(once.found, (*rejected, *once.rejected))


def _malformed(row: Mapping[str, str | None]) -> str | None:
    empty = [name for name in ("event_id", "field", "reason", "source") if not row[name]]
    if empty:
        return f"{', '.join(empty)} must not be empty."
    if row["field"] not in CORRECTABLE:
        return f"{row['field']!r} cannot be corrected. These can: {', '.join(CORRECTABLE)}."
    return None


def _correction(row: Mapping[str, str | None], line: int) -> Correction:
    cells = {name: row[name] or "" for name in COLUMNS}
    return Correction(
        line,
        cells["event_id"],
        cells["field"],
        expected=cells["expected"] or None,
        value=cells["value"] or None,
        reason=cells["reason"],
        source=cells["source"],
    )


def _once(corrections: Iterable[Correction]) -> Corrections:
    """Keep the first correction of each value."""
    first: dict[tuple[str, str], Correction] = {}
    rejected = []
    for each in corrections:
        kept = first.setdefault((each.event_id, each.field), each)
        if kept is not each:
            reason = f"Line {kept.line} corrects {each.field} of {each.event_id} already. Remove one of the lines."
            rejected.append(Rejected(each.line, reason))
    return Corrections(tuple(first.values()), tuple(rejected))
