#!/usr/bin/env bash
# sqlite-utils 4.2.1 detects the types of CSV columns unasked, and makes 84 of 084.
#
# Guess written before trying: `insert --csv` makes text columns, as in every version 3, where `--detect-types` asks for more.
# Seen: version 4 detects types by default; `084` in a column of digits alone becomes the integer 84, without a word.
# `--no-detect-types` gives the columns of version 3.
# What the project does: it loads SQLite itself, with declared types; docs/readers.md names the option.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf 'country,m49\nBLZ,084\nGTM,320\n' > codes.csv
for version in 3.39 4.2.1; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" --quiet --disable-pip-version-check install "sqlite-utils==$version"
done
code_read_by() {
  version=$1
  shift
  rm -f codes.db
  "$folder/$version/bin/sqlite-utils" insert codes.db codes codes.csv --csv "$@" > /dev/null
  "$folder/$version/bin/sqlite-utils" codes.db "SELECT m49 FROM codes WHERE country = 'BLZ'" --raw
}
old=$(code_read_by 3.39)
new=$(code_read_by 4.2.1)
kept=$(code_read_by 4.2.1 --no-detect-types)
printf '%s\n' "3.39: $old" "4.2.1: $new" "4.2.1 --no-detect-types: $kept"
[ "$old" = 084 ] && [ "$new" = 84 ] && [ "$kept" = 084 ]
