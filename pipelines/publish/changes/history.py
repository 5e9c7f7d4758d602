"""In which release each row of the published tables first appeared, last changed and was removed."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, joined_keys, one_of
from pipelines.publish.columnar.rows import Tables, pieces
from pipelines.publish.columnar.staged import Staged
from schemas.declarations import Table
from schemas.registry import HISTORY, LOADED
from schemas.tables.history import FIRST, LAST_CHANGED, REMOVED

FOLDER = "history"
_KINDS = ("added", "removed", "changed")


def first_history(tables: Tables, version: str, target: Path) -> Tables:
    """Return the history of a first release: every row appeared in it.

    Args:
        tables: the tables of the release, by name.
        version: of the release.
        target: folder for the history, which may not fit in memory.
    """
    with Staged(target, HISTORY) as staged:
        for name, table in LOADED.items():
            for piece in pieces(tables[name].select(table.primary_key)):
                staged.write({name: appeared(piece, table, version)})
    return staged.tables


def appeared(rows: pa.Table, table: Table, version: str) -> pa.Table:
    """Return the history of rows that appeared in a release.

    Args:
        rows: the columns of the table's key, and any others.
        table: the table's declaration.
        version: of the release.
    """
    history = rows.select(table.primary_key)
    for column, value in ((FIRST, version), (LAST_CHANGED, version), (REMOVED, None)):
        history = history.append_column(column.name, pa.repeat(pa.scalar(value, pa.string()), rows.num_rows))
    return conformed(history, HISTORY[table.name])


def continued(history: pa.Table, changes: pa.Table, now: pa.Table, table: Table, version: str) -> pa.Table:
    """Return the history of some rows of a table, continued by a release.

    Args:
        history: their history so far; each row of the release before is in it.
        changes: what changed in them since the release before; columns of `schemas.tables.changes`.
        now: these rows as they are now.
        table: the table's declaration.
        version: of the release.
    """
    keys, release = joined_keys(history, table.primary_key), pa.scalar(version)
    of_kind = {kind: changes["row_key"].filter(pc.equal(changes["change"], kind)) for kind in _KINDS}
    was = {kind: one_of(keys, row_keys) for kind, row_keys in of_kind.items()}
    changed = pc.if_else(pc.or_(was["added"], was["changed"]), release, history[LAST_CHANGED.name])
    removed = pc.if_else(was["added"], pa.scalar(None, pa.string()), history[REMOVED.name])
    removed = pc.if_else(was["removed"], release, removed)
    columns = [*(history[name] for name in table.primary_key), history[FIRST.name], changed, removed]
    new_keys = joined_keys(now, table.primary_key)
    is_new = pc.and_not(one_of(new_keys, of_kind["added"]), one_of(new_keys, keys))
    both = [pa.table(columns, history.schema), appeared(now.filter(is_new), table, version)]
    return conformed(pa.concat_tables(both), HISTORY[table.name])

