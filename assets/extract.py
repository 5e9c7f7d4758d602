"""Extract: what each entry says, and the characters it says it with."""

import dagster as dg

from assets.described import OWNERS, preview
from assets.failures import told_plainly
from assets.resources import Project
from pipelines.engines.annotating import annotate_new
from pipelines.engines.incremental import Computed
from pipelines.workspace import Workspace, WorkspaceError

STAGE = "extract"
KEYS = "keys"


@dg.asset(
    deps=["entries"],
    group_name=STAGE,
    owners=OWNERS,
    kinds={"parquet"},
    tags={"stage": STAGE},
)
def annotations(context: dg.AssetExecutionContext, project: Project) -> dg.MaterializeResult[None]:
    """Facts read from every entry, and the spans they were read from; entries annotated before are taken over."""
    workspace = project.workspace
    with told_plainly():
        entries = workspace.read_table("ingest", "entries")
        computed = annotate_new(entries, project.reference, _before(context, workspace))
        workspace.write_tables(STAGE, {**computed.tables, KEYS: computed.keys})
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": computed.tables["events"].num_rows,
            "dagster/uri": str(workspace.work / STAGE),
            "annotated now": computed.computed,
            "taken over": computed.taken_over,
            "mentions": computed.tables["mentions"].num_rows,
            "preview": dg.MetadataValue.md(preview(computed.tables["mentions"])),
        }
    )


def _before(context: dg.AssetExecutionContext, workspace: Workspace) -> Computed | None:
    """What the last run wrote; none where that cannot be read, for then everything is annotated anew."""
    try:
        tables = workspace.read_tables(STAGE)
    except WorkspaceError as error:
        context.log.warning(f"annotating all entries anew: {error}")
        return None
    keys = tables.pop(KEYS, None)
    return Computed(tables, keys, taken_over=0, computed=0) if keys is not None else None
