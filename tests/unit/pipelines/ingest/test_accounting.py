"""Whatever a document holds: every block has one fate, and every entry's text is in its blocks."""

import hashlib
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest import reference
from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read import read_document

LINES = [
    "12 June, 2018", "Martes 3 Noviembre, 2020", "Published:", "02/06/2019", "News", "English", "Guatemala", "Regional",
    "Two boats arrive at night", "They came with the tide, and nobody saw them before the morning. Then they left.",
    "Skip to main content", "Home", "Contact Us", "Search", "Share", "Facebook", "« first", "3", "Objective:", "Panama",
    "For more information please contact the office, Tel: +000 22", "* * *", "Image not found: a.jpg", "x", ".",
    "and so the text goes on without an end in sight for anyone who reads it from its very beginning to",
]  # fmt: skip
TAGS = ["p", "div", "h1", "h2", "h3", "article", "nav", "li", "span", "time", "aside", "b"]


def read(text: str) -> ReadDocument:
    raw = text.encode()
    return read_document(raw, DocumentRef("harbour", hashlib.sha256(raw).hexdigest(), "a"))


def check(document: ReadDocument) -> None:
    """Each block has one fate, and each entry says what its blocks say, less its date line."""
    assert [block.number for block in document.blocks] == list(range(1, len(document.fates) + 1))
    placed = list(zip(document.blocks, document.fates, strict=True))
    for _, fate in placed:
        assert (fate.disposition == "entry") == (fate.entry_number is not None) == (fate.reason is None)
    if placed:
        quarantined = [block.number for block, fate in placed if fate.disposition == "quarantine"]
        assert [problem.block_number for problem in document.problems] == quarantined
    assert {fate.entry_number for fate in document.fates} - {None} == {entry.number for entry in document.entries}
    for entry in document.entries:
        own = [block for block, fate in placed if fate.entry_number == entry.number]
        spare = words(*(block.text for block in own)) - words(entry.headline, entry.body)
        assert not words(entry.headline, entry.body) - words(*(block.text for block in own))
        assert spare in [Counter(), *(words(block.text) for block in own if entry.published_on is not None)]


def words(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in text.split())


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", " \r\n \n"])), max_size=30))
def test_every_line_of_a_text_has_one_fate(drawn: list[tuple[str, str]]) -> None:
    document = read("".join(line + end for line, end in drawn))
    check(document)
    assert [block.text for block in document.blocks] == [line for line, _ in drawn] or document.problems


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(TAGS), st.booleans()), min_size=1, max_size=25))
def test_every_line_of_a_page_has_one_fate(drawn: list[tuple[str, str, bool]]) -> None:
    body = "".join(f"<{tag}>{line}" + (f"</{tag}>" if closed else "<br>") for line, tag, closed in drawn)
    document = read(f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}")
    check(document)
    shown = "".join(block.text for block in document.blocks)
    assert document.problems or "".join(shown.split()) == "".join("".join(line.split()) for line, _, _ in drawn)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(read(text))


WORDS = st.sampled_from(["boats", "nets", "ropes", "tides", "gulls", "crews", "lamps", "piers", "sails", "crabs"])
HEADLINES = st.lists(WORDS, min_size=4, max_size=9).map(lambda words: " ".join(words).capitalize())
TEASERS = st.lists(st.lists(WORDS, min_size=24, max_size=40), min_size=1, max_size=2).map(
    lambda paragraphs: [f"In part {number} {' '.join(words)}." for number, words in enumerate(paragraphs, 1)]
)
DATES = st.dates(date(2001, 1, 1), date(2029, 12, 31))
ENTRIES = st.lists(st.tuples(DATES, HEADLINES, TEASERS), min_size=2, max_size=6)
MONTHS = [name.name.title() for name in reference.month_names() if name.is_full and name.name != "setiembre"]


def told(document: ReadDocument) -> list[tuple[date | None, str, str]]:
    return [(entry.published_on, entry.headline, entry.body) for entry in document.entries]


@given(ENTRIES, st.booleans(), st.sampled_from([0, 12]))
def test_dated_listings_come_back_whole(
    entries: list[tuple[date, str, list[str]]], headline_first: bool, language: int
) -> None:
    pieces = []
    for day, headline, teaser in entries:
        line = f"{day.day} {MONTHS[language + day.month - 1]}, {day.year}"
        head = f"Noticias\n{headline}\n{line}" if headline_first else f"{line}\n\n{headline}"
        pieces += [head, *teaser]
    assert told(read("\n\n".join(pieces))) == [(d, h, "\n\n".join(t)) for d, h, t in entries]


@given(ENTRIES, st.sampled_from(["blank lines", "pairs", "none"]))
def test_undated_listings_come_back_whole(entries: list[tuple[date, str, list[str]]], spacing: str) -> None:
    within, between = {"blank lines": ("\n\n", "\n\n"), "pairs": ("\n", "\n\n"), "none": ("\n", "\n")}[spacing]
    text = between.join(within.join([headline, *teaser]) for _, headline, teaser in entries)
    assert told(read(text)) == [(None, h, "\n\n".join(t)) for _, h, t in entries]
