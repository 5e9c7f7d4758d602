"""Read a page: its lines, the elements around them, and what its head states."""

from dataclasses import dataclass

from pipelines.ingest.documents import DocumentRef, Head, Node
from pipelines.ingest.read.blocks.decode import Decoded
from pipelines.ingest.read.blocks.line import Line
from pipelines.ingest.read.markup.head import read_head
from pipelines.ingest.read.markup.selector_faults import selector_faults
from pipelines.ingest.read.markup.tree import parsed, resolved
from pipelines.ingest.read.markup.walk import walk
from pipelines.ingest.sources.selectors import Selectors


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, the elements they stand in, and what its head states.

    `is_marked` says that the source's selectors mark the entries, `selector_faults` which of them find nothing.
    """

    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    head: Head
    encoding: str
    is_marked: bool = False
    selector_faults: tuple[str, ...] = ()

    def address(self, ref: DocumentRef) -> str | None:
        """Return the address that the page's links are relative to, where it is known."""
        return resolved(self.head.base, ref.address) or ref.address or resolved(self.head.canonical, None)

    def own_address(self, ref: DocumentRef) -> str | None:
        """Return the page's own address, where it states one."""
        return resolved(self.head.canonical, self.address(ref))


def read_page(raw: bytes, decoded: Decoded, selectors: Selectors | None = None) -> Page:
    """Read the visible text of a page, also of one that is broken off.

    Args:
        raw: the page's bytes, from which the HTML library tells the character set where `decoded` is a guess.
        decoded: the page as text.
        selectors: what the source says of its markup.

    Raises:
        DecodeError: there is no element in it.
    """
    root, encoding = parsed(raw, decoded)
    faults: tuple[str, ...] = ()
    if selectors is not None:
        faults = tuple(selector_faults(root, selectors))
        selectors.mark(root)
    lines, nodes = walk(root)
    is_marked = selectors is not None and selectors.entry is not None
    return Page(lines, nodes, read_head(root), encoding, is_marked, faults)
