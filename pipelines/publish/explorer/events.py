"""The events' columns in the page's data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.explorer.limits import Extent
from pipelines.publish.explorer.marks import Entities, Mention, field_marks, quote_marks
from pipelines.publish.explorer.numbering import NONE, Numbering, Numbers, day_number, numbering_of
from schemas.codes import code_list

Columns = dict[str, Any]
_AS_THEY_ARE = (
    "event_id", "entry_number", "headline", "quote", "url", "event_date_edtf", "host_place", "host_subdivision",
    "latitude", "longitude", "participant_count", "date_confidence", "host_confidence", "type_confidence",
    "participants_confidence", "row_confidence",
)  # fmt: skip
_CODED = {
    "language": "languages",
    "event_type": "event_types",
    "date_precision": "date_precisions",
    "participant_qualifier": "participant_qualifiers",
}


@dataclass(frozen=True)
class Dimensions:
    """The numbers of what events refer to, and the names of partners and countries by number."""

    partners: Numbering
    countries: Numbering
    sources: Numbering
    partner_names: Sequence[str]
    country_names: Sequence[str]

    @property
    def entities(self) -> Entities:
        """Return the numbers of what mentions refer to."""
        return Entities(
            kinds=codes("mention_kinds"),
            by_kind={
                "country": self.countries,
                "partner": self.partners,
                "event_type": codes("event_types"),
                "topic": codes("topics"),
            },
            names={"country": self.country_names, "partner": self.partner_names},
        )


def codes(name: str) -> Numbering:
    """Return the numbers of a code list's codes, in its order."""
    return Numbering(code_list(name))


def newest_first(events: pa.Table) -> pa.Table:
    """Return the events by date, newest first: their own, or else the publication date; undated ones last."""
    days = pc.coalesce(events["start_on"], events["published_on"])
    keyed = events.append_column("day", days)
    return keyed.take(pc.sort_indices(keyed, [("day", "descending"), ("event_id", "ascending")])).drop_columns("day")


def event_columns(extent: Extent, tables: Mapping[str, pa.Table], dimensions: Dimensions) -> Columns:
    """Return columns of the events and of their links, each as long as there are events.

    `countries` holds country, host and basis of each link in turn; `partners` partner and role; `topics` topics;
    `activity` the number of its activity in `activities`, which other reports of it share; `doubts` kind and text (in
    `doubt_texts`) of each doubt; `marks` the marks in each text; `written` kind, entity and text (in `texts`) of names
    with another spelling.
    """
    events = extent.events
    columns: Columns = {name: events[name].to_pylist() for name in _AS_THEY_ARE}
    columns |= {name: codes(codelist).of_all(events[name].to_pylist()) for name, codelist in _CODED.items()}
    columns |= {
        name: [day_number(day) for day in events[name].to_pylist()] for name in ("published_on", "start_on", "end_on")
    }
    bulletins = numbering_of(events["bulletin_id"].to_pylist())
    columns["bulletin"] = bulletins.of_all(events["bulletin_id"].to_pylist())
    columns["bulletins"] = bulletins.values
    activities = numbering_of(events["activity_id"].to_pylist())
    columns["activity"] = activities.of_all(events["activity_id"].to_pylist())
    columns["activities"] = activities.values
    columns["link_confidence"] = events["link_confidence"].to_pylist()
    columns["source"] = dimensions.sources.of_all(events["source_id"].to_pylist())
    columns["host"] = dimensions.countries.of_all(events["host_country_iso3"].to_pylist())
    columns |= _links(columns["event_id"], tables, dimensions)
    if "doubts" in tables:
        columns |= _doubts(columns["event_id"], tables["doubts"])
    if extent.has_bodies:
        columns["body"] = events["body"].to_pylist()
    return columns | _marked(extent, tables["mentions"], dimensions.entities)


def _links(ids: Sequence[str], tables: Mapping[str, pa.Table], dimensions: Dimensions) -> Columns:
    countries, partners, topics = (tables[name] for name in ("event_countries", "event_partners", "event_topics"))
    of_country = dimensions.countries.of_column(countries["country_iso3"])
    is_host = countries["is_host"].to_numpy().astype(np.int64)
    basis = codes("country_bases").of_column(countries["basis"])
    of_partner = dimensions.partners.of_column(partners["partner_id"])
    role = codes("roles").of_column(partners["role"])
    return {
        "countries": _gathered(ids, countries["event_id"], of_country, is_host, basis),
        "partners": _gathered(ids, partners["event_id"], of_partner, role),
        "topics": _gathered(ids, topics["event_id"], codes("topics").of_column(topics["code"])),
    }


def _doubts(ids: Sequence[str], all_doubts: pa.Table) -> Columns:
    doubts = all_doubts.filter(pc.is_in(all_doubts["event_id"], pa.array(ids, pa.string())))
    texts = numbering_of(doubts["text"].to_pylist())
    kinds = codes("doubts").of_column(doubts["doubt"])
    return {
        "doubts": _gathered(ids, doubts["event_id"], kinds, np.array(texts.of_all(doubts["text"].to_pylist()))),
        "doubt_texts": texts.values,
    }


def _marked(extent: Extent, mentions: pa.Table, entities: Entities) -> Columns:
    if not extent.has_marks:
        return {}
    ids, quotes = (extent.events[name].to_pylist() for name in ("event_id", "quote"))
    wanted = mentions.filter(pc.is_in(mentions["event_id"], pa.array(ids, pa.string())))
    by_event: defaultdict[str, list[Mention]] = defaultdict(list)
    for event, *rest in _rows(wanted, "event_id", "kind", "entity_id", "field", "start", "end", "text"):
        by_event[event].append(Mention(*rest))
    of_each = [by_event[event] for event in ids]
    names = [_written_otherwise(found, entities) for found in of_each]
    texts = numbering_of(found.text for each in names for found in each)
    marks: Columns = {
        "headline": [field_marks(found, "headline", entities) for found in of_each],
        "quote": [quote_marks(found, quote, entities) for found, quote in zip(of_each, quotes, strict=True)],
    }
    if extent.has_bodies:
        marks["body"] = [field_marks(found, "body", entities) for found in of_each]
    return {"marks": marks, "texts": texts.values, "written": [_written(found, texts, entities) for found in names]}


def _written_otherwise(mentions: Iterable[Mention], entities: Entities) -> list[Mention]:
    """Return mentions of countries and partners under a name other than their main one."""
    return [found for found in mentions if found.text != entities.name(found, found.text)]


def _written(mentions: Sequence[Mention], texts: Numbering, entities: Entities) -> list[int]:
    distinct = dict.fromkeys(
        (entities.kinds.of(found.kind), entities.number(found), texts.of(found.text)) for found in mentions
    )
    return [number for triple in distinct for number in triple]


def _rows(table: pa.Table, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _gathered(ids: Sequence[str], event_ids: pa.ChunkedArray, *numbers: Numbers) -> list[list[int]]:
    """Return, by event, the numbers of its links, those of a link in sequence."""
    of_event = pc.fill_null(pc.index_in(event_ids, value_set=pa.array(ids, pa.string())), NONE).to_numpy()
    order = np.argsort(of_event, kind="stable")
    flat = np.stack(numbers, axis=1)[order].ravel().tolist()
    ends = (np.searchsorted(of_event[order], np.arange(-1, len(ids)), side="right") * len(numbers)).tolist()
    return [flat[start:end] for start, end in pairwise(ends)]
