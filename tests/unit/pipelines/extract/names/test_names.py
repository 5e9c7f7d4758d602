"""The form in which names are compared."""

import pytest

from pipelines.extract.names.names import matching_form


@pytest.mark.parametrize(
    ("text", "form"),
    [("Port-au-Prince", "port au prince"), ("  Costa \n Rica ", "costa rica"), ("PERÚ", "peru"), ("-", "")],
)
def test_matching_form(text: str, form: str) -> None:
    assert matching_form(text) == form
