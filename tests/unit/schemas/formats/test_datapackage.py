"""Table Schemas made from declarations, and declarations read back."""

from dataclasses import replace

import pytest

from schemas.codes import code_list
from schemas.declarations import Table
from schemas.formats.datapackage import described, table_schema
from schemas.registry import CODE_TABLES, PUBLISHED


def package(*tables: Table) -> dict[str, object]:
    resources = [
        {"name": table.name, "title": table.title, "description": table.description, "schema": table_schema(table)}
        for table in tables
    ]
    return {"resources": [*resources, {"name": "no-schema"}]}


@pytest.mark.parametrize("table", [*PUBLISHED.values(), *CODE_TABLES.values()], ids=lambda table: table.name)
def test_declarations_come_back_from_the_description(table: Table) -> None:
    found = described(package(table)).tables[table.name]
    without_examples = tuple(replace(column, example=None) for column in table.columns)
    assert found == replace(table, columns=without_examples)


def test_code_lists_come_back_whole() -> None:
    found = described(package(*PUBLISHED.values())).codes
    used = {column.codes for table in PUBLISHED.values() for column in table.columns if column.codes}
    assert found == {name: tuple(code_list(name)) for name in used}


def test_a_reference_to_the_same_table_names_no_resource() -> None:
    keys = table_schema(PUBLISHED["partners"])["foreignKeys"]
    assert {"fields": ["parent_partner_id"], "reference": {"fields": ["partner_id"]}} in keys


def test_examples_are_texts_as_the_profile_demands() -> None:
    fields = {field["name"]: field for field in table_schema(PUBLISHED["events"])["fields"]}
    assert (fields["participant_count"]["example"], fields["latitude"]["example"]) == ("50", "14.63")
    assert table_schema(PUBLISHED["event_countries"])["fields"][2]["example"] == "true"


@pytest.mark.parametrize("package", [{}, {"resources": [{"schema": {}}]}, {"resources": None}])
def test_another_package_is_refused_in_words(package: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"datapackage\.json does not describe"):
        described(package)
