"""What a reader is: it takes a document of one layout apart into entries, and says what became of every block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pipelines.ingest import furniture
from pipelines.ingest.documents import Block, Document, Entry, Fate, fold

NO_HEADLINE = "text without a headline"
NO_TEXT = "headline without text"
BEFORE_FIRST = "text before the first entry"
UNPLACED = "text outside every entry"


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries of a document, and the fate of each of its blocks in their order."""

    entries: tuple[Entry, ...]
    fates: tuple[Fate, ...]


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
        for block in blocks:
            self._fates[block.number] = Fate("quarantine", reason=reason)

    def entry(
        self,
        headline: Block,
        body: Sequence[Block],
        published_on: date | None,
        parts: Iterable[Block] = (),
        url: str | None = None,
        lines_are_paragraphs: bool = False,
    ) -> None:
        """Add an entry of a headline, body blocks and further parts such as its date line."""
        if not body:
            self.quarantine([headline, *parts], NO_TEXT)
            return
        number = len(self._entries) + 1
        text = joined(body, lines_are_paragraphs)
        self._entries.append(Entry(number, headline.text, text, published_on, url))
        for block in (headline, *parts, *body):
            self._fates[block.number] = Fate("entry", entry_number=number)

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
    pieces: list[str] = []
    for before, block in zip([None, *body[:-1]], body, strict=True):
        if before is not None:
            ends = lines_are_paragraphs and before.text.rstrip("\"'”’»)]")[-1:] in ".!?…:"
            pieces.append("\n\n" if block.opens or ends else "\n")
        pieces.append(block.text)
    return "".join(pieces)


def without_repeats(body: Sequence[Block], placing: Placing) -> list[Block]:
    """The body without a paragraph that only repeats the one before it, which becomes furniture."""
    kept: list[Block] = []
    for block in body:
        if kept and fold(kept[-1].text) == fold(block.text):
            placing.furniture([block], furniture.REPEATED_TEASER)
        else:
            kept.append(block)
    return kept


def split_tail(blocks: Sequence[Block], kinds: frozenset[str], places: bool = False) -> tuple[list[Block], list[Block]]:
    """The blocks parted into text and the furniture after it.

    Args:
        blocks: of one entry, after its headline.
        kinds: kinds of furniture that may follow the text.
        places: whether a line of country names after the text is furniture too.
    """
    end = len(blocks)
    while end > 0 and _is_tail(blocks[end - 1], kinds, places):
        end -= 1
    opening = next((at for at in range(end) if blocks[at].furniture == furniture.CONTACT), None)
    if opening is not None and all(_follows_contact(block) for block in blocks[opening + 1 : end]):
        end = opening
    return list(blocks[:end]), list(blocks[end:])


def _is_tail(block: Block, kinds: frozenset[str], places: bool) -> bool:
    return block.furniture in kinds or (places and block.is_place)


def _follows_contact(block: Block) -> bool:
    return block.furniture is not None or not block.opens or furniture.is_contact_line(block.text)
