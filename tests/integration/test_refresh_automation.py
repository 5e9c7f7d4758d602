"""Sensors and schedules of sources on the web: through Dagster's test interface, and once for real."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import dagster as dg
import pytest

from assets.automation.notifications import notifiers, summary
from assets.automation.source_sensors import KINDS, source_sensors
from assets.commands.run import main
from assets.composition.naming import RESOURCE, Names
from assets.definitions import defs
from assets.resources import DATA_VARIABLE, SOURCES_VARIABLE, Project
from tests.integration.desks import failed_run
from tests.site.news import NewsSite, item
from tests.site.server import Server, serving
from tests.site.sources import site_source, write_sources

ROOT = Path(__file__).resolve().parents[2]
LOCATIONS = {"listing": "/news?page={page}", "feed": "/rss.xml", "document": "/plain"}
(JOB,) = defs().jobs or ()
Tick = Callable[[str, str | None], dg.SensorResult | dg.SkipReason]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        NewsSite.of(4).serve(server)
        yield server


@pytest.fixture
def site(server: Server) -> NewsSite:
    site = NewsSite.of(4)
    site.serve(server)
    return site


@pytest.fixture
def desk_of_dagster(tmp_path: Path) -> Path:
    """A home of Dagster's with the settings that ship with the project."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copyfile(ROOT / "dagster.yaml", home / "dagster.yaml")
    return home


@pytest.fixture
def sources(tmp_path: Path, server: Server) -> Path:
    stated = [
        site_source(kind, server.address + path, id=f"the-{kind}", schedule="30 4 * * *", fresh_within_days=9)
        for kind, path in LOCATIONS.items()
    ]
    return write_sources(tmp_path / "sources.yaml", *stated)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def tick(tmp_path: Path, sources: Path, instance: dg.DagsterInstance) -> Tick:
    """Evaluates the sensor of a kind."""
    sensors = dict(zip(KINDS, source_sensors(Names(), JOB), strict=True))

    def evaluate(kind: str, cursor: str | None) -> dg.SensorResult | dg.SkipReason:
        project = Project(sources=str(sources), data=str(tmp_path / "data"))
        resources = {RESOURCE: project}
        with dg.build_sensor_context(instance, cursor=cursor, definitions=defs(), resources=resources) as context:
            ticked = sensors[kind].evaluate_tick(context)
        if ticked.skip_message:
            return dg.SkipReason(ticked.skip_message)
        return dg.SensorResult(run_requests=ticked.run_requests, cursor=ticked.cursor)

    return evaluate


def asked_for(result: dg.SensorResult | dg.SkipReason) -> dg.RunRequest:
    assert isinstance(result, dg.SensorResult)
    assert result.run_requests is not None
    (request,) = result.run_requests
    return request


@pytest.mark.parametrize("kind", LOCATIONS)
def test_a_sensor_asks_for_a_run_once_per_change(kind: str, tick: Tick, site: NewsSite) -> None:
    first = tick(kind, None)
    assert isinstance(first, dg.SensorResult)
    assert isinstance(tick(kind, first.cursor), dg.SkipReason)
    site.add(item(5))
    second = tick(kind, first.cursor)
    assert isinstance(second, dg.SensorResult)
    assert asked_for(first).run_key != asked_for(second).run_key
    assert isinstance(tick(kind, second.cursor), dg.SkipReason)
    request = asked_for(second)
    assert request.run_config == {"ops": {"ingest": {"config": {"sources": [f"the-{kind}"]}}}}
    assert request.tags["source"] == f"the-{kind}"


