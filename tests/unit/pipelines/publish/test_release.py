"""Publishing: what is refused, what is new, and what the files say."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipelines.publish.checks import gate
from pipelines.publish.checks.gate import SchemaRefusedError
from pipelines.publish.release import PublishError, publish
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL, CHANGES, CODE_TABLES, PUBLISHED
from tests.publish_examples import STORIES, Licence, Story, Terms, provenance, tables


def test_a_release_has_all_its_files(tmp_path: Path) -> None:
    published = publish(tables(tmp_path), tmp_path, provenance())
    assert (published.version, published.is_new) == ("2021.04.1", True)
    main = [*PUBLISHED, *CODE_TABLES]
    expected = {
        *(f"parquet/{name}.parquet" for name in main),
        *(f"csv/{name}.csv" for name in main if name != "mentions"),
        "csv/mentions.csv.gz",
        *(f"hxl/{name}.csv.zip" for name in ("events_flat", "activities", "partners", "countries", "sources")),
        *(f"changes/{name}.parquet" for name in CHANGES),
        *(f"changes/history/{name}.parquet" for name in main),
        *(f"changes/{name}.csv" for name in CHANGES if name != "event_texts"),
        "changes/changes.json", "changes/CHANGELOG.md", "migration-bulletins.xlsx", "datapackage.json",
        "croissant.json", "manifest.json", "SHA256SUMS", "DATA_DICTIONARY.md", "README.md", "quality.json",
        "CITATION.cff", "LICENSE", "index.html", "schema.sql", "dbt/sources.yml", "datasette/metadata.json",
    }  # fmt: skip
    assert {
        path.relative_to(published.path).as_posix() for path in published.path.rglob("*") if path.is_file()
    } == expected
    assert (tmp_path / "releases" / "latest").resolve() == published.path.resolve()


def test_a_release_says_what_the_sources_of_reference_tables_ask_for(tmp_path: Path) -> None:
    asked = ("Pier Register, CC BY 4.0, changed.", "Quay List, CC BY 4.0, changed.")
    path = publish(tables(tmp_path), tmp_path, replace(provenance(), attributions=asked)).path
    package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    assert [source["title"] for source in package["sources"]] == ["Harbour News (Harbour Office)", *asked]
    for name in ("LICENSE", "README.md"):
        text = (path / name).read_text(encoding="utf-8")
        assert all(attribution in text for attribution in asked)


def test_the_same_content_is_no_new_release(tmp_path: Path) -> None:
    first = publish(tables(tmp_path), tmp_path, provenance())
    again = publish(tables(tmp_path), tmp_path, provenance("code-2", "reference-2"))
    assert (again.version, again.is_new, again.path) == (first.version, False, first.path)
    assert "nothing changed" in again.message


def test_doubts_and_warnings_are_listed_and_the_accuracy_is_not_claimed_for_this_data(tmp_path: Path) -> None:
    undated = [Story(f"Desk {number} opens", "It did.", published_on=None) for number in range(6)]
    rows = [(story.event_id, "harbour-news", "headline_date", story.headline) for story in (undated[0], STORIES[0])]
    columns = [pa.array(column) for column in zip(*sorted(rows), strict=True)]
    doubts = pa.table(columns, schema=arrow_schema(ALL["doubts"]))
    published = publish(tables(tmp_path, undated), tmp_path, provenance(), doubts=doubts)
    quality = json.loads((published.path / "quality.json").read_text(encoding="utf-8"))
    example = {"event_id": undated[0].event_id, "text": "Desk 0 opens"}
    assert quality["doubts"]["headline_date"] == {"events": 1, "examples": [example]}
    assert quality["doubts"]["long_body"] == {"events": 0, "examples": []}
    assert quality["warnings"] == list(published.warnings)
    assert published.warnings[0].startswith("harbour-news: 0 of 6 events (0%) have a publication date")
    for said in (quality["accuracy_measured_on"], (published.path / "README.md").read_text(encoding="utf-8")):
        assert "not on the data of this release" in said


@pytest.mark.parametrize(
    "terms", [Terms(attribution="Other words"), Terms(licence=Licence("CC BY 4.0", None)), Terms(republish_text=True)]
)
def test_other_terms_are_a_new_release(terms: Terms, tmp_path: Path) -> None:
    publish(tables(tmp_path), tmp_path, provenance())
    assert publish(tables(tmp_path, STORIES, terms), tmp_path, provenance("code-1", "reference-1", terms)).is_new


def test_no_events_are_refused_and_the_last_release_stays(tmp_path: Path) -> None:
    first = publish(tables(tmp_path), tmp_path, provenance())
    with pytest.raises(PublishError, match="There are no events to publish"):
        publish(tables(tmp_path, []), tmp_path, provenance())
    assert (tmp_path / "releases" / "latest").resolve() == first.path.resolve()


def test_a_broken_rule_is_refused(tmp_path: Path) -> None:
    found = tables(tmp_path)
    found["partners"] = found["partners"].filter(pc.not_equal(found["partners"]["partner_id"], "norad"))
    with pytest.raises(PublishError, match="event_partners: partner_id must be in partners"):
        publish(found, tmp_path, provenance())
    assert not (tmp_path / "releases" / "latest").exists()


def test_what_does_not_read_back_the_same_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(rows: pa.Table) -> Iterator[pa.Table]:
        return original(rows.slice(1))

    from pipelines.publish import release_files

    original = release_files.row_groups
    monkeypatch.setattr(release_files, "row_groups", cut)
    with pytest.raises(PublishError, match=r"events\.parquet has 3 rows, not 4"):
        publish(tables(tmp_path), tmp_path, provenance())
    assert not (tmp_path / "releases" / "2021.04.1").exists()


def test_undated_entries_can_be_published(tmp_path: Path) -> None:
    published = publish(tables(tmp_path, STORIES[3:]), tmp_path, provenance())
    assert published.version == "0000.00.1"


def test_a_broken_schema_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tables(tmp_path), tmp_path, provenance())
    events = PUBLISHED["events"]
    without = replace(events, columns=tuple(column for column in events.columns if column.name != "quote"))
    monkeypatch.setattr(gate, "PUBLISHED", {**PUBLISHED, "events": without})
    with pytest.raises(SchemaRefusedError, match=r"events\.quote is gone"):
        publish(tables(tmp_path, STORIES[:3]), tmp_path, provenance())
    assert [path.name for path in (tmp_path / "releases").glob("2*")] == ["2021.04.1"]


def test_the_physical_profile(tmp_path: Path) -> None:
    path = publish(tables(tmp_path), tmp_path, provenance()).path
    for file in (*path.glob("parquet/*.parquet"), *path.glob("changes/*.parquet")):
        metadata = pq.ParquetFile(file).metadata
        assert metadata.format_version == "2.6"
        assert metadata.num_row_groups <= 1
        assert b"ARROW:schema" not in metadata.metadata
        assert metadata.metadata[b"table"].decode() == file.stem
        for group in range(metadata.num_row_groups):
            for column in range(metadata.num_columns):
                chunk = metadata.row_group(group).column(column)
                assert chunk.compression == "ZSTD"
                assert "RLE_DICTIONARY" in chunk.encodings or chunk.physical_type == "BOOLEAN"
    for file in path.glob("**/*.csv"):
        text = file.read_bytes()
        assert not text.startswith(b"\xef\xbb\xbf")
        assert text.endswith(b"\r\n")


def test_many_rows_go_into_several_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.publish.files.parquet.ROW_GROUP_ROWS", 3)
    path = publish(tables(tmp_path), tmp_path, provenance()).path
    metadata = pq.ParquetFile(path / "parquet" / "events.parquet").metadata
    assert [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)] == [3, 1]


def test_the_manifest_counts_what_was_done_for_spreadsheets(tmp_path: Path) -> None:
    path = publish(tables(tmp_path, STORIES, Terms(republish_text=True)), tmp_path, provenance()).path
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    guarded = manifest["spreadsheet_safety"]["guarded_cells"]
    # Two headlines and a body begin like formulas; the workbook has the headlines in three sheets.
    flat = (guarded["csv/events_flat.csv"], guarded["hxl/events_flat.csv.zip"])
    assert (guarded["csv/events.csv"], flat, guarded["csv/partners.csv"]) == (3, (2, 2), 0)
    assert guarded["migration-bulletins.xlsx"] == 7
    assert pq.read_table(path / "parquet" / "events.parquet")["headline"][0].as_py() == "=Norway and Honduras agree"


def test_the_changelog_tells_what_came_and_went(tmp_path: Path) -> None:
    first = publish(tables(tmp_path, STORIES[:3]), tmp_path, provenance())
    assert "The first release, with 3 events" in (first.path / "changes" / "CHANGELOG.md").read_text("utf-8")
    second = publish(tables(tmp_path, STORIES[1:]), tmp_path, provenance())
    text = (second.path / "changes" / "CHANGELOG.md").read_text("utf-8")
    assert "# Changes of release 2021.04.2 since 2021.04.1" in text
    assert f"- undated, @Namibia listens (`{STORIES[3].event_id}`)" in text
    assert f"- Port towns open a help desk (`{STORIES[0].event_id}`), source_gone" in text
    assert json.loads((second.path / "changes" / "changes.json").read_text("utf-8"))[0]["table_name"]


def test_quality_carries_fill_rates_counts_and_measured_accuracy(tmp_path: Path) -> None:
    accuracy = tmp_path / "accuracy.json"
    countries = {"f1": 0.97, "precision": 0.98, "recall": 0.96, "tp": 96, "fp": 2, "fn": 4}
    unseen = {"entries": {"all": 80, "en": 80}, "measures": {"all": {"countries": countries}}}
    measured = {"unseen_set": "last", "sets": {"last": unseen}}
    accuracy.write_text(json.dumps(measured), encoding="utf-8")
    path = publish(tables(tmp_path), tmp_path, provenance(), accuracy=accuracy).path
    quality = json.loads((path / "quality.json").read_text("utf-8"))
    assert quality["accuracy"] == measured
    assert quality["accuracy_on_unseen_entries"] == {"entries": 80, "measures": {"countries": countries}}
    assert list(quality).index("accuracy_on_unseen_entries") < list(quality).index("accuracy")
    rows = quality["confidence"]["events"]["row_confidence"]
    assert (rows["mean"], rows["rows_by_tenth"]["0.9"], sum(rows["rows_by_tenth"].values())) == (0.92, 4, 4)
    assert set(quality["confidence"]["event_partners"]) == {"confidence"}
    assert quality["fill_rates"]["events"]["event_type"] == 0.75
    assert quality["fill_rates"]["quarantine"]["reason"] is None
    assert quality["events_by"]["language"] == {"en": 3, "es": 1}
    assert quality["partners_by_status"] == {"provisional": 1, "registered": 2}
    assert quality["events_by_year"] == {"2020": 1, "2021": 2, "null": 1}


def test_a_source_that_is_read_with_less_confidence_is_told(tmp_path: Path) -> None:
    stories = [Story(f"Desk {number} opens", "It did.") for number in range(6)]
    assert not [each for each in publish(tables(tmp_path, stories), tmp_path, provenance()).warnings if "mean" in each]
    doubtful = [replace(each, facts={"row_confidence": 0.6}) for each in stories]
    published = publish(tables(tmp_path, doubtful), tmp_path, provenance())
    told = "harbour-news: the mean confidence of its 6 rows is 0.60, in the release before it was 0.92"
    assert [each for each in published.warnings if each.startswith(told)]
    quality = json.loads((published.path / "quality.json").read_text("utf-8"))
    assert [each for each in quality["warnings"] if each.startswith(told)]


def test_the_licence_names_every_source(tmp_path: Path) -> None:
    other = Terms(id="bay-news", title="Bay News", licence=Licence("CC BY 4.0", None), attribution="Bay Office")
    path = publish(tables(tmp_path), tmp_path, provenance("c", "r", Terms(), other)).path
    text = (path / "LICENSE").read_text("utf-8")
    assert "Licence: All rights reserved <https://example.org/terms>" in text
    assert "Attribution: Bay Office" in text
    package = json.loads((path / "datapackage.json").read_text("utf-8"))
    assert [each["name"] for each in package["licenses"]] == ["All-rights-reserved", "CC-BY-4.0"]
