"""The data folder that the stages work in: a local one, or the working copy of a bucket.

A working copy is locked by one run at a time, like every data folder; the bucket's own lock is taken before the first
step that writes. What such a step changed is put into the bucket when the step ends: documents, then the ledger, then
the stages' tables, then releases and last their pointer. A crash at any point leaves in the bucket what there was, or
more, but nothing half; what the working copy alone has is dropped by the next run.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path

from pipelines.storage.address import Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.documents import write_origin
from pipelines.storage.errors import ChangedError, StorageError
from pipelines.storage.lease import Lease, leased
from pipelines.storage.ledger import LedgerSegments
from pipelines.storage.releases import StoredReleases
from pipelines.storage.state import State
from pipelines.storage.tables import StageTables
from pipelines.workspace import Workspace

log = logging.getLogger(__name__)

ONE_WRITER = (
    "%s is used as by one writer alone: writes that several could make at once were tested on s3:// only. See that no "
    "two runs use it at the same time."
)


class DataFolder:
    """A local data folder, which is where its data are."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder)

    def fetched(self) -> Workspace:
        """Return the folder with the ledger and the stages' tables as they are now.

        Raises:
            StorageError: the bucket cannot be used.
        """
        return self.workspace

    def with_releases(self) -> Workspace:
        """Return the folder that has, besides, the last releases.

        Raises:
            StorageError: the bucket cannot be used.
        """
        return self.workspace

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Yield the same folder, and keep what changes in it.

        Raises:
            StorageError: the bucket cannot be used, another writer is at work on it, or has taken it over.
        """
        yield self.workspace

    def address_of(self, path: Path) -> str:
        """Return where others find a file of the folder."""
        return str(path)

    def close(self) -> None:
        """End the use of the data."""


class WorkingCopy(DataFolder):
    """The data of a bucket on this machine, for as long as a run or a step lasts.

    Args:
        address: of the data.
    """

    def __init__(self, address: Address) -> None:
        super().__init__(address.working_copy)
        self._address = address
        self._lease: Lease | None = None
        self._exit = ExitStack()
        self._is_fetched = self._has_releases = False

    def fetched(self) -> Workspace:
        """Fetch what the folder lacks, once, and return it."""
        if not self._is_fetched:
            self._fetch()
        return self.workspace

    def with_releases(self) -> Workspace:
        """Fetch the last releases too, once."""
        self.fetched()
        if not self._has_releases:
            self._releases.fetch()
            self._has_releases = True
        return self.workspace

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Hold the bucket's lock until the end, and put what changes into the bucket when the block ends."""
        if self._lease is None:
            self._lease = self._exit.enter_context(leased(self._bucket))
            # Others may have written since this run last looked.
            self._has_releases = False
            self._fetch()
            self._tables.delete_others()
        try:
            yield self.workspace
        except BaseException:
            # As on a disk, what was stored before an error stays; the error itself says what is wrong.
            with suppress(StorageError, OSError):
                self._push(self._lease)
            raise
        self._push(self._lease)

    def address_of(self, path: Path) -> str:
        """Return the address of the object, once it was put into the bucket."""
        name = path.relative_to(self.workspace.data).as_posix()
        if path.is_relative_to(self.workspace.work):
            name = self._tables.key_of(path.relative_to(self.workspace.work).as_posix()) or name
        return str(self._address.join(name))

    def close(self) -> None:
        """Give the bucket's lock back."""
        self._exit.close()

    @cached_property
    def _bucket(self) -> Bucket:
        if not self._address.is_conditional:
            log.warning(ONE_WRITER, self._address)
        return Bucket(self._address)

    @cached_property
    def _state(self) -> State:
        self.workspace.data.mkdir(parents=True, exist_ok=True)
        return State.load(self.workspace.data)

    @cached_property
    def _ledger(self) -> LedgerSegments:
        return LedgerSegments(self._bucket, self.workspace.store, self._state)

    @cached_property
    def _tables(self) -> StageTables:
        return StageTables(self._bucket, self.workspace.work, self._state)

    @cached_property
    def _releases(self) -> StoredReleases:
        return StoredReleases(self._bucket, self.workspace.releases, self._state)

    def _fetch(self) -> None:
        write_origin(self.workspace.store, self._address)
        self._ledger.fetch()
        self._tables.fetch()
        self._is_fetched = True

    def _push(self, lease: Lease) -> None:
        try:
            lease.check()
            self._ledger.push(lease)
            self._tables.push(lease)
            if self._has_releases:
                self._releases.push(lease)
        except ChangedError as error:
            raise StorageError(
                f"Another writer has changed {self._address} at the same time: {error} What it wrote stays; run again."
            ) from error


def opened(data: str | Path) -> DataFolder:
    """Return the data at a path or an address; nothing is read yet.

    Raises:
        StorageError: it is an address that is not supported.
    """
    address = Address.parse(data)
    return WorkingCopy(address) if address else DataFolder(Path(data))
