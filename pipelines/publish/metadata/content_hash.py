"""A hash of a table's content that does not depend on the file format or the version of its writer."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.rows import Rows, pieces
from pipelines.publish.columnar.text_bytes import text_bytes

METHOD = (
    "SHA-256 over the table's columns in order. Of each column: name and Arrow type in UTF-8, each ended by a zero "
    "byte; then SHA-256 of one byte a row (1 where there is a value, else 0); then SHA-256 of the values, null as "
    "zero: texts as their lengths in bytes (int32), booleans as one byte, dates as days since 1970 (int32), numbers "
    "as they are, all little-endian; then, of texts alone, SHA-256 of their bytes in UTF-8 end to end."
)


class ContentHash:
    """The hash of a table read piece by piece; it depends on the order of rows, not on how they are cut."""

    def __init__(self, schema: pa.Schema) -> None:
        self._columns = {field.name: _ColumnHash(field) for field in schema}

    def add(self, rows: pa.Table) -> None:
        """Add the next rows."""
        for name, column in self._columns.items():
            for chunk in rows[name].chunks:
                column.add(chunk)

    def hexdigest(self) -> str:
        """Return the hash in hexadecimal, as `METHOD` describes it."""
        digest = hashlib.sha256()
        for column in self._columns.values():
            digest.update(column.digest())
        return digest.hexdigest()


def content_hash(rows: Rows) -> str:
    """Return the hash of a table in hexadecimal, as `METHOD` describes it."""
    found = ContentHash(rows.schema)
    for piece in pieces(rows):
        found.add(piece)
    return found.hexdigest()


class _ColumnHash:
    def __init__(self, field: pa.Field) -> None:
        self._head = f"{field.name}\0{field.type}\0".encode()
        self._is_text = pa.types.is_string(field.type)
        self._validity, self._values, self._texts = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()

    def add(self, chunk: pa.Array) -> None:
        self._validity.update(pc.is_valid(chunk).to_numpy(zero_copy_only=False).view(np.uint8))
        self._values.update(_fixed_width(chunk))
        if self._is_text:
            self._texts.update(text_bytes(chunk))

    def digest(self) -> bytes:
        digests = (self._validity, self._values, self._texts) if self._is_text else (self._validity, self._values)
        return self._head + b"".join(each.digest() for each in digests)


def _fixed_width(chunk: pa.Array) -> memoryview:
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
    return np.ascontiguousarray(values, values.dtype.newbyteorder("<")).data.cast("B")
