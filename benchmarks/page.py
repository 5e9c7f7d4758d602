"""Writes what was measured into the pages that tell of it: `python -m benchmarks.page`, and `make bench` at its end.

A page holds marks, `<!-- measured: NAME -->` and `<!-- end -->`, and between them what the function of that name makes
of the results. A test holds that pages and results agree.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.refreshes import EARLIER, FIRST, ONE, SAME
from benchmarks.report import Line, from_rows

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGES = (ROOT / "docs" / "scale.md", ROOT / "README.md")
MARKED = re.compile(r"(<!-- measured: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
JOB, EXTRACT, FLOOR = "whole job", "extract", "floor"
# Steps that annotate by an engine of this name.
ENGINE = "annotate "
# Steps of the job in their order.
JOB_STEPS = ("collect", "read", "merge", "annotate", "link", "build", "publish", JOB)
MILLION = 1_000_000
# Entries, and cores to divide them among.
FURTHER = ((100 * MILLION, 64), (1_000 * MILLION, 512))


@dataclass(frozen=True)
class Results:
    """What `benchmarks/results.json` holds."""

    environment: dict[str, str]
    exponents: dict[str, float]
    ratios: dict[str, float]
    usual_stack: dict[str, dict[str, object]]
    lines: tuple[Line, ...] = field(default=())

    def of(self, step: str) -> list[Line]:
        """A step's lines by size."""
        return [line for line in self.lines if line.step == step]

    def largest(self, step: str) -> Line | None:
        """A step's line for the largest size."""
        return next(iter(self.of(step)[::-1]), None)


def read_results(path: Path = RESULTS) -> Results:
    """The results of the last benchmark."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Results(**{**told, "lines": tuple(from_rows(told["lines"]))})


def written(page: str, results: Results) -> str:
    """The page with what was measured between its marks."""
    return MARKED.sub(lambda match: f"{match[1]}{TABLES[match[2]](results)}\n{match[3]}", page)


def where(results: Results) -> str:
    """When and on what."""
    about = results.environment
    processor = f"{about['processors']} × {about.get('processor') or about['machine']}"
    told = f"Measured on {about['date']}: {processor}, Python {about['python']}, pyarrow {about['pyarrow']}."
    return f"{told} {about.get('note', '')}".rstrip()


def job(results: Results) -> str:
    """The whole job by size."""
    head = ("entries", "wall s", "entries a second", "CPU s", "CPU µs an entry", "peak MiB")
    return _table(head, [_row_of_job(line) for line in results.of(JOB)])


def steps(results: Results) -> str:
    """What each step of the job costs for a million entries, by the largest size measured."""
    lines = [line for name in JOB_STEPS if (line := results.largest(name)) is not None]
    head = ("step", "measured at", "CPU s a million", "wall s a million", "peak MiB then", "growth of CPU time")
    return _table(head, [_row_of_step(line, results.exponents.get(line.step)) for line in lines])


def comparison(results: Results) -> str:
    """Extraction beside the usual stack and the floor."""
    head = ("beside extraction", "entries", "extraction is faster by")
    split = [
        (*name.removeprefix(f"{EXTRACT} / ").rpartition(", ")[::2], times) for name, times in results.ratios.items()
    ]
    return _table(head, [(beside, size.removesuffix(" entries"), f"{times:,.2f}") for beside, size, times in split])


def rates(results: Results) -> str:
    """Entries per CPU-second of what stands side by side."""
    names = [*results.usual_stack, EXTRACT, FLOOR]
    head = ("", "entries", "entries a CPU-second", "peak MiB")
    lines = [line for name in names for line in results.of(name)]
    return _table(head, [_row_of_rate(line) for line in lines])


def engines(results: Results) -> str:
    """Annotation, from file to files, by each engine at the largest size that all were measured at."""
    names = sorted({line.step for line in results.lines if line.step.startswith(ENGINE)})
    sizes = [{line.entries for line in results.of(name)} for name in names]
    shared = max(set.intersection(*sizes), default=0) if sizes else 0
    lines = [line for name in names for line in results.of(name) if line.entries == shared]
    head = ("engine", "entries", "wall s", "entries a second", "peak MiB")
    return _table(head, [_row_of_engine(line) for line in lines])


def refreshes(results: Results) -> str:
    """Refreshes by size, beside those of an earlier commit as far as it was measured."""
    head = ("refresh", "entries", "CPU s", "wall s", "peak MiB", "CPU s before", "peak MiB before", "ratio of CPU s")
    rows = []
    for name in (FIRST, SAME, ONE):
        earlier = {line.entries: line for line in results.of(f"{EARLIER}: {name}")}
        rows += [_row_of_refresh(line, earlier.get(line.entries)) for line in results.of(name)]
    return _table(head, rows)


def further(results: Results) -> str:
    """CPU time and wall time for what no machine here has done, from the job's cost at the largest size."""
    line = results.largest(JOB)
    if line is None or line.cpu_seconds is None:
        return ""
    cost = line.cpu_seconds / line.entries
    head = ("entries", "core-hours", "cores", "hours, at 70 % of them busy")
    rows = []
    for entries, cores in FURTHER:
        hours = cost * entries / 3_600
        rows.append((f"{entries:,}", f"{hours:,.1f}", f"{cores:,}", f"{hours / cores / 0.7:,.2f}"))
    return _table(head, rows)


