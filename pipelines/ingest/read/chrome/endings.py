"""Where a press release or a letter ends: marks such as `###`, what the publisher says of itself, a closing formula."""

import re
from collections.abc import Sequence

from pipelines.ingest import reference
from pipelines.ingest.documents import Block, fold
from pipelines.ingest.read.chrome.known import BOILERPLATE, END_MARK, TAIL
from pipelines.ingest.read.chrome.shapes import is_name, is_prose

_HASHES = re.compile(r"(?:# ?){3,}")
_EMPHASIS = " *_"
_MARKS_AROUND = " -–—_*#~[]()/.\t"
_MOST_NAME_WORDS = 12
# A publisher says no more of itself, in words.
MOST_WORDS_AFTER_END = 200


def after_end(blocks: Sequence[Block]) -> dict[int, str]:
    """Mark the end marks of press releases, and all that follows the last of them where that is no story.

    Args:
        blocks: of one document.

    Returns:
        Kinds of furniture by position.
    """
    ends = [at for at, block in enumerate(blocks) if at > 0 and is_end_mark(block.text)]
    marks = dict.fromkeys(ends, END_MARK)
    if ends and _is_outside_stories(blocks, ends[-1] + 1):
        marks.update(dict.fromkeys(range(ends[-1] + 1, len(blocks)), TAIL))
    return marks


def boilerplate(blocks: Sequence[Block]) -> dict[int, str]:
    """Mark the last section where the publisher says what it is, below a title such as `About the Trust`.

    Args:
        blocks: of one document.

    Returns:
        Kinds of furniture by position.
    """
    for at in range(len(blocks) - 1, 0, -1):
        if blocks[at].published_on is not None:
            break
        if _is_about_publisher(blocks[at]) and any(is_prose(block.text) for block in blocks[:at]):
            return dict.fromkeys(range(at, len(blocks)), TAIL) if _is_outside_stories(blocks, at) else {}
    return {}


def is_end_mark(text: str) -> bool:
    """Return whether the line is nothing but the mark that ends a press release."""
    if _HASHES.fullmatch(text.strip(_EMPHASIS)):
        return True
    bare = text.strip(_MARKS_AROUND)
    is_marked = text.isupper() or bare != text
    return is_marked and bare.casefold() in reference.folded_phrases(END_MARK, "exact")


def _is_about_publisher(block: Block) -> bool:
    """Whether the line is the title of such a section: the phrase and a name, and nothing else."""
    text = fold(block.text).rstrip(":")
    opening = next((each for each in reference.phrases(BOILERPLATE) if text.startswith(f"{each} ")), None)
    if opening is None or not block.opens or len(text.split()) > _MOST_NAME_WORDS:
        return False
    name = text[len(opening) :].strip()
    return is_name(name) and not is_prose(block.text)


def _is_outside_stories(blocks: Sequence[Block], start: int) -> bool:
    """Whether what stands from a position on has no date line and is shorter than what stands above."""
    rest = blocks[start:]
    words = sum(len(block.text.split()) for block in rest)
    above = sum(len(block.text.split()) for block in blocks[:start])
    return words <= min(MOST_WORDS_AFTER_END, above) and all(block.published_on is None for block in rest)
