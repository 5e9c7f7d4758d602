"""Reads where each activity took place: the host place, or else the place that opens the text."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from pipelines.link.reading.ragged import Flags, Floats, Ints

NONE = -1
_REGIONS = ("subdivision", "region_part")
_BATCH_ROWS = 4_096
# "Fray Bentos, Uruguay (OIM) – "
_NAME = r"\p{Lu}[\p{L}'’.]+(?:[ -](?:d[aeio]|del|la|las|los|el|y|of|the|\p{Lu}[\p{L}'’.]+)){0,5}"
_DATELINE = rf"^(?P<place>{_NAME})(?:, ?[\p{{L}} .'’-]{{2,38}})?(?: \([^)]*\))? ?[–—-] "


@dataclass(frozen=True)
class Places:
    """Places by event; codes are numbers of texts, `NONE` where there is none.

    `is_region`: the place is a subdivision of its country and no town. Coordinates are not a number where the place is
    not known to the gazetteer.
    """

    name: Ints
    subdivision: Ints
    is_region: Flags
    latitude: Floats
    longitude: Floats


def read_places(events: pa.Table, texts: Path, reference: Path) -> Places:
    """Return the places of the events.

    Args:
        events: columns `host_place, host_country_iso3, host_subdivision, latitude, longitude`.
        texts: file of the same events in the same order, with `body`.
        reference: folder of curated tables; `places.csv` and `country_names.csv` are read.
    """
    stated = folded(events["host_place"])
    known = pyarrow.csv.read_csv(reference / "places.csv").select(["name", "country_iso3", "kind"])
    is_region = pc.is_in(known["kind"], value_set=pa.array(_REGIONS))
    towns, regions = (_keys(folded(rows["name"]), rows["country_iso3"])
                      for rows in (known.filter(pc.invert(is_region)), known.filter(is_region)))  # fmt: skip
    here = _keys(stated, events["host_country_iso3"])
    in_regions = pc.and_(pc.is_in(here, value_set=regions), pc.invert(pc.is_in(here, value_set=towns)))
    return Places(
        name=codes(pc.coalesce(stated, _datelines(texts, reference))),
        subdivision=codes(events["host_subdivision"]),
        is_region=np.asarray(pc.fill_null(in_regions, False), np.bool_),
        latitude=_floats(events["latitude"]),
        longitude=_floats(events["longitude"]),
    )


def folded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts in lower case and without accents."""
    plain = pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFD"), r"\p{M}", "")
    return pc.utf8_lower(plain)


def codes(texts: pa.ChunkedArray) -> Ints:
    """Return the number of each text, `NONE` for null."""
    found = pc.index_in(texts, value_set=pc.unique(texts.drop_null()))
    return np.asarray(pc.fill_null(found, NONE).to_numpy(), np.int64)


def _datelines(texts: Path, reference: Path) -> pa.ChunkedArray:
    """Return the place before the dash that opens each body; null where it is a country or there is none."""
    with pq.ParquetFile(texts) as file:
        parts = [
            pc.struct_field(pc.extract_regex(batch["body"], pattern=_DATELINE), "place")
            for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=["body"])
        ]
    places = folded(pa.chunked_array(parts, pa.string()))
    countries = folded(pyarrow.csv.read_csv(reference / "country_names.csv")["name"])
    return pc.if_else(pc.is_in(places, value_set=countries.combine_chunks()), pa.scalar(None, pa.string()), places)


def _keys(names: pa.ChunkedArray, countries: pa.ChunkedArray) -> pa.Array:
    keys = pc.binary_join_element_wise(names, pc.fill_null(countries, ""), "|")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys


def _floats(numbers: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.fill_null(numbers, np.nan).to_numpy(), np.float64)
