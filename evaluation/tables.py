"""Tables of figures: as Markdown, and in columns on the terminal."""

from collections.abc import Iterator, Sequence

Cells = Sequence[str]


def markdown(rows: Sequence[Cells]) -> Iterator[str]:
    """The rows as a table in Markdown, the first as its head; all columns but the first stand to the right."""
    yield f"| {' | '.join(rows[0])} |"
    yield f"| --- |{' ---: |' * (len(rows[0]) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows[1:])


def columns(rows: Sequence[Cells]) -> Iterator[str]:
    """The rows in columns of one width."""
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        right = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *right])


def section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    """The lines under a heading of the second level."""
    yield ""
    yield f"## {title}"
    yield ""
    yield from lines


def figure(value: float | None) -> str:
    """A figure with three places; a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"
