"""`make inspect`: shows what is read of a file or an address, and why; stores nothing."""

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.curation.overlays import OverlayError, reference_for
from pipelines.ingest.collect.web.answers import WebError
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.reference import tables_from
from pipelines.ingest.sources.http_policy import HttpPolicy
from pipelines.ingest.sources.sources_file import Source, SourcesError, load_sources
from pipelines.inspect.inspection import inspect_document
from pipelines.inspect.page import page
from pipelines.inspect.report import report

_WEB = re.compile(r"https?://", re.IGNORECASE)
_NO_SOURCE = "inspected"


class InspectError(ValueError):
    """The document cannot be inspected; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is read of a document; return 2 if it cannot be got, else 0."""
    options = _parser().parse_args(arguments)
    try:
        source = _source(options.sources, options.source)
        raw, ref = _fetched(options, source) if _WEB.match(options.page) else _file(options.page, source)
        with reference_for(options.sources) as reference, tables_from(reference):
            inspection = inspect_document(raw, ref)
        sys.stdout.writelines(f"{line}\n" for line in report(inspection))
        if options.html:
            options.html.write_text(page(inspection), encoding="utf-8")
            sys.stdout.write(f"\nWritten: {options.html}; open it in a browser.\n")
    except (InspectError, OverlayError, SourcesError, OSError) as error:
        sys.stderr.write(f"make inspect: {error}\n")
        return 2
    return 0


def _source(path: Path, source_id: str | None) -> Source | None:
    if source_id is None:
        return None
    sources = {source.id: source for source in load_sources(path)}
    if source_id not in sources:
        raise InspectError(f"{path} has no source {source_id!r}. It has {', '.join(sources)}.")
    return sources[source_id]


def _file(name: str, source: Source | None) -> tuple[bytes, DocumentRef]:
    path = Path(name)
    if not path.is_file():
        raise InspectError(f"There is no file {name}. Name a file, or an address that begins with https://.")
    raw = path.read_bytes()
    return raw, _reference(raw, name, source, source.address if source else None, None)


def _fetched(options: argparse.Namespace, source: Source | None) -> tuple[bytes, DocumentRef]:
    contact = options.contact or getattr(source, "contact", None)
    if contact is None:
        raise InspectError(
            "An address is fetched in somebody's name. Name yours, as in CONTACT=you@example.org, or a source with a "
            "`contact`, as in SOURCE=my-programme."
        )
    policy = getattr(source, "http", HttpPolicy())
    with Client() as client:
        try:
            answer = client.get(options.page, policy, contact)
        except WebError as error:
            raise InspectError(f"Cannot get {options.page}: {error.reason}.") from error
    return answer.body, _reference(answer.body, options.page, source, answer.address, answer.charset)


def _reference(
    raw: bytes, location: str, source: Source | None, address: str | None, charset: str | None
) -> DocumentRef:
    ref = DocumentRef(_NO_SOURCE, hashlib.sha256(raw).hexdigest(), location, address=address, charset=charset)
    if source is None:
        return ref
    return DocumentRef(
        source.id, ref.sha256, location, source.language, address, charset, source.page_selectors,
        date_order=source.date_order,
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make inspect", description=__doc__)
    parser.add_argument("page", metavar="PAGE", help="a file or an address")
    parser.add_argument("--sources", type=Path, default=Path("sources.yaml"), help="the sources file")
    parser.add_argument("--source", metavar="ID", help="read it as a document of this source, with its selectors")
    parser.add_argument("--contact", metavar="ADDRESS", help="how a site's people can reach you, for an address")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="also write a page coloured by what became of each line"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
