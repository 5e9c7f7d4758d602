"""A small labelled set of documents in a folder, and events that report its entries."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from evaluation.predictions import PredictedEvent
from evaluation.reading.labels import LabelledDocuments, load_documents
from evaluation.reading.matching import Placed, place
from evaluation.reading.pipeline import Published, SetAside
from tests.unit.evaluation.labelled import EVENT

FERRY = "The ferry to the north pier sails again since Monday and takes forty bicycles a day"
MARKET = "Twelve growers sell beans and cassava in the new hall behind the old customs house"
FERRY_ID, MARKET_ID = "000000000001", "000000000002"
PAGE, NOTICE = "page.html", "notice.txt"
LABELS = {
    "countries": [], "countries_optional": [], "partners": [], "partners_optional": [], "event_edtf": None,
    "host_country": None, "event_type": "launch", "participants": None,
}  # fmt: skip
ENTRIES = (
    (FERRY_ID, "Ferry Sails Again", FERRY, "2021-03-04"),
    (MARKET_ID, "Growers Move Into Hall", MARKET, None),
)


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def write_set(folder: Path) -> LabelledDocuments:
    """A page with two entries, and a notice without any."""
    (folder / "documents").mkdir(parents=True)
    for name in (PAGE, NOTICE):
        (folder / "documents" / name).write_text(name, encoding="utf-8")
    entries = [
        {
            "id": entry_id, "headline": headline, "body": body, "language": "en", "layout": "article",
            "published_on": day, "documents": [PAGE],
        }
        for entry_id, headline, body, day in ENTRIES
    ]  # fmt: skip
    gold = [{"id": entry_id, "published_on": day, **LABELS} for entry_id, _, _, day in ENTRIES]
    documents = [
        {"file": PAGE, "kind": "html-listing", "language": "en", "entries": [FERRY_ID, MARKET_ID],
         "headlines_without_text": ["Timetable"]},
        {"file": NOTICE, "kind": "text", "language": "es", "entries": []},
    ]  # fmt: skip
    furniture = [{"file": PAGE, "furniture": ["Print this page"], "optional": ["Hall 3"]}]
    rows = {"entries": entries, "gold": gold, "documents": documents, "furniture": furniture}
    for name, lines in rows.items():
        write_lines(folder / f"{name}.jsonl", lines)
    return load_documents(folder)


def bulletin_id(file: str) -> str:
    return f"bul_{hashlib.sha256(file.encode()).hexdigest()[:16]}"


def event(number: int, headline: str, body: str, day: date | None = None, file: str = PAGE) -> PredictedEvent:
    """An event that was read from a document of the set."""
    return replace(
        EVENT, event_id=f"evt_{number:016}", bulletin_id=bulletin_id(file), headline=headline, body=body,
        published_on=day, event_type="launch", event_date_edtf=None, host_country_iso3=None, participant_count=None,
        countries=frozenset(), partner_mentions=(), roles={},
    )  # fmt: skip


def right_events() -> tuple[PredictedEvent, PredictedEvent]:
    return event(1, "Ferry sails again", FERRY, date(2021, 3, 4)), event(2, "Growers Move Into Hall", MARKET)


def placed(labelled: LabelledDocuments, *events: PredictedEvent, quarantine: Sequence[SetAside] = ()) -> Placed:
    return place(Published(events, tuple(quarantine)), labelled)
