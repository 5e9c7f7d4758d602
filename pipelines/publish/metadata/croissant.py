"""`croissant.json` (Croissant 1.1) of a release, which is a schema.org Dataset as well."""

from pathlib import Path
from typing import Any

from pipelines.publish.draft import TITLE, Draft
from pipelines.publish.metadata.citation import bibtex
from pipelines.publish.metadata.dataset import dataset_terms, publishers
from pipelines.publish.metadata.manifest import file_entry, write_json
from schemas.declarations import Table
from schemas.formats.croissant import CONFORMS_TO, CONTEXT, file_id, record_set

FILE = "croissant.json"
# The media type by which Croissant's readers know Parquet, which is not the registered one.
ENCODING = "application/x-parquet"


def write_croissant(draft: Draft, folder: Path) -> None:
    """Describe the Parquet files in the folder."""
    write_json(folder / FILE, _dataset(draft, folder))


def _dataset(draft: Draft, folder: Path) -> dict[str, Any]:
    tables = draft.main_tables.values()
    licences = (source.licence for source in draft.provenance.sources)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        **dataset_terms(draft),
        "version": _semantic(draft),
        "license": list(dict.fromkeys(licence.url or licence.name for licence in licences)),
        "creator": {"@type": "sc:Organization", "name": f"{TITLE} contributors"},
        "publisher": [{"@type": "sc:Organization", "name": name} for name in publishers(draft)],
        "citeAs": bibtex(draft),
        "distribution": [_file(table, folder) for table in tables],
        "recordSet": [record_set(table) for table in tables],
    }


def _semantic(draft: Draft) -> str:
    """Return the version as three plain numbers: Croissant does not allow leading zeros."""
    return f"{draft.version.year}.{draft.version.month}.{draft.version.number}"


def _file(table: Table, folder: Path) -> dict[str, Any]:
    entry = file_entry(folder / "parquet" / f"{table.name}.parquet", folder)
    return {
        "@type": "cr:FileObject",
        "@id": file_id(table),
        "name": file_id(table),
        "description": table.description,
        "contentUrl": entry.path,
        "contentSize": f"{entry.bytes} B",
        "encodingFormat": ENCODING,
        "sha256": entry.sha256,
    }
