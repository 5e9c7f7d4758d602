from dataclasses import replace

from pipelines.ingest.sources.selectors import Selectors
from pipelines.inspect.inspection import Trial
from pipelines.inspect.report import report
from tests.unit.pipelines.inspect.pages import LISTING, cards, inspected


def test_a_report_tells_reader_entries_and_every_line() -> None:
    inspection = inspected(LISTING)
    lines = list(report(inspection))
    text = "\n".join(lines)
    assert "reader    dated_listing/" in text
    assert "Entry 2: Growers move into the new hall" in lines
    assert "  date     2021-03-01 (line 4: 1 March 2021)" in lines
    assert sum(block.block.text[:90] in text for block in inspection.blocks) == len(inspection.blocks)
    shown = [line.split() for line in lines]
    assert ["2", "entry", "1,", "headline", *inspection.blocks[1].block.text.split()] in shown


def test_selectors_can_be_pasted_into_the_sources_file() -> None:
    trial = Trial(Selectors(entry="div.card", date=".when"), entries=4, dated=3, doubts=0)
    lines = list(report(replace(inspected(cards()), trial=trial)))
    assert lines[-4:] == ["", "    selectors:", "      entry: div.card", "      date: .when"]
    assert "With these selectors of the source 4 entries are read, 3 of them with a date:" in lines


def test_a_document_without_entries_points_to_the_cures() -> None:
    lines = list(report(inspected("")))
    assert "problem   empty document" in lines
    assert lines[-1].startswith("No entry was read.")
