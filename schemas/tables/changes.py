"""`changes`: the differences from the previous release, cell by cell."""

from schemas.declarations import Column, Table, Type

TABLE = Table(
    name="changes",
    title="Changes",
    description="One row per row added or removed, and per cell changed, since the release before, in all tables. `events_flat` repeats what changed in other tables.",
    primary_key=("table_name", "row_key", "change", "field"),
    columns=(
        Column("table_name", Type.STRING, "Table", "The table.", example="events"),
        Column("row_key", Type.STRING, "Row", "The values of the table's key, separated by `|`.", example="evt_0123456789abcdef"),
        Column("change", Type.STRING, "Change", "What happened to the row.", codes="change_kinds", example="changed"),
        Column("field", Type.STRING, "Column", "The column that changed; `*` where the whole row was added or removed.", example="host_country_iso3"),
        Column("old_value", Type.STRING, "Old value", "The value before, as in CSV.", nullable=True, example="GTM"),
        Column("new_value", Type.STRING, "New value", "The value now, as in CSV.", nullable=True, example="HND"),
        Column("cause", Type.STRING, "Cause", "Why it changed.", codes="change_causes", example="source_edited"),
    ),
)
