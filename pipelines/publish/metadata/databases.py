"""`schema.sql`, `dbt/sources.yml` and `datasette/metadata.json`: what databases and their tools need of a release."""

from pathlib import Path
from typing import Any

import yaml

from pipelines.publish.draft import DESCRIPTION, NAME, TITLE, Draft
from pipelines.publish.metadata.manifest import write_json
from schemas.formats.datasette import datasette_tables
from schemas.formats.dbt import dbt_sources
from schemas.formats.sql import postgresql_schema
from schemas.registry import SCHEMA_VERSION

SQL = "schema.sql"
DBT = "dbt/sources.yml"
DATASETTE = "datasette/metadata.json"


_COPY = "Foreign keys are checked when a transaction ends: copy the files of csv/ in one, in any order."


def write_databases(draft: Draft, folder: Path) -> None:
    """Write the tables as PostgreSQL's statements, as sources of dbt with tests, and as metadata of Datasette."""
    tables = draft.main_tables.values()
    head = f"{TITLE}, release {draft.version}, schema version {SCHEMA_VERSION}, for PostgreSQL.\n{_COPY}"
    (folder / SQL).write_text(postgresql_schema(tables, head), encoding="utf-8", newline="\n")
    for path in (DBT, DATASETTE):
        (folder / path).parent.mkdir()
    (folder / DBT).write_text(_yaml(dbt_sources(tables, DESCRIPTION)), encoding="utf-8", newline="\n")
    write_json(folder / DATASETTE, _datasette(draft))


def _yaml(value: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)
    return text


def _datasette(draft: Draft) -> dict[str, Any]:
    return {
        "title": f"{TITLE}, release {draft.version}",
        "description": DESCRIPTION,
        "license": "; ".join(dict.fromkeys(source.licence.name for source in draft.provenance.sources)),
        "source": "; ".join(source.attribution for source in draft.provenance.sources),
        "databases": {NAME: {"tables": datasette_tables(draft.main_tables.values())}},
    }