@pytest.mark.parametrize("kind", LOCATIONS)
def test_a_sensor_asks_again_once_its_run_has_failed(
    kind: str, tick: Tick, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tick(kind, None)
    assert isinstance(first, dg.SensorResult)
    failed_run(instance, asked_for(first).run_key)
    assert isinstance(tick(kind, first.cursor), dg.SkipReason), "not at once"
    monkeypatch.setattr("assets.automation.retries.SECONDS_BEFORE_RETRY", 0)
    second = tick(kind, first.cursor)
    assert isinstance(second, dg.SensorResult)
    assert asked_for(second).run_key != asked_for(first).run_key
    assert isinstance(tick(kind, second.cursor), dg.SkipReason), "the run it asked for is under way"


def test_what_a_run_has_fetched_is_no_news(tick: Tick, site: NewsSite, sources: Path, tmp_path: Path) -> None:
    assert main(["--sources", str(sources), "--data", str(tmp_path / "data")]) == 0
    assert isinstance(tick("listing", None), dg.SkipReason)
    site.add(item(5))
    assert isinstance(tick("listing", None), dg.SensorResult)


def test_a_site_that_cannot_be_reached_starts_nothing(tick: Tick, server: Server) -> None:
    first = tick("feed", None)
    assert isinstance(first, dg.SensorResult)
    server.page = lambda _: None
    assert isinstance(tick("feed", first.cursor), dg.SkipReason)


def test_a_source_has_its_schedule_and_its_freshness(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SOURCES_VARIABLE, str(sources))
    repository = defs().get_repository_def()
    schedule = repository.get_schedule_def("refresh_the_feed")
    assert (schedule.cron_schedule, schedule.default_status) == ("30 4 * * *", dg.DefaultScheduleStatus.STOPPED)
    with dg.DagsterInstance.ephemeral() as instance, dg.build_schedule_context(instance=instance) as context:
        (request,) = schedule.evaluate_tick(context).run_requests or []
    assert request.run_config == {"ops": {"ingest": {"config": {"sources": ["the-feed"]}}}}
    policy = repository.asset_graph.get(dg.AssetKey(["source", "the_feed"])).freshness_policy
    assert policy is not None
    assert policy.fail_window.to_timedelta().days == 9  # type: ignore[attr-defined]


def test_sources_that_cannot_be_loaded_leave_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SOURCES_VARIABLE, str(tmp_path / "none.yaml"))
    assert defs().resolve_job_def("refresh").name == "refresh"


def test_a_failure_is_told_in_a_paragraph() -> None:
    told = summary("ingest", dg.Failure("sources.yaml: sources[0].kind:\n  missing"))
    assert told == (
        "The step ingest failed: sources.yaml: sources[0].kind: missing "
        "The last release, if there is one, is unchanged."
    )


def test_slack_and_mail_are_told_where_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notifiers(Names(), JOB) == []
    for name, value in {
        "SLACK_TOKEN": "invented", "SLACK_CHANNEL": "#news", "MAIL_FROM": "a@example.org", "MAIL_PASSWORD": "invented",
        "MAIL_TO": "b@example.org,c@example.org",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"MIGRATION_BULLETINS_{name}", value)
    names = [sensor.name for sensor in notifiers(Names(), JOB)]
    assert names == ["slack_on_failure", "mail_on_failure", "message_on_attention"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def finished(home: Path) -> set[str | None]:
    """The sensors and schedules whose runs have come to a good end."""
    with dg.DagsterInstance.from_config(str(home)) as instance:
        runs = instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS]))
    return {run.tags.get("dagster/sensor_name") or run.tags.get("dagster/schedule_name") for run in runs}


def test_a_sensor_and_a_schedule_start_runs_under_dagster_dev(
    tmp_path: Path, server: Server, desk_of_dagster: Path, plain_environment: Mapping[str, str]
) -> None:
    data = tmp_path / "data"
    listing, feed = (
        site_source(kind, server.address + LOCATIONS[kind], id=f"the-{kind}") for kind in ("listing", "feed")
    )
    sources = write_sources(tmp_path / "sources.yaml", listing, feed | {"schedule": "* * * * *"})
    own = {"DAGSTER_HOME": str(desk_of_dagster), SOURCES_VARIABLE: str(sources), DATA_VARIABLE: str(data)}
    environment = {**plain_environment, **own}
    dagster = [sys.executable, "-m", "dagster"]
    for switch in (["sensor", "start", "listing_sensor"], ["schedule", "start", "refresh_the_feed"]):
        command = [*dagster, *switch, "-w", "workspace.yaml"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    serve = [*dagster, "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(free_port())]
    wanted = {"listing_sensor", "refresh_the_feed"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            deadline = time.monotonic() + 240
            while not wanted <= finished(desk_of_dagster) and time.monotonic() < deadline:
                assert process.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
                time.sleep(0.5)
        finally:
            process.terminate()
            process.wait(60)
    assert wanted <= finished(desk_of_dagster), (tmp_path / "log").read_text("utf-8")
    assert (data / "releases" / "latest" / "parquet" / "events.parquet").exists()
