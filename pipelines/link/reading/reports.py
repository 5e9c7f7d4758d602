"""The reports of a release as columns: of each event what tells its activity from others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link.reading.places import NONE, Places, codes, read_places
from pipelines.link.reading.ragged import Flags, Floats, Ints, Ragged, coded
from pipelines.link.reading.wording import Keys, Wording, WordingReader

Correct = Callable[[pa.Table], pa.Table]
FOREVER = 1 << 20
"""More days than there are between any two events."""
_BATCH_ROWS = 4_096
_COMMON_EVENTS = 100
"""So many events are taken to be there beside those of the release: in a small one everything would be rare."""
_CROWD_DAYS, _FEW_REPORTS = 30, 10
_NAME_SHARE = 0.8
_MONTHLIKE = ("month", "year")
_AROUND_PUBLICATION = (-60, 60)
"""The days around its publication on which an activity without a stated date may have taken place."""


@dataclass(frozen=True)
class Reports:
    """Events by number, in the order of `event_id`; codes are numbers of texts, `NONE` where there is none.

    `start`, `end`: days of the activity, where the text states them exactly (`is_exact`), else the first and the last
    day that it leaves open (`is_vague`), else some weeks around publication.
    """

    event_id: pa.Array
    source: Ints
    language: Ints
    published: Ints
    start: Ints
    end: Ints
    is_exact: Flags
    is_vague: Flags
    host: Ints
    places: Places
    people: Ints
    event_type: Ints
    repeats: Flags
    firsts: Flags
    course: Flags
    opening: Flags
    closing: Flags
    moved: Flags
    corrected: Flags
    countries: Ragged
    partners: Ragged
    words: Ragged
    names: Ragged
    groups: Ragged
    subjects: Ragged
    headed: Ragged

    def __len__(self) -> int:
        return len(self.event_id)


def rarity(of: Ragged) -> Floats:
    """How much it tells that two events share a value, in bits, by value."""
    events = len(of.first) - 1
    return np.asarray(np.log2((events + _COMMON_EVENTS) / (of.counts() + 1.0)), np.float64)


def crowding(published: Ints) -> Floats:
    """How much likelier than among few reports chance makes two of these weeks alike, in bits, by report."""
    days = np.sort(published)
    around = np.searchsorted(days, published + _CROWD_DAYS, "right") - np.searchsorted(days, published - _CROWD_DAYS)
    return np.asarray(np.log2(np.maximum(around, _FEW_REPORTS) / _FEW_REPORTS), np.float64)


def as_extracted(events: pa.Table) -> pa.Table:
    """Return the events as they are."""
    return events


def load_reports(folder: Path, reader: WordingReader, correct: Correct = as_extracted) -> Reports:
    """Read what the extraction found.

    Args:
        folder: holds `events` (with whole bodies), `event_countries` and `event_partners`, sorted by `event_id`.
        reader: of the texts' wording.
        correct: returns the events with the corrections that people made; it gets the columns read here.

    Raises:
        OSError: a table is missing or cannot be read.
    """
    columns = [
        "event_id", "source_id", "language", "published_on", "event_date_edtf", "start_on", "end_on", "date_precision",
        "host_country_iso3", "host_place", "host_subdivision", "latitude", "longitude", "participant_count",
        "event_type",
    ]  # fmt: skip
    events = correct(pq.read_table(folder / "events.parquet", columns=columns)).combine_chunks()
    ids = events["event_id"].combine_chunks()
    wording = _all_wording(folder / "events.parquet", reader)
    published = _days(events["published_on"])
    start, end, is_exact, is_vague = _windows(events, published, wording, reader)
    countries, country_codes = _links(folder / "event_countries.parquet", "country_iso3", ids)
    return Reports(
        event_id=ids,
        source=codes(events["source_id"]),
        language=codes(events["language"]),
        published=published,
        start=start,
        end=end,
        is_exact=is_exact,
        is_vague=is_vague,
        host=_filled(pc.index_in(events["host_country_iso3"], value_set=country_codes)),
        places=read_places(events, folder / "events.parquet", reader.reference),
        people=_filled(events["participant_count"]),
        event_type=codes(events["event_type"]),
        repeats=_cued("repeat", wording, reader, len(ids)),
        firsts=_cued("first", wording, reader, len(ids)),
        course=_cued("course", wording, reader, len(ids)),
        opening=_cued("opening", wording, reader, len(ids)),
        closing=_cued("closing", wording, reader, len(ids)),
        moved=_cued("moved", wording, reader, len(ids)),
        corrected=_cued("corrected", wording, reader, len(ids)),
        countries=countries,
        partners=_links(folder / "event_partners.parquet", "partner_id", ids)[0],
        **_vocabularies(wording, _counted(folder / "mentions.parquet", ids, reader), reader, len(ids)),
    )


def _all_wording(events: Path, reader: WordingReader) -> Wording:
    parts, before = [reader.read([], [])], 0
    for batch in _texts(events):
        found = reader.read(batch["headline"].to_pylist(), pc.fill_null(batch["body"], "").to_pylist())
        parts.append(replace(found, entry=found.entry + before, cue_entry=found.cue_entry + before))
        before += batch.num_rows
    columns = {each.name: [getattr(part, each.name) for part in parts] for each in fields(Wording)}
    return Wording(**{name: np.concatenate(arrays) for name, arrays in columns.items()})


def _texts(events: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(events) as file:
        yield from file.iter_batches(batch_size=_BATCH_ROWS, columns=["headline", "body"])


def _counted(mentions: Path, event_ids: pa.Array, reader: WordingReader) -> tuple[Ints, Keys]:
    """The groups that the numbers of participants count, by event."""
    rows = pq.read_table(mentions, columns=["event_id", "text"], filters=[("kind", "=", "participants")])
    texts = rows["text"].to_pylist()
    found = reader.read(texts, [""] * len(texts))
    event = pc.index_in(rows["event_id"], value_set=event_ids).to_numpy()
    is_group = np.isin(found.key, reader.groups)
    return np.asarray(event, np.int64)[found.entry[is_group]], found.key[is_group]


def _vocabularies(wording: Wording, counted: tuple[Ints, Keys], reader: WordingReader, size: int) -> dict[str, Ragged]:
    keys, value = coded(wording.key)
    words = Ragged.of(wording.entry, value, size)
    capitals, smalls = (
        np.bincount(value[flags], minlength=len(keys)) for flags in (wording.is_capital, wording.is_small)
    )
    is_name = (capitals > 0) & (capitals >= _NAME_SHARE * (capitals + smalls))
    doers = np.concatenate((wording.entry[wording.is_headed], counted[0]))
    doer = np.concatenate((value[wording.is_headed], np.searchsorted(keys, counted[1])))
    return {
        "words": words,
        "names": words.where(is_name[words.values]),
        "groups": words.where(np.isin(keys, reader.groups)[words.values]),
        "headed": Ragged.of(doers, doer, size),
        "subjects": words.where(np.isin(keys, reader.subjects)[words.values]),
    }


def _windows(
    events: pa.Table, published: Ints, wording: Wording, reader: WordingReader
) -> tuple[Ints, Ints, Flags, Flags]:
    """First and last day on which each activity may lie, whether they are stated, and whether they are hinted at."""
    start, end = _days(events["start_on"]), _days(events["end_on"])
    is_monthlike = pc.is_in(events["date_precision"], value_set=pa.array(_MONTHLIKE)).to_numpy()
    is_exact = (start != NONE) & ~is_monthlike
    is_vague = (start != NONE) & is_monthlike
    first, last = _hinted(wording, reader, len(start))
    hinted = ~is_exact & (published != NONE) & (last < FOREVER)
    narrower = hinted & (~is_vague | (last - first < end - start))
    before, after = _AROUND_PUBLICATION
    is_open = ~is_exact & ~is_vague
    dated = published != NONE
    start = np.where(is_open, np.where(dated, published + before, -FOREVER), start)
    end = np.where(is_open, np.where(dated, published + after, FOREVER), end)
    start = np.where(narrower, published + first, start)
    end = np.where(narrower, published + last, end)
    return start, end, is_exact, is_vague | narrower


def _hinted(wording: Wording, reader: WordingReader, size: int) -> tuple[Ints, Ints]:
    """The days from publication that a text's cues of time leave open, those of the narrowest where it has several."""
    is_when = np.array([cue.kind == "when" for cue in reader.cues])[wording.cue]
    entry, cue = wording.cue_entry[is_when], wording.cue[is_when]
    first_day = np.array([each.first_day for each in reader.cues])[cue]
    last_day = np.array([each.last_day for each in reader.cues])[cue]
    order = np.lexsort((cue, last_day - first_day, entry))
    chosen = order[np.unique(entry[order], return_index=True)[1]]
    first, last = np.full(size, -FOREVER), np.full(size, FOREVER)
    first[entry[chosen]], last[entry[chosen]] = first_day[chosen], last_day[chosen]
    return first, last


def _cued(kind: str, wording: Wording, reader: WordingReader, size: int) -> Flags:
    is_kind = np.array([cue.kind == kind for cue in reader.cues])[wording.cue]
    flags = np.zeros(size, np.bool_)
    flags[wording.cue_entry[is_kind]] = True
    return flags


def _links(path: Path, column: str, event_ids: pa.Array) -> tuple[Ragged, pa.Array]:
    rows = pq.read_table(path, columns=["event_id", column])
    codes = pc.unique(rows[column]).sort()
    event = pc.index_in(rows["event_id"], value_set=event_ids).to_numpy()
    value = pc.index_in(rows[column], value_set=codes).to_numpy()
    return Ragged.of(event.astype(np.int64), value.astype(np.int64), len(event_ids)), codes


def _days(dates: pa.ChunkedArray) -> Ints:
    return _filled(dates.cast(pa.int32()))


def _filled(numbers: pa.ChunkedArray | pa.Array) -> Ints:
    return np.asarray(pc.fill_null(numbers, NONE).to_numpy(), np.int64)
