"""The page's data as one JSON value, in which repeated values are stored once and referred to by number."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipelines.publish.explorer.about import About
from pipelines.publish.explorer.events import Dimensions, codes, event_columns, newest_first
from pipelines.publish.explorer.limits import Extent, Limits, extent_of
from pipelines.publish.explorer.numbering import Numbering
from pipelines.publish.explorer.origins import bulletin_columns, set_aside, source_rows
from schemas.codes import code_list
from schemas.declarations import Table
from schemas.registry import CODE_TABLES, PUBLISHED
from schemas.spanish import in_spanish

FORMAT = 2
_CODE_LISTS = (
    "event_types", "topics", "roles", "organisation_types", "date_precisions", "participant_qualifiers",
    "country_bases", "languages", "mention_kinds", "doubts",
)  # fmt: skip
_COUNTRY_COLUMNS = (
    "country_iso3", "country_iso2", "m49", "name_en", "name_es", "subregion", "programme_region", "latitude",
    "longitude",
)  # fmt: skip
_PARTNER_COLUMNS = (
    "partner_id", "name", "name_es", "acronym", "wikidata_id", "ror_id", "iati_id", "website", "status", "unverified",
)  # fmt: skip

Json = dict[str, Any]


def payload(tables: Mapping[str, pa.Table], about: About, limits: Limits, rows: Mapping[str, int]) -> Json:
    """Return the page's data.

    Args:
        tables: the published tables by name, or the part of them to show; `doubts` may be among them.
        about: what the page shows besides them.
        limits: limits on the data in the page.
        rows: row count of each table in the release, if it has more than are given.
    """
    counts = {name: table.num_rows for name, table in tables.items()} | dict(rows)
    extent = extent_of(newest_first(tables["events"]), limits, counts["events"])
    partners, countries = tables["partners"], tables["countries"]
    dimensions = Dimensions(
        partners=Numbering(partners["partner_id"].to_pylist()),
        countries=Numbering(countries["country_iso3"].to_pylist()),
        sources=Numbering(source.id for source in about.sources),
        partner_names=partners["name"].to_pylist(),
        country_names=countries["name_en"].to_pylist(),
    )
    bulletins = Numbering(tables["bulletins"]["bulletin_id"].to_pylist())
    described = [table for table in (PUBLISHED | CODE_TABLES).values() if table.name in tables]
    aside = set_aside(tables["quarantine"], bulletins, limits.set_aside)
    return {
        "format": FORMAT,
        "about": _about(about, tables["sources"]),
        "leftOut": _left_out(extent) | {"bulletins": counts["bulletins"] - tables["bulletins"].num_rows},
        "setAside": aside,
        "bulletins": bulletin_columns(tables["bulletins"], dimensions.sources),
        "codes": {name: _named(name) for name in _CODE_LISTS},
        "dictionary": [_described(table, counts[table.name]) for table in described],
        "spanish": _translated({*_texts(described), *_reasons(aside, tables["bulletins"]), about.measured_on or ""}),
        "partners": _partner_columns(partners, dimensions),
        "countries": {name: countries[name].to_pylist() for name in _COUNTRY_COLUMNS},
        "events": event_columns(extent, tables, dimensions),
    }


def _about(about: About, sources: pa.Table) -> Json:
    return {
        "title": about.title,
        "version": about.version,
        "schemaVersion": about.schema_version,
        "previousVersion": about.previous_version,
        "citation": about.citation,
        "report": about.report,
        "measuredOn": about.measured_on,
        "sources": source_rows(about.sources, sources),
        "attributions": list(about.attributions),
        "files": [[file.path, file.bytes] for file in about.files],
        "changes": [[change.table, change.change, change.cause, change.rows] for change in about.changes],
        "accuracy": [
            [each.name, each.unseen, each.precision, each.recall, each.items, each.all_sets] for each in about.accuracy
        ],
    }


def _left_out(extent: Extent) -> Json:
    return {"events": extent.events_left_out, "bodies": extent.bodies_left_out, "marks": not extent.has_marks}


def _named(codelist: str) -> list[list[str]]:
    return [[code.code, code.name_en, code.name_es] for code in code_list(codelist).values()]


def _described(table: Table, rows: int) -> Json:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "rows": rows,
        "columns": [
            [column.name, column.type.value, column.nullable, column.title, column.description, column.codes]
            for column in table.columns
        ],
    }


def _texts(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield from (table.title, table.description)
        yield from (text for column in table.columns for text in (column.title, column.description))


def _reasons(aside: Iterable[Json], bulletins: pa.Table) -> Iterator[str]:
    for each in aside:
        yield each["reason"]
        yield from (reason for _, _, reason, _ in each["rows"])
    yield from bulletins["reason"].drop_null().to_pylist()


def _translated(texts: Iterable[str]) -> dict[str, str]:
    """Return the texts that there is Spanish for, with it."""
    found = ((text, in_spanish(text)) for text in texts)
    return {text: spanish for text, spanish in found if spanish is not None}


def _partner_columns(partners: pa.Table, dimensions: Dimensions) -> Json:
    columns = {name: partners[name].to_pylist() for name in _PARTNER_COLUMNS}
    return columns | {
        "type": codes("organisation_types").of_all(partners["org_type"].to_pylist()),
        "country": dimensions.countries.of_all(partners["country_iso3"].to_pylist()),
        "parent": dimensions.partners.of_all(partners["parent_partner_id"].to_pylist()),
    }
