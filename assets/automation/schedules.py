"""The daily schedule of `refresh`."""

import dagster as dg

from assets.automation.jobs import refresh

daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every day at 05:00 UTC. Publishes no release if nothing has changed.",
)
