"""Match the register of organisations with public lists: `make organisations`.

    python -m pipelines.curation.organisations [--check] [--most N] [--reference FOLDER]

Writes the sources of each organisation, and the ids and websites on which the lists agree into empty cells.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipelines.curation.organisations.identifiers import findings
from pipelines.curation.organisations.matching import match
from pipelines.curation.organisations.names import load_keys
from pipelines.curation.organisations.report import Report, lines
from pipelines.curation.organisations.results import ORGANISATIONS, SOURCES, completed_register, sources_table
from pipelines.curation.organisations.tables import (
    DECISIONS,
    LISTS,
    TableError,
    load_decisions,
    load_lists,
    load_register,
)
from pipelines.shipped import shipped

SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or compare the tables; return 1 if `--check` finds a difference, 2 if they cannot be made, else 0."""
    options = _parser().parse_args(arguments)
    reference: Path = options.reference
    try:
        report = _matched(reference, options)
        tables = {
            ORGANISATIONS: completed_register(reference, report.findings),
            SOURCES: sources_table(report.matching),
        }
        sys.stdout.writelines(f"{line}\n" for line in lines(report, options.most))
        return _compare(tables, reference) if options.check else _write(tables, reference)
    except (TableError, OSError) as error:
        sys.stderr.write(f"organisations: {error}\n")
        return 2


def _matched(reference: Path, options: argparse.Namespace) -> Report:
    """Read and match everything.

    Raises:
        TableError: a table cannot be read.
    """
    register, keys = load_register(reference), load_keys(reference)
    matching = match(register, load_lists(options.lists), keys, load_decisions(options.decisions))
    matches = matching.by_partner()
    found = [finding for each in register for finding in findings(each, matches.get(each.partner_id, ()))]
    return Report(register, matching, found, keys)


def _write(tables: Mapping[str, str], folder: Path) -> int:
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    sys.stdout.write(f"\nWritten to {folder}: {', '.join(tables)}\n")
    return 0


def _compare(tables: Mapping[str, str], folder: Path) -> int:
    differing = [name for name, text in tables.items() if (folder / name).read_bytes() != text.encode()]
    advice = (
        f"{', '.join(differing)} would change. Run make organisations" if differing else "All tables are up to date"
    )
    sys.stdout.write(f"\n{advice}\n")
    return int(bool(differing))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make organisations", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a table would change")
    parser.add_argument("--most", type=int, default=SHOWN, metavar="N", help=f"rows of each kind to show ({SHOWN})")
    parser.add_argument("--reference", type=Path, default=shipped("reference"), help="folder of reference tables")
    parser.add_argument("--lists", type=Path, default=LISTS, help="table of the lists' rows")
    parser.add_argument("--decisions", type=Path, default=DECISIONS, help="table of decisions on rows of lists")
    return parser


if __name__ == "__main__":
    sys.exit(main())
