"""The lines between the project's parts: who may import whom, and what lies at the top."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("schemas", "pipelines", "assets")
ALLOWED = {
    "schemas": {"schemas"},
    "pipelines": {"pipelines", "schemas"},
    "assets": {"assets", "pipelines", "schemas"},
}
TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "assets", "benchmarks",
    "bulletins", "dagster.yaml", "docs", "evaluation", "explorer", "pipelines", "pyproject.toml", "reference",
    "requirements.lock", "schemas", "sources.yaml", "tests", "workspace.yaml",
}  # fmt: skip
STAGES = {"ingest", "extract", "publish", "engines", "curation"}


def modules(part: str) -> list[Path]:
    return sorted((ROOT / part).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The top-level packages a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where an arrow points"
            yield (node.module or "").split(".")[0]


def own_packages() -> set[str]:
    return {folder.name for folder in ROOT.iterdir() if folder.is_dir() and any(folder.rglob("*.py"))} - {".venv"}


@pytest.mark.parametrize("part", PARTS)
def test_arrows_point_one_way(part: str) -> None:
    assert modules(part)
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(part)
        for name in imported(path)
        if name in own_packages() - ALLOWED[part]
    }
    assert not wrong


@pytest.mark.parametrize("part", ["schemas", "pipelines"])
def test_only_assets_know_dagster(part: str) -> None:
    knowing = [path for path in modules(part) for name in imported(path) if name.startswith("dagster")]
    assert not knowing


def test_dagster_can_read_annotations_of_assets() -> None:
    postponed = [path for path in modules("assets") if "from __future__ import annotations" in path.read_text("utf-8")]
    assert not postponed


def test_a_stage_imports_no_later_stage() -> None:
    later = {"ingest": {"extract", "publish"}, "extract": {"publish"}}
    wrong = {
        f"{path.relative_to(ROOT)} imports pipelines.{name}"
        for stage, forbidden in later.items()
        for path in (ROOT / "pipelines" / stage).rglob("*.py")
        for name in forbidden
        if f"pipelines.{name}" in path.read_text(encoding="utf-8")
    }
    assert not wrong


def test_the_top_level_holds_what_the_layout_says() -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    if listing == [""]:
        pytest.skip("not a git checkout")
    assert {Path(name).parts[0] for name in listing if name} <= TOP_LEVEL


def test_stages_lie_in_their_folders() -> None:
    folders = {path.name for path in (ROOT / "pipelines").iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders == STAGES
