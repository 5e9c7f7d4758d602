"""Read documents: bytes in, blocks with their fates and entries out."""

import csv
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.ingest.documents import (
    ARTICLE,
    Block,
    Document,
    DocumentRef,
    Entry,
    Fate,
    Problem,
    ReadDocument,
    fold,
    in_order,
)
from pipelines.ingest.read.blocks.blocks import lines_of_text, numbered
from pipelines.ingest.read.blocks.decode import HTML, PDF, PLAIN, REPLACEMENT, Decoded, DecodeError, decode
from pipelines.ingest.read.blocks.feed import is_feed, page_of_feed
from pipelines.ingest.read.blocks.language import language_of
from pipelines.ingest.read.blocks.line import Line
from pipelines.ingest.read.blocks.page_dates import DateHints
from pipelines.ingest.read.chrome.marking import mark_chrome
from pipelines.ingest.read.chrome.no_story import NO_STORY, why_no_story
from pipelines.ingest.read.layouts import Fitting, reader_for
from pipelines.ingest.read.layouts.base import Reading
from pipelines.ingest.read.mail.joining import joined
from pipelines.ingest.read.mail.messages import MAIL, MAILBOX, is_mail, is_mailbox, messages_of
from pipelines.ingest.read.markup.country_order import order_of_country
from pipelines.ingest.read.markup.markdown import MARKDOWN, is_markdown, page_of_markdown
from pipelines.ingest.read.markup.page import Page, read_page
from pipelines.ingest.read.pages.choose import page_reader
from pipelines.ingest.read.pdf.document import is_pdf, lines_of_pdf
from pipelines.ingest.read.tables import Ingested, ingested, readings
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.raw_store import Store

QUOTED = 200
MOST_LINES = 400_000
# The fewest lines that make a table, and the fewest columns.
_LOOKED_AT = 50
_FEWEST_COLUMNS = 3
BROKEN = "broken encoding: a character is damaged"
CUT_OFF = "the page breaks off before its end: what it holds is read, the rest is missing; get it again"
NO_ENTRY = "no entry: all that the document holds is page furniture"
NOT_PLACED = "no entry: what the document holds beside page furniture could not be placed"
NO_READER = "no bulletin: no reader fits its layout"
# What stands in a document without a story, and is furniture for that alone.
IN_NO_STORY = "no_story"
FAILED = "the document is damaged: reading it failed with {error}"

log = logging.getLogger(__name__)


def read_documents(documents: Sequence[DocumentRef], store: Store, sources: Sequence[Source]) -> Ingested:
    """Bulletins, blocks, entries (one row per event) and quarantine of the sources' current documents.

    Args:
        documents: the current state of the sources.
        store: holds the documents' bytes.
        sources: those the documents come from.

    Raises:
        StoreError: the store lacks a document.
        ValueError: a document is of a source that is not among `sources`.
    """
    unknown = {ref.source_id for ref in documents} - {source.id for source in sources}
    if unknown:
        raise ValueError(f"documents of sources that are not given: {', '.join(sorted(unknown))}")
    return ingested(readings(read_document(store.get(ref.sha256), ref) for ref in in_order(documents)), documents)


def read_document(raw: bytes, ref: DocumentRef) -> ReadDocument:
    """Take one document apart: the same bytes and reference always give the same.

    A document that cannot be read gives one problem with the reason, whatever a library raised, so that no document
    stops the others.

    Args:
        raw: the document's bytes.
        ref: where it came from, and what its source says of it.
    """
    try:
        return _taken_apart(raw, ref)
    except DecodeError as error:
        return _refused(raw, ref, str(error))
    except Exception as error:  # noqa: BLE001 - libraries raise whatever a damaged document leads them to
        log.warning("%s is damaged and was put into quarantine: %s: %s", ref.location, type(error).__name__, error)
        return _refused(raw, ref, FAILED.format(error=type(error).__name__))


def _taken_apart(raw: bytes, ref: DocumentRef) -> ReadDocument:
    if is_mail(raw):
        messages = messages_of(raw)
        reads = [read_document(message.raw, replace(ref, charset=message.charset)) for message in messages]
        return joined(ref, len(raw), MAILBOX if is_mailbox(raw) else MAIL, messages, reads)
    document, encoding = _document(raw, ref)
    if not document.blocks:
        reason = "empty document" if document.media_type == PLAIN else "a page without text"
        return _refused(raw, ref, reason, document, encoding)
    if _is_table(document):
        return _refused(raw, ref, NO_READER, document, encoding)
    refusal = None if document.nodes else why_no_story(document.blocks)
    fitting = None if refusal else _fitting(document)
    reading = _without_damaged(fitting.reader.read(document)) if fitting else _nothing_read(document)
    problems = (*_cut_off(raw, ref, document), *_problems(ref, document.blocks, reading.fates))
    if not reading.entries and all(problem.block_number for problem in problems):
        reason = refusal or reading.reason or (NOT_PLACED if problems else NO_ENTRY)
        problems = (*problems, Problem(ref.bulletin_id, ref.source_id, 0, reason, ref.location[:QUOTED]))
    return ReadDocument(
        ref=ref,
        byte_count=len(raw),
        media_type=document.media_type,
        encoding=encoding,
        reader=f"{fitting.reader.NAME}/{fitting.reader.VERSION}" if fitting else None,
        fit=fitting.fit if fitting else None,
        language=document.language,
        address=document.own_address,
        selector_faults=document.selector_faults,
        blocks=document.blocks,
        fates=reading.fates,
        entries=_with_guids(reading.entries, document.guids),
        problems=problems,
    )


def _fitting(document: Document) -> Fitting | None:
    if document.nodes:
        reader = page_reader(document)
        return Fitting(reader, reader.fits(document))
    return reader_for(document)


