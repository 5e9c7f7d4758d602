"""A step is skipped only if everything it depended on, and everything it wrote, is as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.receipts import ABSENT, Receipts, code_version, mark

INPUTS = {"code": "1", "entries": "2"}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "stage"
    (folder / "inside").mkdir(parents=True)
    (folder / "events.parquet").write_text("some rows", encoding="utf-8")
    (folder / "inside" / "more.csv").write_text("others", encoding="utf-8")
    return folder


@pytest.fixture
def receipts(tmp_path: Path, written: Path) -> Receipts:
    kept = Receipts(tmp_path / "receipts")
    kept.keep("build", INPUTS, {"rows": 3}, [written])
    return kept


def test_the_result_is_found_again(receipts: Receipts, written: Path) -> None:
    assert receipts.find("build", INPUTS, [written]) == {"rows": 3}


def test_a_full_run_finds_nothing(receipts: Receipts, written: Path) -> None:
    assert Receipts(receipts.folder, is_full=True).find("build", INPUTS, [written]) is None


@pytest.mark.parametrize(
    "other", [{"code": "2", "entries": "2"}, {"code": "1"}, {**INPUTS, "accuracy": "3"}], ids=str
)
def test_other_inputs_find_nothing(receipts: Receipts, written: Path, other: dict[str, str]) -> None:
    assert receipts.find("build", other, [written]) is None


def test_another_step_finds_nothing(receipts: Receipts, written: Path) -> None:
    assert receipts.find("link", INPUTS, [written]) is None


def _same_size(folder: Path) -> None:
    path = folder / "events.parquet"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text("same size", encoding="utf-8")
    os.utime(path, ns=times)


def _replaced(folder: Path) -> None:
    other = folder.with_name("other")
    other.write_bytes((folder / "events.parquet").read_bytes())
    other.replace(folder / "events.parquet")


TOUCHED: dict[str, Callable[[Path], object]] = {
    "deleted": lambda folder: (folder / "events.parquet").unlink(),
    "truncated": lambda folder: os.truncate(folder / "inside" / "more.csv", 2),
    "emptied": lambda folder: os.truncate(folder / "events.parquet", 0),
    "added": lambda folder: (folder / "new.csv").touch(),
    "renamed": lambda folder: (folder / "events.parquet").rename(folder / "renamed.parquet"),
    "replaced by a copy": _replaced,
    "changed behind its time": _same_size,
}


@pytest.mark.parametrize("touch", TOUCHED.values(), ids=TOUCHED)
def test_what_was_touched_is_made_again(receipts: Receipts, written: Path, touch: Callable[[Path], object]) -> None:
    touch(written)
    assert receipts.find("build", INPUTS, [written]) is None


def test_a_folder_that_is_gone_is_made_again(receipts: Receipts, written: Path) -> None:
    written.rename(written.with_name("elsewhere"))
    assert mark(written) == ABSENT
    assert receipts.find("build", INPUTS, [written]) is None


def test_a_folder_that_only_moved_keeps_its_mark(written: Path) -> None:
    before = mark(written)
    assert mark(written.rename(written.with_name("named"))) == before


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"inputs": {}, "written": []}'])
def test_a_broken_receipt_finds_nothing(receipts: Receipts, written: Path, text: str) -> None:
    (receipts.folder / "build.json").write_text(text, encoding="utf-8")
    assert receipts.find("build", INPUTS, [written]) is None


def test_the_version_of_the_code_is_a_digest() -> None:
    assert len(code_version()) == 32


def test_a_step_is_recalled_until_its_inputs_or_files_change(tmp_path: Path) -> None:
    receipts, written = Receipts(tmp_path / "receipts"), tmp_path / "written"
    written.write_text("one")
    made = iter(range(1, 9))

    def recalled(inputs: str) -> int:
        return int(receipts.recall("step", {"input": inputs}, lambda: next(made), [written]))

    assert [recalled("a"), recalled("a"), recalled("b")] == [1, 1, 2]
    written.write_text("other")
    assert recalled("b") == 3
