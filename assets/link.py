"""Link: which events report the same activity."""

from collections.abc import Iterator

import dagster as dg

from assets.extract import STAGE as EXTRACT
from assets.failures import readable_failures
from assets.resources import Project
from assets.table_specs import OWNERS, PREVIEW_ROWS, preview
from pipelines.link.linking import link_events
from pipelines.link.quality import signs

STAGE = "link"


@dg.asset(
    deps=["annotations"],
    group_name=STAGE,
    owners=OWNERS,
    kinds={"parquet"},
    tags={"stage": STAGE},
)
def links(project: Project) -> dg.MaterializeResult[None]:
    """The activity of each event, and the evidence that events report the same one."""
    workspace = project.workspace
    with readable_failures():
        with workspace.replacing(STAGE) as target:
            linked = link_events(workspace.work / EXTRACT, project.reference, target)
        evidence = workspace.first_rows(STAGE, "event_links", PREVIEW_ROWS)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": linked.events,
            "dagster/uri": str(workspace.work / STAGE),
            "activities": linked.activities,
            "linked events": linked.linked,
            "share linked": linked.share,
            "largest activity": linked.largest,
            "preview": dg.MetadataValue.md(preview(evidence)),
        }
    )


SIGNS = {
    "largest_activity": "No activity has more reports than are likely of one.",
    "share_linked": "The share of events that are linked to others is plausible.",
    "sudden_change": "The share of linked events is about that of the last release.",
}


@dg.multi_asset_check(
    specs=[dg.AssetCheckSpec(name, asset="links", description=text) for name, text in SIGNS.items()],
)
def link_checks(project: Project) -> Iterator[dg.AssetCheckResult]:
    """Warn where linking may join too much."""
    workspace = project.workspace
    with readable_failures():
        found = signs(workspace.work / STAGE, workspace.releases / "latest" / "parquet" / "events.parquet")
    for name, sign in found.items():
        yield dg.AssetCheckResult(
            asset_key="links",
            check_name=name,
            passed=sign.is_usual,
            severity=dg.AssetCheckSeverity.WARN,
            description=None if sign.is_usual else sign.advice,
            metadata={"figure": sign.figure, "most": float(sign.most)},
        )
