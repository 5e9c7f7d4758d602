"""Databases and their tools take what a release holds for them."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from pipelines.publish.columnar.rows import Stored, whole
from pipelines.publish.files.csv_file import guarded
from pipelines.publish.release import publish
from schemas.codes import code_list
from schemas.registry import CODE_TABLES, PUBLISHED
from tests.postgresql import Server, postgresql_server
from tests.publish_examples import STORIES, Terms, provenance, tables

TABLES = PUBLISHED | CODE_TABLES
TERMS = Terms(republish_text=True, attribution="Harbour Office: it's 100% “free”, :see terms")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    return publish(tables(folder, STORIES, TERMS), folder, provenance("code-1", "r", TERMS)).path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgresql_server() as running:
        yield running


@pytest.fixture(scope="module")
def database(server: Server, release: Path) -> Iterator[sa.Connection]:
    """A database that the snippet of the release's README has filled."""
    address = server.new_database("snippet")
    snippet = re.search(r"```sh\n(.*?)```", (release / "README.md").read_text("utf-8"), flags=re.DOTALL)
    assert snippet
    command = snippet[1].replace("psql", f"psql {' '.join(server.options)}").replace("my_database", "snippet")
    done = subprocess.run(["bash", "-c", command], cwd=release, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with sa.create_engine(address).connect() as connection:
        yield connection


@pytest.mark.parametrize("name", TABLES)
def test_postgresql_copies_every_table_of_csv(name: str, database: sa.Connection, release: Path) -> None:
    columns = ", ".join(f'"{column}"' for column in TABLES[name].column_names)
    found = {tuple(row) for row in database.execute(sa.text(f"SELECT {columns} FROM {name}"))}  # noqa: S608
    rows = whole(Stored(release / "parquet" / f"{name}.parquet"))
    cells, texts = rows.to_pylist(), guarded(rows).cells.to_pylist()
    expected = {
        tuple(text[key] if isinstance(value, str) else value for key, value in row.items())
        for row, text in zip(cells, texts, strict=True)
    }
    assert found == expected


def test_postgresql_has_the_declared_keys_and_comments(database: sa.Connection) -> None:
    inspector = sa.inspect(database)
    for name, table in TABLES.items():
        assert inspector.get_pk_constraint(name)["constrained_columns"] == list(table.primary_key)
        keys = {(tuple(key["constrained_columns"]), key["referred_table"]) for key in inspector.get_foreign_keys(name)}
        assert keys == {(key.columns, key.table) for key in table.foreign_keys}
        assert inspector.get_table_comment(name)["text"] == table.description
        comments = {column["name"]: column["comment"] for column in inspector.get_columns(name)}
        assert comments == {column.name: column.description for column in table.columns}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO event_topics VALUES ('evt_0123456789abcdef', 'gcm', '1')",
        "UPDATE events SET activity_id = 'act_0123456789abcdef'",
        "INSERT INTO event_topics SELECT * FROM event_topics",
        "UPDATE events SET headline = NULL",
    ],
)
def test_postgresql_holds_the_keys(statement: str, database: sa.Connection) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.engine.begin() as changing:
        changing.execute(sa.text(statement))


def test_dbt_finds_every_column_with_the_tests_of_its_declaration(release: Path) -> None:
    (source,) = yaml.safe_load((release / "dbt" / "sources.yml").read_text("utf-8"))["sources"]
    described = {table["name"]: table for table in source["tables"]}
    assert list(described) == list(TABLES)
    for name, table in TABLES.items():
        columns = {column["name"]: column for column in described[name]["columns"]}
        assert list(columns) == list(table.column_names)
        for column in table.columns:
            tests = list(_tests(columns[column.name]))
            assert ("not_null" in tests) is not column.nullable
            assert ("unique" in tests) is (table.primary_key == (column.name,))
            values = [test["accepted_values"]["arguments"]["values"] for test in tests if "accepted_values" in test]
            assert values == ([list(code_list(column.codes))] if column.codes else [])
            targets = [test["relationships"]["arguments"] for test in tests if "relationships" in test]
            wanted = [key for key in table.foreign_keys if key.columns == (column.name,)]
            assert targets == [
                {"to": f"source('{source['name']}', '{key.table}')", "field": key.references[0]} for key in wanted
            ]


def _tests(column: dict[str, Any]) -> Iterator[Any]:
    """The tests of a column; `not_null` and `unique` are words, the others have arguments."""
    yield from column.get("data_tests", [])


def test_the_keys_that_dbt_tests_are_unique_in_postgresql(database: sa.Connection, release: Path) -> None:
    (source,) = yaml.safe_load((release / "dbt" / "sources.yml").read_text("utf-8"))["sources"]
    keys = {
        table["name"]: test["unique"]["arguments"]["column_name"]
        for table in source["tables"]
        for test in table.get("data_tests", [])
    }
    assert set(keys) == {name for name, table in TABLES.items() if len(table.primary_key) > 1}
    for name, key in keys.items():
        query = f"SELECT {key} FROM {name} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
        assert database.execute(sa.text(query)).all() == []


def test_datasette_finds_titles_and_columns(release: Path) -> None:
    metadata = json.loads((release / "datasette" / "metadata.json").read_text("utf-8"))
    found = metadata["databases"]["migration-bulletins"]["tables"]
    assert {name: list(table["columns"]) for name, table in found.items()} == {
        name: list(table.column_names) for name, table in TABLES.items()
    }
    assert (found["partners"]["label_column"], found["events"]["label_column"]) == ("name", "headline")
