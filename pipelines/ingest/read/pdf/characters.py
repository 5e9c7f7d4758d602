"""From a PDF's characters to pieces of text, each with its place on the page, its size and its weight."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

from pipelines.ingest.read.blocks.decode import DecodeError

_MOST_PAGES = 500
_MOST_CHARACTERS = 1_000_000
# A gap as wide as this, in heights of the type, parts two columns or the cells of a table.
_GAP = 1.0
_BASELINE = 0.35
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_FONT_NAME = 128
# PDFium marks a hyphen at a line's end so.
SOFT_HYPHENS = "\x02\ufffe\u00ad"
_WRONG_PASSWORD = 4
# The library keeps state of its own and must not be entered twice.
_LOCK = Lock()


class Piece(NamedTuple):
    """A piece of text in one line, in points from the page's lower left corner."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_bold: bool

    @property
    def height(self) -> float:
        """The height of its type."""
        return self.top - self.bottom


class Sheet(NamedTuple):
    """A page's pieces of text, and its height."""

    pieces: tuple[Piece, ...]
    height: float


def sheets_of_pdf(raw: bytes) -> list[Sheet]:
    """Read the text of all pages.

    Raises:
        DecodeError: the document is damaged, locked, too long, or has no text.
    """
    # Loaded only where there is a PDF: a start without takes a tenth of a second less.
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(raw)
            try:
                sheets = _sheets(document)
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _WRONG_PASSWORD:
                raise DecodeError("an encrypted PDF document: it opens with a password only") from error
            raise DecodeError("a damaged PDF document") from error
    if not any(sheet.pieces for sheet in sheets):
        raise DecodeError("a PDF document with no text in it: it may be scanned")
    return sheets


def _sheets(document: Any) -> list[Sheet]:  # noqa: ANN401 - the library has no types
    if len(document) > _MOST_PAGES:
        raise DecodeError(f"a PDF document of more than {_MOST_PAGES} pages: split it")
    sheets: list[Sheet] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > _MOST_CHARACTERS:
            raise DecodeError(f"a PDF document of more than {_MOST_CHARACTERS:,} characters: split it")
        sheets.append(Sheet(tuple(_pieces(text, number)), float(page.get_height())))
        text.close()
        page.close()
    return sheets


@dataclass(slots=True)
class _Run:
    """Characters of one line that follow one another."""

    page: int
    is_bold: bool
    left: float
    bottom: float
    right: float
    top: float
    characters: list[str] = field(default_factory=list)

    def takes(self, left: float, bottom: float, top: float) -> bool:
        """Whether a character at this place belongs to the run."""
        height = self.top - self.bottom
        is_in_line = abs(bottom - self.bottom) <= _BASELINE * height and abs((top - bottom) - height) <= height * 0.2
        return is_in_line and -height * 0.5 <= left - self.right <= _GAP * height

    def piece(self) -> Piece | None:
        """The run as a piece of text, None where it is blank."""
        text = " ".join("".join(self.characters).split())
        if not text:
            return None
        return Piece(self.page, text, self.left, self.bottom, self.right, self.top, self.is_bold)


def _pieces(textpage: Any, page: int) -> Iterator[Piece]:  # noqa: ANN401 - the library has no types
    from pypdfium2 import raw as pdfium

    box = pdfium.FS_RECTF()
    run: _Run | None = None
    for at in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(textpage, at) or 0x20)
        if character in "\r\n\0":
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, at, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if character.isspace() and run is not None:
            run.characters.append(" ")
            continue
        if run is None or not run.takes(left, bottom, top):
            if run is not None and (piece := run.piece()):
                yield piece
            run = _Run(page, _is_bold(textpage, at), left, bottom, right, top)
        elif left - run.right > 0.2 * (top - bottom):
            run.characters.append(" ")
        run.characters.append(character)
        run.right = max(run.right, right)
    if run is not None and (piece := run.piece()):
        yield piece


def _is_bold(textpage: Any, at: int) -> bool:  # noqa: ANN401 - the library has no types
    from pypdfium2 import raw as pdfium

    name, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, at, name, _FONT_NAME, flags)
    is_named_so = _BOLD.search(name.value.decode("utf-8", "replace")) is not None
    return is_named_so or pdfium.FPDFText_GetFontWeight(textpage, at) >= _BOLD_WEIGHT
