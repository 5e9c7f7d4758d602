#!/usr/bin/env bash
# text2num 3.1.0 turns the Spanish per cent ("cinco por ciento") into "5 por 100" and leaves the 21 of "veintiún" in words.
#
# Guess written before trying: alpha2digit writes numbers in words as digits, and leaves fixed phrases such as "por ciento"
# (per cent) and "tercera edad" (old age) alone, as it leaves "un taller" (a workshop).
# Seen: "cinco por ciento" is "5 por 100", which a grammar of counts reads as two numbers; "tercera edad" is "3ª edad" and
# "tres cuartas partes" (three quarters) "3 4ᵃˢ partes". "veintiún", the form of 21 before a noun, stays as it is, though
# "veintiuna" (21 women), and "cuarenta y un" are read: 21 men or people are missing where 21 women are there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'text2num==3.1.0'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

from text_to_num import alpha2digit

expected = {
    "un taller": "un taller",
    "ciento veinte mil personas": "120000 personas",
    "cuarenta y un países": "41 países",
    "veintiuna mujeres": "21 mujeres",
    "veintiún participantes": "veintiún participantes",
    "cinco por ciento": "5 por 100",
    "personas de la tercera edad": "personas de la 3ª edad",
    "tres cuartas partes": "3 4ᵃˢ partes",
}
seen = {words: alpha2digit(words, "es") for words in expected}
for words, digits in seen.items():
    print(f"{words:28} {digits}")
sys.exit(0 if seen == expected else 1)
PYTHON
