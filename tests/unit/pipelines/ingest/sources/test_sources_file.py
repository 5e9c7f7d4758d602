from pathlib import Path
from textwrap import dedent

import dagster as dg
import pytest

from pipelines.ingest.sources.sources_file import FolderSource, SourcesError, load_retention, load_sources

GOOD = """\
sources:
  - id: harbour
    title: Harbour News
    publisher: Harbour Office
    kind: folder
    location: news/
    language: auto
    licence: {name: CC BY 4.0, url: https://example.org/licence}
    attribution: Harbour Office
    republish_text: true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SourcesError) as error:
        load_sources(written(folder, text))
    return str(error.value)


def test_the_shipped_sources_name_the_seed(root: Path) -> None:
    (source,) = load_sources(root / "sources.yaml")
    assert (source.id, source.kind, source.republish_text) == ("iom-mesoamerica", "folder", False)
    assert (root / source.location[0]).is_dir()  # type: ignore[attr-defined]


def test_a_source_is_read_with_its_folder(tmp_path: Path) -> None:
    (source,) = load_sources(written(tmp_path, GOOD))
    assert isinstance(source, FolderSource)
    assert source.location == ("news/",)
    assert source.base == tmp_path
    assert source.republish_text


def test_location_may_be_a_list(tmp_path: Path) -> None:
    (source,) = load_sources(written(tmp_path, GOOD.replace("news/", "[a/, 'b/*.txt']")))
    assert isinstance(source, FolderSource)
    assert source.location == ("a/", "b/*.txt")


def test_sources_are_frozen(tmp_path: Path) -> None:
    (source,) = load_sources(written(tmp_path, GOOD))
    with pytest.raises(ValueError, match="frozen"):
        source.title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("langage", "language", "sources[0].langage: unknown key; allowed: id, title, publisher,"),
        ("language: fr", "language: auto", "sources[0].language: 'fr' is not allowed; allowed: 'en', 'es'"),
        ("kind: feeds", "kind: folder", "sources[0].kind: 'feeds' is not known; allowed: folder"),
        ("id: Harbour News", "id: harbour", "sources[0].id: 'Harbour News' is not allowed; allowed: lower"),
        ("url: ftp://x", "url: https://example.org/licence", "sources[0].licence.url: 'ftp://x' is no address"),
        ("licence: {name: x, link: y}", "licence: {name: CC BY 4.0, url: https://example.org/licence}",
         "sources[0].licence.link: unknown key; allowed: name, url"),
        ("licence: CC BY", "licence: {name: CC BY 4.0, url: https://example.org/licence}",
         "sources[0].licence: must be a set of keys: name, url"),
        ("republish_text: 1", "republish_text: true", "republish_text: 1 is not allowed; allowed: true, false"),
        ("title: 2018", "title: Harbour News", "sources[0].title: must be text; found 2018"),
        ("title: ''", "title: Harbour News", "sources[0].title: is empty"),
        ("location: []", "location: news/", "sources[0].location: is empty"),
        ("location: [3]", "location: news/", "sources[0].location[0]: must be text; found 3"),
        ("colour: red", "attribution: Harbour Office", "sources[0].attribution: missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line(tmp_path: Path, wrong: str, right: str, message: str) -> None:
    said = refusal(tmp_path, GOOD.replace(right, wrong))
    assert message in said
    assert all(line.startswith("sources.yaml: sources[0]") for line in said.splitlines())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [\n  {id: a\n", "sources.yaml: line 3: not YAML"),
        ("sources:\n\t- id: a\n", "sources.yaml: line 2: not YAML"),
        ("", "sources.yaml: must hold the key `sources`"),
        ("sources: []\n", "sources.yaml: sources: must be a list of at least one source"),
        ("sources: [folder]\n", "sources.yaml: sources[0]: must be a set of keys"),
        ("sources: [{id: a}]\n", "sources.yaml: sources[0].kind: missing; allowed: folder"),
        ("source: []\nsources: []\n", "sources.yaml: source: unknown key; allowed: sources, reference, retention"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, text)


@pytest.mark.parametrize(
    "cron", ["0 25 * * *", "61 * * * *", "* * * *", "@daily", "0 0 31 2 *", "0 0 30 2 1", "a b c d e"]
)
def test_a_schedule_that_dagster_would_not_take_is_refused(tmp_path: Path, cron: str) -> None:
    said = refusal(tmp_path, f"{GOOD}    schedule: '{cron}'\n")
    assert said.startswith(f"sources.yaml: sources[0].schedule: '{cron}' is not a cron expression")


@pytest.mark.parametrize("cron", ["0 6 * * *", "*/5 * * * mon-fri", "0 0 L * *", "30 4 29 2 *", "0 6 * * mon#1"])
def test_a_schedule_that_is_taken_suits_dagster(tmp_path: Path, cron: str) -> None:
    (source,) = load_sources(written(tmp_path, f"{GOOD}    schedule: '{cron}'\n"))
    assert source.schedule is not None
    assert dg.ScheduleDefinition(job_name="refresh", cron_schedule=source.schedule).cron_schedule == cron


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="there is no such file"):
        load_sources(tmp_path / "sources.yaml")


def test_an_id_may_stand_once_only(tmp_path: Path) -> None:
    said = refusal(tmp_path, GOOD + GOOD.removeprefix("sources:\n"))
    assert said == "sources.yaml: the id 'harbour' stands at two sources; give each its own"


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, GOOD.replace("language: auto", "language: fr").replace("title:", "tilte:"))
    assert len(said.splitlines()) == 3


def test_retention_may_be_stated(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert (load_retention(path).keep_releases, load_retention(path).keep_runs) == (None, 200)
    stated = load_retention(
        written(tmp_path, f"{GOOD}retention: {{keep_releases: 3, keep: ['2021.05.1'], keep_runs: 9}}")
    )
    assert (stated.keep_releases, stated.keep, stated.keep_runs) == (3, ["2021.05.1"], 9)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("3", "sources.yaml: retention: must be a set of keys: keep_releases, keep, keep_runs"),
        ("{keep_release: 3}", "sources.yaml: retention.keep_release: unknown key; allowed: keep_releases, keep"),
        ("{keep_releases: 0}", "sources.yaml: retention.keep_releases: input should be greater than or equal to 1"),
        ("{keep: [latest]}", "sources.yaml: retention.keep[0]: 'latest' is not a version of a release"),
    ],
)
def test_a_wrong_retention_is_refused_with_the_sources(tmp_path: Path, stated: str, message: str) -> None:
    assert message in refusal(tmp_path, f"{GOOD}retention: {stated}\n")
