"""`make fuzz`: read a million damaged documents on all processors, and report what became of them."""

import argparse
import logging
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.fuzz.reading import Outcome, read_damaged

SLICE = 2_000
FAULTS_SHOWN = 20
# After how many slices a line on stderr says how far it is.
REPORTED_EVERY = 25


def main() -> int:
    """Read the documents; 0 if no fault was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other documents")
    parser.add_argument("--minutes", type=float, default=600, help="stop after this time")
    options = parser.parse_args()
    outcome, started = Outcome(), time.monotonic()
    slices = range(-(-options.documents // SLICE))
    with ProcessPoolExecutor(initializer=partial(logging.disable, logging.CRITICAL)) as pool:
        seeds = [options.seed * 1_000_000 + number for number in slices]
        counts = [min(SLICE, options.documents)] * len(seeds)
        for number, found in enumerate(pool.map(read_damaged, seeds, counts), 1):
            outcome.add(found)
            if number % REPORTED_EVERY == 0:
                print(summary(outcome, time.monotonic() - started), file=sys.stderr, flush=True)  # noqa: T201
            if time.monotonic() - started > options.minutes * 60:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    print(report(outcome, time.monotonic() - started))  # noqa: T201 - the command's own output
    return 1 if outcome.faults else 0


def summary(outcome: Outcome, seconds: float) -> str:
    """How many documents were read so far, and how many faults were found."""
    return f"{outcome.documents.total():,} documents, {len(outcome.faults):,} faults, {seconds:,.0f} s"


def report(outcome: Outcome, seconds: float) -> str:
    """How many documents of each kind gave entries, why others were refused, and every fault."""
    kinds = [
        f"{kind}: {count:,} documents, {outcome.with_entries[kind]:,} with entries"
        for kind, count in sorted(outcome.documents.items())
        if count
    ]
    reasons = [f"{count:>9,} × {reason}" for reason, count in outcome.refused.most_common()]
    faults = [f"{len(outcome.faults):,} faults", *outcome.faults[:FAULTS_SHOWN]]
    return "\n".join([f"{outcome.documents.total():,} documents in {seconds:,.0f} s", *kinds, *reasons, *faults])


if __name__ == "__main__":
    sys.exit(main())
