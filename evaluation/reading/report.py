"""What was measured of reading, as tables to read."""

from collections.abc import Iterator, Sequence

from evaluation.counts import Score, Share
from evaluation.reading.articles import OURS, Beside
from evaluation.reading.measure import ReadingAccuracy
from evaluation.reading.scoring import ALL
from evaluation.tables import Cells, columns, figure, markdown, section

LANGUAGES = {"en": "English", "es": "Spanish", "mixed": "mixed"}
SHARES = {
    "headline_found": "headline found",
    "published_right": "publication date right",
    "body_clean": "body clean",
    "row": "whole row",
    "row_partners": "row with partners",
}
WRONG = {
    "event_has_entry": "events that are no entry",
    "event_unmixed": "events with two entries",
    "entry_accounted": "entries lost",
    "document_accounted": "documents lost",
    "empty_stays_empty": "empty documents with events",
}


def reading_sections(reading: ReadingAccuracy, beside: Beside | None) -> Iterator[str]:
    """The sections of the page."""
    yield from section("Reading documents of any site", _about(reading))
    yield ""
    yield from markdown(quality_table(reading))
    yield ""
    yield from markdown(faults_table(reading))
    yield ""
    yield _became(reading)
    yield from section("Articles, beside other programs", _beside(reading, beside))


def reading_terminal(reading: ReadingAccuracy) -> Iterator[str]:
    """The same tables in columns."""
    yield "\nReading documents of any site, by kind of document and language"
    yield from columns(quality_table(reading))
    yield ""
    yield from columns(faults_table(reading))
    yield f"\n{_became(reading)}"


def quality_table(reading: ReadingAccuracy) -> list[Cells]:
    """How many entries are read right, by group."""
    head = ["documents", "entries", "entries (F1)", *SHARES.values()]
    rows = [
        [
            _title(group),
            str(reading.score.entries.get(group, 0)),
            figure(score.found["entries"].f1),
            *(figure(score.right[name].accuracy) for name in SHARES),
        ]
        for group, score in _groups(reading)
    ]
    return [head, *rows]


def faults_table(reading: ReadingAccuracy) -> list[Cells]:
    """How much went wrong, by group: counts, and of how many."""
    rows = [[_title(group), *(_wrong(score.right[name]) for name in WRONG)] for group, score in _groups(reading)]
    return [["documents", *WRONG.values()], *rows]


def case_misses(reading: ReadingAccuracy) -> Iterator[str]:
    """The cases in which something is wrong, and what."""
    for result in reading.cases:
        if result.wrong:
            yield f"\ncase {result.case.id}: {result.case.says}"
            yield from (f"   | {each}" for each in result.wrong)


def _groups(reading: ReadingAccuracy) -> list[tuple[str, Score]]:
    """All, then kinds of document, then languages."""
    groups = reading.score.groups
    kinds = [group for group in sorted(groups) if group != ALL and group not in LANGUAGES]
    return [(group, groups[group]) for group in (ALL, *kinds, *LANGUAGES) if group in groups]


def _title(group: str) -> str:
    return LANGUAGES.get(group, group)


def _wrong(share: Share) -> str:
    return f"{share.of - share.right} of {share.of}" if share.of else "–"


def _about(reading: ReadingAccuracy) -> Iterator[str]:
    right, kinds = reading.kinds_right()
    yield (
        "Documents after the manner of many organisations' sites, invented stories (`evaluation/sites`): which entries "
        "are found in them, whether headline and publication date are right, whether the body is clean of everything "
        "else on the page, and whether anything vanishes. They were worked with, so these figures flatter. Of the "
        f"{len(reading.cases)} small cases in `evaluation/sites/cases` {reading.cases_right} are right, "
        f"and {right} of {kinds} kinds in all their cases."
    )


def _became(reading: ReadingAccuracy) -> str:
    counts = sorted(reading.score.became.items(), key=lambda each: (-each[1], each[0]))
    return f"What became of the entries: {', '.join(f'{name} {count}' for name, count in counts)}."


def _beside(reading: ReadingAccuracy, beside: Beside | None) -> Iterator[str]:
    articles = reading.articles
    yield (
        f"The {articles.articles} HTML articles of the set: words of the body (F1, mean), pages of which nothing was "
        "read, publication dates, and CPU time a page once everything is loaded, on the machine that measured last."
    )
    yield ""
    ours = [
        OURS, figure(articles.body_f1), str(articles.unread), figure(articles.dates.precision),
        figure(articles.dates.recall), f"{beside.our_cpu_ms:.1f} ms" if beside else "–",
    ]  # fmt: skip
    yield from markdown([["program", "body", "unread", "date precision", "date recall", "CPU"], ours, *_peers(beside)])


def _peers(beside: Beside | None) -> Sequence[Cells]:
    if beside is None:
        return []
    return [
        [
            beside.program, figure(beside.body_f1), str(beside.unread), figure(beside.date_precision),
            figure(beside.date_recall), f"{beside.cpu_ms:.1f} ms",
        ]
    ]  # fmt: skip
