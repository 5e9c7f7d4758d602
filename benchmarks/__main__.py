"""`make bench`: measures speed and memory side by side, prints a table, writes `results.json` and the pages."""

import argparse
import json
import os
import platform
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks import page
from benchmarks.generate import SCHEMA, SOURCES, write_documents, write_entries
from benchmarks.measure import Step, run_stage, run_usual_stack, usual_environment
from benchmarks.page import RESULTS
from benchmarks.refreshes import EARLIER, worktree
from benchmarks.report import Line, as_rows, as_text, exponents, from_rows, line, ratio, together
from benchmarks.stages import DOCUMENTS, ENTRIES, STAGES

SEED = 7
# The usual stack takes long and its rate does not depend on the number.
USUAL_ENTRIES = 1_000
# The last one before refreshes took over what nothing has changed.
EARLIER_COMMIT = "8017109"
EXTRACT, FLOOR = "extract", "floor"
USUAL = {"usual stack, rules": False, "usual stack, networks": True}


@dataclass
class Measured:
    """Rounds of each step by size."""

    rounds: dict[tuple[str, int], list[Step]] = field(default_factory=lambda: defaultdict(list))

    def add(self, size: int, steps: dict[str, Step]) -> None:
        for name, step in steps.items():
            self.rounds[name, size].append(step)
            used = "" if step.cpu is None else f"{step.cpu:.2f} CPU s, "
            print(f"{name}, {size:,} entries: {used}{step.wall:.2f} s", flush=True)

    def rates(self, name: str, size: int) -> list[float]:
        return [size / step.cpu for step in self.rounds.get((name, size), []) if step.cpu]

    def lines(self) -> list[Line]:
        return [line(name, size, rounds) for (name, size), rounds in self.rounds.items()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    options = _parser().parse_args(arguments)
    measured = Measured()
    if "start" in options.stages:
        for _ in range(options.rounds):
            measured.add(1, run_stage("start", options.folder))
    if "earlier_refresh" in options.stages:
        worktree(options.folder / EARLIER, page.ROOT, options.earlier)
    usual = usual_environment(options.folder / "usual") if "usual" in options.stages else None
    for size in options.sizes:
        folder = prepared(options.folder / f"{size}", size, options.stages)
        for _ in range(options.rounds if size <= options.repeat_up_to else 1):
            _round(measured, size, folder, options.stages, usual)
        if not options.keep:
            shutil.rmtree(folder)
    _tell(measured, options.output, options.date, options.note, options.add)
    if options.output == RESULTS:
        page.main()


def prepared(folder: Path, size: int, stages: Sequence[str]) -> Path:
    """The folder with generated entries, and documents where they are asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    if not (folder / ENTRIES).is_file() or not pq.read_schema(folder / ENTRIES).equals(SCHEMA):
        write_entries(folder / ENTRIES, size, SEED)
    if {"ingest", "job", "refresh", "earlier_refresh"} & set(stages) and not (folder / DOCUMENTS).is_dir():
        (folder / DOCUMENTS).mkdir()
        write_documents(folder / DOCUMENTS, size, SEED)
    return folder


def _round(measured: Measured, size: int, folder: Path, stages: Sequence[str], usual: Path | None) -> None:
    """One round: everything once, one after the other, so that noise meets all alike."""
    for stage in stages:
        if stage == "usual" and usual is not None:
            if size == USUAL_ENTRIES:
                for name, networks in USUAL.items():
                    measured.add(size, {name: run_usual_stack(usual, folder / ENTRIES, size, networks)})
        elif stage != "start":
            measured.add(size, run_stage(stage, folder))


def _tell(measured: Measured, output: Path, day: date, note: str, is_added: bool) -> None:
    earlier = json.loads(output.read_text(encoding="utf-8")) if is_added and output.is_file() else {}
    lines = together(measured.lines(), from_rows(earlier.get("lines", ())))
    summary = {
        "exponents": exponents(lines),
        "ratios": {**earlier.get("ratios", {}), **dict(_ratios(measured))},
        "usual_stack": {
            **earlier.get("usual_stack", {}),
            **{name: rounds[0].more for (name, _), rounds in measured.rounds.items() if name in USUAL},
        },
    }
    print(as_text(lines))
    print(json.dumps(summary, indent=1))
    told = {"environment": {**_environment(day), "note": note}, **summary, "lines": as_rows(lines)}
    output.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _ratios(measured: Measured) -> list[tuple[str, float]]:
    found = []
    for (name, size), rounds in measured.rounds.items():
        ours = measured.rates(EXTRACT, size)
        if (name in USUAL or name == FLOOR) and len(ours) == len(rounds):
            found.append((f"{EXTRACT} / {name}, {size:,} entries", ratio(ours, measured.rates(name, size))))
    return found


def _environment(day: date) -> dict[str, object]:
    return {
        "date": day.isoformat(), "processors": os.cpu_count(), "processor": _processor(), "machine": platform.machine(),
        "python": platform.python_version(), "pyarrow": version("pyarrow"), "lxml": version("lxml"),
        "spark": version("pyspark") if find_spec("pyspark") else None,
    }  # fmt: skip


def _processor() -> str | None:
    """The processor's model, where the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="numbers of entries")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, in which all stages take turns")
    parser.add_argument("--repeat-up-to", type=int, default=10_000, help="larger sizes are measured once")
    parser.add_argument(
        "--stages", nargs="+", help="what to measure; `spark` and `spark_cluster` need the extra spark",
        choices=[*STAGES, "usual"],
        default=["start", "annotate", "extract", "floor", "usual", "job", "refresh", "earlier_refresh"],
    )  # fmt: skip
    parser.add_argument("--earlier", default=EARLIER_COMMIT, help="commit whose refreshes stand beside today's")
    parser.add_argument("--folder", type=Path, default=page.ROOT / "data" / "benchmarks", help="for what is generated")
    parser.add_argument("--output", type=Path, default=RESULTS, help="file for the figures")
    parser.add_argument(
        "--date", type=date.fromisoformat, default=datetime.now(UTC).date(), help="of the run; today by the clock"
    )
    parser.add_argument("--note", default="", help="what else must be known of the run, as a sentence")
    parser.add_argument("--add", action="store_true", help="keep what the file tells of other steps and sizes")
    parser.add_argument("--keep", action="store_true", help="keep what is generated")
    return parser


if __name__ == "__main__":
    main()
