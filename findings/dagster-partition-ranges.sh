#!/usr/bin/env bash
# A range of monthly partitions from 15 May to 20 August is, to Dagster 1.13.27, June to September.
#
# Guess written before trying: keys of MonthlyPartitionsDefinition are the firsts of months. A range of other days is refused,
# as with StaticPartitionsDefinition, or covers the months that it touches: May to August.
# Seen: both ends are moved to the next first of a month. May is left out and September, which starts after the end, comes
# in; 31 May to 31 May is June. time_window_for_partition_key("2018-05-15") is June as well, and has_partition_key knows that
# there is no such key. A run with that key is refused, so the range looks checked, but code that lists what to read for
# a stated range of days (a backfill, a sensor) gets the wrong months and no error. Weeks behave so too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'dagster==1.13.27'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import dagster as dg

months = dg.MonthlyPartitionsDefinition(start_date="2018-01-01")


def keys(start: str, end: str) -> list[str]:
    return list(months.get_partition_keys_in_range(dg.PartitionKeyRange(start, end)))


def is_static_refused() -> bool:
    stated = dg.StaticPartitionsDefinition(["2018-05-01", "2018-06-01"])
    try:
        stated.get_partition_keys_in_range(dg.PartitionKeyRange("2018-05-15", "2018-06-01"))
    except dg.DagsterInvalidInvocationError:
        return True
    return False


seen = (keys("2018-05-15", "2018-08-20"), keys("2018-05-31", "2018-05-31"))
window = months.time_window_for_partition_key("2018-05-15")
print("15 May to 20 August:", *seen[0])
print("31 May to 31 May:", *seen[1])
print("window of 2018-05-15:", window.start.date(), window.end.date(), "known:", months.has_partition_key("2018-05-15"))
print("static partitions refuse such a range:", is_static_refused())
expected = (["2018-06-01", "2018-07-01", "2018-08-01", "2018-09-01"], ["2018-06-01"])
is_as_before = seen == expected and window.start.month == 6 and not months.has_partition_key("2018-05-15")
sys.exit(0 if is_as_before and is_static_refused() else 1)
PYTHON
