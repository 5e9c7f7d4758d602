"""Group-bys over tables that are read in parts: each part is grouped, then the groups are grouped again."""

from collections.abc import Sequence

import pyarrow as pa

# Groups that are collected before they are grouped again, in addition to the number of groups so far.
MOST_WAITING = 200_000


class Tally:
    """Aggregates by key: `figures` lists the columns and their aggregation (`sum`, `min`, `max`)."""

    def __init__(self, keys: Sequence[str], figures: Sequence[tuple[str, str]]) -> None:
        self._keys, self._figures = list(keys), list(figures)
        self._waiting: list[pa.Table] = []
        self._rows = self._grouped_rows = 0

    def add(self, rows: pa.Table) -> None:
        """Add rows with the columns of keys and figures, with the same types each time."""
        grouped = self._grouped(rows)
        self._waiting.append(grouped)
        self._rows += grouped.num_rows
        if self._rows > MOST_WAITING + 2 * self._grouped_rows:
            self._waiting = [self._grouped(pa.concat_tables(self._waiting))]
            self._rows = self._grouped_rows = self._waiting[0].num_rows

    def table(self) -> pa.Table:
        """Return keys and figures of all rows, in no particular order."""
        return self._grouped(pa.concat_tables(self._waiting))

    def _grouped(self, rows: pa.Table) -> pa.Table:
        grouped = rows.group_by(self._keys).aggregate(self._figures)
        columns = {f"{column}_{how}": column for column, how in self._figures}
        renamed = grouped.rename_columns([columns.get(name, name) for name in grouped.column_names])
        return renamed.select([*self._keys, *columns.values()])


def counted(rows: pa.Table) -> pa.Table:
    """Return the rows with a column `count` of ones, to be summed."""
    return rows.append_column("count", pa.repeat(pa.scalar(1, pa.int64()), rows.num_rows))
