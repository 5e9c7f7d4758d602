"""`make readers`: runs every reader on a small release, and writes results.json and docs/readers.md, in minutes."""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.readers.declared import READERS
from benchmarks.readers.page import PAGE, RESULTS, page, read_results
from benchmarks.readers.release import small_release
from benchmarks.readers.run import Result, run


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the readers that the command line names, or all."""
    names = [reader.name for reader in READERS]
    parser = argparse.ArgumentParser(prog="make readers", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="READER", help="run these alone")
    chosen = parser.parse_args(arguments).only
    found = dict(read_results()[1]) if chosen != names else {}
    with tempfile.TemporaryDirectory() as folder:
        release = small_release(Path(folder) / "release")
        for reader in READERS:
            if reader.name in chosen:
                print(reader.name, flush=True)
                with tempfile.TemporaryDirectory(dir=folder) as own:
                    found[reader.name] = run(reader, release, Path(own))
    _write({name: found[name] for name in names})


def _write(results: Mapping[str, Result]) -> None:
    day = datetime.now(UTC).date().isoformat()
    told = {"date": day, "readers": {name: asdict(result) for name, result in results.items()}}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(day, results), encoding="utf-8")


if __name__ == "__main__":
    main()
