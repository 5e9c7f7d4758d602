"""`verify`: what it says of a whole release, and of one that was altered."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.publish.columnar.rows import Stored, whole
from pipelines.publish.metadata.manifest import SUMS, file_entry
from pipelines.publish.release import publish
from pipelines.publish.verify import main, verify
from tests.publish_examples import STORIES, Terms, provenance, tables


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    terms = Terms(republish_text=True)
    return publish(tables(folder, STORIES, terms), folder, provenance("c", "r", terms)).path


@pytest.fixture
def release(published: Path, tmp_path: Path) -> Path:
    """A copy, far from the data folder."""
    return Path(shutil.copytree(published, tmp_path / "downloaded"))


def rewrite(path: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    rows = whole(Stored(path))
    records = rows.to_pylist()
    change(records)
    pq.write_table(pa.Table.from_pylist(records, schema=rows.schema), path)


def reseal(release: Path) -> None:
    """Write sums and the manifest's files anew, as someone would who wants to hide a change."""
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    for listed in manifest["files"]:
        entry = file_entry(release / listed["path"], release)
        listed |= {"bytes": entry.bytes, "sha256": entry.sha256}
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    names = [*(listed["path"] for listed in manifest["files"]), "manifest.json"]
    lines = [f"{file_entry(release / name, release).sha256}  {name}\n" for name in names]
    (release / SUMS).write_text("".join(lines), encoding="utf-8")


def test_a_whole_release_passes(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(release)]) == 0
    assert "release 2021.04.1 is valid" in capsys.readouterr().out


def test_one_byte(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (release / "csv" / "events.csv").read_bytes()
    (release / "csv" / "events.csv").write_bytes(text.replace(b"Punta", b"Ponta"))
    assert main([str(release)]) == 1
    told = capsys.readouterr().err
    assert "csv/events.csv does not have the hash in SHA256SUMS" in told
    assert "csv/events.csv differs from the Parquet file in the column host_place" in told


def test_one_row(release: Path) -> None:
    rewrite(release / "parquet" / "event_countries.parquet", lambda rows: rows.pop())
    told = str(verify(release))
    assert "parquet/event_countries.parquet does not have the hash in SHA256SUMS" in told
    assert "event_countries.parquet has 2 rows, not 3" in told


def test_one_key_even_under_new_sums(release: Path) -> None:
    def exchange(rows: list[dict[str, object]]) -> None:
        rows[0]["partner_id"] = "nobody"

    rewrite(release / "parquet" / "event_partners.parquet", exchange)
    reseal(release)
    told = str(verify(release))
    assert "SHA256SUMS" not in told
    assert "event_partners.parquet does not have the expected content hash" in told
    assert "event_partners: partner_id must be in partners (1 row, such as row " in told
    assert "partners: event_count must be the rows of event_partners" in told


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda folder: (folder / "README.md").unlink(), "README.md is missing"),
        (lambda folder: (folder / "notes.txt").write_text("x"), "notes.txt is not among the release's files"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json is missing"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "manifest.json is not an object"),
        (lambda folder: (folder / "manifest.json").write_text("{}"), "manifest.json lacks version"),
        (lambda folder: (folder / "datapackage.json").write_text("{}"), "datapackage.json does not describe"),
        (lambda folder: (folder / SUMS).unlink(), "SHA256SUMS is missing"),
        (lambda folder: (folder / SUMS).write_text("nonsense"), "is not in the format of sha256sum"),
        (lambda folder: (folder / "parquet/events.parquet").write_bytes(b"PAR1"), "events.parquet cannot be read"),
        (lambda folder: (folder / "csv/events.csv").write_bytes(b"\xff"), "events.csv cannot be read"),
    ],
)
def test_whatever_is_wrong_is_told_in_words(alter: Callable[[Path], object], told: str, release: Path) -> None:
    alter(release)
    verdict = verify(release)
    assert not verdict.ok
    assert told in str(verdict)


def test_spans_types_and_versions_are_looked_at(release: Path) -> None:
    def misplace(rows: list[dict[str, object]]) -> None:
        rows[0]["text"] = "elsewhere"

    rewrite(release / "parquet" / "mentions.parquet", misplace)
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    manifest |= {"version": "2021.04", "schema_version": "one"}
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    told = str(verify(release))
    assert "mentions: field[start:end] must be the text (1 row" in told
    assert "'2021.04' is not a version" in told
    assert "'one' is not a schema version" in told
    assert "datapackage.json states version 2021.04.1, manifest.json 2021.04" in told


def test_a_retyped_column_is_told(release: Path) -> None:
    path = release / "parquet" / "event_countries.parquet"
    rows = whole(Stored(path))
    pq.write_table(rows.set_column(4, "mention_count", rows["mention_count"].cast(pa.int64())), path)
    assert "event_countries.parquet does not have the columns in datapackage.json" in str(verify(release))


def test_no_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 1
    assert "does not exist" in capsys.readouterr().err
