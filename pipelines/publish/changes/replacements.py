"""Events that are no longer in a release, and the new events that report the same entry."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import KEY_SEPARATOR, look_up, one_of
from pipelines.publish.columnar.rows import Tables, in_parts, pieces
from pipelines.publish.history import NOTHING_RENAMED

TEXTS = "event_texts"
NO_TEXT = "e3b0c44298fc1c14"
# What identifies an event's entry, and what is published of a withdrawn event.
SHOWN = ("event_id", "source_id", "bulletin_id", "published_on", "headline", "url")
SIGNS = ("by_text", "by_headline", "by_url")
# Headlines of fewer words, such as "Statement", recur.
FEWEST_WORDS = 4
# Headlines of one day with this share of words in common are one entry's.
ALIKE = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Gone:
    """Withdrawn events: their columns `SHOWN`, and for each the id that replaces it, or null."""

    events: pa.Table
    replaced_by: pa.ChunkedArray
    renamed: pa.Table

    @property
    def replacements(self) -> pa.ChunkedArray:
        """Return the events that replace others."""
        return self.replaced_by.drop_null()

    def followed(self, earlier: pa.Table, now: Tables) -> pa.Table:
        """Return rows of `withdrawn` of earlier releases, each with the event of this release that replaces it.

        Args:
            earlier: columns of `schemas.tables.withdrawn`.
            now: `events` of the new release.
        """
        fresh = pa.table({"event_id": self.events["event_id"], "replaced_by": self.replaced_by})
        targets = pc.coalesce(_looked_up(earlier["replaced_by"], fresh), earlier["replaced_by"])
        targets = pc.if_else(living(targets, now), targets, None)
        renamed = _looked_up(earlier["event_id"], self.renamed)
        targets = pc.coalesce(targets, pc.if_else(living(renamed, now), renamed, None))
        return earlier.set_column(earlier.schema.get_field_index("replaced_by"), "replaced_by", targets)


def gone_since(before: Tables, now: Tables, renamed: pa.Table = NOTHING_RENAMED) -> Gone:
    """Find withdrawn events and their replacements.

    These are the events that ingest joined their entries to; else new events with the same text, the same headline, the
    same address and day, or a similar headline on the same day. Memory grows with the number of withdrawn events.

    Args:
        before: `events` and `event_texts` of the previous release.
        now: the same tables of the new release.
        renamed: what ingest joined, columns of `schemas.tables.renamed`.
    """
    gone, signs = [], []
    for part in in_parts(
        {"old": before["events"].select(SHOWN), "texts": before[TEXTS], "new": now["events"].select(["event_id"])}
    ):
        removed = part["old"].filter(pc.invert(one_of(part["old"]["event_id"], part["new"]["event_id"])))
        gone.append(removed.select(SHOWN))
        signs.append(_signs(removed, part["texts"]))
    events, old = pa.concat_tables(gone), pa.concat_tables(signs)
    stated = _looked_up(events["event_id"], renamed)
    found = pc.coalesce(pc.if_else(living(stated, now), stated, None), _found(events, old, before, now))
    return Gone(events, found, renamed)


def living(ids: pa.ChunkedArray, tables: Tables) -> pa.ChunkedArray:
    """Return which of the ids are those of events of a release."""
    found = pa.chunked_array([pa.repeat(False, len(ids))])
    for piece in pieces(tables["events"].select(["event_id"])) if len(ids) else ():
        found = pc.or_(found, one_of(ids, piece["event_id"]))
    return found


def _looked_up(ids: pa.ChunkedArray, rows: pa.Table) -> pa.ChunkedArray:
    return look_up(ids, rows, "event_id", "replaced_by")


def _found(events: pa.Table, old: pa.Table, before: Tables, now: Tables) -> pa.ChunkedArray:
    """Return for each withdrawn event the new one that reports the same entry."""
    found = pa.nulls(old.num_rows, pa.string())
    if not old.num_rows:
        return pa.chunked_array([found])
    parts = {"old": before["events"].select(["event_id"]), "texts": now[TEXTS], "new": now["events"].select(SHOWN)}
    candidates = [_candidates(part, old) for part in in_parts(parts)]
    new = pa.concat_tables(candidates).sort_by([("event_id", "ascending")])
    for sign in SIGNS:
        there = new.filter(pc.is_valid(new[sign]))
        found = pc.coalesce(found, look_up(old[sign], there, sign, "event_id").combine_chunks())
    return pc.coalesce(pa.chunked_array([found]), _by_day(events, old, new))


def _candidates(part: dict[str, pa.Table], old: pa.Table) -> pa.Table:
    """Return the signs of the part's new events that match a withdrawn event."""
    added = part["new"].filter(pc.invert(one_of(part["new"]["event_id"], part["old"]["event_id"])))
    signs = _signs(added, part["texts"])
    shared = [pc.and_(pc.is_valid(signs[sign]), one_of(signs[sign], old[sign])) for sign in (*SIGNS, "by_day")]
    return signs.filter(reduce(pc.or_, shared))


def _by_day(events: pa.Table, old: pa.Table, new: pa.Table) -> pa.ChunkedArray:
    """Return for each withdrawn event the only new one of its source and day that has a similar headline."""
    of_day: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    columns = (new[name].to_pylist() for name in ("by_day", "event_id", "headline"))
    for day, event_id, headline in zip(*columns, strict=True):
        of_day[day].append((event_id, headline))
    found: list[str | None] = []
    for day, headline in zip(old["by_day"].to_pylist(), events["headline"].to_pylist(), strict=True):
        alike = [event_id for event_id, other in of_day.get(day, ()) if _are_alike(headline, other)]
        found.append(alike[0] if len(alike) == 1 else None)
    return pa.chunked_array([pa.array(found, pa.string())])


def _are_alike(some: str, other: str) -> bool:
    words, others = (Counter(_WORD.findall(headline.casefold())) for headline in (some, other))
    common = (words & others).total()
    return common > 0 and common >= min(max(words.total(), others.total()) * ALIKE, words.total(), others.total())


def _signs(events: pa.Table, texts: pa.Table) -> pa.Table:
    digests = look_up(events["event_id"], texts, "event_id", "body_digest")
    folded = pc.utf8_lower(pc.replace_substring_regex(events["headline"], r"[\s\p{Z}]+", " "))
    is_distinctive = pc.greater_equal(pc.count_substring(folded, " "), FEWEST_WORDS - 1)
    headlines = pc.binary_join_element_wise(events["source_id"], folded, KEY_SEPARATOR)
    days = pc.fill_null(pc.cast(events["published_on"], pa.string()), "")
    of_source = pc.binary_join_element_wise(events["source_id"], days, KEY_SEPARATOR)
    return pa.table(
        {
            "event_id": events["event_id"],
            "headline": events["headline"],
            "by_text": pc.if_else(pc.equal(digests, NO_TEXT), pa.scalar(None, pa.string()), digests),
            "by_headline": pc.if_else(is_distinctive, headlines, pa.scalar(None, pa.string())),
            "by_url": pc.binary_join_element_wise(of_source, events["url"], KEY_SEPARATOR),
            "by_day": of_source,
        }
    )
