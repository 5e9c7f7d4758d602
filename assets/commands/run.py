"""`make datasets`: runs the job `refresh` in this process, and ends with a short table of what came of it."""

import argparse
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import dagster as dg

from assets.commands.instance import commit_without_waiting, prepared_home
from assets.commands.summary import set_aside, summary
from assets.definitions import defs
from assets.resources import project_from_environment
from pipelines.workspace import Workspace, WorkspaceError

CHECK_FAILED = "DagsterAssetCheckFailedError"


def main(stated: Sequence[str] | None = None) -> int:
    """Refresh the datasets; 0 if all went well."""
    options = arguments().parse_args(stated)
    _show_progress()
    try:
        looking = {"sources": options.only, "offline": options.offline, "everything": options.everything}
        looking |= {"month": options.month} if options.month else {}
        result = refresh(options.sources.resolve(), options.data.resolve(), looking)
    except WorkspaceError as error:
        return _failed([str(error)])
    workspace = Workspace(options.data)
    if not result.success:
        return _failed([*reasons(result), *set_aside(workspace)])
    print(summary(result, workspace))  # noqa: T201 - the command's own output
    return 0


def refresh(sources: Path, data: Path, looking: Mapping[str, object]) -> dg.ExecuteInProcessResult:
    """One run of the job `refresh`, recorded with those that the web interface shows.

    Args:
        sources: the sources file.
        data: the data folder.
        looking: what the run looks at, as `assets.ingest.Looking` has it.

    Raises:
        WorkspaceError: the data folder cannot be written to.
    """
    prepared_home(Workspace(data))
    commit_without_waiting()
    engine = project_from_environment().engine
    run_config = {
        "resources": {"project": {"config": {"sources": str(sources), "data": str(data), "engine": engine}}},
        "ops": {"ingest": {"config": dict(looking)}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    with dg.DagsterInstance.get() as instance:
        job = defs().resolve_job_def("refresh")
        return job.execute_in_process(run_config=run_config, instance=instance, raise_on_error=False)


def reasons(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Why a run failed: checks that did not pass, and the failed steps' own words."""
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
            yield f"{check.description}."
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data
            if failure.user_failure_data and failure.user_failure_data.description:
                yield failure.user_failure_data.description
            elif failure.error and failure.error.cls_name != CHECK_FAILED:
                error = failure.error.cause or failure.error
                yield f"an error in {event.step_key} that the project does not know, {error.message.strip()}"


def _failed(why: Sequence[str]) -> int:
    text = " ".join(why) or "see the run in `make ui`."
    print(f"make datasets failed: {text} The last release, if there is one, stays as it was.", file=sys.stderr)  # noqa: T201
    return 1


def _show_progress() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("pipelines")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def arguments() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(prog="make datasets", description="Refresh the datasets.")
    parser.add_argument("--sources", default="sources.yaml", type=Path, help="where bulletins come from")
    parser.add_argument("--data", default="data", type=Path, help="folder for everything made from them")
    parser.add_argument("--offline", action="store_true", help="look at no source: the store tells what they hold")
    parser.add_argument("--only", action="append", default=[], help="look at this source only; may be repeated")
    parser.add_argument("--month", help="fetch the entries of a month anew, such as 2018-05")
    parser.add_argument("--everything", action="store_true", help="look through all pages of sites")
    return parser


if __name__ == "__main__":
    sys.exit(main())
