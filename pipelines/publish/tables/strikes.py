"""`reference/strikes.csv`: events that are not to be published, such as error pages that were read as entries."""

import csv
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from schemas.formats.arrow import arrow_schema
from schemas.reference.strikes import STRIKES
from schemas.tables import quarantine

FILE = "strikes.csv"
STRUCK = f"struck by {FILE}"
COLUMNS = STRIKES.column_names
LONGEST_TEXT = 200

log = logging.getLogger(__name__)


class StrikeError(ValueError):
    """The file of strikes cannot be used."""


@dataclass(frozen=True)
class Strike:
    """A line of the file; `line` counts from 1, the header being the first."""

    line: int
    event_id: str
    reason: str


def load_strikes(folder: Path) -> tuple[Strike, ...]:
    """Read `strikes.csv` of the reference folder, which may be missing.

    Raises:
        StrikeError: the file cannot be read, or a line lacks its event, reason or source.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        # Spreadsheets write a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise StrikeError(f"{path}: the columns must be {','.join(COLUMNS)}.")
            lines = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise StrikeError(f"{path} cannot be read ({error}). Save it as CSV in UTF-8.") from error
    return tuple(_strike(line, row, path) for line, row in lines)


def followed(strikes: Sequence[Strike], present_ids: Mapping[str, str]) -> tuple[Strike, ...]:
    """Return the strikes with the ids that their events have now.

    Args:
        strikes: of the file.
        present_ids: by the id of an event that is gone the id of its replacement.
    """
    return tuple(Strike(each.line, present_ids.get(each.event_id, each.event_id), each.reason) for each in strikes)


def without_struck(part: Mapping[str, pa.Table], strikes: Sequence[Strike]) -> dict[str, pa.Table]:
    """Return the tables without the rows of struck events."""
    ids = pa.array([each.event_id for each in strikes], pa.string())
    return {name: rows.filter(pc.invert(pc.is_in(rows["event_id"], value_set=ids))) for name, rows in part.items()}


def struck_ids(events: pa.Table, strikes: Sequence[Strike]) -> set[str]:
    """Return those of the events that are struck."""
    return {each.event_id for each in strikes} & set(events["event_id"].to_pylist())


def quarantine_of_struck(events: pa.Table, strikes: Sequence[Strike]) -> pa.Table:
    """Return a row of `quarantine` for each of the events that is struck."""
    reasons = {each.event_id: each.reason for each in strikes}
    struck = events.filter(pc.is_in(events["event_id"], value_set=pa.array(list(reasons), pa.string())))
    rows = [
        {
            "bulletin_id": row["bulletin_id"],
            "source_id": row["source_id"],
            "block_number": 0,
            "reason": f"{STRUCK}: {reasons[row['event_id']]}: {row['event_id']}",
            "text": row["headline"][:LONGEST_TEXT],
        }
        for row in struck.select(["event_id", "bulletin_id", "source_id", "headline"]).to_pylist()
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(quarantine.TABLE))


def warn_missing(strikes: Sequence[Strike], seen: Collection[str]) -> None:
    """Log a warning for each strike whose event was not seen."""
    for each in strikes:
        if each.event_id not in seen:
            log.warning("%s line %d does nothing: there is no event %s.", FILE, each.line, each.event_id)


def _strike(line: int, row: Mapping[str, str | None], path: Path) -> Strike:
    lacking = [name for name in COLUMNS if not row[name]]
    if lacking:
        raise StrikeError(f"{path} line {line}: {', '.join(lacking)} must not be empty.")
    return Strike(line, row["event_id"] or "", row["reason"] or "")
