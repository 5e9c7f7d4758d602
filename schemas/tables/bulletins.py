"""`bulletins` (internal): one row per document; the raw bytes are in the store under their SHA-256."""

from schemas.declarations import Column, Table, Type
from schemas.tables import common

TABLE = Table(
    name="bulletins",
    title="Bulletins",
    description="One row per document of the current state of the sources.",
    primary_key=("bulletin_id", "source_id"),
    columns=(
        common.BULLETIN_ID,
        common.SOURCE_ID,
        Column("sha256", Type.STRING, "SHA-256", "SHA-256 of the document's bytes.", pattern=r"[0-9a-f]{64}"),
        Column("location", Type.STRING, "Location", "Where the document was got: a path relative to the source's folder, or an address."),
        Column("media_type", Type.STRING, "Media type", "IANA media type, decided from the bytes.", nullable=True, example="text/html"),
        Column("encoding", Type.STRING, "Encoding", "Character encoding the text was decoded with.", nullable=True, example="utf-8"),
        Column("reader", Type.STRING, "Reader", "The reader that took the document, with its version.", nullable=True, example="dated_listing/1"),
        Column("byte_count", Type.INT32, "Bytes", "Size of the document.", minimum=0, unit="byte"),
        Column("block_count", Type.INT32, "Blocks", "Blocks of text in the document.", minimum=0, unit="block"),
        Column("entry_count", Type.INT32, "Entries", "Entries read from it.", minimum=0, unit="entry"),
    ),
)
