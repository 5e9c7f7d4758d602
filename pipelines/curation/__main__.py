"""`make review`: lists facts worth a look, organisations that the register lacks, and names of it that may mislead."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from pipelines.curation.check_reference import Fault, check_reference
from pipelines.curation.doubtful import SHOWN as KINDS_SHOWN
from pipelines.curation.doubtful import doubtful_lines
from pipelines.curation.labelled_entries import EntriesError, read_entries
from pipelines.curation.material import Material, MaterialError, material_of_annotations, material_of_release
from pipelines.curation.overlays import OverlayError, reference_for
from pipelines.curation.register import load_register
from pipelines.curation.report import register_lines, review, unknown_lines, write_csv
from pipelines.extract.annotate import load_annotator
from pipelines.ingest.sources.sources_file import SourcesError
from pipelines.shipped import shipped
from pipelines.storage.errors import StorageError
from pipelines.storage.reading import local_data

SHOWN = 40
FAULTS_SHOWN = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the review; return 1 if the reference tables have faults, 2 if there is nothing to review, else 0."""
    options = _parser().parse_args(arguments)
    try:
        with nullcontext(options.reference) if options.reference else reference_for(options.sources) as reference:
            return _reviewed(options, reference)
    except (MaterialError, EntriesError, OverlayError, SourcesError, StorageError, OSError) as error:
        sys.stderr.write(f"review: {error}\n")
        return 2


def _reviewed(options: argparse.Namespace, reference: Path) -> int:
    material = _material(options, reference)
    faults = check_reference(reference)
    sys.stderr.writelines(f"review: {line}\n" for line in _fault_lines(faults))
    if any(fault.is_of_shape for fault in faults):
        return 1
    reviewed = review(material(), load_register(reference))
    if options.csv:
        write_csv(reviewed, options.csv)
    sys.stdout.writelines(f"{line}\n" for line in doubtful_lines(reviewed.material.facts, options.doubts))
    sys.stdout.writelines(f"{line}\n" for line in unknown_lines(reviewed, options.most))
    sys.stdout.writelines(f"{line}\n" for line in register_lines(reviewed, reference, list_never_met=options.never_met))
    if options.csv:
        sys.stdout.write(f"\nWritten: {options.csv}\n")
    return int(bool(faults))


def _fault_lines(faults: Sequence[Fault]) -> Iterator[str]:
    yield from map(str, faults[:FAULTS_SHOWN])
    if len(faults) > FAULTS_SHOWN:
        yield f"{len(faults)} faults in total. Run python -m pipelines.curation.check_reference to list them."


def _material(options: argparse.Namespace, reference: Path) -> Callable[[], Material]:
    """Read what to review; entries are annotated when the returned function is called."""
    folder = shipped("evaluation") / options.set if options.set else options.entries
    if folder is None:
        with local_data(options.data) as data:
            released = material_of_release(data)
        return lambda: released
    entries = read_entries(folder)
    return lambda: material_of_annotations(load_annotator(reference).annotate(entries))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make review", description=__doc__)
    parser.add_argument("--data", default="data", help="data folder or address whose last release to review")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--set", metavar="NAME", help="review a set of evaluation/ instead, such as dev")
    instead.add_argument("--entries", type=Path, metavar="FOLDER", help="review a folder with entries.jsonl instead")
    parser.add_argument("--sources", type=Path, default=Path("sources.yaml"), help="sources file, for tables it adds")
    parser.add_argument("--reference", type=Path, metavar="FOLDER", help="read a folder of reference tables instead")
    parser.add_argument("--most", type=int, default=SHOWN, metavar="N", help=f"organisations to show ({SHOWN})")
    parser.add_argument(
        "--doubts", type=int, default=KINDS_SHOWN, metavar="N", help=f"kinds of doubtful facts to show ({KINDS_SHOWN})"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="also write all of them to a CSV file")
    parser.add_argument("--never-met", action="store_true", help="list names of the register that never match")
    return parser


if __name__ == "__main__":
    sys.exit(main())
