"""Pages that drift, fail or do not exist lose nothing, and say so."""

import pytest

from pipelines.ingest.collect.collection import Plan
from tests.site.news import item
from tests.site.server import Reply, html, redirect
from tests.site.site_desk import Desk
from tests.site.sources import POLITE


def slugs(*numbers: int) -> list[str]:
    return sorted(f"entry-{number}" for number in numbers)


def test_a_page_that_drifted_is_set_aside_and_the_last_good_entries_stay(listing: Desk) -> None:
    good = list(listing.entries)
    listing.server.pages["/news?page=0"] = html("<div><div>Our new site</div><div>is here</div></div>")
    tally = listing.refresh()
    assert (tally.failed, listing.entries) == (1, good)
    (row,) = listing.quarantine
    assert "layout drift: 0 of the usual 3 entries" in row["reason"]
    listing.refresh()
    assert len(listing.quarantine) == 1, "as long as it is so"
    del listing.server.pages["/news?page=0"]
    listing.refresh()
    assert (listing.quarantine, listing.entries) == ([], good)


def test_a_drifted_page_is_read_with_corrected_selectors(listing: Desk) -> None:
    teasers = "".join(
        f"<div class=t><b class=h><a href='{each.path}'>{each.headline}</a></b>"
        f"<i class=d>{each.published_on:%d %B, %Y}</i><div>{each.teaser}</div></div>"
        for each in (item(10), item(9))
    )
    listing.server.page = lambda path: html(f"<main>{teasers}</main>") if path == "/news?page=0" else None
    address = f"{listing.server.address}/news?page={{page}}"
    listing.of("listing", address, selectors={"ignore": ".d, .t"}).refresh()
    assert len(listing.quarantine) == 1
    corrected = {"entry": ".t", "headline": ".h", "date": ".d"}
    listing.of("listing", address, selectors=corrected).refresh(Plan(is_offline=True))
    assert listing.slugs == slugs(*range(1, 11)), "from the store alone"
    assert listing.quarantine == []


def test_a_site_that_cannot_be_reached_changes_nothing(listing: Desk) -> None:
    good = list(listing.entries)
    listing.server.pages["/news?page=0"] = Reply(status=503)
    tally = listing.refresh()
    assert (tally.failed, listing.entries, listing.quarantine) == (1, good, [])


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"x" * 3_000_000), "more than 1 MB"),
        (redirect("http://10.0.0.1/"), "private network"),
        (redirect("/news?page=0"), "redirects in a row"),
        (Reply(status=403), "the server answers 403"),
    ],
)
def test_what_will_not_mend_by_itself_is_in_quarantine(desk: Desk, reply: Reply, reason: str) -> None:
    desk.server.pages["/news?page=0"] = reply
    location = f"{desk.server.address}/news?page={{page}}"
    desk.of("listing", location, http={**POLITE, "max_megabytes": 1}).refresh()
    assert [reason in row["reason"] for row in desk.quarantine] == [True]
