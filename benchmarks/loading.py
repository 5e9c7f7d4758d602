"""Times `load`, whole and as a MERGE, beside DuckDB's bare `CREATE TABLE AS`: `python -m benchmarks.loading FOLDER`.

Makes a release of generated entries in the folder and a second one with some more, unless they are there. PostgreSQL is
measured where an address of an empty database is given; its schema `public` is emptied before each round.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import sqlalchemy as sa

from benchmarks.generate import write_documents
from benchmarks.stages import DOCUMENTS, job, job_again
from pipelines.load.connection import parsed
from pipelines.load.load import load

SEED = 7


@dataclass(frozen=True)
class Times:
    """Seconds and CPU seconds of this process, which hold DuckDB's and SQLite's but not PostgreSQL's."""

    wall: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for, and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=__doc__)
    parser.add_argument("folder", type=Path, help="for what is generated")
    parser.add_argument("--size", type=int, default=30_000, help="entries of the first release")
    parser.add_argument("--more", type=int, default=300, help="further entries of the second release")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, in which all take turns")
    parser.add_argument("--postgresql", help="address of an empty database")
    options = parser.parse_args(arguments)
    before, after = releases(options.folder, options.size, options.more)
    found = defaultdict(list)
    for _ in range(options.rounds):
        for name, times in one_round(before, after, options.postgresql):
            found[name].append(times)
    print("| Load | Seconds | CPU seconds |\n| --- | ---: | ---: |")
    for name, rounds in found.items():
        wall, cpu = (statistics.median(getattr(each, of) for each in rounds) for of in ("wall", "cpu"))
        print(f"| {name} | {wall:.1f} | {cpu:.1f} |")


def releases(folder: Path, size: int, more: int) -> tuple[Path, Path]:
    """Return two releases, of which the second has more entries; make them where they are not there."""
    made = folder / "data" / "releases"
    for count, make in ((size, job), (size + more, job_again)):
        if len(list(made.glob("[0-9]*"))) < (1 if make is job else 2):
            (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
            write_documents(folder / DOCUMENTS, count, SEED)
            make(folder)
    first, second = sorted(made.glob("[0-9]*"))[:2]
    return first, second


def one_round(before: Path, after: Path, postgresql: str | None) -> Iterator[tuple[str, Times]]:
    """Yield the times of each way to load, once."""
    with tempfile.TemporaryDirectory() as folder:
        yield "DuckDB, `CREATE TABLE AS` from Parquet", timed(lambda: bare(before, f"{folder}/bare.duckdb"))
        targets = {"DuckDB": f"{folder}/release.duckdb", "SQLite": f"{folder}/release.db"}
        if postgresql:
            _empty(postgresql)
            targets["PostgreSQL"] = postgresql
        for name, target in targets.items():
            yield f"{name}, whole", timed(lambda target=target: load(before, target))
            yield f"{name}, changes", timed(lambda target=target: load(after, target))


def bare(release: Path, target: str) -> None:
    """Put the tables of a release into a DuckDB file, without keys, comments and checks."""
    with duckdb.connect(target) as connection:
        for path in sorted((release / "parquet").glob("*.parquet")):
            connection.execute(f'CREATE TABLE "{path.stem}" AS FROM read_parquet(?)', [str(path)])


def timed(work: Callable[[], object]) -> Times:
    """Return how long some work takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Times(time.perf_counter() - wall, time.process_time() - cpu)


def _empty(address: str) -> None:
    with sa.create_engine(parsed(address), poolclass=sa.NullPool).begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))


if __name__ == "__main__":
    main()
