"""The data folder: everything made from the sources, and the tables that pass between stages.

    store/      raw documents under their SHA-256
    work/       the latest tables of each stage, in Parquet
    releases/   published releases, and `latest`
    .dagster/   Dagster's record of runs
"""

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.receipts import FOLDER, Receipts

ROW_GROUP_ROWS = 16_384

log = logging.getLogger(__name__)


class WorkspaceError(RuntimeError):
    """The data folder cannot be used, or lacks what an earlier stage should have written."""


@dataclass(frozen=True)
class Workspace:
    """The paths within one data folder."""

    data: Path

    @property
    def store(self) -> Path:
        """Raw documents."""
        return self.data / "store"

    @property
    def work(self) -> Path:
        """Tables between stages."""
        return self.data / "work"

    @property
    def releases(self) -> Path:
        """Published releases."""
        return self.data / "releases"

    @property
    def dagster_home(self) -> Path:
        """Dagster's record of runs."""
        return self.data / ".dagster"

    def receipts(self, is_full: bool = False) -> Receipts:
        """Return the receipts of finished steps; if `is_full`, every step has to run again."""
        return Receipts(self.work / FOLDER, is_full)

    def write_tables(self, stage: str, tables: Mapping[str, pa.Table]) -> None:
        """Replace all tables of a stage at once; a kill leaves the old tables or none.

        Raises:
            WorkspaceError: the folder cannot be written to.
        """
        with self.replacing(stage) as folder, self._writing():
            for name, table in tables.items():
                # Row groups that can be read independently.
                path = folder / f"{name}.parquet"
                pq.write_table(table, path, compression="zstd", row_group_size=ROW_GROUP_ROWS)

    @contextmanager
    def replacing(self, stage: str) -> Iterator[Path]:
        """Yield an empty folder for `<name>.parquet` of each table; it then replaces the stage's earlier tables.

        Raises:
            WorkspaceError: the folder cannot be written to.
        """
        staging, retired = self.work / f".{stage}-new", self.work / f".{stage}-old"
        with self._writing():
            for leftover in (staging, retired):
                shutil.rmtree(leftover, ignore_errors=True)
            staging.mkdir(parents=True)
        yield staging
        with self._writing():
            self._replace(staging, self.work / stage, retired)

    def table_path(self, stage: str, name: str) -> Path:
        """Return the file of a stage's table, to be read piece by piece.

        Raises:
            WorkspaceError: the table does not exist, or its file is broken.
        """
        path = self.work / stage / f"{name}.parquet"
        with self._reading(path):
            pq.read_metadata(path)
        return path

    def first_rows(self, stage: str, name: str, rows: int) -> pa.Table:
        """Return the first rows of a stage's table.

        Raises:
            WorkspaceError: the table does not exist, or its file is broken.
        """
        path = self.table_path(stage, name)
        with self._reading(path):
            batches = pq.ParquetFile(path).iter_batches(batch_size=rows)
            return pa.Table.from_batches(list(islice(batches, 1)), pq.read_schema(path))

    def read_table(self, stage: str, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a stage's table as last written, or some of its columns.

        Raises:
            WorkspaceError: the table does not exist, or its file is broken.
        """
        path = self.work / stage / f"{name}.parquet"
        with self._reading(path):
            return pq.read_table(path, columns=None if columns is None else list(columns))

    def read_tables(self, stage: str) -> dict[str, pa.Table]:
        """Return all tables of a stage by name; empty if it has written none.

        Raises:
            WorkspaceError: a file is broken.
        """
        return {path.stem: self.read_table(stage, path.stem) for path in sorted((self.work / stage).glob("*.parquet"))}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the folder against other refreshes; the lock is released when the process ends, even if it is killed.

        Raises:
            WorkspaceError: the folder cannot be written to.
        """
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.data / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            reason = f"Cannot write to the data folder {self.data}: {error.strerror}. Name another folder."
            raise WorkspaceError(reason) from error
        try:
            self._acquire(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _acquire(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("Another refresh is using %s. Waiting for it to end.", self.data)
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or error
            raise WorkspaceError(f"Cannot write to {self.work}: {reason}. Free space or change permissions.") from error

    @staticmethod
    @contextmanager
    def _reading(path: Path) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            advice = "Materialize the assets upstream of it, or run the job `refresh`."
            raise WorkspaceError(f"The table {path} does not exist. {advice}") from None
        except (OSError, pa.ArrowException) as error:
            reason = f"Cannot read {path} ({error}). Run the job `refresh` to write it again."
            raise WorkspaceError(reason) from error

    @staticmethod
    def _replace(staging: Path, final: Path, retired: Path) -> None:
        if final.exists():
            final.rename(retired)
        staging.rename(final)
        shutil.rmtree(retired, ignore_errors=True)
