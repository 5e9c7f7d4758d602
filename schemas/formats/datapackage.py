"""Data Package v2, generated from the declarations, and declarations read back from a Data Package.

What Table Schema cannot express (Arrow type, unit, code list, intervals, HXL tag) is stored in properties of our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.codes import code_list
from schemas.declarations import Column, ForeignKey, Interval, Table, Type

PROFILES = "https://datapackage.org/profiles/2.0"

FIELD_TYPES = {
    Type.STRING: "string",
    Type.INT32: "integer",
    Type.DOUBLE: "number",
    Type.BOOL: "boolean",
    Type.DATE: "date",
    Type.TIMESTAMP: "datetime",
}

Descriptor = dict[str, Any]


@dataclass(frozen=True)
class Described:
    """Declarations read from a Data Package: tables and code lists, each by name."""

    tables: Mapping[str, Table]
    codes: Mapping[str, tuple[str, ...]]


def table_schema(table: Table) -> Descriptor:
    """Return the Table Schema of a table."""
    schema: Descriptor = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(table, key) for key in table.foreign_keys]
    if table.intervals:
        schema["intervals"] = [[interval.start, interval.end] for interval in table.intervals]
    return schema


def described(package: Mapping[str, Any]) -> Described:
    """Return the declarations that a Data Package was generated from, as far as checks need them.

    Raises:
        ValueError: the package does not describe a release.
    """
    try:
        resources = [resource for resource in package["resources"] if "schema" in resource]
        tables = {resource["name"]: _table(resource) for resource in resources}
        fields = [field for resource in resources for field in resource["schema"]["fields"] if "codeList" in field]
        return Described(tables, {field["codeList"]: tuple(field["constraints"]["enum"]) for field in fields})
    except (KeyError, TypeError) as error:
        raise ValueError(f"datapackage.json does not describe the tables as a release does: {error}.") from error


def _field(table: Table, column: Column) -> Descriptor:
    described_by: Descriptor = {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "title": column.title,
        "description": column.description,
        "example": column.example,
        "constraints": _constraints(table, column),
        "arrowType": column.type.value,
        "unit": column.unit,
        "source": column.source,
        "codeList": column.codes,
        "hxl": column.hxl,
    }
    return {name: value for name, value in described_by.items() if value is not None}


def _constraints(table: Table, column: Column) -> Descriptor:
    constraints: Descriptor = {
        "required": not column.nullable,
        "unique": True if table.primary_key == (column.name,) else None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "maxLength": column.max_length,
        "pattern": f"^({column.pattern})$" if column.pattern is not None else None,
        "enum": list(code_list(column.codes)) if column.codes is not None else None,
    }
    return {name: value for name, value in constraints.items() if value is not None}


def _foreign_key(table: Table, key: ForeignKey) -> Descriptor:
    # Table Schema writes a reference to the same table as an empty name; v2 allows to omit it.
    resource = {} if key.table == table.name else {"resource": key.table}
    return {"fields": list(key.columns), "reference": {**resource, "fields": list(key.references)}}


def _table(resource: Mapping[str, Any]) -> Table:
    name, schema = resource["name"], resource["schema"]
    return Table(
        name=name,
        title=resource["title"],
        description=resource["description"],
        columns=tuple(_column(field) for field in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(
                tuple(key["fields"]), key["reference"].get("resource") or name, tuple(key["reference"]["fields"])
            )
            for key in schema.get("foreignKeys", [])
        ),
        intervals=tuple(Interval(*interval) for interval in schema.get("intervals", [])),
    )


def _column(field: Mapping[str, Any]) -> Column:
    constraints = field["constraints"]
    pattern = constraints.get("pattern")
    return Column(
        name=field["name"],
        type=Type(field["arrowType"]),
        title=field["title"],
        description=field["description"],
        nullable=not constraints["required"],
        codes=field.get("codeList"),
        pattern=pattern.removeprefix("^(").removesuffix(")$") if pattern else None,
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        max_length=constraints.get("maxLength"),
        unit=field.get("unit"),
        hxl=field.get("hxl"),
        source=field.get("source"),
    )
