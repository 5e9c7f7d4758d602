"""Group-bys over tables that come in parts: each part is grouped by itself, and what it gives is grouped again."""

from collections.abc import Sequence

import pyarrow as pa

# Groups that may wait to be grouped again, beside as many as there are already.
MOST_WAITING = 200_000


class Tally:
    """Aggregates by key: `figures` names for each figure its column and how it adds up (`sum`, `min`, `max`)."""

    def __init__(self, keys: Sequence[str], figures: Sequence[tuple[str, str]]) -> None:
        self._keys, self._figures = list(keys), list(figures)
        self._waiting: list[pa.Table] = []
        self._rows = self._grouped_rows = 0

    def add(self, rows: pa.Table) -> None:
        """Take in rows with the keys' and figures' columns, in the same types each time."""
        grouped = self._grouped(rows)
        self._waiting.append(grouped)
        self._rows += grouped.num_rows
        if self._rows > MOST_WAITING + 2 * self._grouped_rows:
            self._waiting = [self._grouped(pa.concat_tables(self._waiting))]
            self._rows = self._grouped_rows = self._waiting[0].num_rows

    def table(self) -> pa.Table:
        """Keys and figures of all rows, in no particular order."""
        return self._grouped(pa.concat_tables(self._waiting))

    def _grouped(self, rows: pa.Table) -> pa.Table:
        grouped = rows.group_by(self._keys).aggregate(self._figures)
        columns = {f"{column}_{how}": column for column, how in self._figures}
        renamed = grouped.rename_columns([columns.get(name, name) for name in grouped.column_names])
        return renamed.select([*self._keys, *columns.values()])


def counted(rows: pa.Table) -> pa.Table:
    """The rows with a column `count` of ones, to be summed up."""
    return rows.append_column("count", pa.repeat(pa.scalar(1, pa.int64()), rows.num_rows))
