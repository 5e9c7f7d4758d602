#!/usr/bin/env bash
# Babel 2.19.0 reads the 45.000 people of a Costa Rican report as 45, also when it is told to be strict.
#
# Guess written before trying: parse_decimal goes by the locale's own signs. In Costa Rica, as in all Spanish that writes
# a decimal comma, 45.000 is 45 thousand, or `strict=True` refuses it.
# Seen: CLDR groups digits by a no-break space there, as in French. The full stop is then neither sign of the locale, and
# Babel takes it for a decimal point: 45.000 and 45,000 are both 45, and 1.5 is accepted, which es and es_CO refuse. So it
# depends on the country within one language whether the number is right (es, es_AR, es_CO), right by another rule (es_MX
# writes 45,000) or a thousand times too small. Texts from Costa Rica use the full stop all the same.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'Babel==2.19.0'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

from babel.numbers import NumberFormatError, format_decimal, parse_decimal


def parsed(text: str, locale: str) -> float | None:
    try:
        return float(parse_decimal(text, locale=locale, strict=True))
    except NumberFormatError:
        return None


TEXTS = ("45.000", "45,000", "1.5")
seen = {locale: tuple(parsed(text, locale) for text in TEXTS) for locale in ("es_CO", "es_MX", "es_CR")}
for locale, numbers in seen.items():
    print(f"{locale} writes {format_decimal(45000.5, locale=locale)!r:14} and reads", *zip(TEXTS, numbers, strict=True))
sys.exit(0 if seen == {"es_CO": (45000, 45, None), "es_MX": (45, 45000, 1.5), "es_CR": (45, 45, 1.5)} else 1)
PYTHON
