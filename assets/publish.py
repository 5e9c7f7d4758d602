"""Publish: the tables as built, then the release and its tables, which are checked."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping

import dagster as dg

from assets.checks import are_audited
from assets.composition.changed import changed
from assets.composition.naming import Names, built, selected
from assets.failures import readable_failures
from assets.ingest import ASSETS as INGESTED
from assets.ingest import SET_ASIDE
from assets.resources import Project, project_of
from assets.table_specs import OWNERS, PREVIEW_ROWS, materialized, table_spec
from pipelines.curation.overlays import version_of
from pipelines.engines.annotating import TABLES as ANNOTATIONS
from pipelines.extract.annotate import CODE_VERSION
from pipelines.extract.names.reference_tables import reference_version
from pipelines.ingest.reference import TABLES as READING_TABLES
from pipelines.ingest.sources.sources_file import load_retention, load_sources
from pipelines.ingest.store.raw_store import Store
from pipelines.link.linking import REFERENCE_TABLES as LINK_TABLES
from pipelines.link.linking import TABLES as LINKS
from pipelines.publish.columnar.rows import Stored
from pipelines.publish.history import History
from pipelines.publish.present_ids import present_ids
from pipelines.publish.provenance import Overlay, Provenance
from pipelines.publish.release import Publication, publish
from pipelines.publish.tables.build import BUILT, REJECTED, build_tables
from pipelines.publish.tables.corrections_file import Rejected, load_corrections
from pipelines.publish.tables.register import REFERENCE_TABLES as REGISTER_TABLES
from pipelines.publish.tables.register import load_attributions
from pipelines.publish.tables.strikes import load_strikes
from pipelines.publish.versions import Releases, Version
from pipelines.receipts import mark
from pipelines.workspace import Workspace
from schemas.declarations import Table
from schemas.registry import ALL, PUBLISHED

STAGE = "publish"
RELEASE = "release"
# Published as extracted; the other tables are made from them.
OF_EXTRACT = ("events", "event_countries", "event_partners", "event_topics", "mentions")
# Ordered so that each table comes after those it is made from.
DEPENDENCIES: dict[str, tuple[str, ...]] = {
    "events": ("annotations", "links"),
    "event_links": ("links", built("events")),
    "activities": ("links", built("events")),
    "activity_countries": (built("activities"), built("event_countries")),
    "activity_partners": (built("activities"), built("event_partners")),
    "partners": ("annotations", built("event_partners")),
    "countries": ("annotations", built("event_countries"), built("partners")),
    "quarantine": ("annotations", SET_ASIDE),
    "bulletins": ("annotations", "documents", built("quarantine")),
    "sources": ("annotations", built("bulletins")),
    "events_flat": tuple(map(built, ("events", "event_countries", "event_partners", "event_topics", "partners"))),
}
IN_ORDER = tuple(dict.fromkeys((*OF_EXTRACT, *DEPENDENCIES)))
# What annotations take over unchanged.
TABLES_UPSTREAM: Mapping[str, Table] = {
    "annotations": ALL["entries"],
    **{name: ALL[table] for table, (name, _) in INGESTED.items()},
    **{built(name): table for name, table in PUBLISHED.items()},
}


def _built_specs(names: Names) -> Iterator[dg.AssetSpec]:
    for name, table in PUBLISHED.items():
        deps = DEPENDENCIES.get(name, ("annotations",))
        origins = {
            names.key("entries" if dep == "annotations" else dep): TABLES_UPSTREAM[dep]
            for dep in deps
            if dep in TABLES_UPSTREAM
        }
        upstream = [names.key(dep) for dep in deps]
        yield table_spec(table, names.key(built(name)), names.group_of("build"), "build", upstream, origins)


def built_assets(names: Names) -> dg.AssetsDefinition:
    """Return the tables of the next release before they are checked; whichever are selected, all are built."""

    @dg.multi_asset(
        name=names.name("tables"),
        specs=list(_built_specs(names)),
        can_subset=True,
        required_resource_keys={names.resource},
    )
    def tables(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        """Valid rows of the annotations, and aggregates by partner and by country."""
        project = project_of(context, names)
        with readable_failures(), project.writing():
            _build(project)
        yield from selected(context, (_built_result(names, project, name) for name in IN_ORDER))

    return tables


def _build(project: Project) -> None:
    workspace = project.workspace
    annotations = {name: Stored(workspace.table_path("extract", name)) for name in ANNOTATIONS}
    annotations |= {name: Stored(workspace.table_path("link", name)) for name in LINKS}
    corrected = {each.event_id for each in load_corrections(project.reference).found}
    struck = {each.event_id for each in load_strikes(project.reference)}
    moved = present_ids_of(project, corrected | struck)
    inputs = {
        **project.made_with,
        **{stage: mark(workspace.work / stage) for stage in ("ingest", "extract", "link")},
        "moved": json.dumps(moved, sort_keys=True),
    }
    if project.receipts.find(STAGE, inputs, [workspace.work / STAGE]) is not None:
        return
    documents, set_aside = (workspace.read_table("ingest", name) for name in ("documents", "quarantine"))
    sources = load_sources(project.sources_file)
    with workspace.replacing(STAGE) as target:
        build_tables(annotations, documents, set_aside, sources, project.reference, target, moved)
    project.receipts.keep(STAGE, inputs, "built", [workspace.work / STAGE])


def present_ids_of(project: Project, wanted: Collection[str]) -> dict[str, str]:
    """Return the present id of each wanted event that has another one by now."""
    if not wanted:
        return {}
    events = Stored(project.workspace.table_path("extract", "events"))
    return present_ids(wanted, project.with_releases.releases, events)


def _built_result(names: Names, project: Project, name: str) -> dg.MaterializeResult[None]:
    path = project.workspace.table_path(STAGE, name)
    first_rows = project.workspace.first_rows(STAGE, name, PREVIEW_ROWS)
    return materialized(names.key(built(name)), first_rows, project.address_of(path), rows=Stored(path).num_rows)


def _release_specs(names: Names) -> Iterator[dg.AssetSpec]:
    group = names.group_of(STAGE)
    for name, table in PUBLISHED.items():
        key, made_from = names.key(name), names.key(built(name))
        spec = table_spec(table, key, group, STAGE, [made_from], {made_from: table})
        yield spec.with_io_manager_key(names.reader)
    yield dg.AssetSpec(
        names.key(RELEASE),
        deps=[names.key(name) for name in PUBLISHED],
        description="A version of the datasets, named only once written and read back.",
        group_name=group,
        owners=OWNERS,
        kinds={"parquet", "csv"},
        tags={"stage": STAGE},
    )


def release_assets(names: Names) -> dg.AssetsDefinition:
    """Return the release and its tables.

    A table is materialized when its content changes, and the release when any does, so that what is downstream of them
    runs only then. Otherwise the run records an observation, unless it was asked for these assets by name.
    """

    @dg.multi_asset(
        name=names.name(RELEASE),
        specs=list(_release_specs(names)),
        can_subset=True,
        required_resource_keys={names.resource},
    )
    def release(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
        """Publish a new version of the datasets; none if nothing changed."""
        project = project_of(context, names)
        with readable_failures(), project.writing():
            published = _publish(project, context.log.debug)
            retired = _retired(project)
        context.log.info(published.message.replace(str(published.path), project.address_of(published.path)))
        for version in retired:
            context.log.info(f"deleted release {version}")
        for warning in published.warnings:
            context.log.warning(warning)
        results = selected(context, _release_results(names, project, published))
        yield from changed(context, results, [names.key(built(name)) for name in PUBLISHED])

    return release


def _publish(project: Project, progress: Callable[[str], None]) -> Publication:
    workspace = project.with_releases
    last_look = Store(workspace.store).last_look()
    version = reference_version(project.reference, (*LINK_TABLES, *REGISTER_TABLES, *READING_TABLES))
    attributions = load_attributions(project.reference)
    overlays = [Overlay(folder.resolve().name, version_of(folder)) for folder in project.overlay_folders]
    return publish(
        {name: Stored(workspace.table_path(STAGE, name)) for name in BUILT},
        workspace.data,
        Provenance(CODE_VERSION, version, load_sources(project.sources_file), attributions, overlays),
        project.accuracy,
        workspace.read_table("ingest", "doubts"),
        progress=progress,
        history=History(workspace.read_table("ingest", "renamed"), last_look),
        warnings=tuple(map(str, rejected_corrections(workspace))),
        is_audited=are_audited(project),
        receipts=project.receipts,
        inputs={
            **project.made_with,
            **{stage: mark(workspace.work / stage) for stage in ("ingest", STAGE)},
            "overlays": str(overlays),
            "accuracy": mark(project.accuracy),
            "last look": str(last_look),
        },
    )


def _release_results(names: Names, project: Project, published: Publication) -> Iterator[dg.MaterializeResult[None]]:
    for name in IN_ORDER:
        yield materialized(
            names.key(name),
            project.workspace.first_rows(STAGE, name, PREVIEW_ROWS),
            project.address_of(published.path / "parquet" / f"{name}.parquet"),
            {"release": published.version},
            rows=published.rows[name],
            data_version=published.content.hashes[name],
        )
    yield dg.MaterializeResult(
        asset_key=names.key(RELEASE),
        data_version=dg.DataVersion(published.content.digest),
        metadata={
            "version": published.version,
            "is new": published.is_new,
            "folder": dg.MetadataValue.path(project.address_of(published.path)),
            "rows": sum(published.rows.values()),
            "warnings": list(published.warnings),
            "readme": dg.MetadataValue.md((published.path / "README.md").read_text(encoding="utf-8")),
        },
    )


def rejected_corrections(workspace: Workspace) -> list[Rejected]:
    """Return the corrections that the tables were built without."""
    return [Rejected(**row) for row in workspace.read_table(STAGE, REJECTED).to_pylist()]


def _retired(project: Project) -> tuple[Version, ...]:
    """Delete the releases that the sources file does not ask to keep."""
    retention = load_retention(project.sources_file)
    if retention.keep_releases is None:
        return ()
    return Releases(project.with_releases.releases).retire(retention.keep_releases, retention.keep)
