"""Croissant 1.1, generated from the declarations: record sets over the Parquet files."""

from collections.abc import Mapping
from typing import Any

from schemas.declarations import Column, Table, Type

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"

# The context of the standard; every reader expects its terms under these names.
CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        term: f"cr:{term}"
        for term in (
            "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject",
            "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
            "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
            "separator", "source", "subField", "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}

DATA_TYPES = {
    Type.STRING: "sc:Text",
    Type.INT32: "cr:Int32",
    Type.DOUBLE: "cr:Float64",
    Type.BOOL: "sc:Boolean",
    Type.DATE: "sc:Date",
    Type.TIMESTAMP: "sc:DateTime",
}


def file_id(table: Table) -> str:
    """Return the id of a table's file in the distribution."""
    return f"{table.name}.parquet"


def record_set(table: Table) -> dict[str, Any]:
    """Return the record set of a table, read from its Parquet file, with its key.

    References between tables are declared in the Data Package only: the reference reader takes `references` as a
    request to join, and returns other rows when it reads several record sets in turn (mlcroissant 1.1.1).
    """
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": _field_id(table, name)} for name in table.primary_key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": _field_id(table, column.name),
        "name": column.name,
        "description": column.description,
        "dataType": DATA_TYPES[column.type],
        "source": {"fileObject": {"@id": file_id(table)}, "extract": {"column": column.name}},
    }


def _field_id(table: Table, column: str) -> str:
    return f"{table.name}/{column}"
