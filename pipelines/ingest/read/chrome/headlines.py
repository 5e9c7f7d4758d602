"""Tell headlines from text by their shape alone: a headline is short and has no final full stop."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.ingest.documents import TYPESET, Block

# Searching begins at the mark, which is rarer than what stands before it.
_SENTENCES = re.compile(r"[.!?](?<=[a-zà-ÿ)\]”\"’\d][.!?])['”\"’»)]*\s+[“\"¿¡'(]*[A-ZÁÉÍÓÚÑ]")
_DATELINE = re.compile(r"[A-ZÁÉÍÓÚÑ][^.:;!?–—]{2,40}\s[–—-]\s")
_FOOTNOTE = re.compile(r"\[\d+\]$")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
_NUMBERING = re.compile(r"^\d{1,2}[.)] +")
_CLOSING = "\"'”’»)]*  "
# A new entry has to earn its place against the text just going on.
_NEW_ENTRY = 0.5
# Lines broken at a fixed width are no longer than this; a teaser in one line is.
WRAP_WIDTH = 100
_LEAST_WRAP_WIDTH = 40
_LONGEST_TITLE = 6
_MANY_WORDS = 31
_LONGEST_END = 24
# Longer than any headline, in characters.
_SURELY_TEXT = 300


def looks_like_headline(block: Block) -> bool:
    """Whether a block taken by itself is a headline rather than text."""
    is_heading = block.markup is not None and block.markup.heading > 0
    # The length alone rules out most text.
    return is_heading or (len(block.text) <= _SURELY_TEXT and headline_cost(block) < text_cost(block))


def headline_cost(block: Block) -> float:
    """How unlike a headline the block is, from about 0 upwards."""
    if block.markup is not None and block.markup.heading:
        return 0.0
    if block.markup is not None and block.markup.tag == TYPESET:
        # Where headings differ in type, nothing else is one.
        return 6.0
    text = _NUMBERING.sub("", block.text) or block.text
    if len(text) > _SURELY_TEXT:
        return 6.0
    parts = text.split()
    words = len(parts)
    cost = 4.0 if words >= _MANY_WORDS else 1.0 if words > 22 else 2.0 if words < 3 else 0.0
    cost += {".": 2.5, ":": 5.0, ",": 4.0, ";": 4.0, "!": 0.3, "?": 0.3}.get(final_mark(text), 0.0)
    cost += 1.5 if _SENTENCES.search(text) else 0.0
    cost += 3.0 if text[0].islower() else 0.0
    cost += 0.7 if _DATELINE.match(text) else 0.0
    cost -= 0.5 if _is_title_case(parts) else 0.0
    return cost


def text_cost(block: Block) -> float:
    """How unlike running text the block is, from about 0 upwards."""
    if block.markup is not None and block.markup.heading:
        return 6.0
    text = block.text
    words = len(text.split()) if len(text) <= _SURELY_TEXT else _MANY_WORDS
    ends = final_mark(text) in ".!?:;…"
    if words >= _MANY_WORDS:
        return 0.0 if ends else 0.3
    cost = 3.0 if words < 6 else 1.5 if words < 12 else 0.0
    return cost + (0.0 if ends else 1.5)


def headlines_among(blocks: Sequence[Block]) -> list[int]:
    """Positions of the headlines in a run of entries without dates.

    The cheapest reading of the whole run is taken in which it begins with a headline, and every headline
    has text after it. Where blank lines stand between some lines and not between others, they tell.
    """
    if not blocks:
        return []
    is_mixed = len({block.opens for block in blocks[1:]}) == 2
    is_notice = any(is_section_title(block) for block in blocks)
    headline, text = 0.0, math.inf
    choices: list[bool] = []
    for before, block in pairwise(blocks):
        as_headline = headline_cost(block) + _NEW_ENTRY + (3.0 if is_mixed and not block.opens else 0.0)
        as_headline += 3.0 if _is_broken_off(before) and not block.opens else 0.0
        as_text = 0.5 if is_notice and _is_short(block) else text_cost(block)
        as_text += 1.5 if is_mixed and block.opens else 0.0
        choices.append(headline < text)
        headline, text = text + as_headline, min(headline, text) + as_text
    return _positions(choices)


def _positions(after_headline: Sequence[bool]) -> list[int]:
    """Walk back from the last block, which is text.

    `after_headline[i]` says whether block i is best a headline where block i + 1 is text.
    """
    positions: list[int] = []
    at, is_headline = len(after_headline), False
    while at > 0:
        if is_headline:
            positions.append(at)
            is_headline = False
        else:
            is_headline = after_headline[at - 1]
        at -= 1
    return [0, *reversed(positions)]


def is_section_title(block: Block) -> bool:
    """Whether the line is the title of a notice's section, such as `Objective:`."""
    return block.text.endswith(":") and _is_short(block)


def _is_short(block: Block) -> bool:
    """Whether the line may be a notice's section title, or the place or the days that end it."""
    return len(block.text.split()) <= _LONGEST_TITLE


def _is_broken_off(block: Block) -> bool:
    """Whether a line ends in mid-sentence because of its width, and not because its text was cut."""
    return _LEAST_WRAP_WIDTH <= len(block.text) <= WRAP_WIDTH and final_mark(block.text) not in ".!?…"


def final_mark(text: str) -> str:
    """Return the mark at the text's end, but for footnote numbers, closing marks and the full stop of initials."""
    bare = _FOOTNOTE.sub("", text[-_LONGEST_END:]).rstrip(_CLOSING)
    end = bare[-1:]
    return "" if end == "." and _INITIALS.search(bare) else end


def _is_title_case(parts: Sequence[str]) -> bool:
    words = [word for word in parts if len(word) > 3]
    return len(words) >= 4 and sum([word[0].isupper() for word in words]) >= 0.8 * len(words)
