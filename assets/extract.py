"""Extract: what each entry says, and the characters it says it with."""

import dagster as dg

from assets.failures import told_plainly
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
    """Facts read from every entry, and the spans they were read from; entries annotated before are taken over."""
    workspace = project.workspace
    with told_plainly():
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
            "taken over": annotated.taken_over,
            "mentions": annotated.mentions,
            "preview": dg.MetadataValue.md(preview(mentions)),
        }
    )
