"""A hundred days of a site that changes and fails, with runs that are killed: nothing is lost, doubled or invented."""

from pathlib import Path

import pytest

from tests.simulation.world import LOCATIONS, World
from tests.site.server import serving

DAYS = {"listing": 41, "feed": 31, "document": 31}


@pytest.mark.parametrize("kind", LOCATIONS)
def test_no_entry_is_lost_doubled_or_invented(kind: str, tmp_path: Path) -> None:
    with serving() as server:
        world = World(tmp_path, server, kind, seed=1)
        assert list(world.live(DAYS[kind])) == []
    assert world.counts["faults"] > 3
    assert world.counts["kills"] > 1
    assert world.counts["rebuilds"] >= 2
