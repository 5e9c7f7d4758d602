"""The text of PDF documents, in lines with blank lines between paragraphs, as the readers of texts take it."""

import io
import re

from pipelines.ingest.read.blocks.decode import DecodeError

_BLANKS = re.compile(r"[ \t]{2,}")
_MOST_PAGES = 500


def is_pdf(raw: bytes) -> bool:
    """Whether the document is a PDF."""
    return raw.startswith(b"%PDF-")


def text_of_pdf(raw: bytes) -> str:
    """The text of all pages.

    Raises:
        DecodeError: it is broken, locked, too long, or has no text.
    """
    # Loaded only where there is one: a start without takes a tenth of a second less.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(io.BytesIO(raw)).pages
        if len(pages) > _MOST_PAGES:
            raise DecodeError(f"a PDF document of more than {_MOST_PAGES} pages")
        texts = [page.extract_text(extraction_mode="layout") for page in pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        if isinstance(error, DecodeError):
            raise
        raise DecodeError("a PDF document that is broken or locked") from error
    if not any(text.strip() for text in texts):
        raise DecodeError("a PDF document without text, perhaps a scan")
    return "\n\n".join(_BLANKS.sub(" ", text) for text in texts)
