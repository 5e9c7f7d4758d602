"""The HXL row of a table, generated from the declarations."""

from schemas.declarations import Table


def hxl_tags(table: Table) -> list[str]:
    """Return the hashtag of each column, in order; empty for a column without one."""
    return [column.hxl or "" for column in table.columns]
