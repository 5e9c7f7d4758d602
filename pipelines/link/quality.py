"""Signs that linking joins too much, or otherwise than in the last release."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link.examples import Joined

LARGEST = 20
"""More reports of one activity are rather a series that was taken for one."""
MOST_LINKED = 0.6
MOST_CHANGED = 0.1
LEAST_PRECISION = 0.95


@dataclass(frozen=True)
class Sign:
    """A figure, the most and the least that are usual, and a sentence that says what to do otherwise."""

    figure: float
    most: float
    advice: str
    least: float = 0.0

    @property
    def is_usual(self) -> bool:
        """Whether the figure is within what is usual."""
        return self.least <= self.figure <= self.most


def signs(linked: Path, previous: Path) -> dict[str, Sign]:
    """Return by name what the last run of linking shows.

    Args:
        linked: folder of the tables of linking.
        previous: `events` of the last release, which need not exist.
    """
    now = pq.read_table(linked / "event_activities.parquet", columns=["activity_id", "link_confidence"])
    reports = pc.value_counts(now["activity_id"].combine_chunks()).field("counts")
    share = _share_linked(now)
    changed = abs(share - before) if (before := _share_before(previous)) is not None else 0.0
    return {
        "largest_activity": Sign(
            float(pc.max(reports).as_py() or 0), LARGEST, "Look at the activity with the most reports in `activities`."
        ),
        "share_linked": Sign(share, MOST_LINKED, "Look at pairs in `event_links`, and part wrong ones by hand."),
        "sudden_change": Sign(changed, MOST_CHANGED, "Compare `activity_id` with the last release in `changes`."),
    }


def golden_pairs(joined: Joined) -> Sign:
    """Return how many of the example pairs that are joined belong together."""
    advice = (
        "Linking joins reports of `link_examples.csv` that tell of different activities, or none at all. "
        "Check the last changes to the tables `link_….csv`, or fit the weights anew."
    )
    return Sign(joined.precision, 1.0, advice, LEAST_PRECISION)


def _share_linked(rows: pa.Table) -> float:
    return (rows.num_rows - rows["link_confidence"].null_count) / rows.num_rows if rows.num_rows else 0.0


def _share_before(events: Path) -> float | None:
    if not events.is_file() or "link_confidence" not in pq.read_schema(events).names:
        return None
    return _share_linked(pq.read_table(events, columns=["link_confidence"]))
