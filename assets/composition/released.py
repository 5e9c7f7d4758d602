"""Published tables for other assets, in this code location or another, from the latest release or a certain one."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.publish.versions import LATEST, MANIFEST, Releases
from pipelines.shipped import base_folder
from pipelines.storage.address import Address
from pipelines.storage.errors import StorageError
from pipelines.storage.reading import release_file

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class ReleaseTables(dg.ConfigurableIOManager):
    """Reads published tables, as a resource or as the I/O manager of inputs.

    `releases` is the folder or address of releases, and `release` one of them, such as `2018.06.1`, or `latest`. As an
    I/O manager it gives an input what it is annotated with: `pandas.DataFrame` (also without annotation),
    `polars.DataFrame` or `pyarrow.Table`. `columns` in the input's metadata names the columns to read.
    """

    releases: str = "data/releases"
    release: str = LATEST

    def pandas(self, table: str, columns: Sequence[str] | None = None) -> "pd.DataFrame":
        """Return a table, such as `events`, as a frame of pandas."""
        frame: pd.DataFrame = _module("pandas").read_parquet(self.path(table), columns=_listed(columns))
        return frame

    def polars(self, table: str, columns: Sequence[str] | None = None) -> "pl.DataFrame":
        """Return a table as a frame of polars, which must be installed."""
        frame: pl.DataFrame = _module("polars").read_parquet(self.path(table), columns=_listed(columns))
        return frame

    def arrow(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table as one of Arrow."""
        return pq.read_table(self.path(table), columns=_listed(columns))

    def path(self, table: str) -> Path:
        """Return the Parquet file of a table.

        Raises:
            Failure: there is no such release, or it has no such table.
        """
        path = self._fetched(f"parquet/{table}.parquet") or self.folder / "parquet" / f"{table}.parquet"
        if not path.is_file():
            held = ", ".join(sorted(each.stem for each in path.parent.glob("*.parquet")))
            raise dg.Failure(f"The release {self.folder} has no table {table!r}. It has {held}.", allow_retries=False)
        return path

    @property
    def folder(self) -> Path:
        """The folder of the release; of one at an address, a local folder with the files that were read.

        Raises:
            Failure: there is no such release.
        """
        if manifest := self._fetched(MANIFEST):
            return manifest.parent
        folder = base_folder() / self.releases
        if not (folder / self.release).is_dir():
            held = ", ".join(map(str, Releases(folder).versions())) if folder.is_dir() else ""
            advice = f"There are {held}." if held else "There are none: run the job `refresh`."
            raise dg.Failure(f"There is no release {self.release} in {folder}. {advice}", allow_retries=False)
        return (folder / self.release).resolve()

    def _fetched(self, path: str) -> Path | None:
        """Return the local copy of a file of a release at an address; none if the releases are in a folder."""
        try:
            address = Address.parse(self.releases)
            return release_file(address.join(self.release), path) if address else None
        except StorageError as error:
            raise dg.Failure(str(error), allow_retries=False) from error

    def load_input(self, context: dg.InputContext) -> object:
        """Return the table that an input's asset is named by."""
        readers: Mapping[str, Callable[..., object]] = {
            "pandas": self.pandas, "polars": self.polars, "pyarrow": self.arrow,
        }  # fmt: skip
        wanted: Any = context.dagster_type.typing_type
        library = str(getattr(wanted, "__module__", "")).partition(".")[0]
        context.add_input_metadata({"release": self.folder.name})
        columns = (context.definition_metadata or {}).get("columns")
        return readers.get(library, self.pandas)(context.asset_key.path[-1], columns)

    def handle_output(self, context: dg.OutputContext, obj: object) -> None:  # noqa: ARG002 - Dagster's signature
        """Refuse to write.

        Raises:
            Failure: always, because only the asset `release` publishes.
        """
        raise dg.Failure("Published tables can only be read. Give the asset another I/O manager.", allow_retries=False)


def _listed(columns: Sequence[str] | None) -> list[str] | None:
    return None if columns is None else list(columns)


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise dg.Failure(f"{name} is not installed. Run `pip install {name}`.", allow_retries=False) from error
