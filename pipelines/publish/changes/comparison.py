"""Compares a release with the previous one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes.causes import (
    LINKING,
    OF_ACTIVITIES,
    OF_EVENTS,
    SUMMED,
    Before,
    Causes,
    GroupCauses,
    Versions,
    event_ids,
)
from pipelines.publish.changes.differences import differences
from pipelines.publish.changes.history import FOLDER as HISTORIES
from pipelines.publish.changes.history import appeared, continued, first_history
from pipelines.publish.changes.replacements import TEXTS, Gone, gone_since, living
from pipelines.publish.changes.withdrawn_activities import withdrawn_since as activities_withdrawn_since
from pipelines.publish.changes.withdrawn_partners import withdrawn_since as partners_withdrawn_since
from pipelines.publish.columnar.keys import conformed
from pipelines.publish.columnar.rows import Rows, Stored, Tables, in_parts, pieces, whole
from pipelines.publish.columnar.staged import Staged
from pipelines.publish.history import NOTHING_RENAMED
from schemas.declarations import Table
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, CODE_TABLES, HISTORY, LOADED
from schemas.tables import changes, withdrawn, withdrawn_activities, withdrawn_partners

# It repeats other tables, and is left out where changed events are counted.
FLAT = "events_flat"
IN_PARTS = (*OF_EVENTS, FLAT)
# More than this share, and at least this number, of the events changed is worth a look; so with other tables' rows.
MANY = 0.05
LEAST = 20
GONE = "source_gone"
OF_CHANGES = ("withdrawn", "withdrawn_partners", "withdrawn_activities", "corrections", TEXTS)
# An entry's place in its source, which changes whenever a page gets a new entry.
POSITION = ("bulletin_id", "entry_number")
# What changes with every bulletin: besides, what is summed up from events.
ORDINARY = pa.array((*POSITION, *SUMMED))
# Causes that a person or the linking of other events brings.
EXPECTED = pa.array(("correction", LINKING))
LOOKED_AT = ("events", "partners", "countries")


@dataclass(frozen=True)
class Changes:
    """Rows of `schemas.tables.changes`, `withdrawn`, `withdrawn_partners` and `withdrawn_activities`, and warnings.

    `history` has the rows of `schemas.tables.history` of each table, by the table's name.
    """

    rows: Rows
    withdrawn: pa.Table
    withdrawn_partners: pa.Table
    withdrawn_activities: pa.Table
    history: Tables
    warnings: tuple[str, ...] = ()


def first_release(tables: Tables, version: str, target: Path) -> Changes:
    """Return no changes: there is no previous release.

    Args:
        tables: the tables of the release, by name.
        version: of the release.
        target: empty folder for the history, which may not fit in memory.
    """
    declared = (changes.TABLE, withdrawn.TABLE, withdrawn_partners.TABLE, withdrawn_activities.TABLE)
    rows, events, partners, activities = (arrow_schema(table).empty_table() for table in declared)
    return Changes(rows, events, partners, activities, first_history(tables, version, target))


def load_before(folder: Path, version: str, versions: Versions) -> Before:
    """Return the tables of a release to compare with; tables that it lacks are empty.

    Raises:
        OSError: a file is missing or cannot be read.
    """
    files = {name: folder / "parquet" / f"{name}.parquet" for name in LOADED}
    files |= {name: folder / "changes" / f"{name}.parquet" for name in OF_CHANGES}
    told = {name: folder / "changes" / HISTORIES / f"{name}.parquet" for name in LOADED}
    history = {name: _read(path, HISTORY[name]) for name, path in told.items() if path.is_file()}
    return Before(version, {name: _read(path, ALL[name]) for name, path in files.items()}, versions, history)


def changes_since(
    before: Before, tables: Tables, versions: Versions, version: str, target: Path, renamed: pa.Table | None = None
) -> Changes:
    """Compare the tables with the previous release, events part by part.

    Args:
        before: the previous release.
        tables: the new tables, by name.
        versions: versions of code and reference tables of the new release.
        version: of the new release.
        target: empty folder for the differences and the history, which may not fit in memory.
        renamed: entries whose wording was joined to another: `event_id`, and the id that they have now, `replaced_by`.
    """
    gone = gone_since(before.tables, tables, NOTHING_RENAMED if renamed is None else renamed)
    comparing = _Comparing(before, Causes(before, tables, gone, versions))
    spools = dict.fromkeys(LOADED, changes.TABLE)
    histories = target / HISTORIES
    histories.mkdir()
    with Staged(target, spools) as spool, Staged(histories, HISTORY) as history:
        for part in _both(before, tables):
            told = comparing.of_events(part.old, part.now)
            spool.write(told)
            history.write(part.continued(told, before.version, version))
        others = _others(before, tables)
        told = comparing.of_others(others.old, others.now)
        spool.write(told)
        history.write(others.continued(told, before.version, version))
    with Staged(target, {"changes": changes.TABLE}) as joined:
        for name in sorted(LOADED):
            for piece in pieces(spool.tables[name]):
                joined.write({"changes": piece})
    warnings = () if before.versions != versions else comparing.suspicious()
    cause = versions.cause_since(before.versions) or GONE
    return Changes(
        joined.tables["changes"],
        _withdrawn(before, tables, gone, comparing.causes),
        partners_withdrawn_since(before.tables, tables, before.version, cause),
        activities_withdrawn_since(before.tables, tables, before.version, gone, spool.tables["activities"]),
        history.tables,
        warnings,
    )


@dataclass(frozen=True)
class _Part:
    """The rows of some events, or of the tables that do not hold events: before, now, and their history so far."""

    old: dict[str, pa.Table]
    now: dict[str, pa.Table]
    history: dict[str, pa.Table]

    def continued(self, told: dict[str, pa.Table], before: str, version: str) -> dict[str, pa.Table]:
        """Return the history with the changes of the new release, by table."""
        return {
            name: continued(self._so_far(name, before), told[name], self.now[name], LOADED[name], version)
            for name in told
        }

    def _so_far(self, name: str, before: str) -> pa.Table:
        return self.history[name] if name in self.history else appeared(self.old[name], LOADED[name], before)


class _Comparing:
    """The comparison so far, part by part."""

    def __init__(self, before: Before, causes: Causes) -> None:
        self._before, self.causes = before, causes
        self._groups = GroupCauses()
        self._touched: Counter[str] = Counter()

    def of_events(self, old: dict[str, pa.Table], now: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """Return the changes in a part of the tables of events."""
        found = {name: differences(old[name], now[name], ALL[name]) for name in IN_PARTS}
        causes = self.causes.of_events(old, now)
        self._groups.add(found, causes, old, now)
        told = {name: _with_cause(name, rows, causes.of_rows(rows, name)) for name, rows in found.items()}
        touched = [event_ids(_extraordinary(told[name])["row_key"]) for name in OF_EVENTS]
        self._touched["events"] += len(pc.unique(pa.concat_arrays([each.combine_chunks() for each in touched])))
        return told

    def of_others(self, old: dict[str, pa.Table], now: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """Return the changes in the other tables, once all events have been compared."""
        found = {name: differences(old[name], rows, ALL[name]) for name, rows in now.items()}
        groups = self._groups.causes()
        causes = {
            name: self.causes.of_activities(rows, groups["activities"])
            if name in OF_ACTIVITIES
            else self.causes.of_codes(rows)
            if name in CODE_TABLES
            else self.causes.of_rows(rows, groups.get(name))
            for name, rows in found.items()
        }
        told = {name: _with_cause(name, rows, causes[name]) for name, rows in found.items()}
        self._touched |= {
            name: pc.count_distinct(_extraordinary(rows)["row_key"]).as_py() for name, rows in told.items()
        }
        return told

    def suspicious(self) -> tuple[str, ...]:
        """Return a warning if many rows changed that neither an ordinary bulletin nor a correction changes."""
        totals = {name: self._before.tables[name].num_rows for name in LOOKED_AT}
        shares = [
            f"{self._touched[name]:,} of {total:,} {name}"
            for name, total in totals.items()
            if self._touched[name] >= max(LEAST, total * MANY)
        ]
        if not shares:
            return ()
        return (
            f"{', '.join(shares)} were changed or removed, although neither code nor reference tables changed. "
            "Check the sources of these changes, which are listed in changes/changes.csv.",
        )


def _with_cause(name: str, rows: pa.Table, cause: pa.ChunkedArray) -> pa.Table:
    named = rows.append_column("table_name", pa.repeat(name, rows.num_rows))
    return conformed(named.append_column("cause", cause), changes.TABLE)


def _extraordinary(rows: pa.Table) -> pa.Table:
    """Return the changes (columns of `schemas.tables.changes`) that an ordinary bulletin does not bring.

    In tables of events a removed row counts; among partners and countries it follows from the events.
    """
    is_removed = pc.and_(
        pc.equal(rows["change"], "removed"), pc.is_in(rows["table_name"], value_set=pa.array(OF_EVENTS))
    )
    is_changed = pc.and_not(pc.equal(rows["change"], "changed"), pc.is_in(rows["field"], value_set=ORDINARY))
    return rows.filter(pc.and_not(pc.or_(is_removed, is_changed), pc.is_in(rows["cause"], value_set=EXPECTED)))


def _both(before: Before, now: Tables) -> Iterator[_Part]:
    """Yield the tables of events of both releases, cut at the same events."""
    names = (*IN_PARTS, TEXTS)
    history = [name for name in IN_PARTS if name in before.history]
    together = {f"old/{name}": before.tables[name] for name in names}
    together |= {f"new/{name}": now[name] for name in names}
    together |= {f"history/{name}": before.history[name] for name in history}
    for part in in_parts(together):
        yield _Part(
            {name: part[f"old/{name}"] for name in names},
            {name: part[f"new/{name}"] for name in names},
            {name: part[f"history/{name}"] for name in history},
        )


def _others(before: Before, now: Tables) -> _Part:
    """Return the tables that do not hold events, whole."""
    names = [name for name in LOADED if name not in IN_PARTS]
    return _Part(
        {name: whole(before.tables[name]) for name in names},
        {name: whole(now[name]) for name in names},
        {name: whole(before.history[name]) for name in names if name in before.history},
    )


def _read(path: Path, table: Table) -> Rows:
    if path.is_file():
        rows = Stored(path)
        # A schema of another major version may have another key, and rows then cannot be matched.
        if set(table.primary_key) <= set(rows.schema.names):
            return rows
    return arrow_schema(table).empty_table()


def _withdrawn(before: Before, tables: Tables, gone: Gone, causes: Causes) -> pa.Table:
    columns = {name: gone.events[name] for name in ("event_id", "source_id", "published_on", "headline")}
    columns["last_release"] = pa.repeat(before.version, gone.events.num_rows)
    columns["cause"] = causes.of_gone()
    columns["replaced_by"] = gone.replaced_by
    fresh = conformed(pa.table(columns), withdrawn.TABLE)
    earlier = whole(before.tables["withdrawn"]).cast(fresh.schema)
    earlier = earlier.filter(pc.invert(living(earlier["event_id"], tables)))
    return conformed(pa.concat_tables([gone.followed(earlier, tables), fresh]), withdrawn.TABLE)
