"""Why rows differ from the release before: the source, a correction, the code or the reference tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.arrays import KEY_SEPARATOR, look_up, one_of
from schemas.codes import code_list

# What the source itself says of an entry; the code only copies it.
COPIED = ("source_id", "bulletin_id", "entry_number", "published_on", "headline", "body", "url")
# Whether the source still holds the entry.
STATUS, REMOVED = "source_status", "removed"
OF_EVENTS = ("events", "event_countries", "event_partners", "event_topics", "mentions")
GROUPED_BY = {"partners": ("event_partners", "partner_id"), "countries": ("event_countries", "country_iso3")}
# Of a partner or country these are summed up from events; the rest comes from reference tables.
SUMMED = ("*", "event_count", "host_event_count", "first_event_on", "last_event_on")
FOLLOWING = {"event_date_edtf": ("start_on", "end_on", "date_precision"), "host_country_iso3": ("is_host",)}
NO_TEXT = "e3b0c44298fc1c14"

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Versions:
    """Versions of code and reference tables."""

    code: str
    reference: str

    def cause_since(self, before: "Versions") -> str | None:
        """What of the two changed; the code, if both did."""
        if self.code != before.code:
            return "extractor_changed"
        return "reference_changed" if self.reference != before.reference else None


@dataclass(frozen=True)
class Before:
    """The release before: its version, its tables by name, and what it was made with."""

    version: str
    tables: Tables
    versions: Versions


@dataclass(frozen=True)
class Causes:
    """Causes of differences.

    `by_event` (`event_id, cause`) has the events that came, went or whose text was edited; `by_correction` those with
    corrections (`event_id, field`) that came, went or changed; `by_group` (`row_key, cause`) by table what changed
    among the events of a partner or country. `removed` are the rows of `events` that went, `replacements`
    (`event_id, replaced_by`) what tells the same entry now. `versions` is the cause where nothing else is.
    """

    by_event: pa.Table
    by_correction: pa.Table
    by_group: Tables
    removed: pa.Table
    replacements: pa.Table
    versions: str | None

    def of_rows(self, name: str, rows: pa.Table) -> pa.ChunkedArray:
        """The cause of each difference of a table (columns of `differences.DIFFERENCES`)."""
        if name in OF_EVENTS:
            return self._of_event_rows(rows)
        if name in GROUPED_BY:
            return self._of_grouped_rows(rows, self.by_group[name])
        added = pc.equal(rows["change"], "added")
        of_source = pc.if_else(added, "source_new", "source_gone")
        return pa.chunked_array([pa.repeat(self.versions, rows.num_rows)]) if self.versions else of_source

    def _of_event_rows(self, rows: pa.Table) -> pa.ChunkedArray:
        ids = _event_ids(rows["row_key"])
        cells = pc.binary_join_element_wise(ids, rows["field"], KEY_SEPARATOR)
        corrected = pc.is_in(cells, value_set=self._corrected_cells())
        copied = pc.is_in(rows["field"], value_set=pa.array(COPIED))
        otherwise = pc.if_else(copied, "source_edited", self.versions or "source_edited")
        return pc.coalesce(
            _of_status(rows),
            look_up(ids, self.by_event, "event_id", "cause"),
            pc.if_else(corrected, "correction", otherwise),
        )

    def _corrected_cells(self) -> pa.Array:
        """`event_id|field` of all that a correction sets: its own cell, and those that follow from it."""
        cells = [
            f"{row['event_id']}{KEY_SEPARATOR}{field}"
            for row in self.by_correction.to_pylist()
            for field in (row["field"], *FOLLOWING.get(row["field"], ()))
        ]
        return pa.array(cells, pa.string())

    def _of_grouped_rows(self, rows: pa.Table, by_group: pa.Table) -> pa.ChunkedArray:
        summed = pc.is_in(rows["field"], value_set=pa.array(SUMMED))
        of_group = pc.if_else(summed, look_up(rows["row_key"], by_group, "row_key", "cause"), None)
        return pc.fill_null(of_group, self.versions or "source_edited")


def causes_of(before: Before, now: Tables, found: Tables, versions: Versions) -> Causes:
    """Find out why tables differ.

    Args:
        before: the release before.
        now: the tables now, by name.
        found: differences by table.
        versions: of code and reference tables now.
    """
    of_versions = versions.cause_since(before.versions)
    old, new = before.tables["events"], now["events"]
    added = new.filter(pc.invert(one_of(new["event_id"], old["event_id"])))
    removed = old.filter(pc.invert(one_of(old["event_id"], new["event_id"])))
    replacements = _replacements(removed, added, before.tables["event_texts"], now["event_texts"])
    by_event = pa.concat_tables(
        [
            _of_whole_events(added, before.tables, of_versions, "source_new", replacements["replaced_by"]),
            _of_whole_events(removed, now, of_versions, "source_gone", replacements["event_id"]),
            _of_edited(before.tables["event_texts"], now["event_texts"]),
        ]
    )
    by_correction = _corrected(before.tables["corrections"], now["corrections"])
    of_events = Causes(by_event, by_correction, {}, removed, replacements, of_versions)
    by_group = {name: _of_groups(name, of_events, before.tables, now, found) for name in GROUPED_BY}
    return Causes(by_event, by_correction, by_group, removed, replacements, of_versions)


def _of_status(rows: pa.Table) -> pa.ChunkedArray:
    """The cause of cells that tell whether the source still holds the entry; null for others."""
    cause = pc.if_else(pc.equal(rows["new_value"], REMOVED), "source_gone", "source_new")
    return pc.if_else(pc.equal(rows["field"], STATUS), cause, None)


def _of_whole_events(
    events: pa.Table, others: Tables, of_versions: str | None, of_source: str, replaced: pa.ChunkedArray
) -> pa.Table:
    """Events that came or went: with their document, or out of one that both releases know."""
    bulletins = [others[name]["bulletin_id"].combine_chunks() for name in ("events", "quarantine")]
    known = pc.is_in(events["bulletin_id"], value_set=pa.concat_arrays(bulletins))
    edited = one_of(events["event_id"], replaced)
    cause = pc.if_else(edited, "source_edited", of_source)
    cause = pc.if_else(known, of_versions, cause) if of_versions else cause
    return pa.table({"event_id": events["event_id"], "cause": cause})


def _of_edited(before: pa.Table, now: pa.Table) -> pa.Table:
    was = look_up(now["event_id"], before, "event_id", "body_digest")
    ids = now.filter(pc.fill_null(pc.not_equal(now["body_digest"], was), False))["event_id"]
    return pa.table({"event_id": ids, "cause": pa.repeat("source_edited", len(ids))})


def _corrected(before: pa.Table, now: pa.Table) -> pa.Table:
    """Corrections that stand in one of the two only."""
    both = pa.concat_tables([before.select(now.column_names).cast(now.schema), now]).select(
        ["event_id", "field", "value"]
    )
    counted = both.group_by(["event_id", "field", "value"]).aggregate([([], "count_all")])
    return counted.filter(pc.equal(counted["count_all"], 1)).select(["event_id", "field"])


def _of_groups(name: str, causes: Causes, before: Tables, now: Tables, found: Tables) -> pa.Table:
    """For each partner or country the first cause, in the order of the code list, of what changed in its events."""
    links, key = GROUPED_BY[name]
    of_rows = [
        pa.table({"event_id": _event_ids(found[table]["row_key"]), "cause": causes.of_rows(table, found[table])})
        for table in ("events", links)
    ]
    changed = pa.concat_tables(of_rows)
    ranks = {cause: rank for rank, cause in enumerate(code_list("change_causes"))}
    ranked = pa.table({"event_id": changed["event_id"], "rank": _ranked(changed["cause"], ranks)})
    first = ranked.group_by("event_id").aggregate([("rank", "min")])
    both = pa.concat_tables([tables[links].select(["event_id", key]) for tables in (before, now)])
    of_links = pa.table({"row_key": both[key], "rank": look_up(both["event_id"], first, "event_id", "rank_min")})
    grouped = of_links.filter(pc.is_valid(of_links["rank"])).group_by("row_key").aggregate([("rank", "min")])
    names = pa.array(list(ranks)).take(grouped["rank_min"].combine_chunks())
    return pa.table({"row_key": grouped["row_key"], "cause": names})


def _ranked(causes: pa.ChunkedArray, ranks: Mapping[str, int]) -> pa.ChunkedArray:
    return pc.index_in(causes, value_set=pa.array(list(ranks)))


def _replacements(removed: pa.Table, added: pa.Table, texts_before: pa.Table, texts_now: pa.Table) -> pa.Table:
    """Which added event tells a removed one's entry: by its text, else its source and headline, else its address."""
    found = pa.nulls(removed.num_rows, pa.string())
    for old, new in zip(_signs(removed, texts_before), _signs(added, texts_now), strict=True):
        by_sign = pa.table({"sign": new, "event_id": added["event_id"]})
        by_sign = by_sign.filter(pc.is_valid(by_sign["sign"])).sort_by([("event_id", "ascending")])
        found = pc.coalesce(found, look_up(old, by_sign, "sign", "event_id").combine_chunks())
    pairs = pa.table({"event_id": removed["event_id"], "replaced_by": found})
    return pairs.filter(pc.is_valid(pairs["replaced_by"]))


def _signs(events: pa.Table, texts: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray, pa.ChunkedArray]:
    digests = look_up(events["event_id"], texts, "event_id", "body_digest")
    folded = pc.utf8_lower(pc.replace_substring_regex(events["headline"], r"[\s\p{Z}]+", " "))
    headlines = pc.binary_join_element_wise(events["source_id"], folded, KEY_SEPARATOR)
    return pc.if_else(pc.equal(digests, NO_TEXT), None, digests), headlines, events["url"]


def _event_ids(row_keys: pa.ChunkedArray) -> pa.ChunkedArray:
    # Every table of events has the event's id first in its key, and all ids have the same length.
    return pc.utf8_slice_codeunits(row_keys, 0, len("evt_") + 16)
