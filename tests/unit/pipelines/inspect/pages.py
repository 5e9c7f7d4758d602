"""Invented pages to inspect."""

import hashlib

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.sources.selectors import Selectors
from pipelines.inspect.inspection import Inspection, inspect_document

TEXT = "The harbour office of Punta Ficticia opened a desk for travellers, and sixty people came to see it."
LISTING = "\n".join(
    [
        "3 March 2021", "Ferry to the north pier sails again", f"Belmopan – {TEXT}", "",
        "1 March 2021", "Growers move into the new hall", f"Roseau – {TEXT}", "", "Read more",
    ]
)  # fmt: skip


def cards(count: int = 4) -> str:
    """A page with cards of one make, whose dates and headlines only classes tell."""
    card = (
        '<div class="card-x wide"><div class="when">{day} March 2021</div><div class="what"><a href="/n/{day}">'
        "Desk number {day} opens at the pier</a></div><div>{text}</div></div>"
    )
    inner = "".join(card.format(day=day, text=TEXT) for day in range(1, count + 1))
    menu = '<nav><ul><li class="m"><a href="/a">Our work and our partners</a></li></ul></nav>'
    return f'<html lang="en"><head><title>News</title></head><body>{menu}<main>{inner}</main></body></html>'


def ref_of(raw: bytes, selectors: Selectors | None = None) -> DocumentRef:
    return DocumentRef("harbour", hashlib.sha256(raw).hexdigest(), "page", selectors=selectors)


def inspected(text: str, selectors: Selectors | None = None) -> Inspection:
    raw = text.encode()
    return inspect_document(raw, ref_of(raw, selectors))
