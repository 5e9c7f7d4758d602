"""The causes of differences from the previous release: the source, a correction, the code or the reference tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes.replacements import TEXTS, Gone
from pipelines.publish.columnar.group_by import Tally
from pipelines.publish.columnar.keys import KEY_SEPARATOR, look_up, one_of
from pipelines.publish.columnar.rows import Tables, distinct, whole
from schemas.codes import code_list

# Columns copied from the source.
COPIED = ("source_id", "bulletin_id", "entry_number", "published_on", "headline", "body", "url")
# Whether the source still holds the entry.
STATUS, REMOVED = "source_status", "removed"
OF_EVENTS = ("events", "event_countries", "event_partners", "event_topics", "event_links", "mentions")
GROUPED_BY = {
    "partners": ("event_partners", "partner_id"),
    "countries": ("event_countries", "country_iso3"),
    "sources": ("events", "source_id"),
    "bulletins": ("events", "bulletin_id"),
    "activities": ("events", "activity_id"),
}
OF_ACTIVITIES = ("activities", "activity_countries", "activity_partners")
# What linking decides of an event: also by other events.
LINKED, LINKS, LINKING = ("activity_id", "link_confidence"), "event_links", "linking_changed"
# These columns are aggregated from events; the others come from reference tables or from the sources.
SUMMED = (
    "*", "event_count", "host_event_count", "first_event_on", "last_event_on", "bulletin_count", "entry_count",
    "merged_entry_count", "first_published_on", "last_published_on",
)  # fmt: skip
FOLLOWING = {
    "event_date_edtf": ("start_on", "end_on", "date_precision", "date_confidence", "row_confidence"),
    "host_country_iso3": ("is_host", "host_confidence", "row_confidence"),
    "event_type": ("type_confidence",),
    "participant_count": ("participants_confidence",),
}

Part = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Versions:
    """Versions of code and reference tables."""

    code: str
    reference: str

    def cause_since(self, before: "Versions") -> str | None:
        """Return which of the two changed; the code, if both did."""
        if self.code != before.code:
            return "extractor_changed"
        return "reference_changed" if self.reference != before.reference else None


@dataclass(frozen=True)
class Before:
    """The previous release: its version, its tables by name, the versions it was made with, and its tables' history.

    Releases of schemas before 1.6.0 have no history.
    """

    version: str
    tables: Tables
    versions: Versions
    history: Tables = field(default_factory=dict)


class Causes:
    """Causes of differences, as far as they depend on more than a part of the events."""

    def __init__(self, before: Before, now: Tables, gone: Gone, versions: Versions) -> None:
        self._gone = gone
        self._of_versions = versions.cause_since(before.versions)
        self._old_bulletins, self._new_bulletins = _bulletins(before.tables), _bulletins(now)
        corrected = _corrected(whole(before.tables["corrections"]), whole(now["corrections"]))
        self._corrected_cells = _corrected_cells(corrected)

    def of_gone(self) -> pa.ChunkedArray:
        """Return the cause for each event that is gone."""
        edited = pc.is_valid(self._gone.replaced_by)
        return self._of_whole_events(self._gone.events, self._new_bulletins, "source_gone", edited)

    def of_events(self, old: Part, now: Part) -> "EventCauses":
        """Return the causes for a part of the events.

        Args:
            old: the previous release's tables of events, by name.
            now: the same tables of the new release.
        """
        added = now["events"].filter(pc.invert(one_of(now["events"]["event_id"], old["events"]["event_id"])))
        removed = old["events"].filter(pc.invert(one_of(old["events"]["event_id"], now["events"]["event_id"])))
        of_added = self._of_whole_events(
            added, self._old_bulletins, "source_new", one_of(added["event_id"], self._gone.replacements)
        )
        of_removed = look_up(
            removed["event_id"],
            self._gone.events.append_column("cause", self.of_gone()) if removed.num_rows else _NO_CAUSES,
            "event_id",
            "cause",
        )
        by_event = pa.concat_tables(
            [
                pa.table({"event_id": added["event_id"], "cause": of_added}),
                pa.table({"event_id": removed["event_id"], "cause": of_removed}),
                _of_edited(old[TEXTS], now[TEXTS]),
            ]
        )
        return EventCauses(by_event, self._corrected_cells, self._of_versions)

    def of_rows(self, rows: pa.Table, by_group: pa.Table | None) -> pa.ChunkedArray:
        """Return the cause of each difference of a table that does not hold events.

        Args:
            rows: rows with the columns of `differences.DIFFERENCES`.
            by_group: `row_key, cause` of changed events by partner, country, source or document; null for other tables.
        """
        whole_row = pc.if_else(pc.equal(rows["change"], "added"), "source_new", "source_gone")
        of_source = pc.if_else(pc.equal(rows["change"], "changed"), "source_edited", whole_row)
        otherwise = pa.chunked_array([pa.repeat(self._of_versions, rows.num_rows)]) if self._of_versions else of_source
        if by_group is None:
            return otherwise
        summed = pc.is_in(rows["field"], value_set=pa.array(SUMMED))
        of_group = pc.if_else(summed, look_up(rows["row_key"], by_group, "row_key", "cause"), None)
        return pc.coalesce(of_group, otherwise)

    def of_codes(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return the cause of each difference of a code table: code lists are curated."""
        return pa.chunked_array([pa.repeat("reference_changed", rows.num_rows)])

    def of_activities(self, rows: pa.Table, by_activity: pa.Table) -> pa.ChunkedArray:
        """Return the cause of each difference of a table whose key begins with an activity.

        Args:
            rows: rows with the columns of `differences.DIFFERENCES`.
            by_activity: `row_key, cause` of changed events by activity.
        """
        activities = pc.utf8_slice_codeunits(rows["row_key"], 0, _ID_LENGTH)
        of_events = look_up(activities, by_activity, "row_key", "cause")
        return pc.coalesce(of_events, pa.scalar(self._of_versions or LINKING))

    def _of_whole_events(
        self, events: pa.Table, others: pa.Array, of_source: str, edited: pa.ChunkedArray
    ) -> pa.ChunkedArray:
        """Return the cause for events added or removed: with their document, or in one that both releases know."""
        cause = pc.if_else(edited, "source_edited", of_source)
        known = one_of(events["bulletin_id"], others)
        return pc.if_else(known, self._of_versions, cause) if self._of_versions else cause


