"""Parse a page into its tree of elements, and resolve its links."""

import re
from functools import cache
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from pipelines.ingest.read.blocks.decode import Decoded, DecodeError

_LATIN_1 = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_ADDRESS = re.compile(r"https?://[^\s/]\S*")


def parsed(raw: bytes, decoded: Decoded) -> tuple[etree._Element, str]:
    """Return the page's root element, and the character set it was in.

    Raises:
        DecodeError: there is no element in it.
    """
    if decoded.is_guess:
        root = _root(raw, None)
        stated = (root.getroottree().docinfo.encoding or "").lower()
        if stated and stated not in _LATIN_1:
            return root, stated
    return _root(decoded.text.encode("utf-8", "replace"), "utf-8"), decoded.encoding


def _root(raw: bytes, encoding: str | None) -> etree._Element:
    # The plain parser: elements of `lxml.html` take several times as long to walk.
    try:
        root = etree.fromstring(raw, _parser(encoding))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise DecodeError("a page without text")
    return root


@cache
def _parser(encoding: str | None) -> etree.HTMLParser:
    return etree.HTMLParser(encoding=encoding, huge_tree=True)


def resolved(link: str | None, base: str | None) -> str | None:
    """Return the link as an absolute http address, or None where it is none."""
    try:
        address = urljoin(base or "", (link or "").strip()) if link else ""
    except ValueError:
        return None
    return address if _ADDRESS.fullmatch(address) else None
