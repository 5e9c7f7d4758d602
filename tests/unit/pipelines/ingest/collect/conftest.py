"""A desk that refreshes from a site, for all tests of collecting."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.news import NewsSite
from tests.site.server import serving
from tests.site.site_desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = NewsSite.of(8)
    with serving() as server:
        site.serve(server)
        yield Desk(tmp_path, server, site)


@pytest.fixture
def listing(desk: Desk) -> Desk:
    """Eight entries on three pages, refreshed once."""
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    return desk
