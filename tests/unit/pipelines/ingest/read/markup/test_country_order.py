import pytest

from pipelines.ingest.read.markup.country_order import order_of_country
from pipelines.ingest.sources.date_order import DateOrder


@pytest.mark.parametrize(
    ("address", "country", "order"),
    [
        ("https://boats.example.org/a", "us", "month-first"), ("https://boats.example.org/a", "gb", "day-first"),
        ("https://boats.example.ke/a", "us", "day-first"), ("https://boats.example.gov/a", None, "month-first"),
        ("https://boats.example.io/a", "gb", "day-first"), ("https://boats.example.ca/a", None, None),
        ("https://boats.example.org/a", None, None), (None, None, None), ("boats/a.html", "nz", "day-first"),
    ],
)  # fmt: skip
def test_domain_goes_before_the_stated_country(address: str | None, country: str | None, order: DateOrder) -> None:
    assert order_of_country(address, country) == order
