"""What a reader is: it takes a document of one layout apart into entries, and says what became of every block."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple, Protocol

from pipelines.ingest.documents import TYPESET, Block, Document, Entry, Fate, fold
from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.headlines import is_section_title
from pipelines.ingest.read.chrome.known import ORNAMENT
from pipelines.ingest.read.chrome.marking import EVENT_DATE

NO_TEXT = "headline without text"
BEFORE_FIRST = "text before the first entry"
UNPLACED = "text outside every entry"
OPEN_DATE = "a date that can be read in two ways: state `date_order` of the source"
LETTERHEAD = "letterhead"
# Furniture that belongs to a text where it stands in one.
# A paragraph that stands twice is no list item, in characters.
_SHORTEST_REPEAT = 40
# A line that is cut in two at its width is no shorter, in characters.
_SHORTEST_CUT = 30
# What newsletters sent as text set before a heading.
_TEXT_HEADING = "** "
_OF_TEXT = frozenset({EVENT_DATE, ORNAMENT})


class Reading(NamedTuple):
    """The entries of a document, the fate of each of its blocks in their order, and why it has no entries."""

    entries: tuple[Entry, ...]
    fates: tuple[Fate, ...]
    reason: str | None = None


class Reader(Protocol):
    """A layout that is known by name; `version` changes whenever it reads a document otherwise than before."""

    NAME: str
    VERSION: int

    def fits(self, document: Document) -> float:
        """How well the document is of this layout, from 0 (not at all) to 1."""
        ...

    def read(self, document: Document) -> Reading:
        """Take the document apart."""
        ...


class Placing:
    """A reading in the making: each block is given its fate once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fates: dict[int, Fate] = {}
        self._entries: list[Entry] = []

    def furniture(self, blocks: Iterable[Block], kind: str | None = None) -> None:
        """Set the blocks aside as page furniture, of their own kind where none is given."""
        for block in blocks:
            reason = kind or block.furniture or (furniture.PLACE if block.is_place else furniture.SECTION_LABEL)
            self._fates[block.number] = Fate("furniture", reason=reason)

    def quarantine(self, blocks: Iterable[Block], reason: str) -> None:
        """Set the blocks aside as what could not be placed."""
        fate = Fate("quarantine", reason=reason)
        for block in blocks:
            self._fates[block.number] = fate

    def entry(
        self,
        headline: Block | str,
        body: Sequence[Block],
        published_on: date | None,
        parts: Iterable[Block] = (),
        url: str | None = None,
        lines_are_paragraphs: bool = False,
    ) -> None:
        """Add an entry of a headline, body blocks and further parts such as its date line.

        Where only the page's head states the headline, it is given as text.
        """
        lines = [headline] if isinstance(headline, Block) else []
        if not body:
            self.quarantine([*lines, *parts], NO_TEXT)
            return
        body = self._without_chrome(headline, body)
        number = len(self._entries) + 1
        text = joined(body, lines_are_paragraphs)
        title = headline.text.removeprefix(_TEXT_HEADING) if isinstance(headline, Block) else headline
        self._entries.append(Entry(number, title, text, published_on, url))
        fate = Fate("entry", entry_number=number)
        for block in (*lines, *parts, *body):
            self._fates[block.number] = fate

    def is_placed(self, block: Block) -> bool:
        """Return whether the block has its fate."""
        return block.number in self._fates

    def _without_chrome(self, headline: Block | str, body: Sequence[Block]) -> Sequence[Block]:
        """The body of a text without furniture and repeated headline, unless nothing else is there."""
        repeated = fold(headline.text) if isinstance(headline, Block) and _is_of_text(headline) else None
        chrome = {
            block.number
            for before, block in pairwise((None, *body))
            if block is not None
            and ((is_chrome(block) and not (before and continues(before, block))) or fold(block.text) == repeated)
        }
        kept = [block for block in body if block.number not in chrome]
        if not kept:
            return body
        self.furniture(block for block in body if block.number in chrome)
        return kept

    def done(self) -> Reading:
        """The reading; blocks without a fate are furniture where they are known as that, else quarantined."""
        for block in self._document.blocks:
            if block.number not in self._fates:
                if block.furniture is not None:
                    self.furniture([block])
                else:
                    self.quarantine([block], UNPLACED)
        return Reading(tuple(self._entries), tuple(self._fates[block.number] for block in self._document.blocks))


