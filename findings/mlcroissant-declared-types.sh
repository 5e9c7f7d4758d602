#!/usr/bin/env bash
# mlcroissant 1.1.1 reads "false" as True and the code 0012 as 12.0, although Croissant declares Boolean and Text.
#
# Guess written before trying: the declared type decides. sc:Boolean of the text "false" is False; sc:Text is handed over as
# bytes (known) with its digits; a cell that can't be read is an error.
# Seen: pandas reads the CSV and guesses the types first, and only the outcome is converted. While a column holds true and
# false alone, all is well. One "no" or "False" beside "false" makes the column text, and then every value is True, since
# bool("false") is. A column of codes such as 0012 is numbers to pandas: b'12', and b'12.0' as soon as one cell is empty.
# NA, the ISO code of Namibia, is None. 1.5 declared as sc:Integer is 1. The metadata is valid, and nothing is logged.
# What the project does: its Croissant file refers to Parquet, whose columns have their types.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'mlcroissant==1.1.1' 'pandas==3.1.1'
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import hashlib
import json
import sys
from pathlib import Path

import mlcroissant as mlc

TERMS = ("citeAs", "column", "extract", "field", "fileObject", "recordSet", "source")
CONTEXT = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, **{term: f"cr:{term}" for term in TERMS},
}


def read(declared: str, *cells: str) -> list[object]:
    Path("meetings.csv").write_text("meeting,value\n" + "".join(f"m{at},{cell}\n" for at, cell in enumerate(cells)))
    source = {"fileObject": {"@id": "meetings.csv"}, "extract": {"column": "value"}}
    field = {"@type": "cr:Field", "@id": "meetings/value", "dataType": declared, "source": source}
    digest = hashlib.sha256(Path("meetings.csv").read_bytes()).hexdigest()
    file = {"@type": "cr:FileObject", "@id": "meetings.csv", "name": "meetings.csv", "contentUrl": "meetings.csv",
            "encodingFormat": "text/csv", "sha256": digest}
    dataset = {"@context": CONTEXT, "@type": "sc:Dataset", "name": "meetings", "description": "Meetings.",
               "conformsTo": "http://mlcommons.org/croissant/1.0", "url": "https://example.org/meetings",
               "license": "https://creativecommons.org/licenses/by/4.0/", "datePublished": "2018-05-21",
               "version": "1.0.0", "citeAs": "Example", "creator": {"@type": "Organization", "name": "Example"},
               "distribution": [file],
               "recordSet": [{"@type": "cr:RecordSet", "@id": "meetings", "name": "meetings", "field": [field]}]}
    Path("croissant.json").write_text(json.dumps(dataset))
    return [record["meetings/value"] for record in mlc.Dataset("croissant.json").records("meetings")]


cases = [
    ("sc:Boolean", ("true", "false"), [True, False]),
    ("sc:Boolean", ("true", "false", "no"), [True, True, True]),
    ("sc:Text", ("0012", "0013"), [b"12", b"13"]),
    ("sc:Text", ("0012", "", "0013"), [b"12.0", None, b"13.0"]),
    ("sc:Text", ("MX", "NA"), [b"MX", None]),
    ("sc:Integer", ("12", "1.5"), [12, 1]),
]
is_as_before = True
for declared, cells, expected in cases:
    seen = read(declared, *cells)
    print(f"{declared:10} {cells} -> {seen}")
    is_as_before = is_as_before and seen == expected
sys.exit(0 if is_as_before else 1)
PYTHON
