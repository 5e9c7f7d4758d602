"""Buckets on a server of the loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.storage.address import CACHE_VARIABLE, Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.lease import SECONDS_VARIABLE
from tests.object_store import ObjectStore, object_store


@pytest.fixture(scope="session")
def server() -> Iterator[ObjectStore]:
    with object_store() as store:
        yield store


@pytest.fixture
def store(server: ObjectStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ObjectStore:
    """The server without faults, which the environment names; locks are valid for a second."""
    server.faults.clear()
    server.wants_bare_etags = False
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv(SECONDS_VARIABLE, "1")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return server


@pytest.fixture
def bucket(store: ObjectStore) -> Bucket:
    return Bucket(Address(store.new_bucket()))


@pytest.fixture
def on_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Goes to a machine with working copies of its own."""
    return lambda name: monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / name))
