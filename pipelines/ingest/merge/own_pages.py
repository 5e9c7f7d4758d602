"""Find the pages at entries' own addresses that are none: error pages, cookie notices, the site's listing.

A page is an entry's own if it holds one entry, and that one has the headline or the text by which a listing or feed
announces it at this address. Everything else gives no event.
"""

from collections import defaultdict

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import fold
from pipelines.ingest.merge.likeness import Wording, is_announced
from pipelines.ingest.merge.namesakes import Bodies

_SEPARATOR = "\n"
_READ = ("row", "place", "headline")


def of_entries(rows: pa.Table, bodies: Bodies) -> pa.ChunkedArray:
    """Return which rows are on pages of a source, or on an own page that holds its entry.

    Args:
        rows: entries with their origin and `link`.
        bodies: gives the bodies of some rows.
    """
    placed = rows.append_column("place", pc.binary_join_element_wise(rows["source_id"], rows["link"], _SEPARATOR))
    articles = placed.filter(placed["is_article"])
    if not articles.num_rows:
        return pa.chunked_array([pa.repeat(True, rows.num_rows)])
    pages = placed.filter(pc.and_not(pc.is_valid(placed["place"]), placed["is_article"]))
    is_announced = pc.is_in(articles["place"], value_set=pages["place"].combine_chunks())
    is_told = pc.is_in(_told(articles), value_set=_told(pages).combine_chunks())
    doubtful = articles.filter(pc.and_not(is_announced, is_told))
    strange = [*_strange(doubtful, pages, bodies), *_of_several(articles)]
    return pc.invert(pc.is_in(rows["row"], value_set=pa.array(strange, pa.int64())))


def _told(rows: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(rows["place"], rows["event_id"], _SEPARATOR)


def _strange(doubtful: pa.Table, pages: pa.Table, bodies: Bodies) -> list[int]:
    """Return the rows that are none of the entries announced at their address."""
    if not doubtful.num_rows:
        return []
    announced: defaultdict[str, list[Wording]] = defaultdict(list)
    concerned = pages.filter(pc.is_in(pages["place"], value_set=doubtful["place"].combine_chunks()))
    for _, place, wording in _wordings(concerned, bodies):
        announced[place].append(wording)
    return [
        row
        for row, place, wording in _wordings(doubtful, bodies)
        if not any(is_announced(wording, listed) for listed in announced[place])
    ]


def _wordings(rows: pa.Table, bodies: Bodies) -> list[tuple[int, str, Wording]]:
    columns = [rows[name].to_pylist() for name in _READ]
    texts = bodies(rows["row"]).to_pylist()
    return [
        (row, place, Wording(headline, fold(text))) for row, place, headline, text in zip(*columns, texts, strict=True)
    ]


def _of_several(articles: pa.Table) -> list[int]:
    """Return the rows of own pages that give several entries: they are listings."""
    counted = articles.group_by(["source_id", "bulletin_id"]).aggregate([("row", "count"), ("row", "list")])
    several = counted.filter(pc.field("row_count") > 1)
    return [row for rows in several["row_list"].to_pylist() for row in rows]