def joined(body: Sequence[Block], lines_are_paragraphs: bool = False) -> str:
    """The blocks as paragraphs with a blank line between them.

    Args:
        body: blocks of one entry.
        lines_are_paragraphs: whether a line that follows a full stop begins a paragraph without a blank line before.
    """
    pieces = [block.text for block in body[:1]]
    for before, block in pairwise(body):
        is_paragraph = block.opens or (lines_are_paragraphs and ends_sentence(before.text))
        pieces += ("\n\n" if is_paragraph else "\n", block.text)
    return "".join(pieces)


def without_repeats(body: Sequence[Block], placing: Placing) -> list[Block]:
    """The body without paragraphs that only repeat an earlier one or its beginning; they become furniture."""
    kept: list[Block] = []
    seen: set[str] = set()
    for block in body:
        text = fold(block.text)
        if (text in seen and len(text) >= _SHORTEST_REPEAT) or (kept and text == fold(kept[-1].text)):
            placing.furniture([block], furniture.REPEATED_TEASER)
            continue
        if kept and _is_cut_from(fold(kept[-1].text), text):
            placing.furniture([kept.pop()], furniture.REPEATED_TEASER)
        elif kept and _is_cut_from(text, fold(kept[-1].text)):
            placing.furniture([block], furniture.REPEATED_TEASER)
            continue
        kept.append(block)
        seen.add(text)
    return kept


def _is_cut_from(teaser: str, text: str) -> bool:
    """Whether a teaser is the beginning of the text, cut off."""
    start = teaser.rstrip(".… []")
    return _SHORTEST_REPEAT <= len(start) < len(text) and text.startswith(start)


def split_tail(blocks: Sequence[Block], kinds: frozenset[str], places: bool = False) -> tuple[list[Block], list[Block]]:
    """The blocks parted into text and the furniture after it.

    Args:
        blocks: of one entry, after its headline.
        kinds: kinds of furniture that may follow the text.
        places: whether a line of country names after the text is furniture too; in a notice with section
            titles it never is.
    """
    places = places and not any(is_section_title(block) for block in blocks)
    end = _text_end(blocks, len(blocks), kinds, places)
    opening = next((at for at in range(end) if blocks[at].furniture == furniture.CONTACT), None)
    if opening is not None and all(_follows_contact(block) for block in blocks[opening + 1 : end]):
        end = _text_end(blocks, opening, kinds, places)
    return list(blocks[:end]), list(blocks[end:])


def _text_end(blocks: Sequence[Block], end: int, kinds: frozenset[str], places: bool) -> int:
    while end > 0:
        block = blocks[end - 1]
        is_tail = block.furniture in kinds or (places and block.is_place)
        if not is_tail or (end > 1 and continues(blocks[end - 2], block)):
            return end
        end -= 1
    return end


def is_chrome(block: Block) -> bool:
    """Whether a line of plain text belongs to the page; in a marked-up page the markup decides that."""
    return _is_of_text(block) and block.furniture is not None and block.furniture not in _OF_TEXT


def _is_of_text(block: Block) -> bool:
    return block.markup is None or block.markup.tag == TYPESET


def continues(before: Block, block: Block) -> bool:
    """Whether the block is the rest of a sentence that a line break cuts in two, and only looks like a label."""
    is_text = before.furniture is None and not before.is_place
    is_cut = len(before.text) >= _SHORTEST_CUT and not ends_sentence(before.text)
    return not block.opens and block.markup is None and is_text and is_cut


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a mark that ends a sentence, perhaps within quotation marks or brackets."""
    return text.rstrip("\"'”’»)]*")[-1:] in set(".!?…:")


def _follows_contact(block: Block) -> bool:
    return block.furniture is not None or not block.opens or furniture.is_contact_line(block.text)
