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
from pipelines.publish.changes.replacements import TEXTS, Gone, gone_since, living
from pipelines.publish.changes.withdrawn_activities import withdrawn_since as activities_withdrawn_since
from pipelines.publish.changes.withdrawn_partners import withdrawn_since as partners_withdrawn_since
from pipelines.publish.columnar.keys import conformed
from pipelines.publish.columnar.rows import Rows, Stored, Tables, in_parts, pieces, whole
from pipelines.publish.columnar.staged import Staged
from pipelines.publish.history import NOTHING_RENAMED
from schemas.declarations import Table
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, PUBLISHED
from schemas.tables import changes, withdrawn, withdrawn_activities, withdrawn_partners

# `events_flat` repeats the other tables.
COMPARED = tuple(name for name in PUBLISHED if name != "events_flat")
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
    """Rows of `schemas.tables.changes`, `withdrawn`, `withdrawn_partners` and `withdrawn_activities`, and warnings."""

    rows: Rows
    withdrawn: pa.Table
    withdrawn_partners: pa.Table
    withdrawn_activities: pa.Table
    warnings: tuple[str, ...] = ()


def first_release() -> Changes:
    """Return no changes: there is no previous release."""
    declared = (changes.TABLE, withdrawn.TABLE, withdrawn_partners.TABLE, withdrawn_activities.TABLE)
    return Changes(*(arrow_schema(table).empty_table() for table in declared))


def load_before(folder: Path, version: str, versions: Versions) -> Before:
    """Return the tables of a release to compare with; tables that it lacks are empty.

    Raises:
        OSError: a file is missing or cannot be read.
    """
    files = {name: folder / "parquet" / f"{name}.parquet" for name in COMPARED}
    files |= {name: folder / "changes" / f"{name}.parquet" for name in OF_CHANGES}
    return Before(version, {name: _read(path, ALL[name]) for name, path in files.items()}, versions)


def changes_since(
    before: Before, tables: Tables, versions: Versions, target: Path, renamed: pa.Table | None = None
) -> Changes:
    """Compare the tables with the previous release, events part by part.

    Args:
        before: the previous release.
        tables: the new tables, by name.
        versions: versions of code and reference tables of the new release.
        target: empty folder for the differences, which may not fit in memory.
        renamed: entries whose wording was joined to another: `event_id`, and the id that they have now, `replaced_by`.
    """
    gone = gone_since(before.tables, tables, NOTHING_RENAMED if renamed is None else renamed)
    comparing = _Comparing(before, tables, Causes(before, tables, gone, versions))
    spools = dict.fromkeys(COMPARED, changes.TABLE)
    with Staged(target, spools) as spool:
        for old, now in _both(before.tables, tables):
            spool.write(comparing.of_events(old, now))
        spool.write(comparing.of_others())
    with Staged(target, {"changes": changes.TABLE}) as joined:
        for name in sorted(COMPARED):
            for piece in pieces(spool.tables[name]):
                joined.write({"changes": piece})
    warnings = () if before.versions != versions else comparing.suspicious()
    cause = versions.cause_since(before.versions) or GONE
    return Changes(
        joined.tables["changes"],
        _withdrawn(before, tables, gone, comparing.causes),
        partners_withdrawn_since(before.tables, tables, before.version, cause),
        activities_withdrawn_since(before.tables, tables, before.version, gone, spool.tables["activities"]),
        warnings,
    )


class _Comparing:
    """The comparison so far, part by part."""

    def __init__(self, before: Before, tables: Tables, causes: Causes) -> None:
        self._before, self._tables, self.causes = before, tables, causes
        self._groups = GroupCauses()
        self._touched: Counter[str] = Counter()

    def of_events(self, old: dict[str, pa.Table], now: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """Return the changes in a part of the tables of events."""
        found = {name: differences(old[name], now[name], ALL[name]) for name in OF_EVENTS}
        causes = self.causes.of_events(old, now)
        self._groups.add(found, causes, old, now)
        told = {name: _with_cause(name, rows, causes.of_rows(rows, name)) for name, rows in found.items()}
        touched = [event_ids(_extraordinary(rows)["row_key"]) for rows in told.values()]
        self._touched["events"] += len(pc.unique(pa.concat_arrays([each.combine_chunks() for each in touched])))
        return told

    def of_others(self) -> dict[str, pa.Table]:
        """Return the changes in the other tables, once all events have been compared."""
        others = [name for name in COMPARED if name not in OF_EVENTS]
        found = {
            name: differences(whole(self._before.tables[name]), whole(self._tables[name]), ALL[name]) for name in others
        }
        groups = self._groups.causes()
        causes = {
            name: self.causes.of_activities(rows, groups["activities"])
            if name in OF_ACTIVITIES
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


def _both(before: Tables, now: Tables) -> Iterator[tuple[dict[str, pa.Table], dict[str, pa.Table]]]:
    """Yield the tables of events of both releases, cut at the same events."""
    names = (*OF_EVENTS, TEXTS)
    together = {("old", name): before[name] for name in names} | {("new", name): now[name] for name in names}
    for part in in_parts({"/".join(key): rows for key, rows in together.items()}):
        yield {name: part[f"old/{name}"] for name in names}, {name: part[f"new/{name}"] for name in names}


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
