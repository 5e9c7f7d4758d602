"""Versions by calendar and the folder of releases."""

import errno
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.publish.versions import Releases, Version, latest_release


@pytest.mark.parametrize("text", ["2018.06.1", "0000.00.1", "2023.12.40"])
def test_versions_are_read_as_they_are_written(text: str) -> None:
    assert str(Version.parse(text)) == text


@pytest.mark.parametrize("text", ["2018.6.1", "2018.06.0", "2018.06", ".staging-2018.06.1", "latest", "2018.06.1 "])
def test_other_names_are_no_versions(text: str) -> None:
    assert Version.parse(text) is None


@pytest.mark.parametrize(
    ("last", "newest", "expected"),
    [
        (None, date(2018, 6, 12), "2018.06.1"),
        (None, None, "0000.00.1"),
        ("0000.00.1", None, "0000.00.2"),
        ("2018.06.9", date(2018, 6, 30), "2018.06.10"),
        ("2018.06.1", date(2018, 7, 1), "2018.07.1"),
        ("2018.06.1", date(2018, 5, 1), "2018.06.2"),
        ("2018.06.1", None, "2018.06.2"),
    ],
)
def test_versions_go_forward(last: str | None, newest: date | None, expected: str) -> None:
    assert str(Version.following(Version.parse(last or ""), newest)) == expected


def release(folder: Path, version: str) -> None:
    manifest = {
        "version": version, "as_of": None, "schema_version": "1.0.0", "content": "x", "previous": None,
        "tables": {"events": {"rows": 1, "content": "y"}},
    }  # fmt: skip
    (folder / version).mkdir(parents=True)
    (folder / version / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_the_tenth_release_comes_after_the_ninth(tmp_path: Path) -> None:
    for number in (9, 10, 1):
        release(tmp_path, f"2018.06.{number}")
    assert [version.number for version in Releases(tmp_path).versions()] == [1, 9, 10]


def test_recovering_nothing_makes_the_folder(tmp_path: Path) -> None:
    assert Releases(tmp_path / "releases").recover() is None
    assert (tmp_path / "releases").is_dir()


def test_recovering_sweeps_staging_and_points_to_the_last_whole_release(tmp_path: Path) -> None:
    release(tmp_path, "2018.06.1")
    release(tmp_path, "2018.06.2")
    (tmp_path / "latest").symlink_to("2018.06.1")
    (tmp_path / ".staging-2018.06.3" / "csv").mkdir(parents=True)
    (tmp_path / ".latest-77").symlink_to("2018.06.9")
    (tmp_path / ".releases.json-77").write_text("{", encoding="utf-8")
    (tmp_path / ".keep").write_text("not ours", encoding="utf-8")
    assert str(Releases(tmp_path).recover()) == "2018.06.2"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".keep",
        "2018.06.1",
        "2018.06.2",
        "latest",
        "releases.json",
    ]
    assert (tmp_path / "latest").readlink() == Path("2018.06.2")
    listing = json.loads((tmp_path / "releases.json").read_text("utf-8"))
    assert (listing["latest"], [each["version"] for each in listing["releases"]]) == (
        "2018.06.2",
        ["2018.06.1", "2018.06.2"],
    )


def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    release(tmp_path, "2018.06.1")
    (tmp_path / "2018.06.1" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Cannot read .*2018\.06\.1/manifest\.json .*Restore the release"):
        Releases(tmp_path).recover()


def test_a_version_is_never_given_twice(tmp_path: Path) -> None:
    for number in (1, 2):
        release(tmp_path, f"2018.06.{number}")
    releases = Releases(tmp_path)
    releases.recover()
    (tmp_path / "2018.06.2").rename(tmp_path / "bad")
    assert str(releases.recover()) == "2018.06.1"
    listing = json.loads((tmp_path / "releases.json").read_text("utf-8"))
    assert [each["version"] for each in listing["releases"]] == ["2018.06.1"]
    assert str(releases.highest()) == "2018.06.2"
    (tmp_path / "2018.06.1").rename(tmp_path / "bad too")
    assert releases.recover() is None
    assert str(Version.following(releases.highest(), date(2018, 6, 1))) == "2018.06.3"


def listed(folder: Path) -> list[str]:
    listing = json.loads((folder / "releases.json").read_text("utf-8"))
    assert listing["latest"] == listing["releases"][-1]["version"]
    return [each["version"] for each in listing["releases"]]


def test_a_copy_of_a_release_in_place_of_the_link_is_replaced(tmp_path: Path) -> None:
    release(tmp_path, "2018.06.1")
    shutil.copytree(tmp_path / "2018.06.1", tmp_path / "latest")
    release(tmp_path, "2018.06.2")
    assert str(Releases(tmp_path).recover()) == "2018.06.2"
    assert (tmp_path / "latest").readlink() == Path("2018.06.2")
    assert listed(tmp_path) == ["2018.06.1", "2018.06.2"]


@pytest.mark.parametrize("version", [None, "2017.01.1"])
def test_a_folder_that_is_no_copy_of_a_release_is_left_alone(tmp_path: Path, version: str | None) -> None:
    release(tmp_path, "2018.06.1")
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "notes.txt").write_text("mine", encoding="utf-8")
    if version:
        (tmp_path / "latest" / "manifest.json").write_text(json.dumps({"version": version}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"latest is neither a link nor a copy of a release. Move it away"):
        Releases(tmp_path).recover()
    assert (tmp_path / "latest" / "notes.txt").exists()


def test_without_links_the_list_alone_names_the_last_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    release(tmp_path, "2018.06.1")
    Releases(tmp_path).recover()
    assert latest_release(tmp_path) == tmp_path / "2018.06.1"
    assert "read releases.json instead" in caplog.text


def test_old_releases_are_deleted_but_for_those_to_keep(tmp_path: Path) -> None:
    for number in range(1, 6):
        release(tmp_path, f"2018.06.{number}")
    releases = Releases(tmp_path)
    releases.recover()
    assert [*map(str, releases.retire(2, ["2018.06.1", "2017.01.1"]))] == ["2018.06.2", "2018.06.3"]
    assert listed(tmp_path) == [*map(str, releases.versions())] == ["2018.06.1", "2018.06.4", "2018.06.5"]
    assert releases.retire(2, ["2018.06.1"]) == ()
    (tmp_path / ".retired-2018.06.2").mkdir()
    releases.recover()
    assert not (tmp_path / ".retired-2018.06.2").exists()


def test_a_release_is_pinned_while_the_pointer_moves(tmp_path: Path) -> None:
    release(tmp_path, "2018.06.1")
    Releases(tmp_path).recover()
    pinned = latest_release(tmp_path)
    release(tmp_path, "2018.06.2")
    Releases(tmp_path).recover()
    assert (pinned.name, latest_release(str(tmp_path)).name) == ("2018.06.1", "2018.06.2")
