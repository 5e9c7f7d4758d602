"""Loading into SQLite and DuckDB: whole, as what changed, and not at all."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from pipelines.load import load as loading
from pipelines.load.connection import parsed
from pipelines.load.errors import AlreadyLoadedError, LoadError
from pipelines.load.load import load
from schemas.registry import LOADED
from tests.publish_examples import STORIES, provenance, tables
from tests.unit.pipelines.load.releases import held, published, release

CHANGED = replace(STORIES[0], facts={**STORIES[0].facts, "participant_count": 61})


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three releases: events are added, changed and removed, and one comes back."""
    folder = tmp_path_factory.mktemp("data")
    return [release(folder, stories) for stories in (STORIES[:3], (CHANGED, *STORIES[2:]), STORIES)]


@pytest.fixture(params=["db", "duckdb"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / f"bulletins.{request.param}")


def altered(target: str, *statements: str) -> None:
    engine = sa.create_engine(parsed(target))
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_what_changed_is_merged_and_the_rows_are_those_of_the_release(releases: list[Path], target: str) -> None:
    for number, folder in enumerate(releases):
        outcome = load(folder, target)
        before = str(outcome.merged_into) if outcome.merged_into else None
        assert before == (releases[number - 1].name if number else None)
        assert {name: rows for name, rows in held(target).items() if name in LOADED} == published(folder)
    assert "which held 2021.04.2" in outcome.message
    assert outcome.written < sum(map(len, published(releases[-1]).values())) / 2


def test_a_release_is_merged_into_an_older_one_than_the_last(releases: list[Path], target: str, tmp_path: Path) -> None:
    load(releases[0], target)
    assert str(load(releases[2], target).merged_into) == "2021.04.1"
    other = str(tmp_path / f"whole{Path(target).suffix}")
    load(releases[2], other)
    assert held(target) == held(other)


def test_the_database_says_which_release_it_holds(releases: list[Path], target: str) -> None:
    load(releases[1], target)
    manifest = json.loads((releases[1] / "manifest.json").read_text("utf-8"))
    ((version, schema_version, content, counts),) = held(target)["loaded_release"]
    assert (version, schema_version, content) == ("2021.04.2", manifest["schema_version"], manifest["content"])
    assert json.loads(str(counts)) == {name: manifest["tables"][name]["rows"] for name in LOADED}


def test_sqlite_has_primary_and_foreign_keys(releases: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "bulletins.sqlite"
    load(releases[0], str(target))
    inspector = sa.inspect(sa.create_engine(parsed(str(target))))
    for name, table in LOADED.items():
        assert inspector.get_pk_constraint(name)["constrained_columns"] == list(table.primary_key)
        keys = {(tuple(key["constrained_columns"]), key["referred_table"]) for key in inspector.get_foreign_keys(name)}
        assert keys == {(key.columns, key.table) for key in table.foreign_keys}


def test_duckdb_has_primary_keys_and_comments_that_say_what_a_column_refers_to(
    releases: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "bulletins.duckdb"
    load(releases[0], str(target))
    with duckdb.connect(str(target), read_only=True) as connection:
        columns = "table_name, constraint_column_names"
        query = f"SELECT {columns} FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"  # noqa: S608
        keys = {name: tuple(key) for name, key in connection.execute(query).fetchall()}
        assert keys == {name: table.primary_key for name, table in LOADED.items()}
        query = "SELECT comment FROM duckdb_columns() WHERE (table_name, column_name) = ('events', 'source_id')"
        assert connection.execute(query).fetchall() == [
            (f"{LOADED['events'].column('source_id').description} Refers to sources.source_id.",)
        ]


@pytest.mark.parametrize(
    ("prepare", "wanted", "told"),
    [
        (["DELETE FROM mentions"], 2, "Rows of mentions were added or removed by something else: it has 0"),
        (["DROP TABLE events_flat"], 2, "Tables of the loaded release are gone: events_flat"),
        (["ALTER TABLE partners ADD COLUMN rank INTEGER"], 2, "The columns of tables in .* were altered"),
        (["UPDATE loaded_release SET version = 'newest'"], 2, "loaded_release was altered"),
        (["DELETE FROM loaded_release"], 2, "loaded_release was altered.*: it has 0 rows"),
        (["UPDATE loaded_release SET row_counts = '[]'"], 2, r"loaded_release was altered.*: '\[\]' are not numbers"),
        (["ALTER TABLE loaded_release DROP COLUMN content"], 2, "loaded_release was altered.*: it has other columns"),
        (["UPDATE loaded_release SET content = 'other'"], 2, "holds other data under the version 2021.04.2"),
        (["UPDATE loaded_release SET content = 'other'"], 1, "holds other data under the version 2021.04.2"),
        ([], 0, r"holds release 2021\.04\.2, which is later than 2021\.04\.1"),
        ([], 1, r"already holds release 2021\.04\.2\. Nothing was changed"),
    ],
)
def test_a_database_that_does_not_hold_an_earlier_release_as_loaded_is_left_as_it_is(
    prepare: list[str], wanted: int, told: str, releases: list[Path], target: str
) -> None:
    load(releases[1], target)
    altered(target, *prepare)
    with pytest.raises(LoadError, match=told):
        load(releases[wanted], target)
    engine = sa.create_engine(parsed(target))
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM events")) == 3
    engine.dispose()


@pytest.mark.parametrize("statement", ["DELETE FROM mentions", "DROP TABLE events_flat", "DROP TABLE events"])
def test_whole_puts_an_altered_or_later_database_right(statement: str, releases: list[Path], target: str) -> None:
    load(releases[2], target)
    altered(target, statement)
    load(releases[0], target, whole=True)
    assert {name: rows for name, rows in held(target).items() if name in LOADED} == published(releases[0])


def test_a_column_of_another_type_is_noticed_and_put_right(releases: list[Path], tmp_path: Path) -> None:
    target = str(tmp_path / "bulletins.duckdb")
    load(releases[1], target)
    altered(target, "ALTER TABLE events ALTER participant_count TYPE VARCHAR")
    with pytest.raises(LoadError, match=r"The columns of tables in .* were altered"):
        load(releases[2], target)
    load(releases[2], target, whole=True)
    assert {name: rows for name, rows in held(target).items() if name in LOADED} == published(releases[2])


def test_views_of_the_tables_stay_when_all_rows_are_replaced(releases: list[Path], target: str) -> None:
    load(releases[2], target)
    altered(target, "CREATE VIEW meetings AS SELECT * FROM events WHERE event_type = 'meeting'")
    load(releases[0], target, whole=True)
    altered(target, "SELECT * FROM meetings")


@pytest.mark.parametrize("whole", [False, True])
def test_a_failure_half_way_leaves_the_database_as_it_was(
    whole: bool, releases: list[Path], target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(releases[0], target)
    before = held(target)
    calls: list[str] = []

    def failing(*arguments: object) -> None:
        calls.append("insert")
        if len(calls) == 4:
            raise MemoryError
        insert(*arguments)

    insert: Callable[..., None] = loading.insert
    monkeypatch.setattr(loading, "insert", failing)
    with pytest.raises(MemoryError):
        load(releases[1], target, whole)
    assert held(target) == before


def test_an_older_schema_is_replaced_whole(releases: list[Path], target: str, tmp_path: Path) -> None:
    load(_of_schema("1.5.0", releases[0], tmp_path / "old"), target)
    outcome = load(releases[1], target)
    assert outcome.merged_into is None
    assert {name: rows for name, rows in held(target).items() if name in LOADED} == published(releases[1])


def _of_schema(version: str, folder: Path, target: Path) -> Path:
    """A copy of a release as one of an older schema, in which a table has another name and there is no history."""
    shutil.copytree(folder, target / folder.name)
    copy = target / folder.name
    shutil.rmtree(copy / "changes" / "history")
    (copy / "parquet" / "roles.parquet").rename(copy / "parquet" / "parts.parquet")
    for name in ("manifest.json", "datapackage.json"):
        text = (copy / name).read_text("utf-8").replace('"roles"', '"parts"').replace("roles.parquet", "parts.parquet")
        content = json.loads(text)
        if name == "manifest.json":
            content["schema_version"] = version
            content["files"] = [each for each in content["files"] if "history" not in each["path"]]
        (copy / name).write_text(json.dumps(content), encoding="utf-8")
    return copy


def test_tables_of_somebody_else_are_not_touched(releases: list[Path], target: str) -> None:
    altered(target, "CREATE TABLE events (mine INTEGER)", "INSERT INTO events VALUES (1)")
    for whole in (False, True):
        with pytest.raises(LoadError, match=r"has tables of the same names that no release was loaded into: events\."):
            load(releases[0], target, whole)
    altered(target, "SELECT mine FROM events")


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("manifest.json", r"holds no finished release: manifest\.json is missing"),
        ("parquet/mentions.parquet", r"mentions\.parquet is missing or differs from manifest\.json"),
        ("changes/history/events.parquet", r"events\.parquet is missing or differs from manifest\.json"),
    ],
)
def test_an_unfinished_release_is_not_loaded(
    missing: str, told: str, releases: list[Path], target: str, tmp_path: Path
) -> None:
    copy = shutil.copytree(releases[0], tmp_path / "copy")
    (copy / missing).unlink()
    with pytest.raises(LoadError, match=told):
        load(copy, target)
    assert not Path(target).exists()


@pytest.mark.parametrize(
    ("manifest", "told"),
    [("[]", "is not a release"), ("{", "Cannot read"), ('{"version": "newest"}', "'newest' is not a version")],
)
def test_a_manifest_of_something_else_is_refused_in_words(
    manifest: str, told: str, releases: list[Path], target: str, tmp_path: Path
) -> None:
    copy = shutil.copytree(releases[0], tmp_path / "copy")
    (copy / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(LoadError, match=told):
        load(copy, target)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("bulletins.txt", r"names no database\. Name a file that ends in \.duckdb"),
        ("nothing://here", "SQLAlchemy does not know databases named 'nothing'"),
        ("oracle://host/database", "is not installed"),
        ("sqlite:////no/such/folder/bulletins.db", "refuses: unable to open database file"),
        ("/no/such/folder/bulletins.duckdb", "refuses: IO Error: Cannot open file"),
        ("postgresql://me:secret@127.0.0.1:1/bulletins", r"postgresql\+psycopg2://me:\*\*\*@127\.0\.0\.1:1/bulletins"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(
    address: str, told: str, releases: list[Path]
) -> None:
    with pytest.raises(LoadError, match=told) as caught:
        load(releases[0], address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("suffix", ["db", "duckdb"])
def test_a_file_that_is_no_database_is_left_alone(suffix: str, releases: list[Path], tmp_path: Path) -> None:
    file = tmp_path / f"notes.{suffix}"
    file.write_text("These are notes.\n" * 100, encoding="utf-8")
    with pytest.raises(LoadError, match=r"refuses: .*not a"):
        load(releases[0], str(file))
    assert file.read_text(encoding="utf-8") == "These are notes.\n" * 100


def test_the_second_load_of_a_release_is_an_error_of_its_own(releases: list[Path], target: str) -> None:
    load(releases[0], target)
    with pytest.raises(AlreadyLoadedError):
        load(releases[0], target)
    assert load(releases[0], target, whole=True).merged_into is None


def test_texts_that_csv_would_break_arrive_whole(target: str, tmp_path: Path) -> None:
    hostile = replace(STORIES[1], headline='=1+1, "\\N" \\. \'; DROP TABLE events; --\r\n\ttab’s ñ 🐟', body="")
    hostile = replace(hostile, partners={}, countries={})
    found = tables(tmp_path, [hostile])
    assert found["events"]["headline"].to_pylist() == [hostile.headline]
    from pipelines.publish.release import publish

    folder = publish(found, tmp_path, provenance()).path
    load(folder, target)
    assert {name: rows for name, rows in held(target).items() if name in LOADED} == published(folder)
