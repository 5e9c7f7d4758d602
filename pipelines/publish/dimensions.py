"""The group-bys: one row a partner and one a country, with what their events add up to."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.arrays import conformed, look_up, one_of
from pipelines.publish.reference import Reference
from schemas import countries, partners
from schemas.codes import code_list

REGISTER_FACTS = (
    "name",
    "acronym",
    "name_es",
    "org_type",
    "country_iso3",
    "parent_partner_id",
    "wikidata_id",
    "website",
)
SIGHTED_FACTS = ("name", "acronym", "org_type", "country_iso3")


@dataclass(frozen=True)
class Dimensions:
    """`partners` and `countries` in their declared schemas."""

    partners: pa.Table
    countries: pa.Table


def dimensions(
    events: pa.Table, event_partners: pa.Table, event_countries: pa.Table, sightings: pa.Table, reference: Reference
) -> Dimensions:
    """Group the facts by partner and by country.

    A country has a row if an event names or hosts in it, or if a partner belongs to it.

    Args:
        events: columns of `schemas.events`.
        event_partners: columns of `schemas.event_partners`; each partner is in the register or in `sightings`.
        event_countries: columns of `schemas.event_countries`.
        sightings: columns of `schemas.partner_sightings`.
        reference: countries and the register of organisations.
    """
    of_partners = _partners(events, event_partners, sightings, reference)
    of_countries = _countries(events, event_countries, of_partners["country_iso3"], reference.countries)
    return Dimensions(of_partners, of_countries)


def _partners(events: pa.Table, event_partners: pa.Table, sightings: pa.Table, reference: Reference) -> pa.Table:
    grouped = _event_figures(event_partners, "partner_id", events)
    ids = grouped["partner_id"]
    register = reference.organisations
    registered = one_of(ids, register["partner_id"])
    facts = {name: look_up(ids, register, "partner_id", name) for name in REGISTER_FACTS}
    for name in SIGHTED_FACTS:
        sighted = _most_frequent(sightings.filter(one_of(sightings["partner_id"], ids)), "partner_id", name)
        facts[name] = pc.if_else(registered, facts[name], look_up(ids, sighted, "partner_id", name))
    facts["country_iso3"] = _only(facts["country_iso3"], reference.countries["country_iso3"])
    facts["parent_partner_id"] = _only(facts["parent_partner_id"], ids)
    facts["iati_org_type"] = _iati_org_type(facts["org_type"])
    facts["status"] = pc.if_else(registered, "registered", "provisional")
    return conformed(_extended(grouped, facts), partners.TABLE)


def _countries(
    events: pa.Table, event_countries: pa.Table, of_partners: pa.ChunkedArray, reference: pa.Table
) -> pa.Table:
    hosts = events.select(["event_id", "host_country_iso3"]).rename_columns(["event_id", "country_iso3"])
    hosts = hosts.filter(pc.is_valid(hosts["country_iso3"]))
    named = event_countries.select(["event_id", "country_iso3"])
    all_links = pa.concat_tables([named, hosts.cast(named.schema)]).group_by(["event_id", "country_iso3"]).aggregate([])
    figures = _event_figures(all_links, "country_iso3", events)
    of_hosts = hosts.group_by("country_iso3").aggregate([([], "count_all")])
    ids = reference["country_iso3"]
    published = reference.filter(pc.or_(one_of(ids, figures["country_iso3"]), one_of(ids, of_partners)))
    ids = published["country_iso3"]
    found = {name: look_up(ids, figures, "country_iso3", name) for name in ("first_event_on", "last_event_on")}
    found["event_count"] = pc.fill_null(look_up(ids, figures, "country_iso3", "event_count"), 0)
    found["host_event_count"] = pc.fill_null(look_up(ids, of_hosts, "country_iso3", "count_all"), 0)
    return conformed(_extended(published, found), countries.TABLE)


def _event_figures(links: pa.Table, key: str, events: pa.Table) -> pa.Table:
    """By `key`: how many events, and from when to when."""
    first = pc.coalesce(events["start_on"], events["published_on"])
    last = pc.coalesce(events["end_on"], events["published_on"])
    dated = _extended(events.select(["event_id"]), {"first": first, "last": last})
    of_links = {name: look_up(links["event_id"], dated, "event_id", name) for name in ("first", "last")}
    grouped = pa.table({key: links[key], **of_links}).group_by(key)
    return grouped.aggregate([("first", "min"), ("last", "max"), ([], "count_all")]).rename_columns(
        {"first_min": "first_event_on", "last_max": "last_event_on", "count_all": "event_count"}
    )


def _most_frequent(rows: pa.Table, key: str, value: str) -> pa.Table:
    """By `key` the value that stands most often; of equals the longest, then the first by its bytes."""
    counted = rows.filter(pc.is_valid(rows[value])).group_by([key, value]).aggregate([([], "count_all")])
    counted = counted.append_column("length", pc.utf8_length(counted[value]))
    order = [(key, "ascending"), ("count_all", "descending"), ("length", "descending"), (value, "ascending")]
    first = counted.sort_by(order).group_by(key, use_threads=False).aggregate([(value, "first")])
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
