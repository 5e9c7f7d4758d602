from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ingest.store.ledger import Ledger
from pipelines.ingest.store.sightings import Sighting, as_columns, from_columns

TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
SIGHTINGS = st.builds(
    Sighting,
    *(TEXTS.filter(bool) for _ in ("source_id", "location", "time", "status")),
    sha256=st.none() | st.just("ab" * 32),
    headers=st.dictionaries(st.sampled_from(["etag", "content-type"]), TEXTS),
    address=st.none() | st.just("https://harbour.example/news"),
    reason=TEXTS,
    expected=st.integers(0, 9),
    entry=st.none() | st.just("evt_1"),
)
RUNS = st.lists(st.lists(SIGHTINGS, max_size=2), max_size=3)
SOME = st.lists(SIGHTINGS, min_size=1, max_size=3)
# Each waits for the disk.
few = settings(max_examples=30)


@contextmanager
def folder() -> Iterator[Path]:
    """With a copy in columns after every line."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.ingest.store.ledger.MOST_BEHIND", 0)
        yield Path(name)


def at(folder: Path) -> Ledger:
    return Ledger(folder / "sightings.jsonl")


@given(st.lists(SIGHTINGS))
def test_sightings_come_back_from_columns(sightings: list[Sighting]) -> None:
    assert from_columns(as_columns(sightings)) == sightings


@few
@given(RUNS, st.booleans())
def test_the_copy_and_the_lines_behind_it_tell_what_the_whole_ledger_tells(
    runs: list[list[Sighting]], is_cut: bool
) -> None:
    with folder() as here:
        for run in runs:
            at(here).add(run)
            with at(here).path.open("a") as file:
                # A kill while a line is written.
                file.write('{"source_id": "harb' if is_cut else "")
            told = at(here).rows()
        (here / "sightings.arrow").unlink(missing_ok=True)
        assert not runs or told.equals(at(here).rows())
        assert from_columns(at(here).rows()) == [sighting for run in runs for sighting in run]


@few
@given(SOME, st.data())
def test_a_torn_copy_is_made_anew(sightings: list[Sighting], data: st.DataObject) -> None:
    with folder() as here:
        at(here).add(sightings)
        at(here).rows()
        copy = here / "sightings.arrow"
        whole = copy.read_bytes()
        copy.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
        assert from_columns(at(here).rows()) == sightings
        assert copy.read_bytes() == whole


@few
@given(SOME, SOME)
def test_the_copy_of_another_ledger_is_made_anew(some: list[Sighting], others: list[Sighting]) -> None:
    with folder() as here:
        at(here).add(some)
        at(here).rows()
        at(here).path.unlink()
        at(here).add(others)
        assert from_columns(at(here).rows()) == others


def test_only_the_lines_behind_the_copy_are_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.store.ledger.MOST_BEHIND", 1)
    # Else what is spoilt below would tell that the copy is of other bytes.
    monkeypatch.setattr("pipelines.ingest.store.ledger._END_BYTES", 0)
    sightings = [Sighting("harbour", f"{number}.txt", "now", "stored", "ab" * 32) for number in range(4)]
    at(tmp_path).add(sightings[:3])
    assert at(tmp_path).rows().num_rows == 3
    spoilt = at(tmp_path).path.read_bytes().replace(b'"location"', b'"lost_ion"')
    at(tmp_path).path.write_bytes(spoilt)
    at(tmp_path).add(sightings[3:])
    assert from_columns(at(tmp_path).rows()) == sightings


def test_a_place_where_no_copy_can_be_written_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.ingest.store.ledger.MOST_BEHIND", 0)
    (tmp_path / "sightings.arrow").mkdir()
    at(tmp_path).add([Sighting("harbour", "1.txt", "now", "stored", None)])
    assert at(tmp_path).rows().num_rows == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sightings.arrow", "sightings.jsonl"]
