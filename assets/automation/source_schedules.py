"""Schedules of `refresh` for single sources."""

from collections.abc import Iterable

import dagster as dg

from assets.automation.jobs import refresh
from assets.automation.source_sensors import source_run
from pipelines.ingest.sources.sources_file import Source


def source_schedules(sources: Iterable[Source]) -> list[dg.ScheduleDefinition]:
    """Return a schedule for each source that states a cron expression.

    Raises:
        DagsterInvalidDefinitionError: a source's cron expression is invalid.
    """
    return [_schedule(source) for source in sources if source.schedule is not None]


def _schedule(source: Source) -> dg.ScheduleDefinition:
    request = source_run(source.id)
    return dg.ScheduleDefinition(
        name=f"refresh_{source.id.replace('-', '_')}",
        job=refresh,
        cron_schedule=source.schedule,
        execution_timezone="UTC",
        run_config=request.run_config,
        tags=request.tags,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description=f"Refreshes {source.title} on the schedule of its source, {source.schedule}, in UTC.",
    )
