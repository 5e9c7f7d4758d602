"""`history`: one table for each published table, with the release in which each row first appeared and last changed."""

from schemas.declarations import Column, Table, Type

_RELEASE = r"\d{4}\.\d{2}\.\d+"
FIRST = Column("first_release", Type.STRING, "First release", "The first release known to hold the row.", pattern=_RELEASE, example="2018.05.1")
LAST_CHANGED = Column(
    "last_changed_release", Type.STRING, "Last changed",
    "The release in which the row appeared, or in which a value of it last changed.", pattern=_RELEASE, example="2018.06.1",
)
REMOVED = Column(
    "removed_release", Type.STRING, "Removed", "The first release without the row; null while it is published.",
    nullable=True, pattern=_RELEASE, example="2018.07.1",
)


def history_of(table: Table) -> Table:
    """Return the declaration of a table's history: its key, and releases."""
    return Table(
        name=f"history_{table.name}",
        title=f"History: {table.title}",
        description=f"One row per row of `{table.name}` that any release held: when it first appeared, last changed and was removed.",
        primary_key=table.primary_key,
        columns=(*(table.column(name) for name in table.primary_key), FIRST, LAST_CHANGED, REMOVED),
    )
