"""The order of numeric dates on English pages, by the country that a page states or that its address is of."""

from urllib.parse import urlsplit

from pipelines.ingest import reference
from pipelines.ingest.sources.date_order import DAY_FIRST, MONTH_FIRST, DateOrder

_COUNTRY_LENGTH = 2


def order_of_country(address: str | None, country: str | None) -> DateOrder | None:
    """Return the order in which a country's English pages write numeric dates, None where it stays open.

    The domain goes before what the page states, as many systems state `en-US` wherever they run.

    Args:
        address: of the page.
        country: its code, as the page states it with its language (`us` of `en-US`).
    """
    domain = (urlsplit(address).hostname or "").rpartition(".")[2] if address else ""
    return _order(domain) or _order((country or "").lower())


def _order(tag: str) -> DateOrder | None:
    order = reference.date_orders().get(tag)
    if order is not None:
        return MONTH_FIRST if order == MONTH_FIRST else None
    return DAY_FIRST if len(tag) == _COUNTRY_LENGTH and tag.isalpha() else None
