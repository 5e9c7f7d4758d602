"""Publish: the tables of a release, and the release."""

from collections.abc import Iterator

import dagster as dg

from assets.failures import readable_failures
from assets.ingest import SET_ASIDE
from assets.resources import Project
from assets.table_specs import OWNERS, PREVIEW_ROWS, materialized, table_spec
from pipelines.engines.annotating import TABLES as ANNOTATIONS
from pipelines.extract.annotate import CODE_VERSION
from pipelines.extract.names.reference_tables import reference_version
from pipelines.ingest.sources.sources_file import load_retention, load_sources
from pipelines.ingest.store.raw_store import Store
from pipelines.link.linking import TABLES as LINKS
from pipelines.publish.columnar.rows import Stored
from pipelines.publish.history import History
from pipelines.publish.present_ids import present_ids
from pipelines.publish.provenance import Provenance
from pipelines.publish.release import publish
from pipelines.publish.tables.build import BUILT, REJECTED, build_tables
from pipelines.publish.tables.corrections_file import Rejected, load_corrections
from pipelines.publish.tables.strikes import load_strikes
from pipelines.publish.versions import Releases, Version
from pipelines.workspace import Workspace
from schemas.registry import PUBLISHED

STAGE = "publish"
# Published as extracted; the other tables are made from them.
OF_EXTRACT = ("events", "event_countries", "event_partners", "event_topics", "mentions")
# Ordered so that each table comes after those it is made from.
DEPENDENCIES: dict[str, tuple[str | dg.AssetKey, ...]] = {
    "events": ("annotations", "links"),
    "event_links": ("links", "events"),
    "activities": ("links", "events"),
    "activity_countries": ("activities", "event_countries"),
    "activity_partners": ("activities", "event_partners"),
    "partners": ("annotations", "event_partners"),
    "countries": ("annotations", "event_countries", "partners"),
    "quarantine": ("annotations", SET_ASIDE),
    "bulletins": ("annotations", "documents", "quarantine"),
    "sources": ("annotations", "bulletins"),
    "events_flat": ("events", "event_countries", "event_partners", "event_topics", "partners"),
}

PUBLISHED_IN_ORDER = tuple(dict.fromkeys((*OF_EXTRACT, *DEPENDENCIES)))


def _specs() -> Iterator[dg.AssetSpec]:
    for name, table in PUBLISHED.items():
        group = "extract" if name in OF_EXTRACT else STAGE
        yield table_spec(table, group, DEPENDENCIES.get(name, ("annotations",)))


@dg.multi_asset(specs=list(_specs()))
def tables(project: Project) -> Iterator[dg.MaterializeResult[None]]:
    """The published tables: valid rows of the annotations, and aggregates by partner and by country."""
    workspace = project.workspace
    with readable_failures():
        annotations = {name: Stored(workspace.table_path("extract", name)) for name in ANNOTATIONS}
        documents = workspace.read_table("ingest", "documents")
        annotations |= {name: Stored(workspace.table_path("link", name)) for name in LINKS}
        set_aside = workspace.read_table("ingest", "quarantine")
        sources = load_sources(project.sources_file)
        corrected = {each.event_id for each in load_corrections(project.reference).found}
        struck = {each.event_id for each in load_strikes(project.reference)}
        moved = present_ids(corrected | struck, workspace.releases, annotations["events"])
        with workspace.replacing(STAGE) as target:
            build_tables(annotations, documents, set_aside, sources, project.reference, target, moved)
    for name in PUBLISHED_IN_ORDER:
        path = workspace.table_path(STAGE, name)
        first_rows = workspace.first_rows(STAGE, name, PREVIEW_ROWS)
        yield materialized(name, first_rows, path, rows=Stored(path).num_rows)


@dg.asset(
    deps=list(PUBLISHED),
    group_name=STAGE,
    owners=OWNERS,
    kinds={"parquet", "csv"},
    tags={"stage": STAGE},
)
def release(context: dg.AssetExecutionContext, project: Project) -> dg.MaterializeResult[None]:
    """A new version of the datasets, named only once written and read back; none if nothing changed."""
    workspace = project.workspace
    with readable_failures():
        provenance = Provenance(CODE_VERSION, reference_version(project.reference), load_sources(project.sources_file))
        built = {name: Stored(workspace.table_path(STAGE, name)) for name in BUILT}
        history = History(workspace.read_table("ingest", "renamed"), Store(workspace.store).last_look())
        published = publish(
            built,
            workspace.data,
            provenance,
            project.accuracy,
            workspace.read_table("ingest", "doubts"),
            progress=context.log.debug,
            history=history,
            warnings=tuple(map(str, rejected_corrections(workspace))),
        )
        retired = _retired(project)
    context.log.info(published.message)
    for version in retired:
        context.log.info(f"deleted release {version}")
    for warning in published.warnings:
        context.log.warning(warning)
    return dg.MaterializeResult(
        metadata={
            "version": published.version,
            "is new": published.is_new,
            "folder": dg.MetadataValue.path(published.path),
            "rows": sum(published.rows.values()),
            "warnings": list(published.warnings),
            "readme": dg.MetadataValue.md((published.path / "README.md").read_text(encoding="utf-8")),
        }
    )


def rejected_corrections(workspace: Workspace) -> list[Rejected]:
    """Return the corrections that the tables were built without."""
    return [Rejected(**row) for row in workspace.read_table(STAGE, REJECTED).to_pylist()]


def _retired(project: Project) -> tuple[Version, ...]:
    """Delete the releases that the sources file does not ask to keep."""
    retention = load_retention(project.sources_file)
    if retention.keep_releases is None:
        return ()
    return Releases(project.workspace.releases).retire(retention.keep_releases, retention.keep)
