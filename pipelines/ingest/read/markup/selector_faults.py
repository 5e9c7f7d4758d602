"""Which of a source's selectors find nothing on a page."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]

from pipelines.ingest.documents import fold
from pipelines.ingest.read.blocks.date_line import LONGEST, parse_date_line
from pipelines.ingest.read.markup.head import day_stated
from pipelines.ingest.sources.selectors import Selectors

NOTHING = "matches nothing"
NO_DATE = "matches no date that can be read"
# A page may well lack what these select.
_OFTEN_ABSENT = {"ignore", "next"}


def selector_faults(root: etree._Element, selectors: Selectors) -> Iterator[str]:
    """Yield a phrase for each selector that matches nothing on the page, or no date that can be read.

    Args:
        root: the page, before the selected elements are marked.
        selectors: of the page's source.
    """
    for role, selector in selectors.model_dump(exclude_none=True).items():
        elements = CSSSelector(selector)(root) if role not in _OFTEN_ABSENT else ()
        if role not in _OFTEN_ABSENT and not elements:
            yield f"`{role}: {selector}` {NOTHING}"
        elif role == "date" and not any(map(_states_day, elements)):
            yield f"`{role}: {selector}` {NO_DATE}"


def _states_day(element: etree._Element) -> bool:
    text = fold(" ".join(element.itertext()))
    if len(text) <= LONGEST and parse_date_line(text, is_labelled=True) is not None:
        return True
    return any(day_stated(value) for each in element.iter() for value in each.attrib.values())
