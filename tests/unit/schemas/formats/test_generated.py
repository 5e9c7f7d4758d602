"""What else is generated from declarations: the dictionary, HXL tags, code tables, Croissant record sets."""

import re

import pytest

from schemas.codes import code_list
from schemas.declarations import Table
from schemas.formats.croissant import record_set
from schemas.formats.dictionary import data_dictionary
from schemas.formats.hxl import hxl_tags
from schemas.registry import CODE_TABLES, PUBLISHED, SCHEMA_VERSION
from schemas.tables.code_tables import code_table_rows

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


def by_name(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=by_name)
def test_every_published_column_has_a_well_formed_tag_of_its_own(table: Table) -> None:
    tags = hxl_tags(table)
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert len(set(tags)) == len(tags)


def test_the_dictionary_tells_every_column_and_code() -> None:
    tables = [*PUBLISHED.values(), *CODE_TABLES.values()]
    text = data_dictionary(tables, SCHEMA_VERSION)
    assert all(f"| `{column.name}` |" in text for table in tables for column in table.columns)
    assert "| `training` | Training | Capacitación |" in text
    assert "- `parent_partner_id` refers to `partner_id` of `partners`" in text
    assert "- `start_on` does not come after `end_on`" in text


def test_bars_in_patterns_do_not_break_the_dictionarys_tables() -> None:
    rows = [
        line
        for line in data_dictionary(PUBLISHED.values(), SCHEMA_VERSION).splitlines()
        if line.startswith("| `partner_id`")
    ]
    assert rows
    assert all(len(re.split(r"(?<!\\)\|", row)) == 8 for row in rows)


@pytest.mark.parametrize("table", CODE_TABLES.values(), ids=by_name)
def test_code_tables_hold_their_lists(table: Table) -> None:
    rows = code_table_rows(table)
    assert {row["code"] for row in rows} == set(code_list(table.name))
    keys = [tuple(str(row[name]) for name in table.primary_key) for row in rows]
    assert keys == sorted(set(keys))
    assert all(tuple(row) == table.column_names for row in rows)


def test_a_record_set_reads_each_column_from_its_file() -> None:
    found = record_set(PUBLISHED["event_countries"])
    assert found["key"] == [{"@id": "event_countries/event_id"}, {"@id": "event_countries/country_iso3"}]
    assert [field["dataType"] for field in found["field"]] == [
        "sc:Text",
        "sc:Text",
        "sc:Boolean",
        "sc:Text",
        "cr:Int32",
    ]
    assert found["field"][2]["source"] == {
        "fileObject": {"@id": "event_countries.parquet"},
        "extract": {"column": "is_host"},
    }
