"""`read_entries` (internal): every entry of every document as read, before equal entries are merged."""

from schemas.declarations import Column, Table, Type
from schemas.tables import entries

# Known only once all documents of a source are compared.
_OF_SOURCE = "source_status"

TABLE = Table(
    name="read_entries",
    title="Entries as read",
    description="One row per entry of a document. An entry met in several documents stands as often.",
    primary_key=("source_id", "bulletin_id", "entry_number"),
    columns=(
        *(column for column in entries.TABLE.columns if column.name != _OF_SOURCE),
        Column("guid", Type.STRING, "Identifier", "The identifier that a feed gives the entry.", nullable=True),
    ),
)
