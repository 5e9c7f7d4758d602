"""`blocks` (internal): the disposition of every block of text of every bulletin."""

from dataclasses import replace

from schemas.declarations import Column, Table, Type
from schemas.tables import common, quarantine

TABLE = Table(
    name="blocks",
    title="Blocks",
    description="One row per block (a run of text that is not white space) of a bulletin: in an entry, known furniture, or quarantined.",
    primary_key=("bulletin_id", "block_number"),
    columns=(
        common.BULLETIN_ID,
        replace(quarantine.TABLE.column("block_number"), minimum=1),
        Column("disposition", Type.STRING, "Disposition", "What became of the block.", codes="dispositions", example="entry"),
        Column("entry_number", Type.INT32, "Entry number", "The entry it belongs to, counted from 1.", nullable=True, minimum=1),
        Column("reason", Type.STRING, "Reason", "Which kind of furniture, or why it is quarantined.", nullable=True, example="pager"),
        Column("text", Type.STRING, "Text", "The block's text."),
    ),
)
