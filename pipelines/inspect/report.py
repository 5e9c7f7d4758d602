"""An inspection as text that can be read without knowing the project."""

from collections.abc import Iterator
from itertools import groupby

from pipelines.inspect.inspection import DATE, HEADLINE, InspectedBlock, InspectedEntry, Inspection

WIDTH = 100
FIRST_WORDS = 25
_PARTS = {HEADLINE: "headline", DATE: "date line"}


def report(inspection: Inspection) -> Iterator[str]:
    """Yield the lines of the report: how the document was read, its entries, its blocks, and what would help."""
    yield from _head(inspection)
    for each in inspection.entries:
        yield from _entry(each)
    yield from _blocks(inspection)
    yield from advice(inspection)


def summary(inspection: Inspection) -> list[tuple[str, str]]:
    """Return what is said of the document as a whole, as names and values."""
    document = inspection.document
    fates = [each.fate.disposition for each in inspection.blocks]
    reader = document.reader or "none"
    counts = {"entry": "in entries", "furniture": "page furniture", "quarantine": "in quarantine"}
    blocks = ", ".join(f"{fates.count(fate)} {name}" for fate, name in counts.items())
    return [
        ("document", document.ref.location),
        ("id", document.ref.bulletin_id),
        ("type", f"{document.media_type or 'unknown'}{f', {document.encoding}' if document.encoding else ''}"),
        ("language", document.language or "unknown"),
        ("reader", reader if document.fit is None else f"{reader} (fit {document.fit:.2f} of 1)"),
        ("lines", f"{len(fates)}: {blocks}"),
        ("entries", str(len(inspection.entries))),
        *(("problem", reason) for reason in inspection.reasons),
        *(("selector", fault) for fault in document.selector_faults),
    ]


def label_of(each: InspectedBlock) -> str:
    """Return what became of a block, in few words."""
    fate = each.fate
    if fate.entry_number is not None:
        part = _PARTS.get(each.part or "", "")
        return f"entry {fate.entry_number}{f', {part}' if part else ''}"
    return f"{fate.disposition}: {(fate.reason or '').replace('_', ' ')}"


def advice(inspection: Inspection) -> Iterator[str]:
    """Yield what would help, where something would."""
    trial = inspection.trial
    if trial is not None:
        yield ""
        yield f"With these selectors of the source {trial.entries} entries are read, {trial.dated} of them with a date:"
        yield ""
        yield "    selectors:"
        yield from (f"      {role}: {css}" for role, css in trial.selectors.model_dump(exclude_none=True).items())
    elif not inspection.entries:
        yield ""
        yield "No entry was read. See above what each line was taken for, and docs/sources.md for cures by symptom."


def _head(inspection: Inspection) -> Iterator[str]:
    rows = summary(inspection)
    width = max(len(name) for name, _ in rows)
    yield from (f"{name.ljust(width)}  {value}" for name, value in rows)


def _entry(each: InspectedEntry) -> Iterator[str]:
    entry = each.entry
    words = entry.body.split()
    opening = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
    dated = f"{entry.published_on} ({each.date_from})" if entry.published_on else "none"
    yield ""
    yield f"Entry {entry.number}: {entry.headline}"
    yield f"  date     {dated}"
    yield f"  address  {entry.url or 'none'}"
    yield f"  text     {len(words)} words: {opening}"
    yield from (f"  doubt    {doubt}" for doubt in each.doubts)


def _blocks(inspection: Inspection) -> Iterator[str]:
    if not inspection.blocks:
        return
    width = max(len(label_of(each)) for each in inspection.blocks)
    yield ""
    yield "Every line, and what it was taken for:"
    for label, group in groupby(inspection.blocks, key=label_of):
        for number, each in enumerate(group):
            shown = label if number == 0 else ""
            yield f"{each.block.number:>5}  {shown.ljust(width)}  {_cut(each.block.text)}"


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
