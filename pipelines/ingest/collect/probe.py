"""Asks a site, with one request, whether it has changed since it was fetched."""

import hashlib
from collections.abc import Iterator, Mapping

from pipelines.ingest.collect.web.answers import WebError, conditions
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.sources.models import PAGE, DocumentSource, ListingSource, Source, WebSource
from pipelines.ingest.store.sightings import Sighting

_DIGITS = 16


def entrances(source: Source) -> tuple[str, ...]:
    """Return the addresses at which a source's news first appear."""
    if isinstance(source, ListingSource):
        return tuple(location.replace(PAGE, str(source.first_page)) for location in source.location)
    if isinstance(source, DocumentSource):
        return source.addresses
    return source.location if isinstance(source, WebSource) else ()


def fingerprints(source: Source, held: Mapping[str, Sighting], client: Client) -> Iterator[tuple[str, str]]:
    """Yield for each entrance a digest of its content, in 16 hex digits; unreachable ones are skipped.

    Args:
        source: on the web.
        held: by address what the ledger says was there; what has not changed since is not sent again.
        client: fetches.
    """
    assert isinstance(source, WebSource | DocumentSource)  # noqa: S101 - others have no entrances
    for address in entrances(source):
        known = held.get(address)
        asked = conditions(known.headers) if known else {}
        try:
            answer = client.get(address, source.http, source.contact or "", asked)
        except WebError:
            continue
        sha256 = known.sha256 if known and answer.is_unchanged else hashlib.sha256(answer.body).hexdigest()
        yield address, (sha256 or "")[:_DIGITS]
