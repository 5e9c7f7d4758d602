"""The graph as Dagster sees it."""

import dagster as dg
import pytest

from assets.composition.released import ReleaseTables
from assets.definitions import definitions, defs
from schemas.registry import PUBLISHED

GRAPH = defs().get_repository_def().asset_graph
KEYS = GRAPH.get_all_asset_keys()
SOURCES = sorted(key.to_user_string() for key in KEYS if key.path[0] == "source")
ASSETS = sorted(key.to_user_string() for key in KEYS if key.path[0] != "source")


def test_data_at_an_address_are_not_read_when_the_graph_is_loaded() -> None:
    graph = definitions(data="s3://bucket/prefix")
    reader = (graph.resources or {})["migration_bulletins_releases"]
    assert isinstance(reader, ReleaseTables)
    assert reader.releases == "s3://bucket/prefix/releases"


def test_every_published_table_is_an_asset() -> None:
    assert set(PUBLISHED) <= set(ASSETS)


@pytest.mark.parametrize("name", ASSETS)
def test_every_asset_is_described_owned_and_grouped(name: str) -> None:
    node = GRAPH.get(dg.AssetKey.from_user_string(name))
    assert node.description
    assert node.owners
    assert node.group_name in ("ingest", "extract", "link", "build", "publish")
    assert node.tags["stage"] == node.group_name


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_an_asset_of_its_own(name: str) -> None:
    node = GRAPH.get(dg.AssetKey.from_user_string(name))
    assert (node.group_name, node.kinds) == ("sources", {"folder"})
    assert node.description
    assert not node.is_materializable


def test_the_release_comes_after_all_published_tables() -> None:
    assert {key.to_user_string() for key in GRAPH.get(dg.AssetKey("release")).parent_keys} == set(PUBLISHED)


def test_freshness_is_that_of_the_newest_bulletin() -> None:
    policies = {name for name in ASSETS if GRAPH.get(dg.AssetKey.from_user_string(name)).freshness_policy}
    assert policies == {"news"}


def test_the_job_runs_everything_in_one_process() -> None:
    job = defs().resolve_job_def("refresh")
    assert job.executor_def.name == dg.in_process_executor.name
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == set(ASSETS)
