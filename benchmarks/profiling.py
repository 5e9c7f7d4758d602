"""Where the time of a stage goes: `python -m benchmarks.profiling <stage> <folder>` prints the ten dearest functions.

The folder is one that `python -m benchmarks --keep` has left. What the stage does in other processes is not seen, so
that up to about ten thousand entries should be in it. Times are CPU time of a second run, which loads no more modules.
"""

import cProfile
import pstats
import sys
import time
from pathlib import Path

from benchmarks.stages import STAGES

SHOWN = 10


def main(stage: str, folder: Path) -> None:
    """Run the stage under the profiler, and print the functions in which it spends most time of its own."""
    STAGES[stage](folder)
    profile = cProfile.Profile(time.process_time)
    profile.runcall(STAGES[stage], folder)
    pstats.Stats(profile).strip_dirs().sort_stats(pstats.SortKey.TIME).print_stats(SHOWN)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
