"""Pages tell what the results hold."""

from dataclasses import replace

from benchmarks.page import JOB_STEPS, PAGES, Results, read_results, written
from benchmarks.report import Line


def of(step: str, entries: int, cpu: float) -> Line:
    return Line(step, entries, 1, entries / cpu, entries / cpu / 2, cpu, 2 * cpu, 300)


RESULTS = Results(
    environment={"date": "2021-05-04", "processors": "2", "machine": "x", "python": "3.11", "pyarrow": "26"},
    exponents={"whole job": 0.9},
    ratios={"extract / usual stack, rules, 1,000 entries": 40.0, "extract / floor, 1,000 entries": 0.25},
    usual_stack={"usual stack, rules": {}},
    lines=(of("whole job", 1_000, 2.0), of("whole job", 10_000, 10.0), of("usual stack, rules", 1_000, 5.0)),
)


def told(name: str) -> str:
    page = f"Before.\n<!-- measured: {name} -->\nold\n<!-- end -->\nAfter.\n"
    once = written(page, RESULTS)
    assert written(once, RESULTS) == once
    assert once.startswith("Before.\n")
    assert once.endswith("\n<!-- end -->\nAfter.\n")
    assert "old" not in once
    return once


def test_every_size_of_the_job_is_told() -> None:
    assert "| 1,000 | 4.0 | 250 | 2.0 | 2,000 | 300 |\n| 10,000 | 20.0 | 500 | 10.0 | 1,000 | 300 |" in told("job")


def test_a_step_is_reckoned_for_a_million_by_its_largest_size() -> None:
    assert "| whole job | 10,000 | 1,000 | 2,000 | 300 | n^0.90 |" in told("steps")


def test_refreshes_stand_beside_those_of_an_earlier_commit() -> None:
    lines = (of("nothing new", 1_000, 2.0), of("nothing new", 2_000, 3.0), of("earlier: nothing new", 1_000, 8.0))
    told = written("<!-- measured: refreshes -->\n<!-- end -->", replace(RESULTS, lines=lines))
    assert "| nothing new | 1,000 | 2.0 | 4.0 | 300 | 8.0 | 300 | 0.25 |" in told
    assert "| nothing new | 2,000 | 3.0 | 6.0 | 300 |  |  |  |" in told


def test_engines_stand_side_by_side_at_the_largest_size_of_all() -> None:
    lines = (of("annotate local", 100, 1.0), of("annotate local", 1_000, 2.0), of("annotate spark", 100, 5.0))
    page = written("<!-- measured: engines -->\n<!-- end -->\n", replace(RESULTS, lines=lines))
    assert "| local | 100 | 2.0 | 50.0 | 300 |\n| spark | 100 | 10.0 | 10.0 | 300 |\n<!--" in page
    assert "1,000" not in page


def test_what_stands_beside_extraction_is_named_whole() -> None:
    assert "| usual stack, rules | 1,000 | 40.00 |\n| floor | 1,000 | 0.25 |" in told("comparison")
    assert "| usual stack, rules | 1,000 | 200 | 300 |" in told("rates")


def test_what_nobody_has_run_is_reckoned_from_the_cost_of_an_entry() -> None:
    assert "| 100,000,000 | 27.8 | 64 | 0.62 |" in told("further")


def test_the_front_page_tells_the_largest_job() -> None:
    assert "takes 20 s for 10,000 entries (500 a second) and 300 MiB" in told("speed")


def test_the_pages_agree_with_the_results() -> None:
    results = read_results()
    assert {line.step for line in results.lines} >= set(JOB_STEPS)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert "<!-- measured:" in text
        assert written(text, results) == text
