"""A file that nobody has touched is not read again; any other is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.ingest.store.file_marks import FileMarks

LATER = datetime.now(UTC) + timedelta(hours=1)


def _kept(store: Path, path: Path, now: datetime = LATER) -> FileMarks:
    marks = FileMarks(store, "news", now)
    marks.add(str(path), "abc")
    marks.save()
    return FileMarks(store, "news", now)


def _file(folder: Path) -> Path:
    path = folder / "bulletin.txt"
    path.write_text("some text", encoding="utf-8")
    return path


def test_an_untouched_file_is_known(tmp_path: Path) -> None:
    path = _file(tmp_path)
    assert _kept(tmp_path / "store", path).known(str(path)) == "abc"


def test_a_file_of_another_source_is_not(tmp_path: Path) -> None:
    path = _file(tmp_path)
    _kept(tmp_path / "store", path)
    assert FileMarks(tmp_path / "store", "others", LATER).known(str(path)) is None


def test_a_changed_file_is_not_known_even_if_its_time_is_set_back(tmp_path: Path) -> None:
    path = _file(tmp_path)
    marks, times = _kept(tmp_path / "store", path), (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_text("same size", encoding="utf-8")
    os.utime(path, ns=times)
    assert marks.known(str(path)) is None


def test_a_file_written_just_now_is_read_again(tmp_path: Path) -> None:
    path = _file(tmp_path)
    assert _kept(tmp_path / "store", path, datetime.now(UTC)).known(str(path)) is None


def test_marks_that_cannot_be_read_are_no_marks(tmp_path: Path) -> None:
    path = _file(tmp_path)
    _kept(tmp_path / "store", path)
    (tmp_path / "store" / "files" / "news.arrow").write_bytes(b"ARROW1")
    assert FileMarks(tmp_path / "store", "news", LATER).known(str(path)) is None


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    path = _file(tmp_path)
    marks = _kept(tmp_path / "store", path)
    marks.save()
    assert FileMarks(tmp_path / "store", "news", LATER).known(str(path)) is None
