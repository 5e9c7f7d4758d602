#!/usr/bin/env bash
# libhxl 5.2.2 reads the ISO date 20180521 as 22 August 1970.
#
# Guess written before trying: a #date column understands ISO 8601 in both forms, with and without hyphens; what it doesn't
# understand stays as it is, or is an error.
# Seen: digits alone are seconds since 1970, so that the basic form of ISO 8601 becomes a day of August 1970, and all days
# of 2018 the same one. An interval keeps its first day only. "may" is May of the current year, so what a text means depends
# on the clock. `clean_data` writes all of them as clean dates, and row queries compare with them: #date>2018-01-01 loses
# 20180521.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'libhxl==5.2.2' six
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from datetime import date

import hxl

expected = {
    "2018-05-21": "2018-05-21",
    "20180521": "1970-08-22",
    "20181231": "1970-08-22",
    "2018-05-21/2018-05-23": "2018-05-21",
    "may": f"{date.today().year}-05",
}
rows = [["#date"], *[[stated] for stated in expected]]
cleaned = [row[0] for row in hxl.data(rows).clean_data(date="#date").values]
seen = dict(zip(expected, cleaned, strict=True))
for stated, written in seen.items():
    print(f"{stated:22} {written}")
later = [row[0] for row in hxl.data(rows).with_rows("#date>2018-01-01").values]
print("after 1 January 2018:", *later)
sys.exit(0 if seen == expected and "20180521" not in later else 1)
PYTHON
