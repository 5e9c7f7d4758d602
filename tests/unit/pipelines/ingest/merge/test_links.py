from urllib.parse import urlsplit

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.merge.links import identities_of_links, identity_of_link


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("https://example.org/news/1", "/news/1"),
        ("http://other.example/news/1/#top", "/news/1"),
        ("https://example.org/?q=node/7", "?q=node/7"),
        ("https://example.org/?", None),
        ("https://example.org/", None),
        ("//example.org", None),
    ],
)
def test_a_link_is_the_same_under_two_names_of_a_site(address: str, identity: str | None) -> None:
    assert identity_of_link(address) == identity


def test_what_is_no_address_has_no_identity() -> None:
    assert identities_of_links(pa.chunked_array([["https://example.org/a", None]])).to_pylist() == ["/a", None]


@given(st.sampled_from(["http://example.org", "HTTPS://user@example.org:80"]), st.text("/a?#é=&", max_size=8))
def test_the_identity_is_path_and_query(site: str, rest: str) -> None:
    parts = urlsplit(address := f"{site}/{rest}")
    path = parts.path.rstrip("/")
    assert identity_of_link(address) == ((f"{path}?{parts.query}" if parts.query else path) or None)
