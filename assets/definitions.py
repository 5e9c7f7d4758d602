"""The definitions that Dagster loads: assets, checks, the job, schedules and sensors."""

import dagster as dg

from assets import checks, extract, ingest, link, publish, source_checks
from assets.automation.jobs import refresh
from assets.automation.notifications import notifiers
from assets.automation.schedules import daily_refresh
from assets.automation.sensors import folder_sensor
from assets.automation.source_schedules import source_schedules
from assets.automation.source_sensors import source_sensors
from assets.resources import project_from_environment
from assets.sources import known_sources, source_specs


@dg.definitions
def defs() -> dg.Definitions:
    """Return the whole graph; its steps run in one process, which starts in seconds and locks the data folder."""
    modules = [ingest, extract, link, publish, checks, source_checks]
    project = project_from_environment()
    sources = known_sources(project.sources_file)
    return dg.Definitions(
        assets=[*dg.load_assets_from_modules(modules), *source_specs(sources)],
        asset_checks=[*dg.load_asset_checks_from_modules(modules), *source_checks.health_checks(sources)],
        jobs=[refresh],
        schedules=[daily_refresh, *source_schedules(sources)],
        sensors=[folder_sensor, *source_sensors, *notifiers()],
        resources={"project": project},
        executor=dg.in_process_executor,
    )
