"""`make datasets` over a site that fails and is edited: what is published, and where former ids lead."""

import json
from datetime import timedelta

import pytest

from tests.integration.test_refresh_site import Office, office
from tests.site.news import item
from tests.site.server import html

__all__ = ["office"]

MAINTENANCE = "<main><h1>We will be back soon</h1><p>Our website is under maintenance, request {number}.</p></main>"


def releases(office: Office) -> list[str]:
    listing = json.loads((office.data / "releases" / "releases.json").read_text("utf-8"))
    return [each["version"] for each in listing["releases"]]


def test_a_site_that_fails_spoils_nothing_and_makes_no_release_a_run(office: Office) -> None:
    office.datasets()
    good = office.rows("events")
    whole, office.site.stamp = office.site.page, "edited"
    for number in range(3):
        office.server.page = lambda _, number=number: html(MAINTENANCE.format(number=number))  # type: ignore[misc]
        office.datasets()
    assert office.rows("events") == good
    assert len(releases(office)) == 2, "one with the row of quarantine"
    office.server.page = whole
    office.site.add(item(6))
    office.datasets()
    assert (len(office.rows("events")), office.rows("quarantine")) == (6, [])


def test_former_ids_lead_to_events_and_versions_are_never_given_twice(office: Office) -> None:
    office.site.change("entry-2", published_on=item(2).published_on + timedelta(days=7300))  # type: ignore[operator]
    office.datasets()
    (version,) = releases(office)
    assert version.startswith("2021."), "the slip of the year names no release"
    office.site.change("entry-5", headline="Harbour Office Corrects a Headline")
    office.datasets()
    office.site.change("entry-5", headline="Harbour Office Corrects It Again", published_on=item(6).published_on)
    office.datasets()
    (now,) = [row["event_id"] for row in office.rows("events") if row["headline"] == "Harbour Office Corrects It Again"]
    assert [row["replaced_by"] for row in office.rows("withdrawn", "changes")] == [now, now]
    last = releases(office)[-1]
    (office.data / "releases" / last).rename(office.folder / "bad")
    office.site.add(item(7))
    office.datasets()
    assert last not in releases(office)
    assert releases(office)[-1] > last


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_a_feed_that_is_no_feed_gives_nothing(office: Office, path: str) -> None:
    office.server.pages[path] = html("<main><h1>Access denied</h1><p>You may not look at this page.</p></main>")
    text = (office.folder / "sources.yaml").read_text("utf-8")
    location = f"{office.server.address}/news?page={{page}}"
    changed = text.replace(location, f"{office.server.address}{path}").replace("kind: listing", "kind: feed")
    (office.folder / "sources.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(AssertionError, match="no feed"):
        office.datasets()
    assert not (office.data / "releases" / "latest").exists()
