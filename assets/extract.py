"""Extract: facts of each entry and the spans they were read from."""

import dagster as dg

from assets.failures import readable_failures
from assets.resources import Project
from assets.table_specs import OWNERS, PREVIEW_ROWS, preview
from pipelines.engines.annotating import annotate_entries
from pipelines.engines.choice import engine_of

STAGE = "extract"


@dg.asset(
    deps=["entries"],
    group_name=STAGE,
    owners=OWNERS,
    kinds={"parquet"},
    tags={"stage": STAGE},
)
def annotations(project: Project) -> dg.MaterializeResult[None]:
    """Facts extracted from every entry, and their spans; entries annotated before are reused from the cache."""
    workspace = project.workspace
    with readable_failures():
        with workspace.replacing(STAGE) as target:
            annotated = annotate_entries(
                workspace.table_path("ingest", "entries"),
                project.reference,
                parts=workspace.work / f".{STAGE}-parts",
                target=target,
                before=workspace.work / STAGE,
                engine=engine_of(project.engine),
            )
        mentions = workspace.first_rows(STAGE, "mentions", PREVIEW_ROWS)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": annotated.entries,
            "dagster/uri": str(workspace.work / STAGE),
            "annotated now": annotated.computed,
            "reused": annotated.taken_over,
            "mentions": annotated.mentions,
            "preview": dg.MetadataValue.md(preview(mentions)),
        }
    )
