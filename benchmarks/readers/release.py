"""The small release that the readers are given."""

from pathlib import Path

from benchmarks.generate import SOURCES
from benchmarks.stages import DOCUMENTS, job

# A code with a leading zero (Belize), a code that reads as missing (Namibia), each kind of date, and none.
ENTRIES = """\
24 May, 2018

Belize and Namibia train port officers

From 21 to 23 May 2018 the harbour offices of Belize and Namibia trained 40 officers in Belize City.

2 July, 2018

Honduras hosts a meeting on return

In June 2018 the ministry held a meeting on return in Tegucigalpa, Honduras, with Guatemala.

9 July, 2018

Guide for consulates in Guatemala

A guide for consulates is being prepared in Guatemala.

12 July, 2018

Fair for families in El Salvador

On 11 July 2018 a fair for 300 families was held in San Salvador, El Salvador.
"""


def small_release(folder: Path) -> Path:
    """Make the release within an empty folder and return its own."""
    documents = folder / DOCUMENTS
    (documents / "bulletins").mkdir(parents=True)
    (documents / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (documents / "bulletins" / "bulletin.txt").write_text(ENTRIES, encoding="utf-8")
    job(folder)
    return (folder / "data" / "releases" / "latest").resolve()
