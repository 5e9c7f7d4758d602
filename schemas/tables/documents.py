"""`documents` (internal): the documents, one row each; raw bytes lie in the store under their SHA-256."""

from schemas.declarations import Column, Table, Type
from schemas.tables import bulletins, common

_READ = ("location", "address", "media_type", "reader", "reader_fit", "language")
_BLOCKS = ("entry_block_count", "furniture_block_count", "quarantined_block_count")

TABLE = Table(
    name="documents",
    title="Documents",
    description="One row per document of the current state of the sources.",
    primary_key=("bulletin_id", "source_id"),
    columns=(
        common.BULLETIN_ID,
        common.SOURCE_ID,
        Column("sha256", Type.STRING, "SHA-256", "SHA-256 of the document's bytes.", pattern=r"[0-9a-f]{64}"),
        *(bulletins.TABLE.column(name) for name in _READ),
        Column("encoding", Type.STRING, "Encoding", "Character encoding the text was decoded with.", nullable=True, example="utf-8"),
        Column("byte_count", Type.INT32, "Bytes", "Size of the document.", minimum=0, unit="byte"),
        Column("block_count", Type.INT32, "Blocks", "Blocks of text in the document.", minimum=0, unit="block"),
        *(bulletins.TABLE.column(name) for name in _BLOCKS),
        bulletins.TABLE.column("entry_count"),
        Column("selector_faults", Type.STRING, "Selector faults", "Which of the source's selectors find nothing in it, separated by `; `.", nullable=True, example="`entry: .teaser` matches nothing"),
    ),
)
