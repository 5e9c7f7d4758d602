"""`make simulation`: a thousand days of each kind of source, and what did not hold."""

import argparse
import logging
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulation.world import LOCATIONS, World
from tests.site.server import serving


def main() -> int:
    """Live through the days; 0 if everything held."""
    parser = argparse.ArgumentParser(prog="make simulation", description=__doc__)
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=sorted(LOCATIONS))
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    faults = 0
    for kind in options.kind or LOCATIONS:
        started = time.monotonic()
        with TemporaryDirectory() as folder, serving() as server:
            world = World(Path(folder), server, kind, options.seed)
            for fault in world.live(options.days):
                faults += 1
                print(f"{kind}: {fault}", flush=True)  # noqa: T201 - the command's own output
        edits = ", ".join(f"{count} × {name}" for name, count in sorted(world.site.edits.items()))
        counts = ", ".join(f"{count:,} {name}" for name, count in world.counts.items())
        print(f"{kind}: {counts}; {edits}; {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
