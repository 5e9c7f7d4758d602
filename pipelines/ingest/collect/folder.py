"""Finds the files at a source's locations, except hidden ones."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.outcomes import Failure, Find


class Place(NamedTuple):
    """A file: its path relative to the sources file, and where it is."""

    location: str
    path: str


def finds(source: Source, locations: Iterable[str]) -> Iterator[Find | Failure]:
    """Yield the files at locations of the source by path, each once, and a failure for each unreadable one."""
    for place in places(source, locations):
        yield place if isinstance(place, Failure) else read(source, place)


def read(source: Source, place: Place) -> Find | Failure:
    """Return a file's bytes, or why it cannot be read."""
    try:
        return Find(place.location, Path(place.path).read_bytes())
    except OSError as error:
        return Failure(source.id, place.location, f"unreadable file: {(error.strerror or str(error)).lower()}")


def places(source: Source, locations: Iterable[str]) -> Iterator[Place | Failure]:
    """Yield the files at locations of the source by path, each once, and a failure for each location without any."""
    paths: set[str] = set()
    for location in locations:
        found, failure = _files(source, location)
        paths.update(map(str, found))
        if failure:
            yield Failure(source.id, location, failure)
    base = f"{source.base}/"
    for path in sorted(paths, key=_parts):
        inside = path.removeprefix(base)
        is_below = inside != path and ".." not in _parts(inside)
        # Working out the way between two folders takes longer than a look at the file.
        yield Place(inside if is_below else Path(os.path.relpath(path, source.base)).as_posix(), path)


def _parts(path: str) -> list[str]:
    # As paths are sorted, without making a `Path` of each.
    return path.split("/")


def _files(source: Source, location: str) -> tuple[Iterable[Path | str], str | None]:
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
    matching = [source.base / name for name in names if (source.base / name).is_file()]
    return matching, None if matching else "no file matches: correct `location` in sources.yaml"


def _visible(folder: Path) -> list[str]:
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [f"{parent}/{name}" for name in names if not name.startswith(".")]
    return found
