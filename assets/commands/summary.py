"""The summary that `make datasets` prints."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import pyarrow.compute as pc

from assets.composition.naming import built
from assets.source_checks import HEALTH
from pipelines.ingest.read.useless_selectors import useless_selectors
from pipelines.workspace import Workspace
from schemas.codes import code_list
from schemas.registry import PUBLISHED

REASONS_SHOWN = 5


def summary(result: dg.ExecuteInProcessResult, workspace: Workspace) -> str:
    """Return the summary: rows by table, new documents and entries, quarantine, the release and its folder."""
    metadata = {key.to_user_string(): values for key, values in _materializations(result)}
    news = [*_documents(metadata), *_merged(workspace), *_entries(metadata)]
    found = [*_quarantined(workspace), *_doubts(workspace), *_selectors(workspace)]
    return "\n".join([*_rows(metadata), "", *news, *found, *_attention(result), *_release(metadata)])


def _materializations(result: dg.ExecuteInProcessResult) -> Iterator[tuple[dg.AssetKey, Mapping[str, Any]]]:
    for event in result.all_events:
        # A release that has not changed is observed.
        seen: dg.AssetMaterialization | dg.AssetObservation
        if event.is_step_materialization:
            seen = event.step_materialization_data.materialization
        elif event.is_asset_observation:
            seen = event.asset_observation_data.asset_observation
        else:
            continue
        yield seen.asset_key, {name: value.value for name, value in seen.metadata.items()}


def attention(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Yield the sources that need attention, each with its locations and the reasons."""
    for check in result.get_asset_check_evaluations():
        if check.check_name == HEALTH and not check.passed:
            yield f"{check.metadata['source'].value}: {check.description}"


def _attention(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    yield from (f"attention    {trouble}." for trouble in attention(result))


def _rows(metadata: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    width = max(map(len, PUBLISHED))
    yield f"{'table'.ljust(width)}  {'rows':>9}"
    for name in PUBLISHED:
        yield f"{name.ljust(width)}  {metadata[built(name)]['dagster/row_count']:>9,}"


def _documents(metadata: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    documents = metadata["documents"]
    counts = [f"{documents[name]:,} {name}" for name in ("new", "unchanged", "gone", "failed") if documents[name]]
    yield f"documents    {', '.join(counts) or 'none'}"


def _entries(metadata: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    annotated = metadata["annotations"]
    yield f"entries      {annotated['annotated now']:,} annotated now, {annotated['reused']:,} from the cache"


def _merged(workspace: Workspace) -> Iterator[str]:
    """Yield how many documents have no row in `bulletins`, because other documents hold all of their entries."""
    documents = workspace.read_table("ingest", "documents", ["bulletin_id", "entry_count"])
    named = workspace.read_table("publish", "bulletins", ["bulletin_id"])["bulletin_id"].combine_chunks()
    read = documents.filter(pc.greater(documents["entry_count"], 0))["bulletin_id"].unique()
    merged = len(read.filter(pc.invert(pc.is_in(read, value_set=named))))
    if merged:
        holds = "document holds" if merged == 1 else "documents hold"
        yield f"             {merged:,} {holds} only entries that other documents hold too"


def _quarantined(workspace: Workspace) -> Iterator[str]:
    reasons = Counter(workspace.read_table("publish", "quarantine")["reason"].to_pylist()).most_common()
    if not reasons:
        yield "quarantine   nothing"
        return
    yield f"quarantine   {sum(count for _, count in reasons):,}:"
    yield from (f"             {count:,} × {reason}" for reason, count in reasons[:REASONS_SHOWN])
    if len(reasons) > REASONS_SHOWN:
        yield f"             and {len(reasons) - REASONS_SHOWN:,} other reasons, in the table quarantine"


def _doubts(workspace: Workspace) -> Iterator[str]:
    doubts = workspace.read_table("ingest", "doubts")
    counts = Counter(doubts["doubt"].to_pylist()).most_common()
    if counts:
        names = code_list("doubts")
        events = len(doubts["event_id"].unique())
        yield f"doubts       {events:,} {'event' if events == 1 else 'events'}, listed in quality.json:"
        yield from (f"             {count:,} × {names[kind].name_en}" for kind, count in counts)


def _selectors(workspace: Workspace) -> Iterator[str]:
    for sentence in useless_selectors(workspace.read_table("ingest", "documents")):
        yield f"warning      {sentence}"


def _release(metadata: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    release = metadata["release"]
    note = "" if release["is new"] else " (nothing changed, so there is no new release)"
    yield f"release      {release['version']}{note}"
    yield f"             {release['folder']}"
    yield f"explorer     {release['folder']}/index.html"
    yield from (f"warning      {warning}" for warning in release["warnings"])