def speed(results: Results) -> str:
    """The short word for the front page."""
    line, extract = results.largest(JOB), results.largest(EXTRACT)
    told = [where(results)]
    if line is not None:
        told.append(
            f"The whole job, from documents to a release, takes {line.wall_seconds:,.0f} s for {line.entries:,} "
            f"entries ({line.entries_per_second:,.0f} a second) and {line.peak_mib:,} MiB at its peak."
        )
    if extract is not None and extract.entries_per_cpu_second is not None:
        told.append(f"Extraction alone reads {extract.entries_per_cpu_second:,.0f} entries a CPU-second.")
    return " ".join(told)


TABLES: dict[str, Callable[[Results], str]] = {
    each.__name__: each for each in (where, job, steps, comparison, rates, engines, refreshes, further, speed)
}


def _row_of_job(line: Line) -> Sequence[str]:
    cost = None if line.cpu_seconds is None else line.cpu_seconds / line.entries * MILLION
    return (
        f"{line.entries:,}", _number(line.wall_seconds), _number(line.entries_per_second), _number(line.cpu_seconds),
        _number(cost), f"{line.peak_mib:,}",
    )  # fmt: skip


def _row_of_step(line: Line, growth: float | None) -> Sequence[str]:
    times = MILLION / line.entries
    cpu = None if line.cpu_seconds is None else line.cpu_seconds * times
    return (
        line.step, f"{line.entries:,}", _number(cpu), _number(line.wall_seconds * times), f"{line.peak_mib:,}",
        "" if growth is None else f"n^{growth:.2f}",
    )  # fmt: skip


def _row_of_rate(line: Line) -> Sequence[str]:
    return line.step, f"{line.entries:,}", _number(line.entries_per_cpu_second), f"{line.peak_mib:,}"


def _row_of_engine(line: Line) -> Sequence[str]:
    return (
        line.step.removeprefix(ENGINE), f"{line.entries:,}", _number(line.wall_seconds),
        _number(line.entries_per_second), f"{line.peak_mib:,}",
    )  # fmt: skip


def _row_of_refresh(line: Line, earlier: Line | None) -> Sequence[str]:
    measured = (_number(line.cpu_seconds), _number(line.wall_seconds), f"{line.peak_mib:,}")
    cells = (line.step, f"{line.entries:,}", *measured)
    if earlier is None or not earlier.cpu_seconds or line.cpu_seconds is None:
        return *cells, "", "", ""
    ratio = f"{line.cpu_seconds / earlier.cpu_seconds:.2f}"
    return *cells, _number(earlier.cpu_seconds), f"{earlier.peak_mib:,}", ratio


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def main() -> None:
    """Write the pages anew."""
    results = read_results()
    for page in PAGES:
        page.write_text(written(page.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    main()
