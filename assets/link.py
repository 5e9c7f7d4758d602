"""Link: which events report the same activity."""

import dagster as dg

from assets.extract import STAGE as EXTRACT
from assets.failures import readable_failures
from assets.resources import Project
from assets.table_specs import OWNERS, PREVIEW_ROWS, preview
from pipelines.link.linking import link_events

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