@dataclass(frozen=True)
class EventCauses:
    """Causes for a part of the events.

    `by_event` (`event_id, cause`) has the events that were added, removed or edited; `corrected_cells`
    (`event_id|field`) the cells of corrections that were added, removed or changed; `versions` is any other cause.
    """

    by_event: pa.Table
    corrected_cells: pa.Array
    versions: str | None

    def of_rows(self, rows: pa.Table, table: str) -> pa.ChunkedArray:
        """Return the cause of each difference (columns of `differences.DIFFERENCES`) of a table of events."""
        ids = event_ids(rows["row_key"])
        cells = pc.binary_join_element_wise(ids, rows["field"], KEY_SEPARATOR)
        corrected = pc.is_in(cells, value_set=self.corrected_cells)
        copied = pc.is_in(rows["field"], value_set=pa.array(COPIED))
        is_link = pc.or_(pc.is_in(rows["field"], value_set=pa.array(LINKED)), pa.scalar(table == LINKS))
        otherwise = pc.if_else(is_link, self.versions or LINKING, self.versions or "source_edited")
        otherwise = pc.if_else(copied, "source_edited", otherwise)
        return pc.coalesce(
            _of_status(rows),
            look_up(ids, self.by_event, "event_id", "cause"),
            pc.if_else(corrected, "correction", otherwise),
        )


