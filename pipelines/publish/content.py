"""A hash of what a table holds, which neither the file format nor the version of its writer changes."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

METHOD = (
    "SHA-256 over the table's columns in order. Of each column: name and Arrow type in UTF-8, each ended by a zero "
    "byte; then SHA-256 of one byte a row (1 where there is a value, else 0); then SHA-256 of the values, null as "
    "zero: texts as their lengths in bytes (int32), booleans as one byte, dates as days since 1970 (int32), numbers "
    "as they are, all little-endian; then, of texts alone, SHA-256 of their bytes in UTF-8 end to end."
)

_CHUNK_ROWS = 100_000


def content_hash(rows: pa.Table) -> str:
    """The hash in hexadecimal, after `METHOD`; the order of rows counts, how the table is cut into chunks does not."""
    digest = hashlib.sha256()
    for field in rows.schema:
        digest.update(f"{field.name}\0{field.type}\0".encode())
        for part in _column_digests(rows[field.name]):
            digest.update(part)
    return digest.hexdigest()


def _column_digests(column: pa.ChunkedArray) -> list[bytes]:
    is_text = pa.types.is_string(column.type)
    validity, values, texts = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()
    for first in range(0, len(column), _CHUNK_ROWS):
        for chunk in column.slice(first, _CHUNK_ROWS).chunks:
            validity.update(pc.is_valid(chunk).to_numpy(zero_copy_only=False).astype(np.uint8))
            values.update(_fixed_width(chunk))
            if is_text:
                texts.update(_text_bytes(chunk))
    return [digest.digest() for digest in ((validity, values, texts) if is_text else (validity, values))]


def _fixed_width(chunk: pa.Array) -> bytes:
    if pa.types.is_string(chunk.type):
        numbers = pc.binary_length(chunk)
    elif pa.types.is_boolean(chunk.type):
        numbers = chunk.cast(pa.uint8())
    elif pa.types.is_date32(chunk.type):
        numbers = chunk.cast(pa.int32())
    elif pa.types.is_timestamp(chunk.type):
        numbers = chunk.cast(pa.int64())
    else:
        numbers = chunk
    values: np.ndarray = pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False)
    return values.astype(values.dtype.newbyteorder("<")).tobytes()


def _text_bytes(chunk: pa.Array) -> memoryview:
    joined = pc.binary_join(pa.ListArray.from_arrays([0, len(chunk)], pc.fill_null(chunk, "")), "")
    return memoryview(joined[0].as_buffer())
