"""Finds the files at a source's locations, except hidden ones."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.outcomes import Failure, Find


def finds(source: Source, locations: Iterable[str]) -> Iterator[Find | Failure]:
    """Yield the files at locations of the source by path, each once, and a failure for each unreadable one."""
    paths: set[Path] = set()
    for location in locations:
        found, failure = _files(source, location)
        paths.update(found)
        if failure:
            yield Failure(source.id, location, failure)
    for path in sorted(paths):
        where = Path(os.path.relpath(path, source.base)).as_posix()
        try:
            yield Find(where, path.read_bytes())
        except OSError as error:
            yield Failure(source.id, where, f"unreadable file: {(error.strerror or str(error)).lower()}")


def _files(source: Source, location: str) -> tuple[Iterable[Path], str | None]:
    """Files at a location, or why there are none."""
    path = source.base / location
    if path.is_file():
        return [path], None
    if path.is_dir():
        files = _visible(path)
        return files, None if files else "empty folder: put bulletins into it or correct `location` in sources.yaml"
    if not glob.has_magic(location):
        return [], "missing folder: correct `location` in sources.yaml"
    # Path.glob takes no absolute pattern, which a location may be, and gives hidden files.
    names = glob.glob(location, root_dir=source.base, recursive=True)  # noqa: PTH207
    files = [source.base / name for name in names if (source.base / name).is_file()]
    return files, None if files else "no file matches: correct `location` in sources.yaml"


def _visible(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent) / name for name in names if not name.startswith(".")]
    return [path for path in found if not path.is_dir()]
