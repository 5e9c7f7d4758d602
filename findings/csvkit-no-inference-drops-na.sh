#!/usr/bin/env bash
# csvkit 2.2.0 reads the text NA as missing even with --no-inference.
#
# Guess written before trying: `--no-inference` ("Disable type inference when parsing the input") takes every cell as the text
# that it is, so that NA, Namibia's ISO code, stays.
# Seen: `csvjson --no-inference` and `in2csv --no-inference` drop NA; leading zeros stay. Only with `--blanks` as well does NA stay;
# then an empty cell is an empty text in JSON.
# What the project does: keys are ISO 3 letters, of which none is read as missing; docs/readers.md names both options.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'csvkit==2.2.0'
cd "$folder"
printf 'country,m49,note\nNA,084,\n' > codes.csv
without=$("$folder/venv/bin/csvjson" --no-inference codes.csv)
with=$("$folder/venv/bin/csvjson" --no-inference --blanks codes.csv)
copied=$("$folder/venv/bin/in2csv" --no-inference codes.csv | tail -1)
printf '%s\n' "--no-inference: $without" "and --blanks:   $with" "in2csv:         $copied"
[ "$without" = '[{"country": null, "m49": "084", "note": null}]' ] &&
  [ "$with" = '[{"country": "NA", "m49": "084", "note": ""}]' ] &&
  [ "$copied" = ',084,' ]
