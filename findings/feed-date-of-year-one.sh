#!/usr/bin/env bash
# The date that .NET feeds write for "no date" is 1 January of year 1 to feedparser and of 2001 to Python's email package.
#
# Guess written before trying: RFC 822 dates with a year of four digits are read as written, by both. Years of two digits
# are completed, and "0001" is none of those.
# Seen with feedparser 6.0.14 and Python 3.11: `Mon, 01 Jan 0001 00:00:00 GMT` (the smallest DateTime of .NET, which feeds
# print where no date was set) gives year 1 in feedparser and 2001 in email.utils.parsedate_to_datetime, which completes
# every year below 100 however many digits it is written with. The second is a plausible day of news that nobody stated.
# What the project does: a day counts only if its year stands in the text, or two digits stand for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'feedparser==6.0.14'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from email.utils import parsedate_to_datetime

import feedparser

FEED = "<rss version='2.0'><channel><item><title>A</title><pubDate>{}</pubDate></item></channel></rss>"


def years(stated: str) -> tuple[int, int]:
    (entry,) = feedparser.parse(FEED.format(stated)).entries
    return entry.published_parsed.tm_year, parsedate_to_datetime(stated).year


seen = {stated: years(f"Mon, 01 Jan {stated} 00:00:00 GMT") for stated in ("0001", "0099", "0100", "2018")}
for stated, (by_feedparser, by_email) in seen.items():
    print(f"year {stated}: feedparser {by_feedparser}, email.utils {by_email}")
sys.exit(0 if seen == {"0001": (1, 2001), "0099": (99, 1999), "0100": (100, 100), "2018": (2018, 2018)} else 1)
PYTHON
