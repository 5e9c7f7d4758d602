"""What was measured, as a table for the screen and as JSON."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.measure import Step

MIB = 2**20


@dataclass(frozen=True)
class Line:
    """One step at one size: medians over the rounds, memory the most of them; null where CPU time is not known."""

    step: str
    entries: int
    rounds: int
    entries_per_cpu_second: float | None
    entries_per_second: float
    cpu_seconds: float | None
    wall_seconds: float
    peak_mib: int


def line(step: str, entries: int, rounds: Sequence[Step]) -> Line:
    """The line of a step that was measured in several rounds."""
    wall, times = median(each.wall for each in rounds), [each.cpu for each in rounds if each.cpu is not None]
    cpu = median(times) if times else None
    return Line(
        step=step,
        entries=entries,
        rounds=len(rounds),
        entries_per_cpu_second=round(entries / cpu, 1) if cpu else None,
        entries_per_second=round(entries / wall, 1),
        cpu_seconds=round(cpu, 3) if cpu is not None else None,
        wall_seconds=round(wall, 3),
        peak_mib=max(each.peak for each in rounds) // MIB,
    )


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median over the rounds of ours by theirs, each round's two measured one after the other."""
    return round(median(one / other for one, other in zip(ours, theirs, strict=True)), 2)


def exponent(points: Mapping[int, float]) -> float | None:
    """The exponent e of cost = a · entries^e, by least squares on logarithms; null for fewer than two sizes."""
    if len(points) < 2:
        return None
    xs, ys = [math.log(size) for size in points], [math.log(cost) for cost in points.values()]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return round(sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread, 3)


def exponents(lines: Sequence[Line]) -> dict[str, float | None]:
    """The exponent of each step that was measured at several sizes."""
    costs: dict[str, dict[int, float]] = {}
    for each in lines:
        if each.cpu_seconds:
            costs.setdefault(each.step, {})[each.entries] = each.cpu_seconds
    return {step: exponent(points) for step, points in costs.items() if len(points) > 1}


def together(lines: Iterable[Line], earlier: Iterable[Line]) -> list[Line]:
    """By size and step; where an earlier run has measured the same, this one's counts."""
    by_key = {(each.entries, each.step): each for each in (*earlier, *lines)}
    return [by_key[key] for key in sorted(by_key)]


def from_rows(rows: Iterable[dict[str, Any]]) -> list[Line]:
    """The lines of a JSON file."""
    return [Line(**row) for row in rows]


def as_rows(lines: Sequence[Line]) -> list[dict[str, object]]:
    """The lines for JSON."""
    return [asdict(each) for each in lines]


def as_text(lines: Sequence[Line]) -> str:
    """The lines as a table."""
    head = ("step", "entries", "rounds", "entries/CPU s", "entries/s", "CPU s", "wall s", "peak MiB")
    rows = [head, *(tuple(_cell(value) for value in asdict(each).values()) for each in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(_aligned(row, widths)) for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return [first.strip().ljust(widths[0]), *others]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else "-" if value is None else str(value)
