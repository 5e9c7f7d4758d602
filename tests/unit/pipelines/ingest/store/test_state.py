from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sightings import (
    BACK,
    BROKEN_OFF,
    DRIFTED,
    FAILED,
    GONE,
    LEFT,
    NOTHING_NEW,
    STORED,
    UNCHANGED,
    UNREACHABLE,
    WALKED,
    Sighting,
)
from pipelines.ingest.store.state import Histories
from tests.site.sources import loaded, site_source

ADDRESSES = ("https://harbour.example/news", "https://harbour.example/noticias")
WITH_DOCUMENT = (STORED, NOTHING_NEW, UNCHANGED, DRIFTED)
OF_NOTHING = (GONE, FAILED, UNREACHABLE, WALKED, BROKEN_OFF, LEFT, BACK)


def sighting(status: str, location: str, digest: str, role: str, source_id: str) -> Sighting:
    sha256 = digest * 64 if status in WITH_DOCUMENT else None
    time = "2021-03-14T00:00:00+00:00"
    return Sighting(source_id, location, time, status, sha256, channel=location, role=role, entry=f"evt_{digest}")


SIGHTINGS = st.builds(
    sighting,
    st.sampled_from(WITH_DOCUMENT + OF_NOTHING),
    st.sampled_from(ADDRESSES),
    st.sampled_from("abc"),
    st.sampled_from(["page", "article"]),
    st.sampled_from(["harbour", "port"]),
)


def sources(folder: Path) -> tuple[Source, ...]:
    return loaded(folder, *(site_source("listing", list(ADDRESSES), id=name) for name in ("harbour", "port")))


@given(st.lists(st.lists(SIGHTINGS, max_size=4), max_size=3))
def test_a_ledger_that_grows_tells_what_it_tells_when_read_at_once(runs: list[list[Sighting]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        stated, store = sources(folder), Store(folder / "store")
        growing = Histories(stated, store)
        for run in runs:
            store.record(run)
            grown = [growing[source.id] for source in stated]
        at_once = Histories(stated, Store(folder / "store"))
        assert not runs or grown == [at_once[source.id] for source in stated]
