"""What README.md, CONTRIBUTING.md and the pages of docs/ say can be done, is done, so that they cannot lag behind."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from assets.commands.run import main
from schemas.registry import PUBLISHED
from tests.integration.conftest import Outcome
from tests.integration.desks import ROOT, Desk
from tests.integration.test_dagster_commands import COMMANDS

PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
}
README, DATASETS, SOURCES, RUNNING = (
    PAGES[ROOT / name] for name in ("README.md", "docs/datasets.md", "docs/sources.md", "docs/running.md")
)
NEEDED = (
    "Makefile", "requirements.lock", "pyproject.toml", "dagster.yaml", "assets", "pipelines", "schemas", "reference",
)  # fmt: skip


def blocks(language: str, text: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return [line.strip() for text in PAGES.values() for block in blocks("sh", text) for line in block.splitlines()]


def goals() -> Iterator[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    yield from re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the datasets of the bulletins that ship with the project."""
    folder = tmp_path_factory.mktemp("seed")
    assert main(["--sources", str(ROOT / "sources.yaml"), "--data", str(folder / "data")]) == 0
    return folder


def test_the_pandas_snippet_runs(seed: Path) -> None:
    (snippet,) = blocks("python", DATASETS)
    done = subprocess.run([sys.executable, "-c", snippet], cwd=seed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^MEX +\d", done.stdout, re.MULTILINE)


def test_the_sql_snippet_runs(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_partners, of_sure_rows, of_activities = blocks("sql", DATASETS)
    monkeypatch.chdir(seed)
    rows = duckdb.connect().execute(of_partners).fetchall()
    assert {row[2] for row in rows} >= {"International Organization for Migration"}
    assert duckdb.connect().execute(of_activities).fetchall()
    confidences = [row[-1] for row in duckdb.connect().execute(of_sure_rows).fetchall()]
    assert confidences
    assert min(confidences) >= 0.9


def test_the_query_of_the_front_page_is_one_of_those_that_run() -> None:
    (query,) = blocks("sql", README)
    assert query in blocks("sql", DATASETS)


def test_the_table_of_datasets_names_them_all() -> None:
    section = DATASETS.split("## Tables")[1].split("\n## ")[0]
    first_cells = [line.split(" | ")[0] for line in section.splitlines() if line.startswith("| `")]
    named = re.findall(r"`(\w+)`", "".join(first_cells))
    assert sorted(named) == sorted(PUBLISHED)


def test_the_sources_example_works(desk: Desk, refresh: Callable[[Desk], Outcome]) -> None:
    example, (retention, *_) = blocks("yaml", SOURCES)[0], blocks("yaml", RUNNING)
    (source,) = yaml.safe_load(example)["sources"]
    desk.sources.write_text(f"{example}\n{retention}", encoding="utf-8")
    desk.bulletins.rename(desk.folder / source["location"])
    told = refresh(desk)
    assert told.code == 0, told.err
    assert desk.releases == ["2021.05.1"]


def test_every_make_goal_named_exists() -> None:
    named = {goal for text in PAGES.values() for goal in re.findall(r"(?m)(?:`|^)make ([a-z]+)\b", text)}
    assert named
    assert named <= {*goals()}


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("make")])
def test_every_make_command_is_one_that_make_knows(command: str, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    arguments = shlex.split(command, comments=True)[1:]
    done = subprocess.run(["make", "-n", *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_files_named_exist() -> None:
    linked = [(page, name) for page, text in PAGES.items() for name in re.findall(r"\]\((?!https?:)([^)#]+)", text)]
    assert linked
    assert [name for page, name in linked if not (page.parent / name).exists()] == []


def test_the_headings_linked_exist() -> None:
    linked = [(page, *each) for page, text in PAGES.items() for each in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", text)]
    assert linked
    for page, name, anchor in linked:
        text = ((page.parent / name) if name else page).read_text(encoding="utf-8")
        headings = re.findall(r"(?m)^#+ (.+)$", text)
        assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}, page


def test_dagsters_commands_are_those_that_are_tested() -> None:
    lines = [line.removeprefix(".venv/bin/") for line in commands()]
    named = [shlex.split(line) for line in lines if line.startswith(("dg ", "dagster "))]
    assert named == [*COMMANDS.values()]


def test_make_datasets_runs_where_set_up(desk: Desk, tmp_path: Path) -> None:
    """`make datasets` itself, in a folder whose `.venv` is this interpreter."""
    checkout = tmp_path / "a checkout"
    (checkout / ".venv" / "bin").mkdir(parents=True)
    for name in NEEDED:
        (checkout / name).symlink_to(ROOT / name)
    python = checkout / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    command = python.with_name("migration-bulletins")
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m assets.commands.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (checkout / ".venv" / "ready").write_text(str(checkout), encoding="utf-8")
    data = desk.folder / "it's here; data"
    done = subprocess.run(
        ["make", "datasets", f"SOURCES={desk.sources}", f"DATA={data}"],
        cwd=checkout, env=dict(desk.environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"explorer     {data}/releases/2021.05.1/index.html" in done.stdout
    assert (data / "releases" / "latest").exists()
