"""Readers by layout; which one takes a document is decided from the document, not from its name."""

from pipelines.ingest.documents import Document
from pipelines.ingest.readers import (
    article,
    dated_listing,
    event_notice,
    headline_first_listing,
    html_article,
    html_listing,
    undated_listing,
)
from pipelines.ingest.readers.base import Reader

# Where two fit equally, the first is taken.
READERS: tuple[Reader, ...] = (
    html_article,
    html_listing,
    dated_listing,
    headline_first_listing,
    event_notice,
    undated_listing,
    article,
)
_LEAST_FIT = 0.1


def reader_for(document: Document) -> Reader | None:
    """The reader that fits the document best, or None where none does."""
    scored = [(reader.fits(document), -order, reader) for order, reader in enumerate(READERS)]
    best, _, reader = max(scored, key=lambda candidate: candidate[:2])
    return reader if best >= _LEAST_FIT else None
