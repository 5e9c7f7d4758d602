"""What a release changes of the one before it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.arrays import conformed, look_up
from pipelines.publish.causes import Before, Causes, Versions, causes_of
from pipelines.publish.differences import differences
from pipelines.publish.parquet import read_parquet
from schemas import changes, withdrawn
from schemas.arrow import arrow_schema
from schemas.declarations import Table
from schemas.registry import ALL, PUBLISHED

# `events_flat` repeats the other tables.
COMPARED = tuple(name for name in PUBLISHED if name != "events_flat")
MANY = 0.05
# Where an entry stands in its source, which changes whenever a page gets a new entry.
POSITION = ("bulletin_id", "entry_number")


@dataclass(frozen=True)
class Changes:
    """`rows` of `schemas.changes`, `withdrawn` of `schemas.withdrawn`, and what whoever publishes should look at."""

    rows: pa.Table
    withdrawn: pa.Table
    warnings: tuple[str, ...] = ()


def first_release() -> Changes:
    """Nothing: there is no release before."""
    return Changes(arrow_schema(changes.TABLE).empty_table(), arrow_schema(withdrawn.TABLE).empty_table())


def load_before(folder: Path, version: str, versions: Versions) -> Before:
    """The tables of a release that is to be compared with; tables it does not have are empty.

    Raises:
        OSError: a file is missing or cannot be read.
    """
    files = {name: folder / "parquet" / f"{name}.parquet" for name in COMPARED}
    files |= {name: folder / "changes" / f"{name}.parquet" for name in ("withdrawn", "corrections", "event_texts")}
    return Before(version, {name: _read(path, ALL[name]) for name, path in files.items()}, versions)


def changes_since(before: Before, tables: Mapping[str, pa.Table], versions: Versions) -> Changes:
    """Compare with the release before.

    Args:
        before: the release before.
        tables: the tables now, by name.
        versions: of code and reference tables now.
    """
    found = {name: differences(before.tables[name], tables[name], ALL[name]) for name in COMPARED}
    causes = causes_of(before, tables, found, versions)
    parts = [_with_cause(rows, name, causes) for name, rows in found.items()]
    rows = conformed(pa.concat_tables(parts), changes.TABLE)
    warnings = () if before.versions != versions else _suspicious(before, found)
    return Changes(rows, _withdrawn(before, tables, causes), warnings)


def _read(path: Path, table: Table) -> pa.Table:
    if path.is_file():
        rows = read_parquet(path)
        # A schema of another major version may tell rows apart by another key: then nothing can be compared.
        if set(table.primary_key) <= set(rows.column_names):
            return rows
    return arrow_schema(table).empty_table()


def _with_cause(rows: pa.Table, name: str, causes: Causes) -> pa.Table:
    named = rows.append_column("table_name", pa.repeat(name, rows.num_rows))
    return named.append_column("cause", causes.of_rows(name, rows))


def _withdrawn(before: Before, tables: Mapping[str, pa.Table], causes: Causes) -> pa.Table:
    gone = causes.removed
    columns = {name: gone[name] for name in ("event_id", "source_id", "published_on", "headline")}
    columns["last_release"] = pa.repeat(before.version, gone.num_rows)
    columns["cause"] = look_up(gone["event_id"], causes.by_event, "event_id", "cause")
    columns["replaced_by"] = look_up(gone["event_id"], causes.replacements, "event_id", "replaced_by")
    fresh = conformed(pa.table(columns), withdrawn.TABLE)
    earlier = before.tables["withdrawn"]
    back = pc.is_in(earlier["event_id"], value_set=tables["events"]["event_id"].combine_chunks())
    return conformed(pa.concat_tables([earlier.filter(pc.invert(back)).cast(fresh.schema), fresh]), withdrawn.TABLE)


def _suspicious(before: Before, found: Mapping[str, pa.Table]) -> tuple[str, ...]:
    """Warns if more than `MANY` of a table's rows changed or went, other than to another place in the source."""
    shares = []
    for name, rows in found.items():
        moved = pc.is_in(rows["field"], value_set=pa.array(POSITION))
        touched = rows.filter(pc.and_not(pc.not_equal(rows["change"], "added"), moved))
        count, total = pc.count_distinct(touched["row_key"]).as_py(), before.tables[name].num_rows
        if total and count / total > MANY:
            shares.append(f"{count} of {total} rows of {name}")
    if not shares:
        return ()
    return (
        f"{', '.join(shares)} were changed or removed, though neither code nor reference tables changed: "
        "look into the sources",
    )
