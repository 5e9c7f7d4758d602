"""A release as a schema.org `Dataset`: what Croissant and the page for dataset search say in the same words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.rows import Rows, pieces, whole
from pipelines.publish.draft import DESCRIPTION, KEYWORDS, NAME, TITLE, Draft
from pipelines.publish.files.csv_file import csv_name
from pipelines.publish.files.parquet import MEDIA_TYPE
from pipelines.publish.provenance import Licence
from schemas.formats.schema_org import CONTEXT, measured_variables

_MEDIA_TYPES = {".csv": "text/csv", ".gz": "application/gzip", ".parquet": MEDIA_TYPE}
_MEASURED = ("events", "activities")


def dataset_terms(draft: Draft) -> dict[str, Any]:
    """Return the properties that every description of the release shares, without the vocabulary's prefix."""
    return {
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        **({"datePublished": draft.as_of.isoformat()} if draft.as_of else {}),
        "keywords": list(KEYWORDS),
        "inLanguage": _languages(draft.rows("events")),
        "isAccessibleForFree": True,
    }


def publishers(draft: Draft) -> list[str]:
    """Return the names of the sources' publishers, each once."""
    return list(dict.fromkeys(source.publisher for source in draft.provenance.sources))


def search_description(draft: Draft, folder: Path) -> dict[str, Any]:
    """Return the JSON-LD by which dataset search finds the release; addresses are relative to the release's folder.

    Args:
        draft: the release.
        folder: the release's files.
    """
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        **dataset_terms(draft),
        "name": TITLE,
        "alternateName": NAME,
        "version": str(draft.version),
        "license": _licences(draft),
        "creator": {"@type": "Organization", "name": f"{TITLE} contributors"},
        "publisher": [{"@type": "Organization", "name": name} for name in publishers(draft)],
        **_temporal_coverage(draft.rows("events")),
        "spatialCoverage": _spatial_coverage(draft.rows("countries")),
        "variableMeasured": measured_variables(draft.main_tables[name] for name in _MEASURED),
        "distribution": list(_downloads(draft, folder)),
    }


def _languages(events: Rows) -> list[str]:
    found = {
        language for piece in pieces(events.select(["language"])) for language in piece["language"].unique().to_pylist()
    }
    return sorted(found)


def _licences(draft: Draft) -> list[str | dict[str, str]]:
    found = [_licence(source.licence) for source in draft.provenance.sources]
    return [each for position, each in enumerate(found) if each not in found[:position]]


def _licence(licence: Licence) -> str | dict[str, str]:
    return str(licence.url) if licence.url else {"@type": "CreativeWork", "name": licence.name}


def _temporal_coverage(events: Rows) -> dict[str, str]:
    """Return the first and last day of the events, by publication where the text gives none."""
    days = [_first_and_last(piece) for piece in pieces(events.select(["start_on", "end_on", "published_on"]))]
    first = min((first for first, _ in days if first), default=None)
    last = max((last for _, last in days if last), default=None)
    return {"temporalCoverage": f"{first.isoformat()}/{last.isoformat()}"} if first and last else {}


def _first_and_last(events: pa.Table) -> tuple[date | None, date | None]:
    first = pc.min(pc.coalesce(events["start_on"], events["published_on"])).as_py()
    return first, pc.max(pc.coalesce(events["end_on"], events["published_on"])).as_py()


def _spatial_coverage(countries: Rows) -> list[dict[str, str]]:
    named = whole(countries.select(["country_iso3", "name_en", "event_count"])).to_pylist()
    return [
        {"@type": "Country", "name": country["name_en"], "identifier": country["country_iso3"]}
        for country in named
        if country["event_count"]
    ]


def _downloads(draft: Draft, folder: Path) -> Iterator[dict[str, str]]:
    for table in draft.main_tables.values():
        for path in (csv_name(table.name), f"parquet/{table.name}.parquet"):
            yield {
                "@type": "DataDownload",
                "name": path,
                "description": table.description,
                "contentUrl": path,
                "contentSize": f"{(folder / path).stat().st_size} B",
                "encodingFormat": _MEDIA_TYPES[Path(path).suffix],
            }
