"""Extract: facts of each entry and the spans they were read from."""

import dagster as dg

from assets.composition.naming import Names
from assets.failures import readable_failures
from assets.resources import Project, project_of
from assets.table_specs import OWNERS, PREVIEW_ROWS, preview
from pipelines.engines.annotating import Annotated, annotate_entries
from pipelines.engines.choice import engine_of
from pipelines.receipts import mark

STAGE = "extract"


def annotations_asset(names: Names) -> dg.AssetsDefinition:
    """Return the asset of all annotations."""

    @dg.asset(
        key=names.key("annotations"),
        deps=[names.key("entries")],
        group_name=names.group_of(STAGE),
        owners=OWNERS,
        kinds={"parquet"},
        tags={"stage": STAGE},
        required_resource_keys={names.resource},
    )
    def annotations(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        """Facts extracted from every entry, and their spans; entries annotated before are reused from the cache."""
        project = project_of(context, names)
        with readable_failures(), project.writing():
            annotated = _annotate(project)
            mentions = project.workspace.first_rows(STAGE, "mentions", PREVIEW_ROWS)
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": annotated.entries,
                "dagster/uri": str(project.workspace.work / STAGE),
                "annotated now": annotated.computed,
                "reused": annotated.taken_over,
                "mentions": annotated.mentions,
                "preview": dg.MetadataValue.md(preview(mentions)),
            }
        )

    return annotations


def _annotate(project: Project) -> Annotated:
    workspace, receipts = project.workspace, project.receipts
    inputs = {**project.made_with, "entries": mark(workspace.work / "ingest" / "entries.parquet")}
    known = receipts.find(STAGE, inputs, [workspace.work / STAGE])
    if known is not None:
        return Annotated(computed=0, **known)
    annotated = _annotate_anew(project)
    told = {"taken_over": annotated.entries, "mentions": annotated.mentions}
    receipts.keep(STAGE, inputs, told, [workspace.work / STAGE])
    return annotated


def _annotate_anew(project: Project) -> Annotated:
    workspace = project.workspace
    with workspace.replacing(STAGE) as target:
        return annotate_entries(
            workspace.table_path("ingest", "entries"),
            project.reference,
            parts=workspace.work / f".{STAGE}-parts",
            target=target,
            before=workspace.work / STAGE,
            engine=engine_of(project.engine),
        )
