"""`README.md` of a release: what it holds and how to load it."""

from pathlib import Path

import yaml

from pipelines.publish.draft import DESCRIPTION, TITLE, Draft
from pipelines.publish.metadata.quality import MEASURED_ON
from schemas.registry import SCHEMA_VERSION

FILE = "README.md"

_SNIPPETS = """\
## Load it

Run these in this folder, or put its path before the files'. This folder never changes; the link `latest` beside it
may move to a newer release between two reads, so use this release's own path in queries that join tables. Every key
is text; in CSV keep `NA` (Namibia's ISO 2 code) and leading zeros as the lines below do.

### DuckDB

```sql
SELECT c.name_en, count(*) AS events
FROM 'parquet/event_countries.parquet' AS e
JOIN 'parquet/countries.parquet' AS c USING (country_iso3)
GROUP BY ALL ORDER BY events DESC, c.name_en;
```

Rows of which date, host country and countries are likely all right:

```sql
SELECT event_date_edtf, host_country_iso3, headline
FROM 'parquet/events.parquet'
WHERE row_confidence >= 0.9
ORDER BY start_on DESC, event_id;
```

Documents that gave no event, and why:

```sql
SELECT s.title, b.location, b.reason
FROM 'parquet/bulletins.parquet' AS b
JOIN 'parquet/sources.parquet' AS s USING (source_id)
WHERE b.event_count = 0;
```

### pandas

```python
import pandas as pd

events = pd.read_parquet("parquet/events.parquet", dtype_backend="pyarrow")
partners = pd.read_parquet("parquet/partners.parquet", dtype_backend="pyarrow")
links = pd.read_parquet("parquet/event_partners.parquet", dtype_backend="pyarrow")
print(links.merge(partners, on="partner_id").groupby("name").size().sort_values(ascending=False).head())

flat = pd.read_csv("csv/events_flat.csv", dtype="string", keep_default_na=False, na_values=[""])
print(flat[["start_on", "host_country_iso3", "headline"]].head())
```

### polars

```python
import polars as pl

events = pl.scan_parquet("parquet/events.parquet")
print(events.group_by("event_type").len().sort("len", descending=True).collect())
```

### Hugging Face datasets

`load_dataset("/path/to/this/folder", "events", split="train")` of the package `datasets` reads a table by its name; it
refuses `"."` as a path.

### R

```r
library(arrow)
library(dplyr)

events <- read_parquet("parquet/events.parquet")
links <- read_parquet("parquet/event_countries.parquet")
events |> inner_join(links, by = "event_id") |> count(country_iso3, sort = TRUE)
```

### PostgreSQL

`schema.sql` creates the tables with comments, primary and foreign keys. In one transaction the files can follow in any
order; `gzip -cdf` passes on what is not compressed:

```sh
(cat schema.sql; for file in csv/*; do
  table=$(basename "$file" .gz)
  echo "\\copy ${table%.csv} FROM PROGRAM 'gzip -cdf $file' WITH (FORMAT csv, HEADER)"
done) | psql --set ON_ERROR_STOP=1 --single-transaction my_database
```

### Power BI

Get data, Parquet, and the full path of each file in `parquet/`; then relate the tables by their keys
(`event_id`, `partner_id`, `country_iso3`, `bulletin_id`, `source_id`) as DATA_DICTIONARY.md lists them. In Power Query:

```m
let
    Events = Parquet.Document(File.Contents("C:\\path\\to\\release\\parquet\\events.parquet"))
in
    Events
```

### Excel

Data, From Text/CSV, `csv/events_flat.csv`, origin 65001 (UTF-8), then Transform and set the
columns of codes to text, so that leading zeros stay.
"""


def write_readme(draft: Draft, folder: Path) -> None:
    """Write the front page of the release."""
    parts = [_configurations(draft), _head(draft), _tables(draft), _SNIPPETS, _accuracy(), _files(), _sources(draft)]
    (folder / FILE).write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _configurations(draft: Draft) -> str:
    """Return the head by which Hugging Face's `load_dataset` finds each table, the first if none is named."""
    configurations: list[dict[str, str | bool]] = [
        {"config_name": name, "data_files": f"parquet/{name}.parquet"} for name in draft.main_tables
    ]
    configurations[0]["default"] = True
    head = {"pretty_name": TITLE, "configs": configurations}
    return f"---\n{yaml.safe_dump(head, sort_keys=False, allow_unicode=True)}---\n"


def _head(draft: Draft) -> str:
    before = f" The release before it is {draft.previous}." if draft.previous else ""
    return (
        f"# {TITLE}, release {draft.version}\n\n{DESCRIPTION}\n\n"
        f"Newest day: {draft.as_of or 'none'}. Schema version: {SCHEMA_VERSION}.{before}\n"
    )


def _tables(draft: Draft) -> str:
    lines = ["## Tables", "", "| Table | Rows | What a row is |", "| --- | ---: | --- |"]
    for name, table in draft.main_tables.items():
        lines.append(f"| `{name}` | {draft.rows(name).num_rows} | {table.description} |")
    return "\n".join([*lines, "", "DATA_DICTIONARY.md tells of every column.", ""])


def _accuracy() -> str:
    return f"## How sure it is\n\n{MEASURED_ON}\n"


def _files() -> str:
    return """\
## What else is here

| File | For |
| --- | --- |
| `csv/mentions.csv.gz` | the table with by far the most rows; DuckDB, pandas, polars and R read it as it is |
| `hxl/` | tables that make sense alone, with HXL hashtags; `datapackage.json` has the hashtags of the others |
| `migration-bulletins.xlsx` | the same tables for Excel |
| `changes/` | what changed since the release before, and why; CHANGELOG.md tells it in words |
| `changes/history/` | in which release each row of each table first appeared, last changed and was removed |
| `changes/withdrawn.csv` | events of earlier releases that are gone, and what replaced them |
| `changes/withdrawn_partners.csv` | partners of earlier releases that are gone, and what replaced them |
| `changes/withdrawn_activities.csv` | activities of earlier releases that are gone, and what replaced them |
| `schema.sql` | the tables for PostgreSQL, with comments and keys |
| `dbt/sources.yml` | the tables as sources of dbt, with tests |
| `datasette/metadata.json` | titles and descriptions for Datasette, for a database named `migration-bulletins` |
| `quality.json` | fill rates, counts, doubts about single events, measured accuracy |
| `datapackage.json`, `croissant.json` | descriptions for machines: Data Package v2, Croissant 1.1 |
| `CITATION.cff`, `LICENSE` | how to cite, and the terms of each source |

## Check it

`sha256sum -c SHA256SUMS` checks every file, and `python -m pipelines.publish.verify` with the path of this folder,
run in the project, checks all rules as well; manifest.json lists rows, sizes and hashes.

In CSV, HXL and Excel a text that a spreadsheet would run as a formula has a `'` in front; Parquet holds it as it is.
"""


def _sources(draft: Draft) -> str:
    lines = ["## Sources", ""]
    for source in draft.provenance.sources:
        licence = f"[{source.licence.name}]({source.licence.url})" if source.licence.url else source.licence.name
        lines.append(f"- {source.title}, {source.publisher}. Licence: {licence}. {source.attribution}")
    if draft.provenance.attributions:
        lines += ["", "Facts of places and organisations contain data of:", ""]
        lines += [f"- {attribution}" for attribution in draft.provenance.attributions]
    return "\n".join([*lines, ""])
