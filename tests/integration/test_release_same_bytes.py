"""The same tables give the same bytes, whatever the surroundings and the order of rows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.publish.release import publish
from tests.publish_examples import STORIES, Terms, provenance, tables

# Publishes two releases one after the other, from annotations in the order or the reverse of it.
PROGRAM = """
import sys
from pathlib import Path
import pyarrow as pa
from pipelines.publish.release import publish
from tests.publish_examples import STORIES, annotations, built, provenance, reference_folder

folder = Path(sys.argv[1])
reference = reference_folder(folder / "reference")
for stories in (STORIES[:3], STORIES):
    found = annotations(stories)
    if sys.argv[2] == "reversed":
        found = {name: rows.take(pa.array(range(rows.num_rows)[::-1], pa.int64())) for name, rows in found.items()}
    publish(built(found, reference), folder, provenance())
"""

SURROUNDINGS = {
    "plain": ({}, "in order"),
    "hash seed": ({"PYTHONHASHSEED": "1"}, "in order"),
    "another hash seed": ({"PYTHONHASHSEED": "4242"}, "reversed"),
    "time zone": ({"TZ": "Pacific/Kiritimati"}, "reversed"),
    "locale": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, "in order"),
    "no locale": ({"LC_ALL": "C", "PYTHONUTF8": "0", "OMP_NUM_THREADS": "1"}, "reversed"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("plain"), "plain", root)


def made(folder: Path, name: str, root: Path) -> dict[str, bytes]:
    variables, order = SURROUNDINGS[name]
    command = [sys.executable, "-c", PROGRAM, str(folder), order]
    subprocess.run(command, cwd=root, env={**os.environ, **variables}, check=True, timeout=120)
    return contents(folder / "releases")


@pytest.mark.parametrize("name", [name for name in SURROUNDINGS if name != "plain"])
def test_surroundings_and_order_do_not_count(name: str, plain: dict[str, bytes], tmp_path: Path, root: Path) -> None:
    found = made(tmp_path, name, root)
    assert found.keys() == plain.keys()
    assert [path for path in plain if found[path] != plain[path]] == []


def test_the_files_of_tables_do_not_depend_on_the_releases_before(tmp_path: Path) -> None:
    at_once = publish(tables(tmp_path / "a"), tmp_path / "a", provenance()).path
    publish(tables(tmp_path / "b", STORIES[:2]), tmp_path / "b", provenance())
    in_steps = publish(tables(tmp_path / "b"), tmp_path / "b", provenance("code-2")).path
    assert (at_once.name, in_steps.name) == ("2021.04.1", "2021.04.2")
    one, other = contents(at_once), contents(in_steps)
    same = ("parquet/", "csv/", "hxl/", "migration-bulletins.xlsx", "DATA_DICTIONARY.md")
    of_tables = [path for path in one if path.startswith(same)]
    assert len(of_tables) > 30
    assert all(one[path] == other[path] for path in of_tables)


def test_files_of_tables_that_did_not_change_stay_the_same(tmp_path: Path) -> None:
    first = publish(tables(tmp_path), tmp_path, provenance()).path
    other = Terms(attribution="Other words")
    second = publish(tables(tmp_path, STORIES, other), tmp_path, provenance("c", "r", other)).path
    one, two = contents(first), contents(second)
    of_tables = [path for path in one if path.startswith(("parquet/", "csv/", "hxl/"))]
    # The source's terms are data of `sources`.
    assert {Path(path).stem.split(".")[0] for path in of_tables if one[path] != two[path]} == {"sources"}
