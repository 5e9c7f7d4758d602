"""`bulletins`: the documents that events and quarantine refer to, and how each was read."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="bulletins",
    title="Bulletins",
    description="One row per document that an event or a row of quarantine names: where it was found, how it was read, and the fate of its blocks and entries. A location that gave no document has a row too.",
    primary_key=("bulletin_id",),
    foreign_keys=(ForeignKey(("source_id",), "sources", ("source_id",)),),
    columns=(
        common.BULLETIN_ID,
        replace(
            common.SOURCE_ID, nullable=True,
            description="The source it came from, the first of several that hold the same document; null where an invalid row names none.",
        ),
        Column("location", Type.STRING, "Location", "Where the document was found: a path relative to the sources file, or an address.", nullable=True, hxl="#meta+location", example="bulletins/2018-06-12.txt"),
        Column("address", Type.STRING, "Address", "The document's own address on the web, where one is known.", nullable=True, pattern=r"https?://\S+", hxl="#meta+url+bulletin", example="https://example.org/news"),
        Column("media_type", Type.STRING, "Media type", "IANA media type, decided from the bytes; null where there is no document.", nullable=True, hxl="#meta+type+media", example="text/html"),
        Column("reader", Type.STRING, "Reader", "The reader that took the document, with its version; null where none did.", nullable=True, hxl="#meta+reader", example="dated_listing/1"),
        Column("reader_fit", Type.DOUBLE, "Fit of the reader", "How well the reader fits the document's layout, from 0 to 1.", nullable=True, minimum=0, maximum=1, hxl="#meta+reader+fit", example="0.98"),
        Column("language", Type.STRING, "Language", "Language of the document, ISO 639-1.", nullable=True, hxl="#meta+lang", source="ISO 639-1", example="en"),
        Column("entry_block_count", Type.INT32, "Blocks in entries", "Blocks of its text that are part of an entry.", minimum=0, unit="block", hxl="#indicator+blocks+entry+num", example="38"),
        Column("furniture_block_count", Type.INT32, "Furniture", "Blocks of its text that are known page furniture.", minimum=0, unit="block", hxl="#indicator+blocks+furniture+num", example="21"),
        Column("quarantined_block_count", Type.INT32, "Quarantined blocks", "Blocks of its text that are in `quarantine`.", minimum=0, unit="block", hxl="#indicator+blocks+quarantine+num", example="0"),
        Column("entry_count", Type.INT32, "Entries read", "Entries read from it.", minimum=0, unit="entry", hxl="#indicator+entries+num", example="10"),
        replace(common.EVENT_COUNT, title="Entries published", description="Events that were read from it.", example="9"),
        Column("merged_entry_count", Type.INT32, "Entries merged", "Entries read from it that were merged into an event read from another document.", minimum=0, unit="entry", hxl="#indicator+entries+merged+num", example="1"),
        Column("reason", Type.STRING, "Reason", "Why no event was read from it; null where one was.", nullable=True, hxl="#meta+reason", example="empty document"),
    ),
)
