"""The schedules of `refresh`: daily, and those of single sources."""

from collections.abc import Iterable

import dagster as dg

from assets.automation.source_sensors import source_run
from assets.composition.naming import Job, Names
from pipelines.ingest.sources.sources_file import Source


def daily_refresh(names: Names, job: Job) -> dg.ScheduleDefinition:
    """Return the daily schedule."""
    return dg.ScheduleDefinition(
        name=names.name("daily_refresh"),
        job=job,
        cron_schedule="0 5 * * *",
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="Every day at 05:00 UTC. Publishes no release if nothing has changed.",
    )


def source_schedules(names: Names, job: Job, sources: Iterable[Source]) -> list[dg.ScheduleDefinition]:
    """Return a schedule for each source that states a cron expression.

    Raises:
        DagsterInvalidDefinitionError: a source's cron expression is invalid.
    """
    return [_schedule(names, job, source) for source in sources if source.schedule is not None]


def _schedule(names: Names, job: Job, source: Source) -> dg.ScheduleDefinition:
    request = source_run(names, source.id)
    return dg.ScheduleDefinition(
        name=names.name(f"refresh_{source.id}"),
        job=job,
        cron_schedule=source.schedule,
        execution_timezone="UTC",
        run_config=request.run_config,
        tags=request.tags,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description=f"Refreshes {source.title} on the schedule of its source, {source.schedule}, in UTC.",
    )
