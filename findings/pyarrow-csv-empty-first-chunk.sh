#!/usr/bin/env bash
# pyarrow 26.0.1 writes 8,192 bytes too many into a CSV file without header if the first chunk of the table is empty.
#
# Guess written before trying: a table of an empty chunk and a chunk of one row writes one line, with or without header,
# as the same table in one chunk does.
# Seen: with header it does. With `include_header=False` the line is preceded or followed by bytes that no row holds, null
# bytes as a rule: each column adds 8,192. Tables with an empty first chunk are common: `concat_tables` of a schema's
# `empty_table()` and what was found, or a filter that keeps nothing of a first row group.
# What the project does: it combines chunks before it writes CSV without a header (`pipelines/load/bulk.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'pyarrow==26.0.1'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys

import pyarrow as pa
import pyarrow.csv


def written(table: pa.Table, header: bool) -> bytes:
    file = io.BytesIO()
    pyarrow.csv.write_csv(table, file, pyarrow.csv.WriteOptions(include_header=header))
    return file.getvalue()


found = pa.table({"name": ["Ana"]})
chunked = pa.concat_tables([found.schema.empty_table(), found])
sizes = {
    "header, two chunks": len(written(chunked, True)),
    "no header, two chunks": len(written(chunked, False)),
    "no header, one chunk": len(written(chunked.combine_chunks(), False)),
}
for name, size in sizes.items():
    print(f"{name:22} {size} bytes")
sys.exit(0 if list(sizes.values()) == [13, 8198, 6] else 1)
PYTHON
