"""The citation and the licence of a release."""

import json
from collections.abc import Iterator
from pathlib import Path

from pipelines.publish.draft import DESCRIPTION, KEYWORDS, NAME, TITLE, Draft

CITATION = "CITATION.cff"
LICENCE = "LICENSE"


def write_citation(draft: Draft, folder: Path) -> None:
    """Write `CITATION.cff` (Citation File Format 1.2.0)."""
    # JSON strings are valid YAML strings, whatever characters they hold.
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it with its version.",
        "type: dataset",
        f"title: {json.dumps(TITLE)}",
        f"abstract: {json.dumps(DESCRIPTION)}",
        "authors:",
        f"  - name: {json.dumps(f'{TITLE} contributors')}",
        f"version: {json.dumps(str(draft.version))}",
        *([f"date-released: {draft.as_of.isoformat()}"] if draft.as_of else []),
        "keywords:",
        *(f"  - {json.dumps(keyword)}" for keyword in KEYWORDS),
    ]
    (folder / CITATION).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def bibtex(draft: Draft) -> str:
    """Return the release as a BibTeX entry."""
    year = f", year={{{draft.as_of.year}}}" if draft.as_of else ""
    return f"@misc{{{NAME}, title={{{TITLE}}}, author={{{{{TITLE} contributors}}}}{year}, version={{{draft.version}}}}}"


def write_licence(draft: Draft, folder: Path) -> None:
    """Write `LICENSE`: the terms of the sources' texts, of the own content, and of data of others in it."""
    parts = [
        _OWN,
        *_of_reference(draft),
        *(_of_source(draft, position) for position in range(len(draft.provenance.sources))),
    ]
    (folder / LICENCE).write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


_OWN = """\
Texts in this release belong to their publishers. Headlines and quotes of at most 200 characters stand in it as
citations, whole texts only where the source's licence allows it. The terms of each source are below.

What the project adds (codes, keys, the order of the tables, the descriptions) comes under the MIT licence, like the
code. Facts of places and organisations come from the reference tables of the project, which name their sources."""


def _of_reference(draft: Draft) -> Iterator[str]:
    if draft.provenance.attributions:
        lines = [f"  {attribution}" for attribution in draft.provenance.attributions]
        yield "\n".join(["The reference tables contain data of others:", *lines])


def _of_source(draft: Draft, position: int) -> str:
    source = draft.provenance.sources[position]
    texts = "whole texts" if source.republish_text else "facts, headlines and quotes"
    address = f" <{source.licence.url}>" if source.licence.url else ""
    return (
        f"{source.title} ({source.id})\n  Publisher: {source.publisher}\n  Licence: {source.licence.name}{address}\n"
        f"  Attribution: {source.attribution}\n  In this release: {texts}"
    )
