#!/usr/bin/env bash
# courlan 1.4.0, asked for Spanish addresses, drops the folders of nine Latin American countries and keeps those of others.
#
# Guess written before trying: `check_url(address, language="es")` drops addresses that state another language (/en/, /fr/)
# and keeps the rest; /sv/ or /ar/ on the site of an organisation are countries, and sites name them all in the same way.
# Seen: every folder of two letters that is also an ISO 639 code counts as a language. /sv/ (El Salvador) is Swedish, /ar/
# (Argentina) Arabic, /pa/ (Panama) Punjabi, /co/ (Colombia) Corsican: None. /mx/, /pe/, /gt/ and /hn/ are no languages and
# stay. Nothing is logged. trafilatura 2.3.1 hands its `target_lang` to courlan in the same way when it follows a site's
# sitemap and feeds, so a crawl of a regional site loses whole countries, and which ones has nothing to do with the pages.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'courlan==1.4.0'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

from courlan import check_url

COUNTRIES = "ar bo br bz cl co cr cu do ec gt hn ht mx ni pa pe py sv uy ve".split()


def is_kept(country: str, language: str | None) -> bool:
    return check_url(f"https://example.org/{country}/noticias/taller-regional", language=language) is not None


dropped = [country for country in COUNTRIES if not is_kept(country, "es")]
print("dropped for Spanish:", *dropped)
print("kept for Spanish:   ", *[country for country in COUNTRIES if country not in dropped])
print("dropped without a language:", *[country for country in COUNTRIES if not is_kept(country, None)])
is_as_before = dropped == "ar bo br co cu ht pa sv ve".split() and all(is_kept(country, None) for country in COUNTRIES)
sys.exit(0 if is_as_before else 1)
PYTHON
