"""An inspection as a page to look at in a browser: the document's text, coloured by what became of each line."""

from collections.abc import Iterator
from html import escape

from pipelines.inspect.inspection import DATE, HEADLINE, InspectedBlock, InspectedEntry, Inspection
from pipelines.inspect.report import advice, label_of, summary

_STYLE = """\
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1.5rem }
h1 { font-size: 1.4rem; margin: 0 0 1rem; overflow-wrap: anywhere }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 0 }
dt { color: #57606a } dd { margin: 0; overflow-wrap: anywhere }
.legend { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none }
.legend li { padding: .15rem .75rem; border-style: solid; border-width: 0 0 0 .35rem }
.card { border: 1px solid #d0d7de; border-radius: .4rem; padding: .75rem 1rem; margin: 0 0 .75rem }
.card h3 { font-size: 1rem; margin: 0 0 .4rem }
.doubt { color: #8a4600; font-weight: 600 }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { padding: .25rem .75rem; vertical-align: top; text-align: left; overflow-wrap: anywhere }
th { font-weight: 600; color: #57606a } .number { width: 3.5rem; text-align: right } .label { width: 15rem }
td.number, td.label { color: #57606a; font-size: .85rem }
tr.first td { border-top: 2px solid #fff }
.entry { background: #dafbe1; border-color: #1a7f37 }
.entry.even { background: #d3ebf8; border-color: #0969a2 }
li.headline, .headline .text { font-weight: 700 }
li.date, .date .text { font-style: italic; text-decoration: underline; text-underline-offset: .2em }
.furniture { background: #eef1f4; border-color: #8c959f; color: #57606a }
.quarantine { background: #ffe3d3; border-color: #bc4c00 }
pre { background: #f6f8fa; padding: .75rem 1rem; overflow-x: auto }
"""
_SAID_ELSEWHERE = ("document", "entries")
_HEAD = '<tr><th class="number">Line</th><th class="label">Taken for</th><th>Text</th></tr>'
_LEGEND = (
    ("entry", "in an entry"),
    ("entry even", "in every second entry"),
    ("entry headline", "headline"),
    ("entry date", "date line"),
    ("furniture", "page furniture: menus, labels, share lines"),
    ("quarantine", "not understood: kept in quarantine"),
)


def page(inspection: Inspection) -> str:
    """Return the page, which needs no other file and no network."""
    return "\n".join(_lines(inspection)) + "\n"


def _lines(inspection: Inspection) -> Iterator[str]:
    title = escape(f"What is read of {inspection.document.ref.location}")
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1><dl>"
    facts = ((name, value) for name, value in summary(inspection) if name not in _SAID_ELSEWHERE)
    yield from (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    yield "</dl>"
    yield from _entries(inspection)
    yield "<h2>Every line, and what it was taken for</h2>"
    marks = (f'<li class="{name}">{escape(text)}</li>' for name, text in _LEGEND)
    yield f'<ul class="legend">{"".join(marks)}</ul>'
    yield f"<table><thead>{_HEAD}</thead><tbody>"
    yield from _rows(inspection)
    yield "</tbody></table>"
    if helpful := "\n".join(advice(inspection)).strip():
        yield f"<h2>What would help</h2><pre>{escape(helpful)}</pre>"
    yield "</body></html>"


def _entries(inspection: Inspection) -> Iterator[str]:
    yield f"<h2>Entries: {len(inspection.entries)}</h2>"
    yield from map(_card, inspection.entries)


def _card(each: InspectedEntry) -> str:
    entry = each.entry
    dated = f"{entry.published_on} ({each.date_from})" if entry.published_on else "no date"
    address = f"<dt>address</dt><dd>{escape(entry.url)}</dd>" if entry.url else ""
    doubts = "".join(f'<dt>doubt</dt><dd class="doubt">{escape(doubt)}</dd>' for doubt in each.doubts)
    facts = (
        f"<dt>date</dt><dd>{escape(dated)}</dd>{address}<dt>text</dt><dd>{len(entry.body.split())} words</dd>{doubts}"
    )
    return f'<div class="card"><h3>{entry.number}. {escape(entry.headline)}</h3><dl>{facts}</dl></div>'


def _rows(inspection: Inspection) -> Iterator[str]:
    before = None
    for each in inspection.blocks:
        label = label_of(each)
        first = "first " if label != before else ""
        shown = escape(label) if label != before else ""
        before = label
        yield (
            f'<tr class="{first}{_classes(each)}"><td class="number">{each.block.number}</td>'
            f'<td class="label">{shown}</td><td class="text">{escape(each.block.text)}</td></tr>'
        )


def _classes(each: InspectedBlock) -> str:
    number = each.fate.entry_number
    if number is None:
        return each.fate.disposition
    shade = " even" if number % 2 == 0 else ""
    return f"entry{shade}{f' {each.part}' if each.part in (HEADLINE, DATE) else ''}"
