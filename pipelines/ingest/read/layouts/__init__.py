"""Readers by layout; which one takes a document is decided from the document, not from its name."""

from typing import NamedTuple

from pipelines.ingest.documents import Document
from pipelines.ingest.read.layouts import (
    article,
    date_last_listing,
    dated_listing,
    event_notice,
    headline_first_listing,
    undated_listing,
)
from pipelines.ingest.read.layouts.base import Reader

# Where two fit equally, the first is taken.
READERS: tuple[Reader, ...] = (
    date_last_listing,
    dated_listing,
    headline_first_listing,
    event_notice,
    undated_listing,
    article,
)
_LEAST_FIT = 0.1
_SURE_FIT = 0.9


class Fitting(NamedTuple):
    """A reader, and how well it fits a document, from 0 to 1."""

    reader: Reader
    fit: float


def reader_for(document: Document) -> Fitting | None:
    """The first reader that is sure of the document, else the one that fits it best, or None where none does."""
    best, best_fit = None, 0.0
    for reader in READERS:
        fit = reader.fits(document)
        if fit > best_fit:
            best, best_fit = reader, fit
        if best_fit >= _SURE_FIT:
            break
    return Fitting(best, best_fit) if best is not None and best_fit >= _LEAST_FIT else None
