"""Writes generated entries: as the table that extraction reads, or as documents that a whole job reads."""

import argparse
import html
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.entries import FIRST_DAY, GeneratedEntry, generate
from benchmarks.vocabulary import MONTHS
from pipelines.engines.parts import Part, cut_parts
from pipelines.ingest.documents import event_id
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

SOURCE = "benchmark"
BATCH_ROWS = 10_000
# Rows of one bucket, which is sorted in memory.
BUCKET_ROWS = 100_000
# Entries of a listing.
LISTED = 10
DOCUMENTS_PER_FOLDER = 1_000
SCHEMA = arrow_schema(ALL["entries"])

PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title} | Bulletin</title></head>
<body>
<header role="banner"><nav><ul><li><a href="/en">Home</a></li><li><a href="/en/news">News</a></li></ul></nav></header>
<main>
{inside}
</main>
<footer><p>Follow us</p></footer>
</body>
</html>
"""
SOURCES = """\
sources:
  - id: benchmark
    title: Generated bulletins
    publisher: Nobody
    kind: folder
    location: bulletins/
    language: auto
    licence: {name: CC0 1.0, url: "https://creativecommons.org/publicdomain/zero/1.0/"}
    attribution: Nobody
    republish_text: true
"""


def write_entries(path: Path, count: int, seed: int) -> None:
    """Write a Parquet file of `schemas.tables.entries`, sorted by key, in memory that does not grow."""
    buckets = cut_parts(count, BUCKET_ROWS)
    scratch = path.with_suffix(".buckets")
    scratch.mkdir(parents=True)
    _spread(buckets, scratch, count, seed)
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for bucket in buckets:
            rows = pq.ParquetFile(scratch / f"{bucket.name}.parquet").read()
            writer.write_table(rows.sort_by("event_id"), row_group_size=16_384)
    shutil.rmtree(scratch)


def _spread(buckets: tuple[Part, ...], folder: Path, count: int, seed: int) -> None:
    writers = {bucket.name: pq.ParquetWriter(folder / f"{bucket.name}.parquet", SCHEMA) for bucket in buckets}
    for batch in batches(count, seed):
        of_bucket = defaultdict(list)
        for row in batch.to_pylist():
            of_bucket[_bucket(row["event_id"], buckets)].append(row)
        for name, rows in of_bucket.items():
            writers[name].write_table(pa.Table.from_pylist(rows, schema=SCHEMA))
    for writer in writers.values():
        writer.close()


def _bucket(key: str, buckets: tuple[Part, ...]) -> str:
    return buckets[int(key[4:8], 16) * len(buckets) // 16**4].name


def batches(count: int, seed: int) -> Iterator[pa.RecordBatch]:
    """The entries as record batches with the columns of `schemas.tables.entries`, in the order they are generated."""
    numbered = enumerate(generate(count, seed))
    while rows := [_row(number, entry) for number, entry in islice(numbered, BATCH_ROWS)]:
        columns = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _row(number: int, entry: GeneratedEntry) -> tuple[object, ...]:
    bulletin, place = divmod(number, LISTED)
    key = event_id(SOURCE, entry.published_on, entry.headline)
    where = (key, SOURCE, f"bul_{bulletin:016x}", place + 1)
    return (*where, entry.published_on, entry.language, entry.headline, entry.body, None, "listed")


def write_documents(folder: Path, count: int, seed: int) -> int:
    """Write a sources file and bulletins: listings of ten and single articles, as text and as HTML; returns how many.

    Every entry stands once. Of forty entries thirty are in two listings as text and one as HTML, ten are articles.
    """
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    number = 0
    for number, (name, text) in enumerate(_documents(generate(count, seed)), start=1):
        path = folder / "bulletins" / f"{number // DOCUMENTS_PER_FOLDER:05d}" / f"{number:08d}-{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return number


def _documents(entries: Iterable[GeneratedEntry]) -> Iterator[tuple[str, str]]:
    remaining = iter(entries)
    for turn in _turns():
        # In a listing without a date line nothing would tell where an undated entry begins.
        taken = [replace(entry, published_on=entry.published_on or FIRST_DAY) for entry in islice(remaining, LISTED)]
        if not taken:
            return
        if turn == "articles":
            for position, entry in enumerate(taken):
                yield ("article.html", _article_page(entry)) if position % 2 else ("article.txt", _article_text(entry))
        elif turn == "page":
            yield "listing.html", _listing_page(taken)
        else:
            yield "listing.txt", "\n".join(_listed(entry) for entry in taken)


def _turns() -> Iterator[str]:
    while True:
        yield from ("text", "page", "text", "articles")


def _listed(entry: GeneratedEntry) -> str:
    return f"{_date_line(entry)}\n\n{entry.headline}\n\n{entry.body}\n"


def _date_line(entry: GeneratedEntry) -> str:
    published = entry.published_on
    return f"{published.day} {MONTHS['en'][published.month - 1]}, {published.year}" if published else ""


def _article_text(entry: GeneratedEntry) -> str:
    return f"{entry.headline}\n{_date_line(entry)}\n\n{entry.body}\n"


def _article_page(entry: GeneratedEntry) -> str:
    inside = f"<article><h1><span>{html.escape(entry.headline)}</span></h1>{_time(entry)}{_paragraphs(entry)}</article>"
    return _page(entry.language, html.escape(entry.headline), inside)


def _listing_page(entries: list[GeneratedEntry]) -> str:
    articles = "\n".join(
        f'<article><h2><a href="/en/news/{number}">{html.escape(entry.headline)}</a></h2>'
        f"{_time(entry)}{_paragraphs(entry)}</article>"
        for number, entry in enumerate(entries)
    )
    return _page(entries[0].language, "News", articles)


def _time(entry: GeneratedEntry) -> str:
    return f'<time datetime="{entry.published_on.isoformat()}">{_date_line(entry)}</time>' if entry.published_on else ""


def _paragraphs(entry: GeneratedEntry) -> str:
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in entry.body.split("\n\n"))


def _page(language: str, title: str, inside: str) -> str:
    return PAGE.format(language=language, title=title, inside=inside)


def main() -> None:
    """Write entries or documents by the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("kind", choices=("entries", "documents"))
    parser.add_argument("path", type=Path, help="Parquet file of entries, or folder of documents")
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.kind == "entries":
        write_entries(options.path, options.count, options.seed)
    else:
        options.path.mkdir(parents=True, exist_ok=True)
        write_documents(options.path, options.count, options.seed)


if __name__ == "__main__":
    main()
