"""Checks of sources and corrections; they warn and block nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dagster as dg

from assets.composition.naming import Names, built, selected_checks
from assets.failures import readable_failures
from assets.publish import RELEASE, rejected_corrections
from assets.resources import Project, project_of
from assets.sources import asset_key
from pipelines.ingest.collect.health import troubles
from pipelines.ingest.collect.yields import falls
from pipelines.ingest.read.useless_selectors import useless_selectors
from pipelines.ingest.refresh import STAGE
from pipelines.ingest.sources.sources_file import Source, load_sources
from pipelines.ingest.store.raw_store import LEDGER, Store
from pipelines.ingest.store.state import Histories
from pipelines.publish.checks.confidence import fallen_confidences
from pipelines.publish.checks.fill_rates import fill_warnings
from pipelines.publish.columnar.rows import Stored
from pipelines.publish.versions import Releases
from pipelines.receipts import mark
from schemas.codes import code_list

EXAMPLES = 3
HEALTH = "health"


@dataclass(frozen=True)
class Found:
    """What a check warns of, and counts of it by kind."""

    warnings: Sequence[str]
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class WarningCheck:
    """A check that warns: its asset, name and description, what finds the warnings, and what that reads."""

    asset: str
    name: str
    description: str
    find: Callable[[Project], Found]
    reads: tuple[Callable[[Project], str], ...]


def _ingested(project: Project) -> str:
    return mark(project.workspace.work / STAGE)


def _built(project: Project) -> str:
    return mark(project.workspace.work / "publish")


def _ledger(project: Project) -> str:
    return mark(project.workspace.store / LEDGER)


def _last_releases(project: Project) -> str:
    folder = project.with_releases.releases
    versions = Releases(folder).versions()[-2:] if folder.is_dir() else ()
    return ", ".join(f"{version} {mark(folder / str(version))}" for version in versions)


def doubts(project: Project) -> Found:
    """Return the doubts by kind, with examples."""
    by_kind = defaultdict(list)
    for row in project.workspace.read_table(STAGE, "doubts").to_pylist():
        by_kind[row["doubt"]].append(f"{row['event_id']} ({row['text']})")
    kinds = code_list("doubts")
    told = [
        f"{len(rows):,} × {kinds[kind].name_en}, such as {'; '.join(rows[:EXAMPLES])}" for kind, rows in by_kind.items()
    ]
    return Found(told, {kind: len(rows) for kind, rows in by_kind.items()})


def low_fill_rates(project: Project) -> Found:
    """Compare the shares of publication dates, event types and host countries with what is expected."""
    return Found([*fill_warnings(Stored(project.workspace.table_path("publish", "events")))])


def lower_confidences(project: Project) -> Found:
    """Compare the mean confidence of each source's rows in the last release with that in the one before."""
    return Found([*fallen_confidences(Releases(project.with_releases.releases))])


def selectors_without_effect(project: Project) -> Found:
    """Return the selectors that match nothing, and those of dates that cannot be read."""
    return Found([*useless_selectors(project.workspace.read_table(STAGE, "documents"))])


def fallen_yields(project: Project) -> Found:
    """Compare entries, dates, addresses and text lengths with those of the source's earlier documents."""
    workspace = project.workspace
    sources = load_sources(project.sources_file)
    histories = Histories(sources, Store(workspace.store))
    states = {source.id: histories[source.id] for source in sources}
    documents, entries = (workspace.read_table(STAGE, name) for name in ("documents", "read_entries"))
    return Found([*map(str, falls(documents, entries, states))])


def corrections_left_out(project: Project) -> Found:
    """Return the corrections that were left out."""
    return Found([*map(str, rejected_corrections(project.workspace))])


CHECKS = (
    WarningCheck(
        "entries",
        "doubts",
        "No entry looks as if it had been cut out of its page wrongly.",
        doubts,
        (_ingested,),
    ),
    WarningCheck(
        built("events"),
        "fill_rates",
        "Most events of each source have the values that most pages state.",
        low_fill_rates,
        (_built,),
    ),
    WarningCheck(
        RELEASE,
        "confidence",
        "The facts of each source are read with as much confidence as in the release before.",
        lower_confidences,
        (_last_releases,),
    ),
    WarningCheck(
        "documents",
        "selectors",
        "Every selector of a source finds something on one of its pages.",
        selectors_without_effect,
        (_ingested,),
    ),
    WarningCheck(
        "documents",
        "yields",
        "The latest documents of each source yield about as much as its earlier ones.",
        fallen_yields,
        (_ingested, _ledger),
    ),
    WarningCheck(
        built("events"),
        "corrections",
        "Every line of reference/corrections.csv still fits its event.",
        corrections_left_out,
        (_built,),
    ),
)


def warning_checks(names: Names) -> list[dg.AssetChecksDefinition]:
    """Return the checks of what was read and of the corrections."""
    return [_warning_check(names, check) for check in CHECKS]


def _warning_check(names: Names, check: WarningCheck) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset=names.key(check.asset),
        name=check.name,
        description=check.description,
        required_resource_keys={names.resource},
    )
    def warn(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
        with readable_failures():
            found = _found(project_of(context, names), check)
        return dg.AssetCheckResult(
            passed=not found.warnings,
            severity=dg.AssetCheckSeverity.WARN,
            description="\n".join(found.warnings) or None,
            metadata={"warnings": len(found.warnings), **found.counts},
        )

    return warn


def _found(project: Project, check: WarningCheck) -> Found:
    """Return what an earlier run found in the same tables, else what is found now."""
    inputs = {**project.made_with, **{read.__name__: read(project) for read in check.reads}}

    def make() -> dict[str, Any]:
        found = check.find(project)
        return {"warnings": list(found.warnings), "counts": dict(found.counts)}

    return Found(**project.receipts.recall(f"check-{check.name}", inputs, make))


def health_checks(names: Names, sources: Sequence[Source]) -> list[dg.AssetChecksDefinition]:
    """Return the checks that warn of a source which fails, drifts or has had no news for long: one a source."""
    if not sources:
        return []
    specs = [
        dg.AssetCheckSpec(
            HEALTH,
            asset=asset_key(names, source.id),
            description="Its locations can be read, as well as before, and it has brought news lately.",
            additional_deps=[names.key("documents")],
        )
        for source in sources
    ]

    @dg.multi_asset_check(
        specs=specs, name=names.name("source_health"), can_subset=True, required_resource_keys={names.resource}
    )
    def source_health(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        with readable_failures():
            results = list(_health(names, sources, project_of(context, names)))
        yield from selected_checks(context, results)

    return [source_health]


def _health(names: Names, sources: Sequence[Source], project: Project) -> Iterator[dg.AssetCheckResult]:
    now = {source.id: source for source in load_sources(project.sources_file)}
    histories = Histories(now.values(), Store(project.workspace.store))
    for source in sources:
        found = [*troubles(now[source.id], histories[source.id])] if source.id in now else []
        yield dg.AssetCheckResult(
            asset_key=asset_key(names, source.id),
            check_name=HEALTH,
            passed=not found,
            severity=dg.AssetCheckSeverity.WARN,
            description="; ".join(map(str, found)) or None,
            metadata={"source": source.id, "locations": [each.location for each in found]},
        )
