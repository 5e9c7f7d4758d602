"""The schedule and the sensor, evaluated through Dagster's own test interface."""

from datetime import UTC, datetime

import dagster as dg
import pytest
from dagster._core.definitions.sensor_definition import SensorExecutionData

from assets.automation.sensors import folder_sensor
from assets.composition.naming import RESOURCE, Names
from assets.definitions import defs
from assets.resources import Project
from tests.integration.desks import BULLETIN, OTHER_BULLETIN, Desk, failed_run

(JOB,) = defs().jobs or ()


def tick(desk: Desk, instance: dg.DagsterInstance, cursor: str | None) -> SensorExecutionData:
    """One evaluation of the sensor."""
    context = dg.build_sensor_context(
        instance=instance,
        cursor=cursor,
        definitions=defs(),
        resources={RESOURCE: Project(sources=str(desk.sources), data=str(desk.data))},
    )
    with context:
        return folder_sensor(Names(), JOB).evaluate_tick(context)


def run_key(result: SensorExecutionData) -> str:
    assert result.run_requests is not None
    (request,) = result.run_requests
    assert request.run_key is not None
    assert result.cursor == request.run_key
    return request.run_key


def test_the_sensor_asks_for_a_run_once_per_change(desk: Desk) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        first = run_key(tick(desk, instance, None))
        assert tick(desk, instance, first).skip_message
        added = desk.add("2021-06-09.txt", OTHER_BULLETIN)
        second = run_key(tick(desk, instance, first))
        added.unlink()
        third = run_key(tick(desk, instance, second))
        assert len({first, second, third}) == 3, "a folder that comes back to an earlier content is news too"
        assert tick(desk, instance, third).skip_message


def test_the_sensor_looks_at_content_not_at_times(desk: Desk) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        first = run_key(tick(desk, instance, None))
        desk.add("2021-05-04.txt", BULLETIN)
        assert tick(desk, instance, first).skip_message
        assert run_key(tick(desk, instance, None)) == first


def test_the_sensor_asks_again_once_its_run_has_failed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        first = run_key(tick(desk, instance, None))
        failed_run(instance, first)
        assert tick(desk, instance, first).skip_message, "not at once"
        monkeypatch.setattr("assets.automation.retries.SECONDS_BEFORE_RETRY", 0)
        second = run_key(tick(desk, instance, first))
        assert second != first
        assert tick(desk, instance, second).skip_message, "the run it asked for is under way"


def test_the_schedule_starts_the_job_every_day() -> None:
    repository = defs().get_repository_def()
    schedule = repository.get_schedule_def("daily_refresh")
    assert schedule.job_name == "refresh"
    with dg.DagsterInstance.ephemeral() as instance:
        at_five = datetime(2021, 5, 4, 5, tzinfo=UTC)
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=at_five)
        assert len(schedule.evaluate_tick(context).run_requests or []) == 1
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 5 * * *", "UTC")


@pytest.mark.parametrize("kind", ["schedule", "sensor"])
def test_both_are_off_until_switched_on(kind: str) -> None:
    repository = defs().get_repository_def()
    if kind == "schedule":
        assert repository.get_schedule_def("daily_refresh").default_status is dg.DefaultScheduleStatus.STOPPED
    else:
        assert repository.get_sensor_def("folder_sensor").default_status is dg.DefaultSensorStatus.STOPPED
