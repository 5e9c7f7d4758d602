"""Loading into a real PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from assets.commands.cli import main
from pipelines.load.errors import LoadError
from pipelines.load.load import load
from schemas.registry import LOADED
from tests.postgresql import Server, postgresql_server
from tests.publish_examples import STORIES
from tests.unit.pipelines.load.releases import held, published, release

CHANGED = replace(STORIES[0], facts={**STORIES[0].facts, "participant_count": 61})
HOSTILE = replace(STORIES[2], headline='=1+1, "\\N"\n\\.\n \'; DROP TABLE events; --\r\n\ttab’s ñ 🐟', partners={})


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("data")
    history = (STORIES[:3], (CHANGED, *STORIES[2:]), (CHANGED, STORIES[1], HOSTILE))
    return [release(folder, stories) for stories in history]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgresql_server() as running:
        yield running


def test_step_by_step_equals_whole(releases: list[Path], server: Server) -> None:
    stepwise, whole = server.new_database("stepwise"), server.new_database("whole")
    merged = [load(folder, stepwise).merged_into for folder in releases]
    assert [str(each) for each in merged] == ["None", "2021.04.1", "2021.04.2"]
    load(releases[-1], whole)
    assert held(stepwise) == held(whole)
    assert {name: rows for name, rows in held(whole).items() if name in LOADED} == published(releases[-1])
    inspector = sa.inspect(sa.create_engine(stepwise, poolclass=sa.NullPool))
    for name, table in LOADED.items():
        keys = {(tuple(key["constrained_columns"]), key["referred_table"]) for key in inspector.get_foreign_keys(name)}
        assert keys == {(key.columns, key.table) for key in table.foreign_keys}
        assert inspector.get_table_comment(name)["text"] == table.description


def test_the_command_says_what_it_did_and_exits_with_the_documented_codes(releases: list[Path], server: Server) -> None:
    address = server.new_database("command").replace("+psycopg2", "")
    steps = [
        ([releases[1]], 0, "loaded release 2021.04.2 whole into postgresql+psycopg2://"),
        ([releases[1]], 3, "already holds release 2021.04.2"),
        ([releases[1], "--if-newer"], 0, "already holds release 2021.04.2"),
        ([releases[0]], 1, "holds release 2021.04.2, which is later than 2021.04.1"),
        ([releases[2]], 0, "which held 2021.04.2"),
        ([releases[0], "--whole"], 0, "loaded release 2021.04.1 whole"),
    ]
    for (folder, *options), code, told in steps:
        done = CliRunner().invoke(main, ["load", str(folder), address, *map(str, options)])
        assert (done.exit_code, told in done.output) == (code, True), done.output


def test_views_stay_and_what_they_need_is_not_dropped(releases: list[Path], server: Server) -> None:
    address = server.new_database("views")
    load(releases[0], address)
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE VIEW meetings AS SELECT * FROM events"))
    load(releases[1], address, whole=True)
    with engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM meetings")) == 3
        connection.execute(sa.text("UPDATE loaded_release SET schema_version = '1.5.0'"))
    before = held(address)
    with pytest.raises(LoadError, match=r"refuses: cannot drop .*view meetings depends on table events"):
        load(releases[2], address)
    assert held(address) == before
