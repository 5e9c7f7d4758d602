"""What changed in the tables of a release since an earlier one, by their history."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.load.release import Release
from pipelines.publish.columnar.keys import joined_keys, one_of
from pipelines.publish.columnar.rows import Stored, pieces
from pipelines.publish.versions import Version
from schemas.tables.history import FIRST, LAST_CHANGED, REMOVED


@dataclass(frozen=True)
class Changed:
    """Keys of a table's rows that changed or left since an earlier release, and its rows that are new or changed."""

    outdated: pa.Table
    rows: pa.Table


def changed_since(release: Release, earlier: Version, name: str) -> Changed:
    """Return what changed in a table since an earlier release, reading only its history where nothing did."""
    key = release.tables[name].primary_key
    touched = _touched(release.history(name), earlier)
    outdated = touched.filter(pc.invert(_later(touched[FIRST.name], earlier))).select(key)
    living = joined_keys(touched.filter(pc.is_null(touched[REMOVED.name])), key)
    rows = release.rows(name)
    found = _with_keys(rows, key, living) if len(living) else ()
    return Changed(outdated, pa.concat_tables([rows.schema.empty_table(), *found]))


def _touched(history: Stored, earlier: Version) -> pa.Table:
    found = [
        piece.filter(pc.or_(_later(piece[LAST_CHANGED.name], earlier), _later(piece[REMOVED.name], earlier)))
        for piece in pieces(history)
    ]
    return pa.concat_tables([history.schema.empty_table(), *found])


def _with_keys(rows: Stored, key: tuple[str, ...], wanted: pa.ChunkedArray) -> Iterator[pa.Table]:
    for piece in pieces(rows):
        yield piece.filter(one_of(joined_keys(piece, key), wanted))


def _later(releases: pa.ChunkedArray, earlier: Version) -> pa.ChunkedArray:
    """Return which releases, as text, come after an earlier one; null does not."""
    later = [text for text in pc.unique(releases).drop_null().to_pylist() if (Version.parse(text) or earlier) > earlier]
    return pc.is_in(releases, value_set=pa.array(later, pa.string()))
