"""A release from the same inputs stands without a look at the tables, as long as nobody has touched it."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.publish.release import Publication, PublishError, publish
from pipelines.receipts import Receipts
from tests.publish_examples import provenance, tables

INPUTS = {"tables": "1", "code": "1"}
OTHERS = {**INPUTS, "code": "2"}

Tables = Mapping[str, pa.Table]


@pytest.fixture
def built(tmp_path: Path) -> Tables:
    """Tables of a release."""
    return tables(tmp_path)


@pytest.fixture
def refused(built: Tables) -> Tables:
    """Tables that are refused when they are looked at."""
    return {**built, "events": built["events"].slice(0, 0)}


def _published(
    built: Tables, data: Path, inputs: Mapping[str, str] = INPUTS, is_full: bool = False
) -> Publication:
    return publish(built, data, provenance(), receipts=Receipts(data / "receipts", is_full), inputs=inputs)


def test_the_last_release_stands_without_a_look_at_the_tables(built: Tables, refused: Tables, tmp_path: Path) -> None:
    first, confirmed = _published(built, tmp_path), _published(built, tmp_path, OTHERS)
    again = _published(refused, tmp_path, OTHERS)
    assert (first.is_new, confirmed.is_new, again.is_new) == (True, False, False)
    assert (again.version, again.rows, again.warnings) == (confirmed.version, confirmed.rows, confirmed.warnings)
    assert (again.content.hashes, again.content.digest) == (first.content.hashes, first.content.digest)
    assert again.message == confirmed.message


def test_a_new_release_stands_too(built: Tables, refused: Tables, tmp_path: Path) -> None:
    first = _published(built, tmp_path)
    again = _published(refused, tmp_path)
    assert (again.version, again.is_new, again.rows) == (first.version, False, first.rows)


@pytest.mark.parametrize("inputs", [OTHERS, {"tables": "1"}], ids=str)
def test_other_inputs_are_looked_at(built: Tables, refused: Tables, tmp_path: Path, inputs: dict[str, str]) -> None:
    _published(built, tmp_path)
    with pytest.raises(PublishError):
        _published(refused, tmp_path, inputs)


def test_a_full_run_looks_at_everything(built: Tables, refused: Tables, tmp_path: Path) -> None:
    _published(built, tmp_path)
    with pytest.raises(PublishError):
        _published(refused, tmp_path, is_full=True)


def test_a_damaged_release_does_not_stand(built: Tables, refused: Tables, tmp_path: Path) -> None:
    (_published(built, tmp_path).path / "csv" / "events.csv").unlink()
    with pytest.raises(PublishError):
        _published(refused, tmp_path)


def test_a_release_that_was_moved_away_is_made_again(built: Tables, tmp_path: Path) -> None:
    first = _published(built, tmp_path)
    first.path.rename(tmp_path / "elsewhere")
    again = _published(built, tmp_path)
    assert again.is_new
    assert again.version != first.version