def _with_guids(entries: Sequence[Entry], guids: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries with the identifiers that their feed gives them."""
    return tuple(
        entry._replace(guid=guids.get(entry.url or "") or guids.get(fold(entry.headline))) if guids else entry
        for entry in entries
    )


def _document(raw: bytes, ref: DocumentRef) -> tuple[Document, str | None]:
    """The document as blocks, and the character set it was in, where it has one."""
    if is_pdf(raw):
        return _of_lines(lines_of_pdf(raw), PDF, ref), None
    if is_feed(raw):
        feed = page_of_feed(raw, ref.charset, ref.date_order)
        page = replace(read_page(b"", Decoded(feed.text, "utf-8", HTML)), is_marked=True)
        return replace(_of_page(page, feed.media_type, ref), guids=feed.guids), feed.encoding
    decoded = decode(raw, ref.charset)
    if decoded.media_type == PLAIN and is_markdown(decoded.text):
        page = read_page(b"", Decoded(page_of_markdown(decoded.text), "utf-8", HTML))
        return _of_page(page, MARKDOWN, ref), decoded.encoding
    if decoded.media_type == PLAIN:
        return _of_lines(tuple(lines_of_text(decoded.text)), PLAIN, ref), decoded.encoding
    page = read_page(raw, decoded, ref.selectors)
    return _of_page(page, HTML, ref), page.encoding


def _of_lines(lines: Sequence[Line], media_type: str, ref: DocumentRef) -> Document:
    _check_size(lines)
    language = _language(None, lines, ref)
    blocks = mark_chrome(numbered(lines, _date_hints(ref, language)))
    return Document(blocks, media_type, language)


def _of_page(page: Page, media_type: str, ref: DocumentRef) -> Document:
    _check_size(page.lines)
    language = _language(page.head.language, page.lines, ref)
    blocks = numbered(page.lines, _date_hints(ref, language, page.own_address(ref), page.head.country))
    # An entry's own page has the address it was fetched from, also where the page does not state it.
    own = page.own_address(ref) or (ref.address if ref.role == ARTICLE else None)
    return Document(
        blocks=blocks,
        media_type=media_type,
        language=language,
        title=page.head.title,
        address=page.address(ref),
        own_address=own,
        nodes=page.nodes,
        head=page.head,
        is_marked=page.is_marked,
        selector_faults=page.selector_faults,
    )


def _check_size(lines: Sequence[Line]) -> None:
    """Raise `DecodeError` where a document has more lines than a bulletin can have; reading takes time for each."""
    if len(lines) > MOST_LINES:
        raise DecodeError(f"a document of more than {MOST_LINES:,} lines: split it")


def _language(stated: str | None, lines: Sequence[Line], ref: DocumentRef) -> str:
    if stated:
        return stated
    return ref.language if ref.language != "auto" else language_of(line.text for line in lines)


def _date_hints(ref: DocumentRef, language: str, address: str | None = None, country: str | None = None) -> DateHints:
    of_country = order_of_country(ref.address or address, country) if language == "en" else None
    return DateHints(stated=ref.date_order, of_country=of_country, language=language)


def _is_table(document: Document) -> bool:
    """Whether a text is rows of comma-separated values, which may lie among bulletins."""
    if document.media_type != PLAIN or len(document.blocks) < 2:
        return False
    texts = [block.text for block in document.blocks[:_LOOKED_AT]]
    if sum(", " in text for text in texts) > len(texts) // 2:
        return False
    widths = (len(row) for row in csv.reader(texts))
    try:
        return (first := next(widths)) >= _FEWEST_COLUMNS and all(width == first for width in widths)
    except csv.Error:
        return False


def _cut_off(raw: bytes, ref: DocumentRef, document: Document) -> Iterable[Problem]:
    """A page that opens and does not end is read as far as it goes, and told of."""
    if document.media_type == HTML and b"</html" not in raw:
        low = raw.lower()
        if b"<html" in low and b"</html" not in low:
            yield Problem(ref.bulletin_id, ref.source_id, 0, CUT_OFF, ref.location[:QUOTED])


def _refused(
    raw: bytes, ref: DocumentRef, reason: str, document: Document | None = None, encoding: str | None = None
) -> ReadDocument:
    problems = (Problem(ref.bulletin_id, ref.source_id, 0, reason, ref.location[:QUOTED]),)
    media_type, language = (document.media_type, document.language) if document else (None, None)
    faults = document.selector_faults if document else ()
    return ReadDocument(
        ref, len(raw), media_type, encoding, language=language, selector_faults=faults, problems=problems
    )


def _nothing_read(document: Document) -> Reading:
    """Return a reading without entries; the row for the whole document stands for all blocks not known as furniture."""
    fates = tuple(Fate("furniture", reason=block.furniture or IN_NO_STORY) for block in document.blocks)
    return Reading((), fates, NO_STORY)


def _without_damaged(reading: Reading) -> Reading:
    """The reading less the entries in which a character could not be decoded."""
    damaged = {entry.number for entry in reading.entries if REPLACEMENT in entry.headline or REPLACEMENT in entry.body}
    if not damaged:
        return reading
    fates = tuple(Fate("quarantine", reason=BROKEN) if fate.entry_number in damaged else fate for fate in reading.fates)
    kept = [entry for entry in reading.entries if entry.number not in damaged]
    return reading._replace(entries=tuple(kept), fates=fates)


def _problems(ref: DocumentRef, blocks: Sequence[Block], fates: Sequence[Fate]) -> Iterable[Problem]:
    for block, fate in zip(blocks, fates, strict=True):
        if fate.disposition == "quarantine":
            yield Problem(ref.bulletin_id, ref.source_id, block.number, fate.reason or "", block.text[:QUOTED])
