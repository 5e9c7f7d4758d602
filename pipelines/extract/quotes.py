"""The sentence that best supports an event's row."""

import re
from collections.abc import Sequence

from pipelines.extract.dates import EventDate
from pipelines.extract.entry import Entry
from pipelines.extract.organisations import PartnerMention
from pipelines.extract.participants import People

LONGEST_QUOTE = 200


def quote(
    entry: Entry,
    text: str,
    event_date: EventDate | None,
    people: People | None,
    partners: Sequence[PartnerMention],
) -> str | None:
    """The sentence of the body that holds most of the row's facts, the first of equals, cut at a word to 200 characters."""
    bounds = [*(start for start in entry.sentence_chars if start >= entry.body_start), entry.end]
    facts = [fact.start for fact in (event_date, people) if fact is not None] + [
        mention.start for mention in partners[:6]
    ]

    def worth(number: int) -> tuple[float, int]:
        first, last = bounds[number], bounds[number + 1]
        long_enough = last - first >= 40
        return (long_enough + 2.0 * sum(first <= fact < last for fact in facts) - 0.5 * number, -number)

    sentences = range(len(bounds) - 1)
    if not sentences:
        return None
    best = max(sentences, key=worth)
    return shorten(text[bounds[best] : bounds[best + 1]])


def shorten(sentence: str) -> str | None:
    """White space folded, at most 200 characters, cut between words."""
    folded = re.sub(r"\s+", " ", sentence).strip()
    if len(folded) <= LONGEST_QUOTE:
        return folded or None
    cut = folded[: LONGEST_QUOTE - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:") + "…" if " " in cut else cut + "…"
