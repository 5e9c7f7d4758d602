"""What agrees and what differs between an event and the report of its activity that is most like it."""

import numpy as np
import pyarrow as pa

from pipelines.link.comparing.comparisons import COMPARISONS
from pipelines.link.comparing.pairs import Pairs
from pipelines.link.comparing.weights import Weights
from schemas.formats.arrow import arrow_schema
from schemas.tables import event_links

TELLING_BITS = 0.5
"""A comparison of less weight says nothing."""
_PLACES = 2
_SILENT = ("unknown", "none")


def evidence(pairs: Pairs, weights: Weights) -> pa.Table:
    """Return rows of `schemas.tables.event_links`, sorted by key.

    Args:
        pairs: each linked event and the one that it is compared with.
        weights: of the comparisons.
    """
    schema = arrow_schema(event_links.TABLE)
    tables = [schema.empty_table()]
    for comparison in COMPARISONS:
        outcome = comparison.compare(pairs)
        weight = weights.by_field[comparison.field][outcome]
        is_silent = np.isin(comparison.outcomes, _SILENT)[outcome]
        telling = np.flatnonzero((np.abs(weight) >= TELLING_BITS) & ~is_silent)
        columns = [
            pairs.reports.event_id.take(pa.array(pairs.one[telling])),
            pa.repeat(comparison.field, len(telling)),
            pa.array(np.where(weight[telling] > 0, "agrees", "differs").tolist(), pa.string()),
            pa.array(np.round(weight[telling], _PLACES)),
            pairs.reports.event_id.take(pa.array(pairs.other[telling])),
        ]
        tables.append(pa.Table.from_arrays(columns, schema=schema))
    return pa.concat_tables(tables).sort_by([(name, "ascending") for name in event_links.TABLE.primary_key])
