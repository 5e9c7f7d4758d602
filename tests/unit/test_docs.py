"""Each page has one reader and one question; pages about the code name only what exists; the worked example is true."""

import hashlib
import importlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.extract.annotate import load_annotator
from pipelines.ingest.documents import DocumentRef, event_id
from pipelines.ingest.read.document import read_document
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCS = sorted(path for path in (ROOT / "docs").glob("*.md") if path.name != "README.md")
LONGEST, LONGEST_README = 250, 120
LARGEST_PICTURE = 150_000
PAGES = (ARCHITECTURE, ROOT / "CONTRIBUTING.md")
PACKAGES = ("assets", "schemas", "pipelines", "evaluation", "benchmarks")
STAGES = ("ingest", "extract", "link", "publish", "load", "engines", "curation", "inspect")
# Made by the commands, so it is not there in a checkout.
MADE = ("data/", ".venv", "latest")
SUFFIXES = re.compile(r"\.(py|csv|md|yaml|toml|json|txt|lock)$")
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")


def code_spans(page: str) -> Iterator[str]:
    """Inline code, and what looks like a path or dotted name in blocks of code and pictures."""
    without_blocks = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"`([^`\n]+)`", without_blocks)
    for block in re.findall(r"^```mermaid(.*?)^```", page, flags=re.DOTALL | re.MULTILINE):
        yield from (match[0] for match in DOTTED.finditer(block))


def missing(page: str) -> list[str]:
    """What a page names that does not exist."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page)
    spans = [span for span in code_spans(page) if not span.startswith(MADE)]
    paths = [span for span in spans if " " not in span and ("/" in span or SUFFIXES.search(span))]
    names = [span for span in spans if DOTTED.fullmatch(span) and span not in paths]
    calls = [span for span in spans if span.endswith("()")]
    return [
        *(f"the path {path}" for path in (*links, *paths) if not exists(path)),
        *(f"the name {name}" for name in names if not resolves(name)),
        *(f"the function {call}, which needs its module" for call in calls),
    ]


def exists(path: str) -> bool:
    return any((folder / path).exists() for folder in (ROOT, ROOT / "docs"))


def resolves(name: str) -> bool:
    """Whether a dotted name is a module, or what is defined in one."""
    parts = ("pipelines", *name.split(".")) if name.startswith(tuple(f"{s}." for s in STAGES)) else name.split(".")
    if parts[0] not in PACKAGES:
        return False
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return has(found, parts[length:])
    return False


def has(found: object, attributes: tuple[str, ...] | list[str]) -> bool:
    for attribute in attributes:
        if not hasattr(found, attribute):
            return False
        found = getattr(found, attribute)
    return True


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_a_page_is_short_and_says_for_whom_it_answers_what(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST
    said = re.fullmatch(r"For ([^:]+): (.+\?)", lines[2])
    assert said, "the third line states the reader and the question: `For analysts: how …?`"
    title = lines[0].removeprefix("# ")
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert f"| [{title}]({page.name}) | {said[1]} | {said[2]} |\n" in index


def test_the_front_page_is_short_and_shows_small_pictures() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) <= LONGEST_README
    shown = re.findall(r'<img src="(docs/pictures/[^"]+)" width="\d+" alt="[^"]+">', page)
    assert sorted(shown) == sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "pictures").iterdir())
    assert all(0 < (ROOT / path).stat().st_size <= LARGEST_PICTURE for path in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_what_exists(page: Path) -> None:
    assert missing(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "invented",
    [
        "`extract.places.host.find_guests`",
        "`extract.places.hostess`",
        "`elsewhere.places.host`",
        "`ingest.read.document.read_document.quickly`",
        "`pipelines/extract/places/hostess.py`",
        "`reference/harbours.csv`",
        "`find_hosts()`",
        "[a page](harbours.md)",
        "```mermaid\nflowchart\n a[extract.places.hostess]\n```",
    ],
)
def test_an_invented_name_is_missed(invented: str) -> None:
    assert len(missing(f"A page that names {invented}.\n\n{invented}\n")) >= 1


def test_the_page_names_enough() -> None:
    spans = set(code_spans(ARCHITECTURE.read_text(encoding="utf-8")))
    rooms = {f"{stage}." for stage in STAGES}
    assert all(any(span.startswith(room) for span in spans) for room in rooms)


def test_the_worked_example_is_true() -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    raw = (ROOT / "bulletins" / "2018-06-12.txt").read_bytes()
    ref = DocumentRef("iom-mesoamerica", hashlib.sha256(raw).hexdigest(), "bulletins/2018-06-12.txt")
    read = read_document(raw, ref)
    entry = read.entries[5]
    assert entry.published_on == date(2018, 5, 8)
    assert entry.headline in page
    identity = event_id(ref.source_id, entry.published_on, entry.headline)
    assert all(f"`{name}`" in page for name in (identity, ref.bulletin_id, read.blocks[15].text))
    assert f"{len(raw):,} bytes" in page
    assert f"{len(read.blocks)} blocks in all" in page

    annotations = load_annotator(ROOT / "reference").annotate(entries_table(ref, read.language, identity, entry.body))
    event = annotations.events.to_pylist()[0]
    for column in ("event_type", "event_date_edtf", "host_country_iso3", "host_place", "host_subdivision"):
        assert f"`{event[column]}`" in page
    partners = annotations.event_partners["partner_id"].to_pylist()
    assert all(f"`{partner}`" in page for partner in partners)
    mentions = annotations.mentions.to_pylist()
    shown = [row for row in mentions if f"| {row['start']} | {row['end']} | {row['text']} | {row['method']} |" in page]
    assert f"{len(mentions)} mentions" in page
    assert {row["kind"] for row in shown} == {"date", "event_type", "partner"}


def entries_table(ref: DocumentRef, language: str | None, identity: str, body: str) -> pa.Table:
    row = {
        "event_id": identity, "source_id": ref.source_id, "bulletin_id": ref.bulletin_id, "entry_number": 6,
        "published_on": date(2018, 5, 8), "language": language, "body": body, "url": None, "source_status": "listed",
        "headline": "Mexico held a Forum on Protection of Migrants Before Emergencies",
    }  # fmt: skip
    return pa.Table.from_pylist([row], schema=arrow_schema(ALL["entries"]))
