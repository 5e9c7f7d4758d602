"""Events that are no longer in a release, and the new events that report the same entry."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import KEY_SEPARATOR, look_up, one_of
from pipelines.publish.columnar.rows import Tables, in_parts

TEXTS = "event_texts"
NO_TEXT = "e3b0c44298fc1c14"
# What identifies an event's entry, and what is published of a withdrawn event.
SHOWN = ("event_id", "source_id", "bulletin_id", "published_on", "headline", "url")
SIGNS = ("by_text", "by_headline", "by_url")


@dataclass(frozen=True)
class Gone:
    """Withdrawn events: `events` has columns `SHOWN`; `replaced_by` the event that reports each entry now, or null."""

    events: pa.Table
    replaced_by: pa.ChunkedArray

    @property
    def replacements(self) -> pa.ChunkedArray:
        """Return the events that replace others."""
        return self.replaced_by.drop_null()


def gone_since(before: Tables, now: Tables) -> Gone:
    """Find withdrawn events and their replacements: by equal text, else by source and headline, else by address.

    Memory grows with the number of withdrawn events.

    Args:
        before: `events` and `event_texts` of the previous release.
        now: the same tables of the new release.
    """
    gone, signs = [], []
    for part in in_parts(
        {"old": before["events"].select(SHOWN), "texts": before[TEXTS], "new": now["events"].select(["event_id"])}
    ):
        removed = part["old"].filter(pc.invert(one_of(part["old"]["event_id"], part["new"]["event_id"])))
        gone.append(removed.select(SHOWN))
        signs.append(_signs(removed, part["texts"]))
    events, old = pa.concat_tables(gone), pa.concat_tables(signs)
    return Gone(events, _replaced_by(old, before, now))


def _replaced_by(old: pa.Table, before: Tables, now: Tables) -> pa.ChunkedArray:
    found = pa.nulls(old.num_rows, pa.string())
    if not old.num_rows:
        return pa.chunked_array([found])
    candidates = [
        _candidates(part, old)
        for part in in_parts(
            {"old": before["events"].select(["event_id"]), "texts": now[TEXTS], "new": now["events"].select(SHOWN)}
        )
    ]
    new = pa.concat_tables(candidates).sort_by([("event_id", "ascending")])
    for sign in SIGNS:
        there = new.filter(pc.is_valid(new[sign]))
        found = pc.coalesce(found, look_up(old[sign], there, sign, "event_id").combine_chunks())
    return pa.chunked_array([found])


def _candidates(part: dict[str, pa.Table], old: pa.Table) -> pa.Table:
    """Return the signs of the part's new events that match a withdrawn event."""
    added = part["new"].filter(pc.invert(one_of(part["new"]["event_id"], part["old"]["event_id"])))
    signs = _signs(added, part["texts"])
    shared = [pc.and_(pc.is_valid(signs[sign]), one_of(signs[sign], old[sign])) for sign in SIGNS]
    return signs.filter(pc.or_(pc.or_(shared[0], shared[1]), shared[2]))


def _signs(events: pa.Table, texts: pa.Table) -> pa.Table:
    digests = look_up(events["event_id"], texts, "event_id", "body_digest")
    folded = pc.utf8_lower(pc.replace_substring_regex(events["headline"], r"[\s\p{Z}]+", " "))
    headlines = pc.binary_join_element_wise(events["source_id"], folded, KEY_SEPARATOR)
    by_text = pc.if_else(pc.equal(digests, NO_TEXT), pa.scalar(None, pa.string()), digests)
    return pa.table(
        {"event_id": events["event_id"], "by_text": by_text, "by_headline": headlines, "by_url": events["url"]}
    )
