"""Single articles as read by this project and, where the extra `peers` is installed, by trafilatura and htmldate."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evaluation.counts import Tally
from evaluation.labels import Label
from evaluation.reading.labels import LabelledDocuments
from evaluation.reading.words import word_f1, words
from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.document import read_document

ARTICLE = "html-article"
OURS = "this project"
PEERS = ("trafilatura", "htmldate")
_TIMES = 5


@dataclass(frozen=True)
class Article:
    """A page with one labelled story: its bytes, the words of the body, and the publication date."""

    raw: bytes
    body: Sequence[str]
    published_on: Label


@dataclass(frozen=True)
class Extract:
    """What a program reads of a page."""

    body: str
    published_on: str | None


@dataclass(frozen=True)
class ArticleScore:
    """How a program reads articles: mean word-level F1 of the body, pages of which it read nothing, and dates."""

    program: str
    articles: int
    body_f1: float
    unread: int
    dates: Tally


Reader = Callable[[bytes], Extract]


def labelled_articles(labelled: LabelledDocuments) -> list[Article]:
    """The HTML articles of a set that hold a story."""
    articles = []
    for document in labelled.documents.values():
        if document.kind == ARTICLE and document.entries:
            entries = [labelled.entries[each] for each in document.entries]
            body = [word for entry in entries for word in words(entry.body)]
            raw = (labelled.folder / "documents" / document.file).read_bytes()
            articles.append(Article(raw, body, entries[0].published_on))
    return articles


def score_articles(program: str, read: Reader, articles: Sequence[Article]) -> ArticleScore:
    """The score of a program over articles."""
    extracts = [read(article.raw) for article in articles]
    scores = [word_f1(article.body, words(extract.body)) for article, extract in zip(articles, extracts, strict=True)]
    dates = sum((_dated(article, extract) for article, extract in zip(articles, extracts, strict=True)), Tally())
    unread = sum(not extract.body.strip() for extract in extracts)
    return ArticleScore(program, len(articles), sum(scores) / len(scores), unread, dates)


def cpu_per_page(read: Reader, articles: Sequence[Article]) -> float:
    """CPU time a page in milliseconds, once everything is loaded: the best of some rounds."""
    rounds = []
    for _ in range(_TIMES):
        start = time.process_time()
        for article in articles:
            read(article.raw)
        rounds.append(time.process_time() - start)
    return 1000 * min(rounds) / len(articles)


def ours(raw: bytes) -> Extract:
    """The page as a document of a folder: the texts of its entries, and the first one's date."""
    ref = DocumentRef("evaluation", hashlib.sha256(raw).hexdigest(), "page.html")
    entries = read_document(raw, ref).entries
    published_on = entries[0].published_on if entries else None
    return Extract("\n\n".join(each.body for each in entries), published_on.isoformat() if published_on else None)


def peers_reader() -> Reader | None:
    """trafilatura for the text and htmldate for the date; null where they are not installed."""
    try:
        from htmldate import find_date
        from trafilatura import extract
    except ImportError:
        return None

    def read(raw: bytes) -> Extract:
        page = raw.decode("utf-8", "replace")
        return Extract(extract(page, include_comments=False) or "", find_date(page, original_date=True))

    return read


@dataclass(frozen=True)
class Beside:
    """What a run measured that need not come out the same elsewhere: the peers' score, and the time of both."""

    program: str
    articles: int
    body_f1: float
    unread: int
    date_precision: float | None
    date_recall: float | None
    cpu_ms: float
    our_cpu_ms: float


def measure_beside(articles: Sequence[Article]) -> Beside | None:
    """Read the articles by the peers and by this project; null where the peers are not installed."""
    read = peers_reader()
    if read is None:
        return None
    score = score_articles(_versions(), read, articles)
    return Beside(
        score.program, score.articles, round(score.body_f1, 3), score.unread, _rounded(score.dates.precision),
        _rounded(score.dates.recall), round(cpu_per_page(read, articles), 1), round(cpu_per_page(ours, articles), 1),
    )  # fmt: skip


def load_beside(path: Path) -> Beside | None:
    """What was measured last; null where nothing was."""
    return Beside(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def write_beside(beside: Beside, path: Path) -> None:
    """Keep what was measured."""
    path.write_text(json.dumps(asdict(beside), indent=1) + "\n", encoding="utf-8")


def _dated(article: Article, extract: Extract) -> Tally:
    if extract.published_on is not None and article.published_on.accepts(extract.published_on):
        return Tally(tp=1)
    is_wanted = article.published_on.wanted is not None
    return Tally(fp=int(extract.published_on is not None), fn=int(is_wanted))


def _versions() -> str:
    try:
        return ", ".join(f"{name} {version(name)}" for name in PEERS)
    except PackageNotFoundError:
        return ", ".join(PEERS)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
