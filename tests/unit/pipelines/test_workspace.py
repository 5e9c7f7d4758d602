"""Tables pass between stages whole or not at all."""

import fcntl
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.workspace import Workspace, WorkspaceError

FIRST = pa.table({"number": [1, 2]})
SECOND = pa.table({"number": [3]})


def test_a_table_comes_back_as_written(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "data with blanks")
    workspace.write_tables("ingest", {"numbers": FIRST})
    assert workspace.read_table("ingest", "numbers").equals(FIRST)


def test_writing_replaces_all_tables_of_the_stage(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.write_tables("ingest", {"numbers": FIRST, "others": FIRST})
    workspace.write_tables("ingest", {"numbers": SECOND})
    assert list(workspace.read_tables("ingest")) == ["numbers"]
    assert [path.name for path in workspace.work.iterdir()] == ["ingest"]


def test_what_a_killed_run_left_is_in_nobodys_way(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for leftover in (".ingest-new", ".ingest-old"):
        (workspace.work / leftover).mkdir(parents=True)
        (workspace.work / leftover / "half.parquet").write_bytes(b"PAR1")
    workspace.write_tables("ingest", {"numbers": FIRST})
    assert workspace.read_table("ingest", "numbers").equals(FIRST)
    assert [path.name for path in workspace.work.iterdir()] == ["ingest"]


def test_a_missing_table_says_what_to_run(tmp_path: Path) -> None:
    told = r"The table .*entries\.parquet does not exist\. .* run the job `refresh`\."
    with pytest.raises(WorkspaceError, match=told):
        Workspace(tmp_path).read_table("ingest", "entries")


def test_a_broken_table_says_which(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.write_tables("ingest", {"numbers": FIRST})
    (workspace.work / "ingest" / "numbers.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(WorkspaceError, match=r"Cannot read .*numbers\.parquet"):
        workspace.read_table("ingest", "numbers")


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="Cannot write to"), Workspace(tmp_path / "data").locked():
        pass


def test_the_lock_is_held_and_given_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.locked(), (tmp_path / ".lock").open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / ".lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
