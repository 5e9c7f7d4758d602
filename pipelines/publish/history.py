"""What ingest knows of entries over time."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

NOTHING_RENAMED = arrow_schema(ALL["renamed"]).empty_table()
# Dates further ahead of the last look at the sources are slips.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class History:
    """What is not in the tables of one release.

    Args:
        renamed: ids of former wordings, and those of the present ones; columns of `schemas.tables.renamed`.
        last_look: the day on which the sources were last looked at, where that is known.
    """

    renamed: pa.Table = field(default_factory=lambda: NOTHING_RENAMED)
    last_look: date | None = None

    @property
    def latest_day(self) -> date:
        """The latest day that an entry may be of."""
        return self.last_look + AHEAD if self.last_look else date.max


NO_HISTORY = History()
