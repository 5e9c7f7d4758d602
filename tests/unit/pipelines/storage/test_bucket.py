"""Objects are written on conditions, whatever becomes of the connection; errors are sentences."""

from pathlib import Path

import pytest

from pipelines.storage import bucket as module
from pipelines.storage import connection
from pipelines.storage.address import Address
from pipelines.storage.bucket import Bucket, Held
from pipelines.storage.errors import ChangedError, MissingError, StorageError, UnreachableError
from tests.object_store import Fault, ObjectStore


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0))
    monkeypatch.setitem(connection.RETRIES, "max_retries", 1)


def held(bucket: Bucket, key: str) -> Held:
    found = bucket.read(key)
    assert found is not None
    return found


def test_a_new_object_is_written_once(bucket: Bucket) -> None:
    assert bucket.read("a/pointer.json") is None
    version = bucket.replace("a/pointer.json", b"one", None)
    assert held(bucket, "a/pointer.json") == Held(b"one", version)
    with pytest.raises(ChangedError, match=r"s3://.*/a/pointer\.json was written by somebody else\."):
        bucket.replace("a/pointer.json", b"two", None)


def test_of_two_writers_the_second_is_refused(bucket: Bucket) -> None:
    first = bucket.replace("pointer.json", b"one", None)
    bucket.replace("pointer.json", b"two", first)
    with pytest.raises(ChangedError):
        bucket.replace("pointer.json", b"other", first)
    with pytest.raises(ChangedError):
        bucket.replace("not there", b"other", first)
    assert held(bucket, "pointer.json").content == b"two"


def test_a_server_may_take_etags_without_their_quotes_only(bucket: Bucket, store: ObjectStore) -> None:
    store.wants_bare_etags = True
    first = bucket.replace("pointer.json", b"one", None)
    second = bucket.replace("pointer.json", b"two", first)
    with pytest.raises(ChangedError):
        bucket.replace("pointer.json", b"other", first)
    bucket.replace("pointer.json", b"three", second)
    assert held(bucket, "pointer.json").content == b"three"


@pytest.mark.parametrize("is_late", [False, True], ids=["before it arrives", "before its answer"])
def test_a_write_survives_a_connection_that_is_cut(bucket: Bucket, store: ObjectStore, is_late: bool) -> None:
    first = bucket.replace("pointer.json", b"one", None)
    store.faults.append(Fault(r"PUT .*pointer\.json", is_late=is_late, is_cut=True, times=1))
    version = bucket.replace("pointer.json", b"two", first)
    assert held(bucket, "pointer.json") == Held(b"two", version)


@pytest.mark.parametrize("is_late", [False, True], ids=["before it arrives", "before its answer"])
def test_so_does_a_file(bucket: Bucket, store: ObjectStore, tmp_path: Path, is_late: bool) -> None:
    (tmp_path / "file").write_bytes(b"content")
    store.faults.append(Fault("PUT .*file", is_late=is_late, is_cut=True, times=1))
    bucket.create("file", tmp_path / "file")
    assert held(bucket, "file").content == b"content"


@pytest.mark.parametrize("content", [b"", b"content", b"x" * 3_000_000])
def test_files_come_back_as_they_were(bucket: Bucket, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    bucket.create("some/file", tmp_path / "file")
    bucket.create("some/file", tmp_path / "file")
    bucket.download("some/file", tmp_path / "new" / "copy")
    assert (tmp_path / "new" / "copy").read_bytes() == content
    assert [(each.key, each.size) for each in bucket.listed("some/")] == [("some/file", len(content))]
    assert bucket.folders("") == ["some"]
    bucket.delete(["some/file"])
    assert bucket.listed("some/") == []


def test_an_object_is_not_replaced_by_another_file(bucket: Bucket, tmp_path: Path) -> None:
    bucket.replace("file", b"content of others", None)
    (tmp_path / "file").write_bytes(b"content of ours!!")
    with pytest.raises(ChangedError):
        bucket.create("file", tmp_path / "file")
    assert held(bucket, "file").content == b"content of others"


def test_a_download_that_fails_leaves_nothing(bucket: Bucket, tmp_path: Path) -> None:
    bucket.replace("file", b"content", None)
    with pytest.raises(ChangedError, match="is not what it was when it was written"):
        bucket.download("file", tmp_path / "file", sha256="0" * 64)
    with pytest.raises(MissingError, match=r"There is no object s3://.*/other\."):
        bucket.download("other", tmp_path / "file")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.usefixtures("store")
def test_a_missing_bucket_is_named() -> None:
    bucket = Bucket(Address("s3://nowhere-to-be-found/prefix"))
    said = r"The bucket of s3://nowhere-to-be-found/prefix does not exist\. Create it, or correct the address\."
    with pytest.raises(StorageError, match=said):
        bucket.read("file")
    with pytest.raises(StorageError, match=said):
        bucket.replace("file", b"", None)
    with pytest.raises(StorageError, match=said):
        bucket.listed("some/")


def test_refused_credentials_are_named(bucket: Bucket, store: ObjectStore) -> None:
    store.faults.append(Fault("GET", is_refused=True))
    said = r"refuses to read file \(InvalidAccessKeyId\)\. Check the credentials in the environment"
    with pytest.raises(StorageError, match=said):
        bucket.read("file")


def test_a_server_that_does_not_answer_is_named(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(UnreachableError, match=r"Cannot read s3://.*/file: .*Check the network") as raised:
        Bucket(bucket.address).read("file")
    assert "\n" not in str(raised.value)


def test_a_folder_is_used_by_one_writer(tmp_path: Path) -> None:
    bucket = Bucket(Address(f"file://{tmp_path}/some folder"))
    version = bucket.replace("a/file", b"one", None)
    with pytest.raises(ChangedError):
        bucket.replace("a/file", b"two", None)
    bucket.replace("a/file", b"two", version)
    assert (tmp_path / "some folder" / "a" / "file").read_bytes() == b"two"
