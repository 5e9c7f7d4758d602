"""From pieces of text in reading order to paragraphs and headings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.ingest.read.pdf.characters import SOFT_HYPHENS, Piece

# A line further below the one before than this begins a paragraph, in heights of its type.
_LEADING = 1.45
_SAME_SIZE = 0.08
_LARGER = 1.12
_MOST_HEADING_WORDS = 30
_STOPS = (".", ",", ";", ":")


@dataclass(slots=True)
class Paragraph:
    """Lines of one make under each other; `is_large` and `is_bold` compare it with the document's text."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines end to end; a hyphen that only breaks a word is dropped."""
        text = ""
        for piece in self.pieces:
            if text.endswith(tuple(SOFT_HYPHENS)):
                text = text[:-1] + piece.text
            else:
                text = f"{text} {piece.text}" if text else piece.text
        return text.rstrip(SOFT_HYPHENS)

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.pieces[0].height

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.is_bold for piece in self.pieces)

    def takes(self, piece: Piece) -> bool:
        """Whether the piece is the next line of the paragraph."""
        last = self.pieces[-1]
        if piece.page != last.page or abs(piece.height - last.height) > _SAME_SIZE * last.height:
            return False
        if piece.is_bold != last.is_bold and piece.is_bold != self.pieces[0].is_bold:
            return False
        drop = last.bottom - piece.bottom
        if abs(drop) < 0.3 * last.height:
            return piece.left >= last.right
        is_below = 0 < drop <= _LEADING * last.height
        return is_below and piece.left < last.right and piece.right > self.pieces[0].left - last.height


def paragraphs(pieces: Iterable[Piece]) -> list[Paragraph]:
    """Gather pieces into paragraphs, also one that goes on in the next column or on the next page."""
    found: list[Paragraph] = []
    for piece in pieces:
        if found and (found[-1].takes(piece) or _goes_on(found[-1], piece)):
            found[-1].pieces.append(piece)
        else:
            found.append(Paragraph([piece]))
    return found


def _goes_on(before: Paragraph, piece: Piece) -> bool:
    """Whether a sentence that a column or a page breaks off goes on in the piece."""
    last = before.pieces[-1]
    is_elsewhere = piece.page != last.page or piece.bottom > last.bottom
    is_alike = abs(piece.height - last.height) <= _SAME_SIZE * last.height and piece.is_bold == last.is_bold
    return is_elsewhere and is_alike and piece.text[0].islower() and not last.text.endswith((".", "!", "?", ":"))


def heading_levels(found: Sequence[Paragraph]) -> list[int]:
    """The level of each paragraph as a heading, from 1 for the largest type; 0 for text.

    A heading is set in larger type than most of the text, or in bold type where the text is not bold.
    """
    body = body_size(found)
    is_body_bold = _is_mostly_bold(found)
    sizes = sorted({_rounded(each.size) for each in found if _is_heading(each, body, is_body_bold)}, reverse=True)
    levels = {size: level for level, size in enumerate(sizes, 1)}
    return [levels[_rounded(each.size)] if _is_heading(each, body, is_body_bold) else 0 for each in found]


def _is_heading(paragraph: Paragraph, body: float, is_body_bold: bool) -> bool:
    if len(paragraph.text.split()) > _MOST_HEADING_WORDS:
        return False
    if paragraph.size >= _LARGER * body:
        return True
    is_set_off = paragraph.is_bold and not is_body_bold and paragraph.size >= body * (1 - _SAME_SIZE)
    return is_set_off and not paragraph.text.endswith(_STOPS)


def body_size(found: Sequence[Paragraph]) -> float:
    """Return the size in which most characters are set."""
    characters: Counter[float] = Counter()
    for each in found:
        characters[_rounded(each.size)] += len(each.text)
    return characters.most_common(1)[0][0]


def _is_mostly_bold(found: Sequence[Paragraph]) -> bool:
    bold = sum(len(each.text) for each in found if each.is_bold)
    return 2 * bold > sum(len(each.text) for each in found)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
