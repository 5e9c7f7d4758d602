"""Detects new rows: those whose key, a hash of all their cells and the code's version, is not among the known ones."""

import hashlib
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

KEYS = pa.schema([pa.field("event_id", pa.string(), nullable=False), pa.field("key", pa.string(), nullable=False)])
KEY_DIGITS = 32
NULL = "-"


@dataclass(frozen=True)
class Division:
    """Rows to compute, ids of rows computed before, and the keys of all rows (columns of `KEYS`)."""

    fresh: pa.Table
    known_ids: pa.Array
    keys: pa.Table


def divide(rows: pa.Table, version: str, before: pa.Table | None) -> Division:
    """Divide rows into new and known ones.

    Args:
        rows: one row per `event_id`.
        version: version of the code and reference tables; rows of another version count as new.
        before: the keys of the previous run.
    """
    keys = keys_of(rows, version)
    if before is None:
        return Division(rows, pa.array([], pa.string()), keys)
    # A key includes its row's id, so that the keys alone decide whether the same row was known.
    known = pc.is_in(keys["key"], value_set=before["key"].combine_chunks())
    return Division(rows.filter(pc.invert(known)), keys["event_id"].filter(known).combine_chunks(), keys)


def of_ids(rows: pa.Table, ids: pa.Array) -> pa.Table:
    """Return the rows of these events."""
    return rows.filter(pc.is_in(rows["event_id"], value_set=ids))


def keys_of(rows: pa.Table, version: str) -> pa.Table:
    """Return a key for each row: `KEY_DIGITS` hex digits of SHA-256 over version and cells; columns of `KEYS`."""
    texts = [pc.cast(column, pa.string()) for column in rows.columns]
    # Length prefixes separate cells, and null from empty, whatever characters they contain.
    lengths = [pc.cast(pc.binary_length(text), pa.string()) for text in texts]
    joined = pc.binary_join_element_wise(*lengths, *texts, "|", null_handling="replace", null_replacement=NULL)
    cells = joined.combine_chunks().cast(pa.large_binary())
    start = hashlib.sha256(f"{version}|".encode())
    keys = []
    for row in cells:
        digest = start.copy()
        digest.update(row.as_buffer())
        keys.append(digest.hexdigest()[:KEY_DIGITS])
    return pa.Table.from_arrays([rows["event_id"].combine_chunks(), pa.array(keys, pa.string())], schema=KEYS)
