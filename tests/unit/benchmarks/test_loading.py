"""The times of loading: two releases go into each database, whole and as what changed."""

from pathlib import Path

import duckdb

from benchmarks.loading import bare, one_round
from tests.publish_examples import STORIES
from tests.unit.pipelines.load.releases import release


def test_each_way_to_load_is_timed_once(tmp_path: Path) -> None:
    before, after = release(tmp_path, STORIES[:3]), release(tmp_path, STORIES)
    found = dict(one_round(before, after, None))
    ours = [f"{database}, {how}" for database in ("DuckDB", "SQLite") for how in ("whole", "changes")]
    assert list(found) == ["DuckDB, `CREATE TABLE AS` from Parquet", *ours]
    assert all(times.wall > 0 for times in found.values())


def test_the_bare_load_has_the_rows_of_every_table(tmp_path: Path) -> None:
    folder = release(tmp_path, STORIES)
    bare(folder, str(tmp_path / "bare.duckdb"))
    with duckdb.connect(str(tmp_path / "bare.duckdb")) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (len(STORIES),)
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert tables == {path.stem for path in (folder / "parquet").iterdir()}
