#!/usr/bin/env bash
# frictionless 5.21.0 knows Data Package 2 and calls a package valid that breaks its uniqueKeys and categories.
#
# Guess written before trying: uniqueKeys are checked as primary keys are; a package that declares version 2 is checked by
# its rules or refused, since frictionless tells the versions apart (missingValues with labels are an error in version 1).
# A composite foreign key with one empty part refers to nothing, as in SQL.
# Seen: a repeated unique key and a value outside of the categories are valid, in both versions, without a warning. The
# same rules written as constraints (`unique`, `enum`) are errors. A composite foreign key with one empty part is an error,
# "values 1, None not found", whereas the same rows pass in PostgreSQL and SQLite; with all parts empty it is valid.
# So `frictionless validate` neither proves nor disproves a package's keys.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'frictionless==5.21.0'
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from pathlib import Path

from frictionless import Package

PROFILES = "https://datapackage.org/profiles/2.0"
Path("meetings.csv").write_text("meeting,place,country\nm1,Quito,EC\nm1,Lima,PE\nm2,Lima,\n")
Path("places.csv").write_text("place,country\nQuito,EC\nLima,PE\n")
PLACES = {"name": "places", "path": "places.csv", "schema": {"fields": [{"name": "place"}, {"name": "country"}]}}


def errors(rules: dict[str, object] | None = None, of_meeting: dict[str, object] | None = None) -> list[str]:
    fields = [{"name": "meeting", "type": "string", **(of_meeting or {})}, {"name": "place"}, {"name": "country"}]
    schema = {"$schema": f"{PROFILES}/tableschema.json", "fields": fields, **(rules or {})}
    meetings = {"name": "meetings", "path": "meetings.csv", "schema": schema}
    package = {"$schema": f"{PROFILES}/datapackage.json", "name": "example", "resources": [meetings, PLACES]}
    return [kind for (kind,) in Package.from_descriptor(package).validate().flatten(["type"])]


key = {"fields": ["place", "country"], "reference": {"resource": "places", "fields": ["place", "country"]}}
seen = {
    "uniqueKeys": errors({"uniqueKeys": [["meeting"]]}),
    "constraint unique": errors(of_meeting={"constraints": {"unique": True}}),
    "categories": errors(of_meeting={"categories": ["m1"]}),
    "constraint enum": errors(of_meeting={"constraints": {"enum": ["m1"]}}),
    "foreign key half empty": errors({"foreignKeys": [key]}),
}
for rule, kinds in seen.items():
    print(f"{rule:24} {kinds or 'valid'}")
expected = [[], ["unique-error"], [], ["constraint-error"], ["foreign-key"]]
sys.exit(0 if list(seen.values()) == expected else 1)
PYTHON
