"""A team's code location that holds this graph beside its own, under a prefix."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl
import pyarrow as pa
import pytest

from assets.composition.released import ReleaseTables
from schemas.registry import PUBLISHED
from tests.integration.desks import OTHER_BULLETIN, Desk
from tests.integration.team_location import defs

JOB = "news_refresh"


@pytest.fixture
def location(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> dg.Definitions:
    """What the team's code location holds where the environment names the desk."""
    for name in ("MIGRATION_BULLETINS_SOURCES", "MIGRATION_BULLETINS_DATA"):
        monkeypatch.setenv(name, desk.environment[name])
    return defs()


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        yield instance


def materialized(result: dg.ExecuteInProcessResult) -> set[str]:
    return {event.asset_key.to_user_string() for event in result.get_asset_materialization_events() if event.asset_key}


def run(
    location: dg.Definitions, instance: dg.DagsterInstance, *keys: str, job: str = JOB
) -> dg.ExecuteInProcessResult:
    selection = [dg.AssetKey.from_user_string(key) for key in keys] or None
    return location.resolve_job_def(job).execute_in_process(instance=instance, asset_selection=selection)


def evaluated(
    location: dg.Definitions, instance: dg.DagsterInstance, before: dg.EvaluateAutomationConditionsResult | None = None
) -> dg.EvaluateAutomationConditionsResult:
    """Evaluate in another thread: Dagster starts an event loop, and that of a browser may still run in this one."""
    cursor = before.cursor if before else None
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(dg.evaluate_automation_conditions, location, instance, cursor=cursor).result()


def test_the_graph_lies_beside_that_of_the_team(location: dg.Definitions) -> None:
    graph = location.resolve_asset_graph()
    ours = {key for key in graph.get_all_asset_keys() if key.path[0] == "news"}
    assert {dg.AssetKey(["news", name]) for name in PUBLISHED} <= ours
    assert {graph.get(key).group_name for key in ours} == {"migration"}
    assert location.resolve_job_def(JOB).asset_layer.executable_asset_keys < ours
    documents = graph.get(dg.AssetKey(["news", "documents"]))
    assert [key.path[:2] for key in documents.parent_keys] == [["news", "source"]]
    lineage = graph.get(dg.AssetKey(["news", "events"])).metadata["dagster/column_lineage"]
    assert lineage.deps_by_column["headline"][0].asset_key == dg.AssetKey(["news", "built", "events"])


def test_what_is_downstream_starts_only_when_the_data_has_changed(
    location: dg.Definitions, instance: dg.DagsterInstance, desk: Desk
) -> None:
    published = {f"news/{name}" for name in (*PUBLISHED, "release")}
    assert published <= materialized(run(location, instance))
    asked = evaluated(location, instance)
    asked = evaluated(location, instance, asked)
    assert not materialized(run(location, instance)) & published
    asked = evaluated(location, instance, asked)
    assert asked.total_requested == 0
    desk.add("2021-06-02.txt", OTHER_BULLETIN)
    assert {"news/events", "news/release"} <= materialized(run(location, instance))
    asked = evaluated(location, instance, asked)
    assert asked.get_requested_partitions(dg.AssetKey("chart")) == {None}


def test_tables_and_checks_are_made_one_by_one(
    location: dg.Definitions, instance: dg.DagsterInstance, desk: Desk
) -> None:
    run(location, instance)
    for key in ("news/events", "news/built/partners", "news/entries", "news/release", "news/ingest/quarantine"):
        assert materialized(run(location, instance, key)) == {key}
    check = dg.AssetCheckKey(dg.AssetKey(["news", "built", "mentions"]), "spans")
    alone = dg.define_asset_job("alone", selection=dg.AssetSelection.checks(check))
    merged = dg.Definitions.merge(location, dg.Definitions(jobs=[alone]))
    result = merged.resolve_job_def("alone").execute_in_process(instance=instance)
    assert [each.asset_check_key for each in result.get_asset_check_evaluations()] == [check]
    event = instance.get_latest_materialization_event(dg.AssetKey(["news", "events"]))
    assert event is not None
    assert event.asset_materialization is not None
    place = event.asset_materialization.metadata["dagster/uri"].value
    assert Path(str(place)) == desk.data / "releases" / "2021.05.1" / "parquet" / "events.parquet"


def test_an_asset_of_the_team_reads_the_published_table(location: dg.Definitions, instance: dg.DagsterInstance) -> None:
    run(location, instance)
    result = run(location, instance, "months", job="__ASSET_JOB")
    (event,) = result.get_asset_materialization_events()
    assert event.step_materialization_data.materialization.metadata["months"].value == 1


def test_a_release_is_read_as_what_an_input_is_annotated_with(
    location: dg.Definitions, instance: dg.DagsterInstance, desk: Desk
) -> None:
    run(location, instance)
    desk.add("2021-06-02.txt", OTHER_BULLETIN)
    run(location, instance)
    releases = desk.data / "releases"
    first = ReleaseTables(releases=str(releases), release="2021.05.1")
    latest = ReleaseTables(releases=str(releases))
    assert (len(first.pandas("events")), len(latest.pandas("events"))) == (2, 3)
    assert isinstance(first.polars("events", ["published_on"])["published_on"][0], date)
    assert first.arrow("events", ["event_id"]).column_names == ["event_id"]

    @dg.asset(ins={"them": dg.AssetIn("events", input_manager_key="old", metadata={"columns": ["headline"]})})
    def kinds(them: pl.DataFrame) -> int:
        return them.shape[0] * them.shape[1]

    @dg.asset(ins={"them": dg.AssetIn("events", input_manager_key="old")})
    def others(them: pa.Table) -> int:
        assert isinstance(them, pa.Table)
        return them.num_rows

    made = dg.materialize([dg.AssetSpec("events"), kinds, others], resources={"old": first}, instance=instance)
    assert (made.output_for_node("kinds"), made.output_for_node("others")) == (2, 2)


@pytest.mark.parametrize(("release", "table"), [("2021.05.9", "events"), ("2021.05.1", "evnts")])
def test_what_is_not_there_is_told(
    location: dg.Definitions, instance: dg.DagsterInstance, desk: Desk, release: str, table: str
) -> None:
    run(location, instance)
    with pytest.raises(dg.Failure, match=r"There is no release 2021\.05\.9 .* There are 2021\.05\.1\.|It has .*events"):
        ReleaseTables(releases=str(desk.data / "releases"), release=release).pandas(table)


def test_steps_run_in_processes_of_their_own(desk: Desk) -> None:
    # Each process costs seconds: three of them, after a refresh in one.
    assert desk.refresh().returncode == 0
    home = desk.folder / "home"
    home.mkdir()
    recorded = replace(desk, environment={**desk.environment, "DAGSTER_HOME": str(home)})
    command = ["dagster", "asset", "materialize", "-m", "tests.integration.team_location"]
    done = recorded.run(*command, "--select", "key:news/built/partners or key:news/partners")
    assert done.returncode == 0, done.stderr
    with dg.DagsterInstance.from_config(str(home)) as instance:
        (record,) = instance.get_run_records()
        started = instance.all_logs(record.dagster_run.run_id, dg.DagsterEventType.STEP_WORKER_STARTED)
    # STEP_WORKER_STARTED stands once for each process.
    steps = [event.get_dagster_event().step_key for event in started]
    assert {"news_publish_checks", "news_release", "news_tables"} <= set(steps)
    assert len(steps) == len(set(steps))
