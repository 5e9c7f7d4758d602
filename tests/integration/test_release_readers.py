"""Real readers and validators take every file of a release."""

import csv
import datetime
import gzip
import importlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import fastparquet
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.publish.columnar.rows import Stored, whole
from pipelines.publish.files.csv_file import csv_name
from pipelines.publish.files.hxl import hxl_name
from pipelines.publish.release import publish
from schemas.declarations import Column, Type
from schemas.formats.arrow import arrow_schema
from schemas.formats.hxl import hxl_tags
from schemas.registry import ALL, CHANGES, CODE_TABLES, PUBLISHED, TAGGED
from tests.publish_examples import STORIES, Terms, provenance, tables

TABLES = [*PUBLISHED, *CODE_TABLES]
TERMS = Terms(republish_text=True)

DUCKDB = {
    Type.STRING: "VARCHAR", Type.INT32: "INTEGER", Type.DOUBLE: "DOUBLE", Type.BOOL: "BOOLEAN", Type.DATE: "DATE",
}  # fmt: skip
POLARS = {
    Type.STRING: pl.String, Type.INT32: pl.Int32, Type.DOUBLE: pl.Float64, Type.BOOL: pl.Boolean, Type.DATE: pl.Date,
}  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second release of a folder, so that it has changes as well."""
    folder = tmp_path_factory.mktemp("data")
    publish(tables(folder, STORIES[1:], TERMS), folder, provenance("code-1", "r", TERMS))
    return publish(tables(folder, STORIES, TERMS), folder, provenance("code-1", "r", TERMS)).path


def parquet_files(release: Path) -> Iterator[tuple[Path, tuple[Column, ...]]]:
    for name in TABLES:
        yield release / "parquet" / f"{name}.parquet", ALL[name].columns
    for name in CHANGES:
        yield release / "changes" / f"{name}.parquet", ALL[name].columns


def csv_text(path: Path) -> str:
    """The text of a CSV file, compressed or not."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            (content,) = (archive.read(name) for name in archive.namelist())
        return content.decode()
    return (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()


def test_pyarrow_reads_the_declared_schemas(release: Path) -> None:
    for path, _ in parquet_files(release):
        assert pq.read_schema(path).remove_metadata().equals(arrow_schema(ALL[path.stem]))
        assert whole(Stored(path)).num_rows == pq.ParquetFile(path).metadata.num_rows


def test_duckdb_reads_the_declared_types(release: Path) -> None:
    for path, columns in parquet_files(release):
        described = duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        assert [(row[0], row[1]) for row in described] == [(column.name, DUCKDB[column.type]) for column in columns]
        count = duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
        assert count == (whole(Stored(path)).num_rows,)


def test_polars_reads_the_declared_types(release: Path) -> None:
    for path, columns in parquet_files(release):
        frame = pl.read_parquet(path)
        assert dict(frame.schema) == {column.name: POLARS[column.type] for column in columns}
        assert frame.to_arrow().to_pylist() == whole(Stored(path)).to_pylist()


def test_pandas_reads_the_declared_types(release: Path) -> None:
    for path, columns in parquet_files(release):
        frame = pd.read_parquet(path, dtype_backend="pyarrow")
        assert list(frame.columns) == [column.name for column in columns]
        assert pa.Table.from_pandas(frame, preserve_index=False).to_pylist() == whole(Stored(path)).to_pylist()


def test_fastparquet_reads_the_same_values(release: Path) -> None:
    for path, columns in parquet_files(release):
        frame = fastparquet.ParquetFile(path).to_pandas()
        wanted = whole(Stored(path))
        assert len(frame) == wanted.num_rows
        for column in columns:
            found = [plain(value) for value in frame[column.name]]
            assert found == wanted[column.name].to_pylist(), f"{path.name} {column.name}"


def plain(value: object) -> object:
    """The value as Arrow gives it; fastparquet has bytes for texts, times for dates, numpy's numbers."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, datetime.datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def test_pythons_csv_reads_the_header_without_a_mark(release: Path) -> None:
    for name in TABLES:
        rows = list(csv.DictReader(io.StringIO(csv_text(release / csv_name(name)), newline="")))
        assert len(rows) == whole(Stored(release / "parquet" / f"{name}.parquet")).num_rows
        assert all(tuple(row) == ALL[name].column_names for row in rows)


def test_csv_keeps_namibia_and_leading_zeros_in_plain_pandas(release: Path) -> None:
    frame = pd.read_csv(release / "csv" / "countries.csv", dtype="string", keep_default_na=False, na_values=[""])
    assert {"NA", "BZ"} <= set(frame["country_iso2"])
    assert "084" in set(frame["m49"])


def test_duckdb_and_polars_read_csv_like_parquet(release: Path) -> None:
    for name in TABLES:
        path = str(release / csv_name(name))
        columns = {column.name: DUCKDB[column.type] for column in ALL[name].columns}
        count = duckdb.execute(
            "SELECT count(*) FROM read_csv(?, columns = ?, header = true, quote = '\"', escape = '\"', nullstr = '')",
            [path, columns],
        ).fetchone()
        rows = whole(Stored(release / "parquet" / f"{name}.parquet")).num_rows
        assert count == (rows,)
        assert pl.read_csv(path, infer_schema=False).height == rows


def test_no_cell_of_any_text_file_would_run(release: Path) -> None:
    runs = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
    number = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
    paths = list(release.rglob("*.csv*"))
    assert {path.suffix for path in paths} == {".csv", ".gz", ".zip"}
    for path in paths:
        cells = [cell for row in csv.reader(io.StringIO(csv_text(path), newline="")) for cell in row]
        assert not [cell for cell in cells if runs.match(cell) and not number.fullmatch(cell)]


def test_frictionless_finds_the_data_package_valid(release: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(release / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == 2 * len(TABLES)


def test_frictionless_sees_a_broken_key(release: Path, tmp_path: Path) -> None:
    """The description is strong enough to find what is wrong."""
    frictionless = pytest.importorskip("frictionless")
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    names = ("events", "event_topics", "countries")
    kept = [resource for resource in package["resources"] if resource["name"] in names]
    (tmp_path / "csv").mkdir()
    for resource in kept:
        text = (release / resource["path"]).read_bytes()
        if resource["name"] == "event_topics":
            text = text.replace(b"evt_", b"evt_0000", 1)
        (tmp_path / resource["path"]).write_bytes(text)
        resource.pop("hash")
        resource.pop("bytes")
    (tmp_path / "datapackage.json").write_text(json.dumps({**package, "resources": kept}), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {"foreign-key", "constraint-error"} <= {error[0] for error in report.flatten(["type"])}


def test_the_data_package_keeps_to_the_profile_that_it_names(release: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    profile = json.loads((Path(__file__).parent / "profiles" / "data-package-2.0.json").read_text("utf-8"))
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(profile).iter_errors(package)] == []
    field = package["resources"][0]["schema"]["fields"][0]
    field["example"] = 50
    assert not jsonschema.Draft7Validator(profile).is_valid(package)


def test_the_data_package_keeps_to_the_standards_words(release: Path) -> None:
    """What the validators let pass: names, hashes and sizes of every resource, keys that name real columns."""
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[-a-z0-9._/]+", name) for name in names)
    sums = dict(line.split("  ")[::-1] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines())
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{sums[resource['path']]}"
        fields = [field["name"] for field in resource.get("schema", {"fields": []})["fields"]]
        for key in resource.get("schema", {}).get("foreignKeys", []):
            assert set(key["fields"]) <= set(fields)
            other = key["reference"].get("resource", resource["name"])
            assert set(key["reference"]["fields"]) <= set(ALL[other].column_names)


def test_mlcroissant_loads_every_record_set_from_one_dataset(release: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    _leave_captured_output_open()
    dataset = mlcroissant.Dataset(str(release / "croissant.json"))
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    found = {each.id: sum(1 for _ in dataset.records(each.id)) for each in dataset.metadata.record_sets}
    assert found == {name: whole(Stored(release / "parquet" / f"{name}.parquet")).num_rows for name in TABLES}


def _leave_captured_output_open() -> None:
    """mlcroissant logs by absl, which closes the standard error it found at import once logging is set up anew: give it
    the process's own, not the file by which pytest captures output."""
    importlib.import_module("absl.logging").get_absl_handler().python_handler.setStream(sys.__stderr__)


def test_the_croissant_file_names_real_columns_and_hashes(release: Path) -> None:
    croissant = json.loads((release / "croissant.json").read_text("utf-8"))
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    sums = dict(line.split("  ")[::-1] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines())
    assert all(sums[file["contentUrl"]] == file["sha256"] for file in croissant["distribution"])
    for record_set in croissant["recordSet"]:
        columns = [field["source"]["extract"]["column"] for field in record_set["field"]]
        assert tuple(columns) == ALL[record_set["@id"]].column_names


def test_libhxl_finds_the_hxl_files_valid(release: Path) -> None:
    hxl = pytest.importorskip("hxl")
    for name in TAGGED:
        problems: list[object] = []
        path = str(release / hxl_name(name))
        source = hxl.data(path, hxl.input.InputOptions(allow_local=True))
        assert [column.display_tag for column in source.columns] == hxl_tags(ALL[name])
        assert hxl.schema(callback=problems.append).validate(source), problems
        assert not problems


def test_the_snippets_of_the_readme_run(release: Path) -> None:
    text = (release / "README.md").read_text("utf-8")
    snippets = re.findall(r"```(sql|python)\n(.*?)```", text, flags=re.DOTALL)
    assert [language for language, _ in snippets] == ["sql", "sql", "sql", "python", "python"]
    for language, code in snippets:
        program = f"import duckdb\nprint(duckdb.sql({code!r}))" if language == "sql" else code
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=release, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        expected = ("Belize", "headline", "reason", "International Organization", "launch")
        assert any(word in done.stdout for word in expected)


def test_the_citation_is_yaml_with_what_the_format_asks_for(release: Path) -> None:
    yaml = pytest.importorskip("yaml")
    citation = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert (citation["version"], citation["type"]) == ("2021.04.2", "dataset")
