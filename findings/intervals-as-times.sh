#!/usr/bin/env bash
# pandas 3.1.1 and dateutil 2.9.0 read the interval 2018-05-21/2018-05-23 as 20:18 o'clock in the time zone UTC-23.
#
# Guess written before trying: neither knows intervals of ISO 8601 and EDTF, so the text is an error, and NaT with
# errors="coerce".
# Seen: the day is that of the start, "2018" gives hour and minute, "-05" is dropped and "-23" becomes the offset.
# 2018-05-21/23 is 11 p.m., and 2018-05-21/.. (no end known) plain midnight. 2018-05/2018-06 is the error that was expected.
# In UTC the interval starts a day late, and a column of EDTF dates that went through `to_datetime(..., errors="coerce")`
# loses nothing, so nobody looks: only its intervals of days have moved.
# What the project does: releases have start_on and end_on beside event_date_edtf, so that nobody has to parse it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'pandas==3.1.1' 'python-dateutil==2.9.0.post0'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import dateutil.parser
import pandas as pd


def by_pandas(text: str) -> str:
    return str(pd.to_datetime([text], errors="coerce", utc=True)[0])


def by_dateutil(text: str) -> str:
    try:
        return dateutil.parser.parse(text).isoformat()
    except ValueError:
        return "ValueError"


expected = {
    "2018-05-21/2018-05-23": ("2018-05-22 19:18:00+00:00", "2018-05-21T20:18:00-23:00"),
    "2018-05-21/23": ("2018-05-21 23:00:00+00:00", "2018-05-21T23:00:00"),
    "2018-05-21/..": ("2018-05-21 00:00:00+00:00", "2018-05-21T00:00:00"),
    "2018-05/2018-06": ("NaT", "ValueError"),
}
seen = {text: (by_pandas(text), by_dateutil(text)) for text in expected}
for text, (moment, other) in seen.items():
    print(f"{text:22} pandas in UTC {moment:26} dateutil {other}")
sys.exit(0 if seen == expected else 1)
PYTHON
