"""What dataset search reads in `index.html`: the same as the other descriptions of the release say."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.publish.release import publish
from schemas.tables import events
from tests.publish_examples import STORIES, Story, provenance, tables


def described(folder: Path) -> dict[str, Any]:
    page = (folder / "index.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">([^<]*)</script>', page)
    description: dict[str, Any] = json.loads(found)
    return description


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    return publish(tables(folder, STORIES), folder, provenance()).path


def test_it_says_what_croissant_and_the_data_package_say(release: Path) -> None:
    found = described(release)
    croissant, package = (
        json.loads((release / name).read_text(encoding="utf-8")) for name in ("croissant.json", "datapackage.json")
    )
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    for name in ("description", "datePublished", "keywords", "inLanguage", "isAccessibleForFree", "license"):
        assert found[name] == croissant[name]
    assert (found["name"], found["version"]) == (package["title"], package["version"])
    assert found["publisher"] == [{"@type": "Organization", "name": "Harbour Office"}]
    assert found["creator"]["name"] == package["contributors"][0]["title"]


def test_it_says_when_and_where_the_events_were(release: Path) -> None:
    found = described(release)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/2021-\d\d-\d\d", found["temporalCoverage"])
    assert {"@type": "Country", "name": "Belize", "identifier": "BLZ"} in found["spatialCoverage"]
    names = [variable["name"] for variable in found["variableMeasured"]]
    assert names[: len(events.TABLE.columns)] == list(events.TABLE.column_names)
    assert len(set(names)) == len(names)


def test_every_download_is_a_file_of_its_size(release: Path) -> None:
    downloads = described(release)["distribution"]
    kinds = {"text/csv", "application/gzip", "application/vnd.apache.parquet"}
    assert {each["encodingFormat"] for each in downloads} == kinds
    for each in downloads:
        assert each["contentSize"] == f"{(release / each['contentUrl']).stat().st_size} B"


def test_undated_events_cover_no_time(tmp_path: Path) -> None:
    path = publish(tables(tmp_path, [Story("A desk opens", "It did.", published_on=None)]), tmp_path, provenance()).path
    assert "temporalCoverage" not in described(path)
