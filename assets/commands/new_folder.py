"""Writes a new folder for one's own sources: `migration-bulletins init`."""

import shutil
from pathlib import Path

from pipelines.shipped import shipped
from schemas.reference import TABLES

SOURCES = """\
# Where bulletins come from; docs/sources.md describes all kinds and settings.
sources:
  - id: my-bulletins
    title: My bulletins
    publisher: My organisation
    kind: folder
    location: bulletins/
    language: auto
    licence:
      name: All rights reserved by the publisher
      url: https://example.org/terms
    attribution: My organisation
    republish_text: false
# Names and corrections of your own; docs/curating.md describes the tables.
reference:
  - reference/
"""
BULLETIN = """\
2026-01-15
Officials from Guatemala and Honduras trained on consular protection

Guatemala City, Guatemala. On 13 January, 40 officials from Guatemala and Honduras took part in a training on consular
protection, organised by the International Organization for Migration (IOM).
"""
IGNORED = """\
data/
"""
TEXTS = {"sources.yaml": SOURCES, "bulletins/2026-01-15-example.txt": BULLETIN, ".gitignore": IGNORED}
OVERLAY = "reference"
OVERLAID = ("organisations.csv", "organisation_aliases.csv", "corrections.csv")
SETTINGS = ("dagster.yaml", "workspace.yaml")


class NewFolderError(ValueError):
    """The folder cannot be written; nothing that exists was changed."""


def write_new_folder(folder: Path) -> list[Path]:
    """Write the folder and return its files.

    Raises:
        NewFolderError: the folder exists and is not empty, or cannot be written to.
    """
    overlay = {f"{OVERLAY}/{name}": TABLES[name] for name in OVERLAID}
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NewFolderError(f"{folder} exists and is not an empty folder. Name a new one.")
        for name in ("bulletins", OVERLAY):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in TEXTS.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        for path, table in overlay.items():
            (folder / path).write_text(",".join(table.column_names) + "\n", encoding="utf-8", newline="\n")
        for name in SETTINGS:
            shutil.copyfile(shipped(name), folder / name)
    except OSError as error:
        reason = f"Cannot write to {folder}: {error.strerror}. Name another folder."
        raise NewFolderError(reason) from error
    return [folder / name for name in (*TEXTS, *overlay, *SETTINGS)]
