"""Confidence: how much each finding weighs on whether a decision is right."""

from schemas.declarations import Column, Table, Type

CONFIDENCE = Table(
    "confidence", "Weights of confidence", "One row per finding on a decision of the extraction, fitted by `python -m evaluation.confidence`.",
    columns=(
        Column("field", Type.STRING, "Field", "What was decided; `row` for date, host and countries together.", pattern=r"[a-z]+", example="host"),
        Column("finding", Type.STRING, "Finding", "What the decision rests on; `base` for every decision, `parts` for the odds that the parts of a row have together.", pattern=r"[a-z_]+", example="dateline"),
        Column("decisions", Type.INT32, "Decisions", "Decisions on labelled entries with the finding.", minimum=0, example="191"),
        Column("right", Type.INT32, "Right", "How many of them were right.", minimum=0, example="190"),
        Column("weight", Type.DOUBLE, "Weight", "How strongly the finding speaks for the decision, in bits; for `parts`, the factor of the odds.", minimum=-20, maximum=20, example="1.25"),
    ),
    primary_key=("field", "finding"),
)
