#!/usr/bin/env bash
# Dagster 1.13.27 refuses a cron expression whose day never comes if the month is February, and takes it for April.
#
# Guess written before trying: a schedule is refused only if the expression is malformed. `0 0 31 2 *` and `0 0 31 4 *`
# are both well formed and both never due, so both are taken or, if Dagster looks for the next tick, both are refused.
# Seen: `0 0 31 2 *` and `0 0 30 2 1` (30 February, or any Monday in February: cron joins the two by "or") are refused as
# "invalid cron schedule"; `0 0 31 4 *` makes a schedule without a word. croniter 7.0.0, the library of that name, calls
# all of them valid unless `strict=True`, and then none of them. So neither library can stand in for the other when a
# settings file is checked before Dagster loads it.
# What the project does: an expression in sources.yaml must satisfy both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'dagster==1.13.27' 'croniter==7.0.0'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import dagster as dg
from croniter import croniter


def dagster_takes(cron: str) -> bool:
    try:
        dg.ScheduleDefinition(name="schedule", job_name="job", cron_schedule=cron)
    except dg.DagsterInvalidDefinitionError:
        return False
    return True


seen = {
    cron: (dagster_takes(cron), croniter.is_valid(cron), croniter.is_valid(cron, strict=True))
    for cron in ("0 0 31 2 *", "0 0 30 2 1", "0 0 31 4 *", "0 0 29 2 *")
}
for cron, answers in seen.items():
    print(f"{cron:12} dagster {answers[0]!s:5} croniter {answers[1]!s:5} strict {answers[2]}")
expected = {
    "0 0 31 2 *": (False, True, False),
    "0 0 30 2 1": (False, True, False),
    "0 0 31 4 *": (True, True, False),
    "0 0 29 2 *": (True, True, True),
}
sys.exit(0 if seen == expected else 1)
PYTHON