class GroupCauses:
    """The first cause, in the order of the code list, of the changes in the events of each partner or country."""

    def __init__(self) -> None:
        self._order = list(code_list("change_causes"))
        self._tallies = {name: Tally(["row_key"], [("rank", "min")]) for name in GROUPED_BY}

    def add(self, found: Part, causes: EventCauses, old: Part, now: Part) -> None:
        """Add the differences of a part of the events, by table."""
        for name, (links, key) in GROUPED_BY.items():
            of_rows = [
                pa.table({"event_id": event_ids(found[table]["row_key"]), "cause": causes.of_rows(found[table], table)})
                for table in ("events", links)
            ]
            changed = pa.concat_tables(of_rows)
            ranks = pc.index_in(changed["cause"], value_set=pa.array(self._order))
            ranked = pa.table({"event_id": changed["event_id"], "rank": ranks})
            first = ranked.group_by("event_id").aggregate([("rank", "min")])
            # Releases of earlier schemas may lack the key.
            there = [tables[links] for tables in (old, now) if key in tables[links].column_names]
            both = pa.concat_tables([rows.select(["event_id", key]) for rows in there])
            of_links = pa.table(
                {"row_key": both[key], "rank": look_up(both["event_id"], first, "event_id", "rank_min")}
            )
            self._tallies[name].add(of_links.filter(pc.is_valid(of_links["rank"])))

    def causes(self) -> Part:
        """Return `row_key, cause` by table, for all differences added."""
        found = {name: tally.table() for name, tally in self._tallies.items()}
        names = pa.array(self._order)
        return {
            name: pa.table({"row_key": rows["row_key"], "cause": names.take(rows["rank"].combine_chunks())})
            for name, rows in found.items()
        }


# Of all ids of events and activities.
_ID_LENGTH = len("evt_") + 16
_NO_CAUSES = pa.schema([("event_id", pa.string()), ("cause", pa.string())]).empty_table()


def _of_status(rows: pa.Table) -> pa.ChunkedArray:
    """Return the cause for cells that state whether the source still holds the entry; null for other cells."""
    cause = pc.if_else(pc.equal(rows["new_value"], REMOVED), "source_gone", "source_new")
    return pc.if_else(pc.equal(rows["field"], STATUS), cause, None)


def _bulletins(tables: Tables) -> pa.Array:
    """Return all documents that a release refers to."""
    found = [distinct(tables[name], "bulletin_id") for name in ("events", "quarantine")]
    return pc.unique(pa.concat_arrays(found))


def _corrected_cells(corrected: pa.Table) -> pa.Array:
    """Return `event_id|field` of all cells that a correction sets: its own, and those derived from it."""
    cells = [
        f"{row['event_id']}{KEY_SEPARATOR}{field}"
        for row in corrected.to_pylist()
        for field in (row["field"], *FOLLOWING.get(row["field"], ()))
    ]
    return pa.array(cells, pa.string())


def _of_edited(before: pa.Table, now: pa.Table) -> pa.Table:
    was = look_up(now["event_id"], before, "event_id", "body_digest")
    ids = now.filter(pc.fill_null(pc.not_equal(now["body_digest"], was), False))["event_id"]
    return pa.table({"event_id": ids, "cause": pa.repeat("source_edited", len(ids))})


def _corrected(before: pa.Table, now: pa.Table) -> pa.Table:
    """Return the corrections that only one of the two releases has."""
    both = pa.concat_tables([before.select(now.column_names).cast(now.schema), now]).select(
        ["event_id", "field", "value"]
    )
    counted = both.group_by(["event_id", "field", "value"]).aggregate([([], "count_all")])
    return counted.filter(pc.equal(counted["count_all"], 1)).select(["event_id", "field"])


def event_ids(row_keys: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the event of each row of a table of events, by the row's key."""
    # Every table of events starts its key with the event's id.
    return pc.utf8_slice_codeunits(row_keys, 0, _ID_LENGTH)
