"""`rejected_corrections` (internal): lines of `reference/corrections.csv` that were not applied, with the reason."""

from schemas.declarations import Column, Table, Type

TABLE = Table(
    name="rejected_corrections",
    title="Rejected corrections",
    description="One row per correction that was left out of this run, because it no longer fits its event.",
    primary_key=("line",),
    columns=(
        Column("line", Type.INT32, "Line", "The line of the file, counted from 1.", minimum=1),
        Column("reason", Type.STRING, "Reason", "Why it was left out, and what to do."),
    ),
)
