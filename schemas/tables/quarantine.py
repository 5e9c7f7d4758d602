"""`quarantine`: what could not be published, and why."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="quarantine",
    title="Quarantine",
    description="One row per block of a bulletin, or per invalid row, that is not published, with the reason. Block 0 stands for the whole document.",
    primary_key=("bulletin_id", "block_number", "reason"),
    foreign_keys=(
        ForeignKey(("bulletin_id",), "bulletins", ("bulletin_id",)),
        ForeignKey(("source_id",), "sources", ("source_id",)),
    ),
    columns=(
        common.BULLETIN_ID,
        replace(common.SOURCE_ID, nullable=True, description="The source the bulletin came from; null where an invalid row names none."),
        Column("block_number", Type.INT32, "Block", "Which block of the bulletin, counted from 1; 0 for the whole document.", minimum=0, hxl="#meta+num+block", example="4"),
        Column("reason", Type.STRING, "Reason", "Why it is not published, in words.", hxl="#meta+reason", example="empty document"),
        Column("text", Type.STRING, "Text", "The block's beginning, at most 200 characters.", nullable=True, max_length=200, hxl="#meta+text"),
    ),
)
