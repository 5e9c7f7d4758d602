#!/usr/bin/env bash
# pandas 3.1.1 on Arrow's dates: `==` with a text is False for all rows, `isin` and `query` with the same text find the row.
#
# Guess written before trying: events["day"] == "2018-05-21" finds the day as it does for datetime64, or raises.
# Seen for date32, the type of a date in Parquet, with dtype_backend="pyarrow": `==` is False everywhere, without a warning,
# also with a Timestamp; `>=` with either raises TypeError; `isin`, `eval` and `query` find the row; datetime.date works everywhere.
# So a filter that worked before the switch to Arrow's types selects nothing, and its negation everything. Without the
# switch the column is of Python objects, and `==` with a text is False as well.
# What the project does: docs/loading.md says to compare with datetime.date.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'pandas==3.1.1' 'pyarrow==26.0.1'
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from collections.abc import Callable
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

pa.parquet.write_table(pa.table({"day": [date(2018, 5, 21), date(2018, 6, 4)]}), "events.parquet")
events = pd.read_parquet("events.parquet", dtype_backend="pyarrow")
as_datetime = events["day"].astype("datetime64[ns]")


def answer(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except TypeError:
        return "TypeError"


text, day = "2018-05-21", events["day"]
seen = {
    "datetime64 == text": answer(lambda: (as_datetime == text).tolist()),
    "date32 == text": answer(lambda: (day == text).tolist()),
    "date32 == Timestamp": answer(lambda: (day == pd.Timestamp(text)).tolist()),
    "date32 >= text": answer(lambda: (day >= text).tolist()),
    "date32 isin [text]": answer(lambda: day.isin([text]).tolist()),
    "eval day == text": answer(lambda: events.eval(f"day == '{text}'").tolist()),
    "date32 == date": answer(lambda: (day == date(2018, 5, 21)).tolist()),
}
for what, found in seen.items():
    print(f"{what:20} {found}")
found = [True, False]
expected = [found, [False, False], [False, False], "TypeError", found, found, found]
sys.exit(0 if list(seen.values()) == expected else 1)
PYTHON
