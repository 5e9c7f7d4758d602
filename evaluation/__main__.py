"""`make evaluate`: measure the accuracy on the labelled sets, and write it down."""

import argparse
import json
import sys
from collections.abc import Sequence

from evaluation import front_page
from evaluation.floors import FloorsError, load_floors, measured_figures, raised, reset, shortfalls, write_floors
from evaluation.labels import LabelError
from evaluation.measure import ALL, Accuracy, as_json, measure
from evaluation.reading.articles import labelled_articles, load_beside, measure_beside, write_beside
from evaluation.reading.labels import load_documents
from evaluation.reading.measure import SITES
from evaluation.reading.report import case_misses
from evaluation.report import misses_of, page, terminal_tables
from evaluation.score import listing
from evaluation.sets import ROOT, SETS, UNSEEN
from pipelines.curation.labelled_entries import EntriesError

ACCURACY = ROOT / "evaluation" / "accuracy.json"
PEERS = ROOT / "evaluation" / "peers.json"
PAGE = ROOT / "docs" / "accuracy.md"
FRONT_PAGE = ROOT / "README.md"
FLOORS = ROOT / "evaluation" / "floors.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write `accuracy.json`, `docs/accuracy.md` and the figures of `README.md`; 1 where a figure is
    below its floor, or the weights of confidence are older than the rules."""
    options = parser().parse_args(arguments)
    try:
        accuracy = measure()
        below = _set_floors(accuracy, options)
    except (LabelError, EntriesError, FloorsError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    ACCURACY.write_text(as_json(accuracy), encoding="utf-8")
    _measure_peers()
    PAGE.write_text(page(accuracy, load_beside(PEERS)), encoding="utf-8")
    figures = json.loads(ACCURACY.read_text(encoding="utf-8"))
    FRONT_PAGE.write_text(front_page.written(FRONT_PAGE.read_text(encoding="utf-8"), figures), encoding="utf-8")
    print("\n".join(terminal_tables(accuracy)))
    if options.misses:
        print("\n".join(misses_told(accuracy, options)))
    print(f"\nWritten: {', '.join(str(each.relative_to(ROOT)) for each in (ACCURACY, PAGE, FRONT_PAGE))}")
    for line in below:
        print(f"below its floor: {line}", file=sys.stderr)
    if accuracy.stale_weights:
        print(_stale(accuracy), file=sys.stderr)
    return int(bool(below or accuracy.stale_weights))


def _stale(accuracy: Accuracy) -> str:
    number, first = len(accuracy.stale_weights), accuracy.stale_weights[0]
    return (
        f"reference/confidence.csv is older than the rules or labels: {number} weights differ, such as {first}. "
        "Run `python -m evaluation.confidence`, then `make evaluate` again."
    )


def _measure_peers() -> None:
    """Measure other programs beside, where they are installed; else what was measured last stands."""
    beside = measure_beside(labelled_articles(load_documents(ROOT / "evaluation" / SITES)))
    if beside is not None:
        write_beside(beside, PEERS)


def _set_floors(accuracy: Accuracy, options: argparse.Namespace) -> list[str]:
    """Move the floors where that was asked for; what lies below them now."""
    measured = measured_figures(accuracy)
    if options.reset_floors:
        write_floors(reset(measured), FLOORS)
    elif options.raise_floors:
        write_floors(raised(measured, load_floors(FLOORS)), FLOORS)
    return [str(each) for each in shortfalls(measured, load_floors(FLOORS))]


def misses_told(accuracy: Accuracy, options: argparse.Namespace) -> list[str]:
    """The misses of the sets asked for, or of all but the unseen one."""
    wanted = options.sets or [*(each.name for each in SETS if each.name != UNSEEN), SITES]
    lines = []
    for score in accuracy.sets:
        if score.name in wanted:
            lines += [f"\n== {score.name}", *listing(misses_of(score, accuracy), options.misses)]
    if SITES in wanted:
        reading = accuracy.reading
        lines += [f"\n== {SITES}", *listing(reading.score.groups[ALL].misses, options.misses), *case_misses(reading)]
    return lines


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    options = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    options.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N misses of each kind")
    options.add_argument(
        "--set", action="append", dest="sets", choices=[*(each.name for each in SETS), SITES], metavar="NAME",
        help=f"whose misses to print (may be repeated); by default all but those of {UNSEEN}, kept unseen",
    )  # fmt: skip
    floors = options.add_mutually_exclusive_group()
    floors.add_argument("--raise-floors", action="store_true", help="move floors up to what is measured, none down")
    floors.add_argument("--reset-floors", action="store_true", help="set floors by what is measured, up or down")
    return options


if __name__ == "__main__":
    sys.exit(main())
