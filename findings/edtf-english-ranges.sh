#!/usr/bin/env bash
# text_to_edtf of edtf 5.0.2 takes the first day of "21 to 23 May 2018" for the year 2021.
#
# Guess written before trying: "21 to 23 May 2018" becomes 2018-05-21/2018-05-23; where the words are beyond the parser it
# returns None, as for "from 21 May 2018 to 23 May 2018".
# Seen: the first number is taken for a year. "21 to 23 May 2018", "21-23 May 2018" and "between 21 and 23 May 2018" become
# 2021-05-23, "2 to 4 May 2018" becomes 2002-05-04: valid days, years away. "2018-05-21 to 2018-05-23" loses its end;
# "May-June 2018" becomes XXXX-05/2018-06, a May without a year. No error, and all but the last are single days.
# Meetings last from two to five days, and reports state them so: take the function for single dates only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'edtf==5.0.2'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

from edtf import parse_edtf, text_to_edtf

expected = {
    "21 May 2018": "2018-05-21",
    "21 to 23 May 2018": "2021-05-23",
    "21-23 May 2018": "2021-05-23",
    "between 21 and 23 May 2018": "2021-05-23",
    "2 to 4 May 2018": "2002-05-04",
    "2018-05-21 to 2018-05-23": "2018-05-21",
    "May-June 2018": "XXXX-05/2018-06",
    "from 21 May 2018 to 23 May 2018": None,
}
seen = {words: text_to_edtf(words) for words in expected}
for words, date in seen.items():
    print(f"{words:32} {date!s:16} {type(parse_edtf(date)).__name__ if date else ''}")
sys.exit(0 if seen == expected else 1)
PYTHON
