"""Lines broken at a fixed width, as in mail and old text files, made whole again."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.ingest import reference
from pipelines.ingest.read.blocks.date_line import read_date_line
from pipelines.ingest.read.blocks.line import Line

# A text is broken at one of these widths, in characters.
_NARROWEST = 40
_WIDEST = 100
_FEWEST_BROKEN = 2
# A date badge has a line each for day, month and year, or one for two of them.
_BADGE_LINES = (3, 2)
_LONGEST_BADGE_LINE = 14
_STOPS = (".", "!", "?", ":", ";", "…")


def unwrapped(lines: Iterable[Line]) -> list[Line]:
    """Join lines that were broken at a fixed width.

    A line was broken where the first word of the next line would not have fitted behind it. The width is that of the
    longest line that surely goes on in the next one, in small letters; a text without such lines was not broken.

    Args:
        lines: of one document.
    """
    broken = list(lines)
    width = _width(broken)
    if width is None:
        return broken
    whole: list[Line] = []
    is_within, before = False, broken[0]
    for line in broken:
        is_within = bool(whole) and _goes_on(before, line, width, is_within)
        if is_within:
            whole[-1] = whole[-1]._replace(text=f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
        before = line
    return whole


def with_whole_badges(lines: Iterable[Line]) -> list[Line]:
    """Join the lines of date badges, such as `15`, `SEP` and `2022`, so that each date stands in one line.

    Args:
        lines: of one document.
    """
    given = list(lines)
    whole: list[Line] = []
    at = 0
    while at < len(given):
        count = next((count for count in _BADGE_LINES if _is_badge(given[at : at + count], count)), 1)
        whole.append(given[at]._replace(text=" ".join(line.text for line in given[at : at + count])))
        at += count
    return whole


def _is_badge(lines: Sequence[Line], count: int) -> bool:
    if len(lines) < count or any(len(line.text) > _LONGEST_BADGE_LINE for line in lines):
        return False
    text = " ".join(line.text for line in lines)
    has_month = any(map(str.isalpha, text))
    return has_month and read_date_line(text) is not None and not any(read_date_line(line.text) for line in lines)


def _width(lines: Sequence[Line]) -> int | None:
    """The width at which lines were broken, None where they were not."""
    surely_broken = [
        len(before.text)
        for before, line in pairwise(lines)
        if not line.opens and line.text[0].islower() and not before.text.endswith(_STOPS)
    ]
    width = max(surely_broken, default=0)
    return width if len(surely_broken) >= _FEWEST_BROKEN and _NARROWEST <= width <= _WIDEST else None


def _goes_on(before: Line, line: Line, width: int, is_within: bool) -> bool:
    """Whether a line is the rest of the one before, which may itself be the rest of another (`is_within`)."""
    if line.opens or not width // 3 <= len(before.text) <= width + 1:
        return False
    if not before.text.endswith(_STOPS) and (is_within or line.text[0].islower()):
        return True
    if before.text.endswith(",") or before.text.rsplit(maxsplit=1)[-1].casefold() in reference.stop_words():
        return True
    # A headline may stand on top of a text; a line that opens a paragraph is hardly one.
    return (is_within or before.opens) and len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > width
