#!/usr/bin/env bash
# In pandera 0.35.0 the number of failures to show decides how many wrong rows validation lets through.
#
# Guess written before trying: n_failure_cases, which checks take "to report the first n unique failure cases", shortens
# the report; drop_invalid_rows drops every row that fails. `unique` of a nullable column says which values repeat.
# Seen: drop_invalid_rows drops the rows that are reported. With n_failure_cases=1 one of four negative numbers goes, and
# validate() returns the other three as valid data. With n_failure_cases=3 the fourth stays. Without drop_invalid_rows the
# same schema refuses the same frame. Nor does `failure_cases` list all rows at fault
# otherwise: it is empty if a nullable column that is unique holds two nulls, which is refused without a row to blame.
# What the project does: its checks set no such limit.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'pandera[pandas]==0.35.0' 'pandas==3.1.1'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import pandas as pd
import pandera.pandas as pa

people = pd.DataFrame({"people": [-1, -1, 3, -5, -7]})


def kept(limit: int | None) -> list[int]:
    check = pa.Check.ge(0, n_failure_cases=limit)
    schema = pa.DataFrameSchema({"people": pa.Column("int", check)}, drop_invalid_rows=True)
    return schema.validate(people, lazy=True)["people"].tolist()


def failures_of_two_nulls() -> int | None:
    schema = pa.DataFrameSchema({"code": pa.Column("str", nullable=True, unique=True)})
    try:
        schema.validate(pd.DataFrame({"code": ["a", None, "b", None]}), lazy=True)
    except pa.errors.SchemaErrors as error:
        return len(error.failure_cases)
    return None


seen = {limit: kept(limit) for limit in (None, 1, 3)}
for limit, rows in seen.items():
    print(f"n_failure_cases={limit}: validated rows {rows}")
print("two nulls in a nullable unique column: refused, failure cases:", failures_of_two_nulls())
is_as_before = seen == {None: [3], 1: [-1, 3, -5, -7], 3: [3, -7]} and failures_of_two_nulls() == 0
sys.exit(0 if is_as_before else 1)
PYTHON
