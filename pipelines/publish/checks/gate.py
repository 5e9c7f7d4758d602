"""Refuses a release if its schema version does not reflect the changes since the last release's schema."""

import json
from pathlib import Path

import schemas
from pipelines.publish.metadata.package import FILE
from schemas.codes import code_list
from schemas.compatibility import refusal, schema_changes
from schemas.formats.datapackage import Described, described
from schemas.registry import CODE_TABLES, PUBLISHED, SCHEMA_VERSION

NOTES = Path(schemas.__file__).parent / "CHANGES.md"


class SchemaRefusedError(ValueError):
    """The schema's version does not fit the changes of the schema."""


def check_schema(last: Path) -> None:
    """Compare the schema with that of the last release.

    Args:
        last: the folder of the last release.

    Raises:
        SchemaRefusedError: the version does not fit the changes.
        ValueError: the last release's `datapackage.json` cannot be read.
    """
    package = json.loads((last / FILE).read_text(encoding="utf-8"))
    changes = schema_changes(described(package), current())
    reason = refusal(changes, package["schemaVersion"], SCHEMA_VERSION, NOTES.read_text(encoding="utf-8"))
    if reason:
        raise SchemaRefusedError(reason)


def current() -> Described:
    """Return the schema of the code."""
    tables = PUBLISHED | CODE_TABLES
    lists = {column.codes for table in tables.values() for column in table.columns if column.codes is not None}
    return Described(tables, {name: tuple(code_list(name)) for name in lists})
