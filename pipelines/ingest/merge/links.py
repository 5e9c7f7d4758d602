"""What tells an address of a site from others, whatever the site's name."""

import pyarrow as pa
import pyarrow.compute as pc

# In this order: the site, the part within the page, the mark of a query without any.
_NO_PART = (
    (r"^(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//[^/?#]*", ""),
    (r"#.*$", ""),
    (r"^([^?]*)\?$", r"\1"),
)
# Slashes at the path's end.
_NO_SLASHES = (r"^([^?]*?)/+(\?.*)?$", r"\1\2")


def identities_of_links(addresses: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Path and query of each address; null for null, and for a site's front page."""
    for pattern, kept in _NO_PART:
        addresses = pc.replace_substring_regex(addresses, pattern, kept)
    # This pattern takes longer than all others together, and few sites write such addresses.
    if pc.any(pc.or_(pc.ends_with(addresses, "/"), pc.match_substring(addresses, "/?"))).as_py():
        addresses = pc.replace_substring_regex(addresses, *_NO_SLASHES)
    return pc.if_else(pc.equal(addresses, ""), None, addresses)


def identity_of_link(address: str) -> str | None:
    """The same of one address."""
    identity: str | None = identities_of_links(pa.array([address], pa.string()))[0].as_py()
    return identity
