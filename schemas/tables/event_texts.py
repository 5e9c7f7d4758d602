"""`event_texts`: digests of the texts of events, which distinguish an edited source from a changed extractor."""

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="event_texts",
    title="Texts of events",
    description="One row per event: a digest of the text it was read from, also where the text itself is not published. A later release tells by it whether the source edited the entry.",
    primary_key=("event_id",),
    foreign_keys=(ForeignKey(("event_id",), "events", ("event_id",)),),
    columns=(
        common.EVENT_ID,
        Column("body_digest", Type.STRING, "Digest", "First 16 hex digits of the SHA-256 of the body.", pattern=r"[0-9a-f]{16}", example="0123456789abcdef"),
    ),
)
