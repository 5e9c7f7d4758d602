"""When `refresh` runs by the clock."""

import dagster as dg

from assets.automation.jobs import refresh

daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every morning at five, UTC. Nothing new makes no new release.",
)
