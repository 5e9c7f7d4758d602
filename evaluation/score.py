"""Score a published release against a labelled set.

    python -m evaluation.score RELEASE SET [--json] [--misses N]

RELEASE is the folder of a release that was built from the set's documents, SET a folder with `entries.jsonl` and
`gold.jsonl`. Exit status 0 whatever the score; 2 where release or set cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from evaluation.counts import Miss, Score, figures
from evaluation.labels import LabelError, load_set
from evaluation.predictions import ReleaseError, read_release
from evaluation.scoring import match_entries, score_entries


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the score of a release; 0, or 2 where something cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        events = read_release(options.release)
        labelled = load_set(options.set)
    except (ReleaseError, LabelError) as error:
        print(f"score: {error}", file=sys.stderr)
        return 2
    score = score_entries(*match_entries(labelled.entries, events))
    if options.json:
        counts = {"set": labelled.name, "entries_in_set": len(labelled.entries), "events_in_release": len(events)}
        print(json.dumps(counts | figures(score), indent=2))
        return 0
    print("\n".join(table(score)))
    if options.misses:
        print("\n".join(listing(score.misses, options.misses)))
    return 0


def table(score: Score) -> Iterator[str]:
    """The measures of a total, a line each."""
    for name, tally in score.found.items():
        shown = f"P {_shown(tally.precision)}  R {_shown(tally.recall)}  F1 {tally.f1:.3f}"
        yield f"{name:14} {shown}   (tp {tally.tp}, fp {tally.fp}, fn {tally.fn})"
    for name, share in score.right.items():
        yield f"{name:14} accuracy {_shown(share.accuracy)}   ({share.right} of {share.of})"


def listing(misses: Iterable[Miss], most: int) -> Iterator[str]:
    """Return the misses by kind, at most a given number of each."""
    for kind, group in groupby(sorted(misses, key=attrgetter("kind")), key=attrgetter("kind")):
        of_kind = list(group)
        yield f"\n{kind}: {len(of_kind)}"
        yield from (" | ".join(("  ", miss.where, *miss.details)) for miss in of_kind[:most])


def _shown(figure: float | None) -> str:
    return "  -  " if figure is None else f"{figure:.3f}"


def _parser() -> argparse.ArgumentParser:
    about, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.score", description=about, epilog=rest.split("\n\n")[-1],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("release", type=Path, metavar="RELEASE", help="folder of a release")
    parser.add_argument("set", type=Path, metavar="SET", help="folder of a labelled set")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N misses of each kind")
    return parser


if __name__ == "__main__":
    sys.exit(main())
