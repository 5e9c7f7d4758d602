"""What Dagster loads: assets, checks, the job, its schedule and sensor."""

import dagster as dg

from assets import checks, extract, ingest, publish
from assets.jobs import refresh
from assets.resources import project_from_environment
from assets.schedules import daily_refresh
from assets.sensors import folder_sensor


@dg.definitions
def defs() -> dg.Definitions:
    """The whole graph; steps run in one process, which starts in seconds and holds the data folder for the run."""
    modules = [ingest, extract, publish, checks]
    return dg.Definitions(
        assets=dg.load_assets_from_modules(modules),
        asset_checks=dg.load_asset_checks_from_modules(modules),
        jobs=[refresh],
        schedules=[daily_refresh],
        sensors=[folder_sensor],
        resources={"project": project_from_environment()},
        executor=dg.in_process_executor,
    )
