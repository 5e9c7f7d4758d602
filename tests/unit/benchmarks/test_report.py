"""Figures are put together as the report says."""

import pytest

from benchmarks.measure import Step
from benchmarks.report import as_rows, as_text, exponent, exponents, from_rows, line, ratio, together


def step(cpu: float, peak: int = 0) -> Step:
    return Step("extract", cpu, 2 * cpu, peak, {})


def test_a_line_tells_the_middle_round_and_the_most_memory() -> None:
    told = line("extract", 1_000, [step(1.0, 2**20), step(4.0, 3 * 2**20), step(2.0)])
    assert (told.rounds, told.cpu_seconds, told.wall_seconds, told.peak_mib) == (3, 2.0, 4.0, 3)
    assert (told.entries_per_cpu_second, told.entries_per_second) == (500.0, 250.0)


def test_where_cpu_time_is_not_known_only_the_clock_tells() -> None:
    told = line("annotate spark", 100, [Step("annotate spark", None, 2.0, 0, {})])
    assert (told.cpu_seconds, told.entries_per_cpu_second, told.entries_per_second) == (None, None, 50.0)
    assert as_text([told]).splitlines()[1].split()[4] == "-"


def test_ratios_compare_rounds_with_themselves() -> None:
    assert ratio([10.0, 30.0, 8.0], [1.0, 10.0, 4.0]) == 3.0


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_is_that_of_the_cost(power: float) -> None:
    assert exponent({size: 3 * size**power for size in (10, 100, 1_000)}) == power


def test_one_size_has_no_exponent() -> None:
    assert exponent({10: 1.0}) is None


def test_the_table_has_a_line_a_step() -> None:
    head, row = as_text([line("extract", 1_000, [step(2.0)])]).splitlines()
    assert head.split()[0] == "step"
    assert row.split() == ["extract", "1,000", "1", "500", "250", "2.00", "4.00", "0"]


def test_what_an_earlier_run_measured_is_kept_where_this_one_did_not() -> None:
    earlier = [line("extract", 10, [step(1.0)]), line("extract", 100, [step(5.0)])]
    told = together([line("extract", 100, [step(10.0)])], from_rows(as_rows(earlier)))
    assert [(each.entries, each.cpu_seconds) for each in told] == [(10, 1.0), (100, 10.0)]
    assert exponents(told) == {"extract": 1.0}
    assert exponents(told[:1]) == {}
