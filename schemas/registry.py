"""All tables by name: published ones in the order of the release, code tables, change tables and internal ones."""

from schemas.declarations import Table
from schemas.tables import (
    activities,
    activity_countries,
    activity_partners,
    blocks,
    bulletins,
    changes,
    code_tables,
    corrections,
    countries,
    documents,
    doubts,
    entries,
    event_activities,
    event_countries,
    event_links,
    event_partners,
    event_texts,
    event_topics,
    events,
    events_flat,
    history,
    ledger_order,
    mentions,
    partner_sightings,
    partners,
    quarantine,
    read_entries,
    rejected_corrections,
    renamed,
    sources,
    withdrawn,
    withdrawn_activities,
    withdrawn_partners,
)

SCHEMA_VERSION = "1.6.0"

PUBLISHED: dict[str, Table] = {
    table.name: table
    for table in (
        events.TABLE, activities.TABLE, partners.TABLE, countries.TABLE, sources.TABLE, bulletins.TABLE,
        event_countries.TABLE, event_partners.TABLE, event_topics.TABLE, event_links.TABLE, activity_countries.TABLE,
        activity_partners.TABLE, mentions.TABLE, quarantine.TABLE, events_flat.TABLE,
    )
}
# What extraction writes of each event.
ANNOTATED: dict[str, Table] = {
    table.name: table
    for table in (
        events.ANNOTATED, event_countries.TABLE, event_partners.TABLE, event_topics.TABLE, mentions.TABLE,
        partner_sightings.TABLE,
    )
}
INTERNAL: dict[str, Table] = {
    table.name: table
    for table in (
        documents.TABLE, blocks.TABLE, read_entries.TABLE, entries.TABLE, renamed.TABLE, ledger_order.TABLE, doubts.TABLE,
        partner_sightings.TABLE, event_activities.TABLE, rejected_corrections.TABLE,
    )
}
CODE_TABLES: dict[str, Table] = {table.name: table for table in code_tables.TABLES}
CHANGES: dict[str, Table] = {table.name: table for table in (changes.TABLE, withdrawn.TABLE, withdrawn_partners.TABLE, withdrawn_activities.TABLE, corrections.TABLE, event_texts.TABLE)}
# Tables that make sense without another, which are published with HXL's hashtags too.
TAGGED = frozenset({events_flat.TABLE.name, activities.TABLE.name, partners.TABLE.name, countries.TABLE.name, sources.TABLE.name})
# Tables too long for spreadsheets, which are published as compressed CSV.
COMPRESSED = frozenset({mentions.TABLE.name})
# What a database holds of a release, and the history of each of these tables.
LOADED: dict[str, Table] = PUBLISHED | CODE_TABLES
HISTORY: dict[str, Table] = {name: history.history_of(table) for name, table in LOADED.items()}
ALL: dict[str, Table] = LOADED | CHANGES | INTERNAL
