"""Checks of sources and corrections; they warn and block nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import dagster as dg

from assets.failures import readable_failures
from assets.publish import rejected_corrections
from assets.resources import Project
from assets.sources import asset_key
from pipelines.ingest.collect.health import troubles
from pipelines.ingest.collect.yields import falls
from pipelines.ingest.read.useless_selectors import useless_selectors
from pipelines.ingest.refresh import STAGE
from pipelines.ingest.sources.sources_file import Source, load_sources
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.state import Histories
from pipelines.publish.checks.fill_rates import fill_warnings
from pipelines.publish.columnar.rows import Stored
from schemas.codes import code_list

EXAMPLES = 3
HEALTH = "health"


@dg.asset_check(
    asset="entries",
    name="doubts",
    description="No entry looks as if it had been cut out of its page wrongly.",
)
def doubt_check(project: Project) -> dg.AssetCheckResult:
    """Count the doubts by kind, with examples."""
    with readable_failures():
        doubts = project.workspace.read_table(STAGE, "doubts").to_pylist()
    by_kind = defaultdict(list)
    for row in doubts:
        by_kind[row["doubt"]].append(f"{row['event_id']} ({row['text']})")
    names = code_list("doubts")
    told = [
        f"{len(rows):,} × {names[kind].name_en}, such as {'; '.join(rows[:EXAMPLES])}" for kind, rows in by_kind.items()
    ]
    return dg.AssetCheckResult(
        passed=not doubts,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n".join(told) or None,
        metadata={"doubts": len(doubts), **{kind: len(rows) for kind, rows in by_kind.items()}},
    )


@dg.asset_check(
    asset="events",
    name="fill_rates",
    description="Most events of each source have the values that most pages state.",
)
def fill_rate_check(project: Project) -> dg.AssetCheckResult:
    """Compare the shares of publication dates, event types and host countries with what is expected."""
    with readable_failures():
        found = list(fill_warnings(Stored(project.workspace.table_path("publish", "events"))))
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n".join(found) or None,
        metadata={"warnings": len(found)},
    )


@dg.asset_check(
    asset="documents",
    name="selectors",
    description="Every selector of a source finds something on one of its pages.",
)
def selector_check(project: Project) -> dg.AssetCheckResult:
    """List the selectors that match nothing, and those of dates that cannot be read."""
    with readable_failures():
        found = list(useless_selectors(project.workspace.read_table(STAGE, "documents")))
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n".join(found) or None,
        metadata={"selectors": len(found)},
    )


@dg.asset_check(
    asset="documents",
    name="yields",
    description="The latest documents of each source yield about as much as its earlier ones.",
)
def yield_check(project: Project) -> dg.AssetCheckResult:
    """Compare entries, dates, addresses and text lengths with those of the source's earlier documents."""
    workspace = project.workspace
    with readable_failures():
        sources = load_sources(project.sources_file)
        histories = Histories(sources, Store(workspace.store))
        states = {source.id: histories[source.id] for source in sources}
        documents, entries = (workspace.read_table(STAGE, name) for name in ("documents", "read_entries"))
        found = list(falls(documents, entries, states))
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(map(str, found)) or None,
        metadata={"falls": len(found)},
    )


@dg.asset_check(
    asset="events",
    name="corrections",
    description="Every line of reference/corrections.csv still fits its event.",
)
def corrections_check(project: Project) -> dg.AssetCheckResult:
    """Report the corrections that were left out."""
    with readable_failures():
        rejected = rejected_corrections(project.workspace)
    return dg.AssetCheckResult(
        passed=not rejected,
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join(map(str, rejected)) or None,
        metadata={"rejected": len(rejected)},
    )


def health_checks(sources: Sequence[Source]) -> list[dg.AssetChecksDefinition]:
    """Return the checks that warn of a source which fails, drifts or has had no news for long: one a source."""
    if not sources:
        return []
    specs = [
        dg.AssetCheckSpec(
            HEALTH,
            asset=asset_key(source.id),
            description="Its locations can be read, as well as before, and it has brought news lately.",
            additional_deps=["documents"],
        )
        for source in sources
    ]

    @dg.multi_asset_check(specs=specs, name="source_health")
    def source_health(project: Project) -> Iterator[dg.AssetCheckResult]:
        with readable_failures():
            now = {source.id: source for source in load_sources(project.sources_file)}
            histories = Histories(now.values(), Store(project.workspace.store))
        for source in sources:
            found = [*troubles(now[source.id], histories[source.id])] if source.id in now else []
            yield dg.AssetCheckResult(
                asset_key=asset_key(source.id),
                check_name=HEALTH,
                passed=not found,
                severity=dg.AssetCheckSeverity.WARN,
                description="; ".join(map(str, found)) or None,
                metadata={"source": source.id, "locations": [each.location for each in found]},
            )

    return [source_health]
