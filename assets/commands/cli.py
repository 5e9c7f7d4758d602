"""The command `migration-bulletins`: `datasets`, `ui`, `inspect`, `verify`, `load`, `review` and `init`.

Importing this module needs no Dagster; the commands that run the asset graph import it when they start.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import click

from assets.commands.new_folder import NewFolderError, write_new_folder
from pipelines.garbage_collection import modules_imported

DAGSTER_MISSING = "This command needs Dagster. Run pip install 'migration-bulletins[{extra}]', then try again."
FILE = click.Path(path_type=Path)
Run = Callable[[Sequence[str]], int]

sources_option = click.option(
    "--sources", type=FILE, default=Path("sources.yaml"), show_default=True, help="File that lists the sources."
)
data_option = click.option(
    "--data",
    default="data",
    show_default=True,
    help="Folder of everything made from the sources: stored documents, tables, releases, records of runs; or an "
    "address such as s3://bucket/prefix, which needs the extra `s3`.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="migration-bulletins")
def main() -> None:
    """Turn news bulletins into checked, versioned datasets of events, partners and countries.

    Start with `migration-bulletins init my-data`, put bulletins into my-data/bulletins, and run
    `migration-bulletins datasets` in that folder. The datasets are then in data/releases/latest.

    Every command exits with 0 if all went well. Completion for bash:
    eval "$(_MIGRATION_BULLETINS_COMPLETE=bash_source migration-bulletins)"; for other shells write zsh_source or
    fish_source.
    """


@main.command()
@sources_option
@data_option
@click.option("--offline", is_flag=True, help="Read no source; use the documents stored by earlier runs.")
@click.option("--only", multiple=True, metavar="SOURCE", help="Read this source only. May be repeated.")
@click.option("--month", metavar="YYYY-MM", help="Fetch the entries of a month again.")
@click.option("--everything", is_flag=True, help="Read all pages of sites, not only the new ones.")
@click.option("--accept", is_flag=True, help="Take the pages of the named sources as they are.")
@click.option("--full", is_flag=True, help="Run every step and check every rule, though nothing has changed.")
@click.option("--strict", is_flag=True, help="Exit with 3 if a source needs attention.")
def datasets(
    sources: Path,
    data: str,
    offline: bool,
    only: tuple[str, ...],
    month: str | None,
    everything: bool,
    accept: bool,
    full: bool,
    strict: bool,
) -> None:
    """Refresh the datasets, and publish a release if anything changed.

    Exits with 1 if the run failed, and with 2 if the options or the sources file are wrong; the last release is then
    unchanged. Needs the extra `dagster`.
    """
    flags = {"--offline": offline, "--everything": everything, "--accept": accept, "--full": full}
    flags["--strict"] = strict
    words = [*_words(sources, data), *(flag for flag, is_set in flags.items() if is_set)]
    words += [word for source in only for word in ("--only", source)]
    words += ["--month", month] if month else []
    sys.exit(_command("assets.commands.run", "dagster")(words))


@main.command()
@sources_option
@data_option
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Port on 127.0.0.1.")
def ui(sources: Path, data: str, port: int) -> None:
    """Serve Dagster's interface with the asset graph, and run schedules and sensors, until interrupted.

    Needs the extra `ui`.
    """
    _command("dagster_webserver", "ui", "__name__")
    _command("assets.commands.ui", "ui")([*_words(sources, data), "--port", str(port)])


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def inspect(arguments: tuple[str, ...]) -> None:
    """Show what is read of a page, and why: inspect PAGE, a file or an address."""
    sys.exit(_command("pipelines.inspect.__main__")(arguments))


@main.command()
@click.argument("release", default="data/releases/latest")
def verify(release: str) -> None:
    """Check the files of a RELEASE against its own manifest and rules, offline; one at an address is fetched before."""
    sys.exit(_command("pipelines.publish.verify")([release]))


@main.command()
@click.argument("release")
@click.argument("target")
@click.option("--whole", is_flag=True, help="Replace all rows, whichever release TARGET holds.")
@click.option("--if-newer", is_flag=True, help="Exit with 0 if TARGET already holds RELEASE.")
def load(release: str, target: str, whole: bool, if_newer: bool) -> None:
    """Put a RELEASE into a database: what changed since the release that is there, else all of it.

    RELEASE is a folder or an address, such as s3://bucket/prefix/releases/latest. TARGET is a file that ends in
    .duckdb, .db, .sqlite or .sqlite3, or an SQLAlchemy address such as postgresql://user@host/database. If anything
    fails, the database stays as it was, and the command exits with 1; with 3 if TARGET already holds RELEASE. DuckDB
    and PostgreSQL need the extra `load`.
    """
    from pipelines.load.errors import AlreadyLoadedError, LoadError
    from pipelines.load.load import load as load_release
    from pipelines.storage.errors import StorageError
    from pipelines.storage.reading import local_release

    try:
        with local_release(release) as folder:
            click.echo(load_release(folder, target, whole).message)
    except AlreadyLoadedError as held:
        click.echo(held)
        sys.exit(0 if if_newer else 3)
    except (LoadError, StorageError) as error:
        raise click.ClickException(str(error)) from error


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def review(arguments: tuple[str, ...]) -> None:
    """List facts worth a look and unknown organisations: review [--sources sources.yaml] [--data data] [--csv FILE]."""
    sys.exit(_command("pipelines.curation.__main__")(arguments))


@main.command()
@click.argument("folder", type=FILE)
def init(folder: Path) -> None:
    """Write a new FOLDER with settings, a sources file and an example bulletin, ready for `datasets`."""
    try:
        written = write_new_folder(folder)
    except NewFolderError as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(path)
    click.echo(f"Next: cd {folder} && migration-bulletins datasets")


def _words(sources: Path, data: str) -> Iterator[str]:
    yield from ("--sources", str(sources), "--data", data)


def _command(module: str, extra: str | None = None, name: str = "main") -> Run:
    """Return the function behind a command.

    Raises:
        ClickException: it needs an extra that is not installed.
    """
    try:
        with modules_imported():
            run: Run = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        if extra is None or not (error.name or "").startswith("dagster"):
            raise
        raise click.ClickException(DAGSTER_MISSING.format(extra=extra)) from error
    return run


if __name__ == "__main__":
    main(prog_name="migration-bulletins")
