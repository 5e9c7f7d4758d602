"""Addresses are told from folders, and each has a working copy of its own."""

from pathlib import Path

import pytest

from pipelines.storage.address import CACHE_VARIABLE, Address, absolute, local_folder
from pipelines.storage.errors import StorageError


@pytest.mark.parametrize("text", ["data", "/srv/data", "./s3", "a:b", Path("data")])
def test_a_path_is_no_address(text: str | Path) -> None:
    assert Address.parse(text) is None
    assert local_folder(text) == Path(text)
    assert absolute(text) == str(Path(text).resolve())


def test_an_address_stays_as_it_is() -> None:
    address = Address.parse("s3://bucket/some/prefix/")
    assert str(address) == absolute("s3://bucket/some/prefix/") == "s3://bucket/some/prefix"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("http://example.org/data", r"/data cannot hold data\. Name a folder, or an address of one of"),
        ("s3:/bucket/prefix", r"names no bucket\. Write it as s3://bucket/prefix\."),
        ("s3://", "names no bucket"),
        ("s3:///prefix", "names no bucket"),
    ],
)
def test_what_cannot_be_used_is_refused(text: str, said: str) -> None:
    with pytest.raises(StorageError, match=said):
        Address.parse(text)


def test_each_address_and_server_has_a_working_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    folders = {local_folder(text) for text in ("s3://bucket/a", "s3://bucket/b", "s3://bucket-a")}
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9000")
    folders.add(local_folder("s3://bucket/a"))
    assert len(folders) == 4
    assert {folder.parent for folder in folders} == {tmp_path / "migration-bulletins"}
