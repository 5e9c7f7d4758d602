"""The rules by which an entry is doubted: what its headline and its body hold that entries usually do not."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.blocks.date_line import read_date_line

SHOWN = 200
TIMES_MEDIAN = 10
# A body shorter than this is not long, whatever is usual.
SHORTEST_LONG = 2_000
_LONGEST_HEADLINE = 250
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
# A place, perhaps a day or an agency, and a dash before a sentence.
_DATELINE = re.compile(r"[A-ZÁÉÍÓÚÑ][^\n.:;!?–—]{1,58}[.,]?\s*[–—]\s*[A-ZÁÉÍÓÚÑ¿¡\"“«][^\n]{60}")


class Doubt(NamedTuple):
    """A kind of doubt, by its code in the list `doubts`, and what it was seen by."""

    code: str
    text: str


@dataclass(frozen=True)
class Usual:
    """What the entries of a source have in common.

    Args:
        headlines: folded headlines of its events.
        shared: those of them that several events have.
        median_length: of the bodies in characters; 0 where there are too few to tell.
    """

    headlines: Collection[str]
    shared: Collection[str]
    median_length: float


def doubts_of(headline: str, body: str, usual: Usual, is_single: bool) -> Iterator[Doubt]:
    """Doubt an entry, each kind at most once.

    Args:
        headline: of the entry.
        body: of the entry.
        usual: what its source's entries have in common.
        is_single: whether it is all that was read of a document that is a list.
    """
    yield from _of_headline(headline, usual)
    yield from _of_lines(headline, body, usual)
    if is_single:
        yield Doubt("single_entry_list", _shown(headline))
    if len(body) >= max(TIMES_MEDIAN * usual.median_length, SHORTEST_LONG) and usual.median_length:
        yield Doubt("long_body", f"{len(body):,} characters, where {usual.median_length:,.0f} are usual")


def key_of(headline: str) -> str:
    """The headline as it is compared with others."""
    return fold(headline).casefold()


def _of_headline(headline: str, usual: Usual) -> Iterator[Doubt]:
    if not _WORD.search(headline):
        yield Doubt("headline_symbol", _shown(headline))
    elif read_date_line(headline, is_labelled=True) is not None:
        yield Doubt("headline_date", _shown(headline))
    elif furniture.kind_of(headline) is not None or furniture.is_place_list(headline):
        yield Doubt("headline_menu", _shown(headline))
    if key_of(headline) in usual.shared:
        yield Doubt("headline_shared", _shown(headline))


def _of_lines(headline: str, body: str, usual: Usual) -> Iterator[Doubt]:
    found: dict[str, str] = {}
    for number, line in enumerate(filter(None, map(str.strip, body.splitlines()))):
        if _is_other_headline(line, headline, usual):
            found.setdefault("headline_in_body", line)
        elif read_date_line(line) is not None:
            found.setdefault("date_line_in_body", line)
        elif number and _DATELINE.match(line):
            found.setdefault("dateline_in_body", line)
    yield from (Doubt(code, _shown(text)) for code, text in found.items())


def _is_other_headline(line: str, headline: str, usual: Usual) -> bool:
    if len(line) > _LONGEST_HEADLINE or line.count(" ") + 1 < _FEWEST_WORDS:
        return False
    key = key_of(line)
    return key in usual.headlines and key != key_of(headline)


def _shown(text: str) -> str:
    return fold(text)[:SHOWN]
