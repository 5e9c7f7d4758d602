"""A line of visible text."""

from typing import NamedTuple

from pipelines.ingest.documents import Markup


class Line(NamedTuple):
    """A line of visible text, and whether a paragraph begins with it."""

    text: str
    opens: bool
    markup: Markup | None = None
