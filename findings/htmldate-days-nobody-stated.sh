#!/usr/bin/env bash
# htmldate 1.11.0 dates pages to days that they don't state: 1 January, or today's day in another month.
#
# Guess written before trying: a full date in words, also in Spanish, is found; of several the first or the most frequent
# counts; a month without a day gives nothing, or the first of the month.
# Seen: "21 de mayo de 2018" alone is found. With one more full date on the page (a dateline and a meeting of the year
# before) the answer is 1 January 2018. So it is for "1.º de mayo de 2018", the correct way to write 1 May in Spanish, and
# for "mayo de 2018". A month in `<time>` or in `dcterms.date` becomes the day of the month on which the program runs, so
# that the same page has another date tomorrow. trafilatura takes its dates from here.
# All are well-formed days, and nothing marks them: a reader of news dates can't tell 1 January from a guess.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'htmldate==1.11.0'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from datetime import date

from htmldate import find_date

expected = {
    "<p>21 de mayo de 2018</p>": "2018-05-21",
    "<p>Lima, 21 de mayo de 2018</p><p>La del 3 de abril de 2017 fue la primera.</p>": "2018-01-01",
    "<p>1.º de mayo de 2018</p>": "2018-01-01",
    "<p>mayo de 2018</p>": "2018-01-01",
    "<time datetime='2018-05'>Mayo</time>": f"2018-05-{date.today().day:02}",
}
seen = {body: find_date(f"<html><body>{body}</body></html>") for body in expected}
for body, day in seen.items():
    print(f"{day}  {body}")
sys.exit(0 if seen == expected else 1)
PYTHON
