"""Events that are not to be published."""

from schemas.declarations import Table
from schemas.reference.common import text
from schemas.tables import common

STRIKES = Table(
    "strikes", "Strikes", "One row per event that is left out of every release, because its entry is none.",
    columns=(
        common.EVENT_ID,
        text("reason", "Reason", "Why it is not published.", example="a cookie notice read as an entry"),
        text("source", "Source", "Who decided that, and when.", example="A. Person 2021-03-14"),
    ),
    primary_key=("event_id",),
)
