"""The explorer: one self-contained page that shows a release's tables to people.

`render(tables, about)` gives the page; the page's own code is built from `explorer/` at the top of the project.
"""

from pipelines.publish.explorer.about import About, Accuracy, Change, File
from pipelines.publish.explorer.limits import Limits
from pipelines.publish.explorer.page import render
from pipelines.publish.explorer.shown import shown_tables

__all__ = ["About", "Accuracy", "Change", "File", "Limits", "render", "shown_tables"]
