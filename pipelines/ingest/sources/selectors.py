"""Selectors of a source: they name the elements of its pages that the readers look for."""

from typing import Annotated

from cssselect import SelectorError
from lxml import etree  # type: ignore[import-untyped]
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def _checked(selector: str) -> str:
    try:
        CSSSelector(selector)
    except SelectorError as error:
        raise ValueError(f"{selector!r} is no CSS selector: {str(error).lower()}") from None
    return selector


Css = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_checked)]
# The elements by which the readers know an entry, its headline, its date, and what belongs to none.
_TAGS = {"entry": "article", "headline": "h2", "date": "time", "ignore": "nav"}


class Selectors(BaseModel):
    """The key `selectors` of a source, CSS each: elements that hold an entry, its headline, its date, or no text of it.

    `next` is the pager's link to the next page. Pages that say these things by their markup need no selectors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    entry: Css | None = None
    headline: Css | None = None
    date: Css | None = None
    ignore: Css | None = None
    next: Css | None = None

    def mark(self, root: etree._Element) -> None:
        """Rename the selected elements of a page to those that the readers recognise."""
        for role, tag in _TAGS.items():
            selector = getattr(self, role)
            for element in CSSSelector(selector)(root) if selector else ():
                element.tag = tag
