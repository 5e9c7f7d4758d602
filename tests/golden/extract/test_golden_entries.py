"""Entries of several policy, and every row that is read from each.

An entry stands in `entries/` as language and date, headline, blank line, body. After a change that is meant:
`pytest tests/golden/extract --record-extract`, then look at the difference.
"""

import json
from dataclasses import asdict, fields
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.extract.annotate import Annotations
from tests.unit.pipelines.extract.facts import Text, annotate

FOLDER = Path(__file__).parent
ENTRIES = sorted((FOLDER / "entries").glob("*.txt"))
EXPECTED = FOLDER / "expected"


def _entry(path: Path) -> Text:
    about, headline, _, body = path.read_text(encoding="utf-8").split("\n", 3)
    language, published_on = about.split()
    return Text(headline, body.removesuffix("\n"), None if published_on == "undated" else published_on, language)


def _told(text: Text) -> dict[str, object]:
    found = annotate(text)
    tables = {field.name: _without_confidences(getattr(found, field.name)).to_pylist() for field in fields(Annotations)}
    return {"entry": asdict(text), **json.loads(json.dumps(tables, default=str))}


def _without_confidences(table: pa.Table) -> pa.Table:
    """They change with every fit, also where the facts stay."""
    return table.drop_columns([name for name in table.column_names if name.endswith("confidence")])


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_every_row_of_an_entry(path: Path, recording: bool) -> None:
    record = EXPECTED / f"{path.stem}.json"
    told = _told(_entry(path))
    if recording:
        record.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert told == json.loads(record.read_text(encoding="utf-8"))


def test_each_entry_has_its_record() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {path.stem for path in ENTRIES}
