from datetime import date

import pyarrow as pa

from pipelines.publish.checks.fill_rates import EXPECTED, fill_warnings

SCHEMA = pa.schema(
    [
        ("source_id", pa.string()), ("published_on", pa.date32()), ("event_type", pa.string()),
        ("host_country_iso3", pa.string()),
    ]
)  # fmt: skip
FULL = {"published_on": date(2021, 3, 4), "event_type": "launch", "host_country_iso3": "BLZ"}


def events(*rows: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist([FULL | row for row in rows], schema=SCHEMA)


def test_a_source_with_values_gives_no_warning() -> None:
    assert set(FULL) == set(EXPECTED)
    assert list(fill_warnings(events(*[{"source_id": "harbour"}] * 8))) == []


def test_a_source_without_dates_is_named_with_its_share() -> None:
    undated = {"source_id": "harbour", "published_on": None}
    rows = events(*[undated] * 22, *[{"source_id": "harbour"}] * 3, *[{"source_id": "shelf"}] * 9)
    (warning,) = fill_warnings(rows)
    assert warning.startswith("harbour: 3 of 25 events (12%) have a publication date; run `make inspect`")


def test_few_events_say_nothing() -> None:
    assert list(fill_warnings(events(*[{"source_id": "harbour", "published_on": None}] * 4))) == []
    assert list(fill_warnings(events())) == []
