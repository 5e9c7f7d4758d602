#!/usr/bin/env bash
# DagsterInstance.delete_run of Dagster 1.13.27 leaves the run's own SQLite file of events on the disk.
#
# Guess written before trying: with the default storage, deleting a run frees what it took, since each run's events lie in a
# file of its own, history/runs/RUN_ID.db.
# Seen: the instance no longer knows the run; RUN_ID.db keeps its size.
# So purging old runs does not shrink DAGSTER_HOME. What the project does: its retention removes the file as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'dagster==1.13.27'
mkdir "$folder/home"
printf 'telemetry:\n  enabled: false\n' > "$folder/home/dagster.yaml"
DAGSTER_HOME="$folder/home" "$folder/venv/bin/python" -W ignore - <<'PYTHON' 2>/dev/null
import os
import sys
from pathlib import Path

import dagster as dg


@dg.asset
def numbers() -> None:
    """Nothing."""


with dg.DagsterInstance.get() as instance:
    run_id = dg.materialize([numbers], instance=instance).run_id
    (log,) = Path(os.environ["DAGSTER_HOME"]).rglob(f"{run_id}.db")
    before = log.stat().st_size
    instance.delete_run(run_id)
    is_known = instance.has_run(run_id)
after = log.stat().st_size if log.exists() else 0
print(f"run known {is_known}; its file has {before:,} bytes before and {after:,} after")
sys.exit(0 if not is_known and after == before > 0 else 1)
PYTHON
