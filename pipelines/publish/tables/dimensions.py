"""The group-bys: one row per partner and per country, with aggregates of their events."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.keys import conformed, look_up, one_of
from pipelines.publish.tables.register import Reference
from schemas.codes import code_list
from schemas.tables import countries, partners

REGISTER_FACTS = (
    "name",
    "acronym",
    "name_es",
    "org_type",
    "country_iso3",
    "parent_partner_id",
    "wikidata_id",
    "ror_id",
    "iati_id",
    "website",
    "unverified",
)
SIGHTED_FACTS = ("name", "acronym", "org_type", "country_iso3")
FIGURES = (("first_event_on", "min"), ("last_event_on", "max"), ("count", "sum"))


@dataclass(frozen=True)
class Dimensions:
    """`partners` and `countries` in their declared schemas."""

    partners: pa.Table
    countries: pa.Table


class Grouping:
    """Groups the facts by partner and by country, part by part.

    A country has a row if an event names it or takes place in it, or if a partner belongs to it. Memory grows
    with the number of partners and of their names, not with the number of events.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._partners = Tally(["partner_id"], FIGURES)
        self._countries = Tally(["country_iso3"], FIGURES)
        self._hosts = Tally(["country_iso3"], [("count", "sum")])
        self._sighted = {name: Tally(["partner_id", name], [("count", "sum")]) for name in SIGHTED_FACTS}

    def add(self, facts: Mapping[str, pa.Table], sightings: pa.Table) -> None:
        """Add the facts of further events.

        Args:
            facts: `events`, `event_partners` (each partner is in the register or in `sightings`) and `event_countries`
                by name, with the columns that `schemas.tables` declares.
            sightings: rows with the columns of `schemas.tables.partner_sightings`.
        """
        events = facts["events"]
        days = _days(events)
        hosts = events.select(["event_id", "host_country_iso3"]).rename_columns(["event_id", "country_iso3"])
        hosts = hosts.filter(pc.is_valid(hosts["country_iso3"]))
        named = facts["event_countries"].select(["event_id", "country_iso3"])
        both = pa.concat_tables([named, hosts.cast(named.schema)]).group_by(["event_id", "country_iso3"]).aggregate([])
        self._partners.add(_dated(facts["event_partners"], "partner_id", days))
        self._countries.add(_dated(both, "country_iso3", days))
        self._hosts.add(counted(hosts.select(["country_iso3"])))
        for name, tally in self._sighted.items():
            tally.add(counted(sightings.select(["partner_id", name]).filter(pc.is_valid(sightings[name]))))

    def dimensions(self) -> Dimensions:
        """Return the partners and countries of all facts added."""
        of_partners = self._of_partners()
        return Dimensions(of_partners, self._of_countries(of_partners["country_iso3"]))

    def _of_partners(self) -> pa.Table:
        grouped = _figures(self._partners)
        ids = grouped["partner_id"]
        register = self._reference.organisations
        registered = one_of(ids, register["partner_id"])
        facts = {name: look_up(ids, register, "partner_id", name) for name in REGISTER_FACTS}
        for name, tally in self._sighted.items():
            sighted = _most_frequent(tally.table(), "partner_id", name)
            facts[name] = pc.if_else(registered, facts[name], look_up(ids, sighted, "partner_id", name))
        facts["country_iso3"] = _only(facts["country_iso3"], self._reference.countries["country_iso3"])
        facts["parent_partner_id"] = _only(facts["parent_partner_id"], ids)
        facts["unverified"] = pc.fill_null(facts["unverified"], True)
        facts["iati_org_type"] = _iati_org_type(facts["org_type"])
        facts["status"] = pc.if_else(registered, "registered", "provisional")
        return conformed(_extended(grouped, facts), partners.TABLE)

    def _of_countries(self, of_partners: pa.ChunkedArray) -> pa.Table:
        figures, of_hosts, reference = _figures(self._countries), self._hosts.table(), self._reference.countries
        ids = reference["country_iso3"]
        published = reference.filter(pc.or_(one_of(ids, figures["country_iso3"]), one_of(ids, of_partners)))
        ids = published["country_iso3"]
        found = {name: look_up(ids, figures, "country_iso3", name) for name in ("first_event_on", "last_event_on")}
        found["event_count"] = pc.fill_null(look_up(ids, figures, "country_iso3", "event_count"), 0)
        found["host_event_count"] = pc.fill_null(look_up(ids, of_hosts, "country_iso3", "count"), 0)
        return conformed(_extended(published, found), countries.TABLE)


def _days(events: pa.Table) -> pa.Table:
    """Return the first and the last day of each event."""
    first = pc.coalesce(events["start_on"], events["published_on"])
    last = pc.coalesce(events["end_on"], events["published_on"])
    return _extended(events.select(["event_id"]), {"first_event_on": first, "last_event_on": last})


def _dated(links: pa.Table, key: str, days: pa.Table) -> pa.Table:
    row = pc.index_in(links["event_id"], value_set=days["event_id"].combine_chunks())
    found = {name: days[name].take(row) for name in ("first_event_on", "last_event_on")}
    return counted(pa.table({key: links[key], **found}))


def _figures(tally: Tally) -> pa.Table:
    found = tally.table()
    return found.rename_columns(["event_count" if name == "count" else name for name in found.column_names])


def _most_frequent(frequencies: pa.Table, key: str, value: str) -> pa.Table:
    """Return, by `key`, the most frequent value; on a tie the longest, then the first by its bytes."""
    measured = frequencies.append_column("length", pc.utf8_length(frequencies[value]))
    order = [(key, "ascending"), ("count", "descending"), ("length", "descending"), (value, "ascending")]
    first = measured.sort_by(order).group_by(key, use_threads=False).aggregate([(value, "first")])
    return first.rename_columns([key, value])


def _iati_org_type(org_types: pa.ChunkedArray) -> pa.ChunkedArray:
    codes = code_list("organisation_types").values()
    crosswalk = pa.table(
        {"org_type": [code.code for code in codes], "iati": [code.crosswalks["iati_org_type"] for code in codes]}
    )
    return look_up(org_types, crosswalk, "org_type", "iati")


def _only(values: pa.ChunkedArray, allowed: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(one_of(values, allowed), values, pa.scalar(None, pa.string()))


def _extended(rows: pa.Table, columns: dict[str, pa.ChunkedArray]) -> pa.Table:
    for name, values in columns.items():
        rows = rows.append_column(name, values)
    return rows
