"""The HXL row of a table, made from the declarations."""

from schemas.declarations import Table


def hxl_tags(table: Table) -> list[str]:
    """The hashtag of each column, in order; empty where there is none."""
    return [column.hxl or "" for column in table.columns]
