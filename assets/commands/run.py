"""`make datasets`: run the job `refresh` in this process and print a short summary."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import dagster as dg
from sqlalchemy.exc import SQLAlchemyError

from assets.commands.instance import (
    HOME_VARIABLE,
    InstanceError,
    commit_without_waiting,
    opened_instance,
    prepared_home,
    reuse_engines,
)
from assets.commands.summary import attention, summary
from assets.composition.naming import RESOURCE
from assets.definitions import defs
from assets.failures import RELEASE_UNCHANGED, reasons
from assets.ingest import IngestConfig
from assets.resources import DATA_VARIABLE, SOURCES_VARIABLE, project_from_environment
from pipelines.ingest.sources.sources_file import load_sources
from pipelines.storage.address import absolute, local_folder
from pipelines.storage.errors import StorageError
from pipelines.workspace import Workspace, WorkspaceError


def main(command_line: Sequence[str] | None = None) -> int:
    """Refresh the datasets.

    Returns:
        The exit code: 0 on success, 1 if the run failed, 2 if the options or the sources file are wrong, in which case
        nothing was run, and with `--strict` 3 if a source needs attention.
    """
    options = arguments().parse_args(command_line)
    _show_progress()
    config = IngestConfig(
        sources=options.only,
        offline=options.offline,
        month=options.month,
        everything=options.everything,
        accept=options.accept,
    )
    try:
        config.plan().check(load_sources(options.sources))
        data = absolute(options.data)
    except (ValueError, StorageError) as error:
        return _refused(str(error))
    try:
        result = refresh(options.sources.resolve(), data, config, is_full=options.full)
    except (WorkspaceError, InstanceError) as error:
        return _failed([str(error)])
    except (SQLAlchemyError, OSError) as error:
        return _failed([_unrecorded(error, local_folder(data))])
    if not result.success:
        return _failed([*reasons(result.all_events)])
    print(summary(result, Workspace(local_folder(data))))  # noqa: T201 - the command's own output
    return 3 if options.strict and any(attention(result)) else 0


def refresh(sources: Path, data: str, config: IngestConfig, is_full: bool = False) -> dg.ExecuteInProcessResult:
    """Run the job `refresh` once and record the run with those that the web interface shows.

    Args:
        sources: the sources file.
        data: the data folder or its address, independent of the working folder.
        config: options of the run.
        is_full: whether every step runs and every rule is checked, though nothing has changed.

    Raises:
        InstanceError: Dagster's records cannot be opened.
        WorkspaceError: the data folder cannot be written to.
    """
    home = prepared_home(Workspace(local_folder(data)))
    # The definitions have an asset and a check for each source.
    os.environ |= {SOURCES_VARIABLE: str(sources), DATA_VARIABLE: data}
    commit_without_waiting()
    reuse_engines()
    engine = project_from_environment().engine
    project = {"sources": str(sources), "data": data, "engine": engine, "full": is_full}
    run_config = {
        "resources": {RESOURCE: {"config": project}},
        "ops": {"ingest": {"config": config.model_dump(exclude_none=True)}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    with opened_instance(home) as instance:
        job = defs().resolve_job_def("refresh")
        return job.execute_in_process(run_config=run_config, instance=instance, raise_on_error=False)


def _refused(why: str) -> int:
    reason = " ".join(why.split()).removesuffix(".")
    print(f"make datasets: {reason}. Nothing was run.", file=sys.stderr)  # noqa: T201
    return 2


def _failed(why: Sequence[str]) -> int:
    text = " ".join(why) or "See the run in `make ui`."
    print(f"make datasets failed: {text} {RELEASE_UNCHANGED}", file=sys.stderr)  # noqa: T201
    return 1


def _unrecorded(error: Exception, data: Path) -> str:
    """Say that Dagster could not record the run, as on a full disk; its own message fills a screen."""
    reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
    text = f"The run could not be recorded ({' '.join(str(reason).split())})."
    if Path(os.environ[HOME_VARIABLE]).resolve() == Workspace(data).dagster_home.resolve():
        return f"{text} Check that the disk of {data} has room and can be written to."
    return f"{text} Check the database that dagster.yaml in {os.environ[HOME_VARIABLE]} names."


def _show_progress() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("pipelines")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="make datasets", description="Refresh the datasets.")
    parser.add_argument("--sources", default="sources.yaml", type=Path, help="file that lists the sources")
    parser.add_argument("--data", default="data", help="folder or address for the store, the tables and the releases")
    parser.add_argument("--offline", action="store_true", help="read no source; use the documents in the store")
    parser.add_argument("--only", action="append", default=[], help="read this source only; may be repeated")
    parser.add_argument("--month", help="fetch the entries of a month again, such as 2018-05")
    parser.add_argument("--strict", action="store_true", help="exit with 3 if a source needs attention")
    parser.add_argument("--accept", action="store_true", help="take the pages of the named sources as they are")
    parser.add_argument("--full", action="store_true", help="run every step and check every rule, changed or not")
    parser.add_argument("--everything", action="store_true", help="read all pages of sites, not only the new ones")
    return parser


if __name__ == "__main__":
    sys.exit(main())
