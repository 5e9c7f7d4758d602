"""The sources as Dagster assets, fresh as long as they bring news, and what each run saw of them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg

from assets.composition.naming import Names
from assets.table_specs import OWNERS
from pipelines.ingest.collect.collection import Collection
from pipelines.ingest.collect.fetching import Tally
from pipelines.ingest.sources.sources_file import Source, SourcesError, load_sources

GROUP = "sources"
COLUMNS = {
    "requests": "requests",
    "fetched": "fetched",
    "unchanged": "unchanged",
    "new": "new documents",
    "new_entries": "new entries",
    "revised_entries": "revised entries",
    "left_entries": "entries gone",
    "gone": "gone",
    "failed": "failed",
}
LINKS_SHOWN = 100


def known_sources(path: Path) -> tuple[Source, ...]:
    """Return the sources of the file; none if it is invalid, which every run that needs it reports."""
    try:
        return load_sources(path)
    except SourcesError:
        return ()


def asset_key(names: Names, source_id: str) -> dg.AssetKey:
    """Return the key of a source's asset."""
    return names.key(f"source/{source_id.replace('-', '_')}")


def source_specs(names: Names, sources: Iterable[Source]) -> list[dg.AssetSpec]:
    """Return an asset for each source: materialized when it brings news, stale after its `fresh_within_days`."""
    return [
        dg.AssetSpec(
            asset_key(names, source.id),
            description=f"{source.title}. Materialized by a run that finds something new.",
            group_name=names.group_of(GROUP),
            owners=OWNERS,
            kinds={source.kind},
            tags={"source": source.id},
            metadata={"publisher": source.publisher, "licence": source.licence.name},
            freshness_policy=_freshness(source),
        )
        for source in sources
    ]


def _freshness(source: Source) -> dg.FreshnessPolicy | None:
    if source.fresh_within_days is None:
        return None
    return dg.FreshnessPolicy.time_window(fail_window=timedelta(days=source.fresh_within_days))


def source_materializations(names: Names, collection: Collection) -> Iterator[dg.AssetMaterialization]:
    """Yield a materialization for each source that brought something new."""
    for source_id, tally in collection.tallies.items():
        if tally.new:
            yield dg.AssetMaterialization(asset_key(names, source_id), metadata=_counts(tally))


def run_metadata(collection: Collection) -> dict[str, Any]:
    """Return metadata on what the run saw: counts by source, and links to what is new, revised or failed."""
    if not collection.tallies:
        return {}
    return {
        "sources": dg.MetadataValue.md(_table(collection)),
        "links": dg.MetadataValue.md(
            _links((address, why) for tally in collection.tallies.values() for address, why in tally.links.items())
        ),
        "requests": sum(tally.requests for tally in collection.tallies.values()),
    }


def _counts(tally: Tally) -> dict[str, Any]:
    counts: dict[str, Any] = {title: getattr(tally, name) for name, title in COLUMNS.items()}
    return {**counts, "links": dg.MetadataValue.md(_links(tally.links.items()))}


def _table(collection: Collection) -> str:
    lines = [["source", *COLUMNS.values()], ["---"] * (len(COLUMNS) + 1)]
    for source_id, tally in collection.tallies.items():
        lines.append([source_id, *(f"{getattr(tally, name):,}" for name in COLUMNS)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _links(links: Iterable[tuple[str, str]]) -> str:
    lines = [f"- <{address}>: {why}" for address, why in links]
    more = len(lines) - LINKS_SHOWN
    return "\n".join([*lines[:LINKS_SHOWN], *([f"- and {more:,} more"] if more > 0 else [])]) or "None."
