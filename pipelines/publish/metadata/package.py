"""`datapackage.json` (Data Package v2) of a release."""

import re
from pathlib import Path
from typing import Any

from pipelines.publish.draft import DESCRIPTION, KEYWORDS, NAME, TITLE, Draft
from pipelines.publish.files.csv_file import csv_name
from pipelines.publish.files.parquet import MEDIA_TYPE
from pipelines.publish.metadata.manifest import file_entry, write_json
from pipelines.publish.provenance import Source
from schemas.declarations import Table
from schemas.formats.datapackage import PROFILES, table_schema
from schemas.registry import SCHEMA_VERSION

FILE = "datapackage.json"


def write_package(draft: Draft, folder: Path) -> None:
    """Describe the CSV files with their schemas, and the Parquet files in the folder.

    Parquet resources have no schema: validators read nullable integers of Parquet as another type.
    """
    write_json(folder / FILE, _package(draft, folder))


def _package(draft: Draft, folder: Path) -> dict[str, Any]:
    tables = draft.main_tables.values()
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": str(draft.version),
        "schemaVersion": SCHEMA_VERSION,
        **({"created": f"{draft.as_of.isoformat()}T00:00:00Z"} if draft.as_of else {}),
        "keywords": list(KEYWORDS),
        "licenses": _unique([_licence(source) for source in draft.provenance.sources]),
        "sources": [
            *(_source(source) for source in draft.provenance.sources),
            *({"title": attribution} for attribution in draft.provenance.attributions),
        ],
        "contributors": [{"title": f"{TITLE} contributors", "roles": ["author"]}],
        "resources": [
            *(_csv(table, folder) for table in tables),
            *(_parquet(table, folder) for table in tables),
        ],
    }


def _csv(table: Table, folder: Path) -> dict[str, Any]:
    entry = file_entry(folder / csv_name(table.name), folder)
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": entry.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": entry.bytes,
        "hash": f"sha256:{entry.sha256}",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n"},
        "schema": table_schema(table),
    }


def _parquet(table: Table, folder: Path) -> dict[str, Any]:
    entry = file_entry(folder / "parquet" / f"{table.name}.parquet", folder)
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": f"{table.name}.parquet",
        "title": table.title,
        "description": f"{table.description} The same rows as the resource {table.name}, in Parquet.",
        "path": entry.path,
        "format": "parquet",
        "mediatype": MEDIA_TYPE,
        "hash": f"sha256:{entry.sha256}",
    }


def _licence(source: Source) -> dict[str, str]:
    name = re.sub(r"[^-a-zA-Z0-9._]+", "-", source.licence.name).strip("-") or "licence"
    path = {"path": str(source.licence.url)} if source.licence.url else {}
    return {"name": name, **path, "title": source.licence.name}


def _source(source: Source) -> dict[str, str]:
    return {"title": f"{source.title} ({source.publisher})", "name": source.id}


def _unique(licences: list[dict[str, str]]) -> list[dict[str, str]]:
    return [licence for position, licence in enumerate(licences) if licence not in licences[:position]]
