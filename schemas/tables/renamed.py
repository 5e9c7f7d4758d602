"""`renamed` (internal): ids that entries had under a former wording."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.tables import common

TABLE = Table(
    name="renamed",
    title="Renamed entries",
    description="One row per id that an entry of a site had under a former headline, date or address, with the id that it has now.",
    primary_key=("event_id",),
    columns=(
        common.EVENT_ID,
        replace(common.EVENT_ID, name="replaced_by", title="Replaced by", description="The id that the entry has now."),
    ),
)
