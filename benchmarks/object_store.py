"""What an object store costs beside a disk: `python -m benchmarks.object_store --sizes 300 3000`.

Runs `make datasets` on generated documents, on a disk and on a bucket of an S3 server on the loopback: a first run, one
with a new document, and one with nothing new, the last also on a machine that has no working copy yet. Prints the
seconds of the command with Dagster's start, and requests and bytes of the bucket.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import write_documents
from pipelines.storage.address import CACHE_VARIABLE
from tests.object_store import ObjectStore, object_store

ROOT = Path(__file__).resolve().parents[1]
SEED = 17
NEWS = """\
9 June, 2021

Panama and Costa Rica agree on joint patrols

Panama. On June 7 and 8, 2021, the governments of Panama and Costa Rica signed an agreement on joint patrols.
"""
HEAD = ("entries", "where", "run", "wall s", "CPU s", "peak MiB", "requests", "MB up", "MB down")


@dataclass(frozen=True)
class Place:
    """Where the data are: how they are named, and the environment in which a run finds them."""

    name: str
    data: str
    environment: Mapping[str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 3_000], help="numbers of entries")
    sizes = parser.parse_args(arguments).sizes
    _print(HEAD)
    for size in sizes:
        with TemporaryDirectory() as folder, object_store() as store:
            for row in _rows(Path(folder), size, store):
                _print((f"{size:,}", *row))


def _rows(folder: Path, size: int, store: ObjectStore) -> Iterator[tuple[str, ...]]:
    write_documents(folder, size, SEED)
    disk = Place("disk", str(folder / "data"), {})
    bucket = store.new_bucket()
    machines = [{**store.environment, CACHE_VARIABLE: str(folder / name)} for name in ("one", "two")]
    first, second = Place("bucket", bucket, machines[0]), Place("bucket, other machine", bucket, machines[1])
    for place in (disk, first):
        news = folder / "bulletins" / "news.txt"
        news.unlink(missing_ok=True)
        yield _measured(folder, place, "first", store)
        news.write_text(NEWS, encoding="utf-8")
        yield _measured(folder, place, "a new document", store)
        yield _measured(folder, place, "nothing new", store)
    yield _measured(folder, second, "nothing new", store)


def _measured(folder: Path, place: Place, run: str, store: ObjectStore) -> tuple[str, ...]:
    before, started, cpu = len(store.asked), time.perf_counter(), _cpu_of_children()
    options = ["--sources", str(folder / "sources.yaml"), "--data", place.data]
    with _process([sys.executable, "-m", "assets.commands.run", *options], place.environment) as process:
        peak = _peak(process)
    if process.returncode:
        raise SystemExit(f"The run failed with {process.returncode}.")
    wall, asked = time.perf_counter() - started, store.asked[before:]
    figures = (len(asked), sum(each.size for each in asked) / 1e6, sum(each.answered for each in asked) / 1e6)
    seconds = (f"{wall:.1f}", f"{_cpu_of_children() - cpu:.1f}", f"{peak / 2**10:.0f}")
    return (place.name, run, *seconds, f"{figures[0]:,}", f"{figures[1]:.2f}", f"{figures[2]:.2f}")


@contextmanager
def _process(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MIGRATION_", "DAGSTER_"))}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env={**own, **environment}, stdout=quiet, stderr=quiet) as process:
        yield process


def _peak(process: subprocess.Popen[bytes]) -> int:
    """Return the most memory that the process itself had, in KiB, once it has ended."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print(row: Sequence[str]) -> None:
    sys.stdout.write(" | ".join(row) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
