#!/usr/bin/env bash
# frictionless 5.21.0 guesses the types of a Parquet file's columns from their values: the text `084` is read as 84.
#
# Guess written before trying: a Parquet file states its types, so a column of texts is a field of type string. Guessing is
# for CSV.
# Seen: the field of a string column with `084` and `320` is an integer, and its values are 84 and 320. With a third value that
# is no number the field is a string and `084` stays. `detector=Detector(field_type="any")` keeps the texts.
# What the project does: its Data Package states a schema for each CSV file; docs/readers.md shows what becomes of both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install \
  'frictionless[parquet]==5.21.0' 'pandas==3.1.1' 'pyarrow==26.0.1'
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys

import pyarrow as pa
import pyarrow.parquet as pq
from frictionless import Detector, Resource


def read(codes: list[str], **options: object) -> tuple[str, list[object]]:
    pq.write_table(pa.table({"code": pa.array(codes, pa.string())}), "codes.parquet")
    with Resource(path="codes.parquet", **options) as resource:
        return resource.schema.get_field("code").type, [row["code"] for row in resource.row_stream]


seen = {
    "numbers": read(["084", "320"]),
    "and a word": read(["084", "320", "none"]),
    "type any": read(["084", "320"], detector=Detector(field_type="any")),
}
for name, (kind, values) in seen.items():
    print(f"{name:10} {kind:8} {values}")
expected = {
    "numbers": ("integer", [84, 320]),
    "and a word": ("string", ["084", "320", "none"]),
    "type any": ("any", ["084", "320"]),
}
sys.exit(0 if seen == expected else 1)
PYTHON
