"""Find out which addresses of a source lead to one page, whatever the scheme, the host's name and the campaign."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest import reference

_SITE = (r"^(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//[^/?#]*", "")
_FRAGMENT = (r"#.*$", "")
_EMPTY_QUERY = (r"^([^?]*)\?$", r"\1")
# Slashes at the path's end.
_NO_SLASHES = (r"^([^?]*?)/+(\?.*)?$", r"\1\2")


def identities_of_links(addresses: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Return path and query of each address without tracking parameters; null for null, and for a site's front page."""
    for pattern, kept in (_SITE, _FRAGMENT):
        addresses = pc.replace_substring_regex(addresses, pattern, kept)
    addresses = _without_tracking(addresses)
    addresses = pc.replace_substring_regex(addresses, *_EMPTY_QUERY)
    # This pattern takes longer than all others together, and few sites write such addresses.
    if pc.any(pc.or_(pc.ends_with(addresses, "/"), pc.match_substring(addresses, "/?"))).as_py():
        addresses = pc.replace_substring_regex(addresses, *_NO_SLASHES)
    return pc.if_else(pc.equal(addresses, ""), None, addresses)


def identity_of_link(address: str) -> str | None:
    """Return the same of one address."""
    identity: str | None = identities_of_links(pa.array([address], pa.string()))[0].as_py()
    return identity


def _without_tracking(addresses: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    tracking = _tracking()
    if not pc.any(pc.match_substring_regex(addresses, f"[?&]{tracking}")).as_py():
        return addresses
    addresses = pc.replace_substring_regex(addresses, f"&{tracking}", "")
    # What follows the first parameter follows the question mark.
    return pc.replace_substring_regex(addresses, rf"\?{tracking}&?", "?")


@reference.cached
def _tracking() -> str:
    names = (re.escape(name) + ("" if is_whole else "[^=&#]*") for name, is_whole in reference.tracking_parameters())
    return f"(?i:{'|'.join(names)})=[^&#]*"
