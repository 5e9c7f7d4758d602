"""The definitions that Dagster loads, and a function that makes them for other code locations."""

from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from assets.automation.jobs import refresh_job
from assets.automation.notifications import notifiers
from assets.automation.schedules import daily_refresh, source_schedules
from assets.automation.sensors import folder_sensor
from assets.automation.source_sensors import source_sensors
from assets.checks import table_checks
from assets.composition.naming import Names
from assets.composition.released import ReleaseTables
from assets.extract import annotations_asset
from assets.ingest import ingest_assets
from assets.link import link_checks, links_asset
from assets.publish import built_assets, release_assets
from assets.resources import project_from_environment
from assets.source_checks import health_checks, warning_checks
from assets.sources import known_sources, source_specs


@dg.definitions
def defs() -> dg.Definitions:
    """Return the whole graph; its steps run in one process, which starts in seconds and locks the data folder."""
    return definitions(executor=dg.in_process_executor)


def definitions(
    *,
    key_prefix: str | Sequence[str] | None = None,
    group: str | None = None,
    sources: str | Path | None = None,
    data: str | Path | None = None,
    reference: Sequence[str | Path] = (),
    executor: dg.ExecutorDefinition | None = None,
) -> dg.Definitions:
    """Return the graph for a code location that has other definitions too; combine them by `dg.Definitions.merge`.

    Args:
        key_prefix: comes before all asset keys and the names of ops, jobs, schedules, sensors and resources.
        group: the group of all assets; by default one for each stage.
        sources: the file that lists the sources; by default what `MIGRATION_BULLETINS_SOURCES` names, or
            `sources.yaml`.
        data: the folder of everything made from them, or an address such as `s3://bucket/prefix`; by default what
            `MIGRATION_BULLETINS_DATA` names, or `data`.
        reference: folders of reference tables of one's own, after those that the sources file names.
        executor: by default none, so that the executor of the other definitions applies.
    """
    names = Names.of(key_prefix, group)
    project = project_from_environment(sources, data, reference)
    known = known_sources(project.sources_file)
    assets = [
        ingest_assets(names, known),
        annotations_asset(names),
        links_asset(names),
        built_assets(names),
        release_assets(names),
    ]
    checks = [*table_checks(names), link_checks(names), *warning_checks(names), *health_checks(names, known)]
    job = refresh_job(names, assets, checks)
    return dg.Definitions(
        assets=[*assets, *source_specs(names, known)],
        asset_checks=checks,
        jobs=[job],
        schedules=[daily_refresh(names, job), *source_schedules(names, job, known)],
        sensors=[folder_sensor(names, job), *source_sensors(names, job), *notifiers(names, job)],
        resources={names.resource: project, names.reader: ReleaseTables(releases=project.releases)},
        executor=executor,
    )
