"""Build the place tables of `reference/` from packages and from `reference/manual/`.

    python -m pipelines.curation.places [--check] [--output FOLDER]

`make places` installs the packages that `reference/packages.txt` lists and runs this.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.curation.places.manual import Manual, PlacesError
from pipelines.curation.places.packages import MissingPackageError, load_packages
from pipelines.curation.places.tables import build_tables

REFERENCE = Path(__file__).resolve().parents[3] / "reference"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or compare the tables; 1 where `--check` finds a difference, 2 where they cannot be built."""
    options = _parser().parse_args(arguments)
    try:
        tables = build_tables(load_packages(), Manual(options.manual))
    except (MissingPackageError, PlacesError, OSError) as error:
        sys.stderr.write(f"places: {error}\n")
        return 2
    if options.check:
        return _compare(tables, options.output)
    for name, text in tables.items():
        (options.output / name).write_text(text, encoding="utf-8", newline="")
    sys.stdout.write(f"{len(tables)} tables written to {options.output}\n")
    return 0


def _compare(tables: dict[str, str], folder: Path) -> int:
    """Say which files are up to date; 1 if one is not."""
    differing = 0
    for name, text in tables.items():
        path = folder / name
        is_same = path.is_file() and path.read_bytes() == text.encode()
        differing += not is_same
        sys.stdout.write(f"{name}: {'same' if is_same else 'differs'}\n")
    return int(differing > 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make places", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs")
    parser.add_argument("--output", type=Path, default=REFERENCE, help="folder to write to or compare with")
    parser.add_argument("--manual", type=Path, default=REFERENCE / "manual", help="folder of the hand-made tables")
    return parser


if __name__ == "__main__":
    sys.exit(main())
