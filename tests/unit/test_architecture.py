"""The lines between the project's rooms: who may import whom, how large a room may be, and what lies at the top.

A room is a folder. The files at the top of a stage are units of their own: they are its entry points and the words that
its rooms share.
"""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
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
    "bulletins", "dagster.yaml", "deploy", "docs", "evaluation", "explorer", "findings", "pipelines", "pyproject.toml",
    "reference", "requirements.lock", "schemas", "sources.yaml", "tests", "workspace.yaml",
}  # fmt: skip
STAGES = {"ingest", "extract", "link", "publish", "load", "engines", "curation", "inspect", "storage"}
# Each room, and the rooms of its stage that it may import from, from the bottom up.
ROOMS = {
    "pipelines.ingest": {
        "sources": set(),
        "store": {"sources"},
        "merge": {"store"},
        "read.blocks": {"sources"},
        "doubts": {"read.blocks"},
        "read.markup": {"sources", "read.blocks"},
        "read.chrome": {"read.blocks"},
        "read.mail": {"read.blocks"},
        "read.pdf": {"read.blocks", "read.chrome"},
        "read.layouts": {"read.blocks", "read.chrome"},
        "read.pages": {"sources", "read.blocks", "read.markup", "read.chrome", "read.layouts"},
        "read": {
            "sources",
            "store",
            "merge",
            "read.blocks",
            "read.markup",
            "read.chrome",
            "read.mail",
            "read.pdf",
            "read.layouts",
            "read.pages",
        },
        "collect.web": {"sources", "store"},
        "collect": {"sources", "store", "merge", "read", "read.blocks", "read.markup", "collect.web"},
    },
    "pipelines.extract": {
        "text": set(),
        "names": {"text"},
        "dates": {"text"},
        "places": {"text", "names"},
        "participants": {"text", "dates"},
        "types": {"text", "names"},
        "organisations": {"text", "names", "places", "types"},
        "confidence": {"text", "dates", "places", "participants", "types", "organisations"},
    },
    "pipelines.link": {
        "reading": set(),
        "comparing": {"reading"},
    },
    "pipelines.publish": {
        "columnar": set(),
        "tables": {"columnar"},
        "changes": {"columnar"},
        "files": {"columnar"},
        "explorer": {"columnar"},
        "metadata": {"columnar", "changes", "files"},
        "checks": {"columnar", "tables", "files", "metadata"},
    },
    "pipelines.load": {},
    "pipelines.storage": {},
    "pipelines.curation": {"places": set(), "organisations": set()},
    "assets": {"composition": set(), "automation": {"composition"}, "commands": {"composition"}},
    "schemas": {
        "tables": set(),
        "formats": set(),
        "reference": {"tables"},
        "validation": {"formats"},
    },
}
LARGEST_ROOM = 12
# A folder of like declarations, one a table, may hold more.
DECLARATIONS = {"schemas/tables"}


def modules(part: str) -> list[Path]:
    return sorted((ROOT / part).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def all_modules() -> frozenset[str]:
    return frozenset(name_of(path) for part in PARTS for path in modules(part))


def imported_modules(path: Path) -> Iterator[str]:
    """The modules a module imports, as written."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where an arrow points"
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (name if name in all_modules() else node.module or "" for name in full)


def imported(path: Path) -> Iterator[str]:
    """The top-level packages a module imports."""
    yield from (name.partition(".")[0] for name in imported_modules(path))


@cache
def own_packages() -> set[str]:
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and not folder.name.startswith(".")]
    return {folder.name for folder in folders if any(folder.rglob("*.py"))}


def room_of(module: str, stage: str) -> str | None:
    """The room of a stage that a module lies in; null at the stage's top and outside of it."""
    rooms = [room for room in ROOMS[stage] if f"{module}.".startswith(f"{stage}.{room}.")]
    return max(rooms, key=len, default=None)


def units() -> dict[str, set[str]]:
    """What each room, or file at the top of a stage, imports of the other rooms and such files."""
    found: dict[str, set[str]] = {}
    for part in PARTS:
        for path in modules(part):
            unit = unit_of(name_of(path))
            others = {unit_of(name) for name in imported_modules(path) if name.split(".")[0] in PARTS}
            found.setdefault(unit, set()).update(others - {unit})
    return found


def unit_of(module: str) -> str:
    for stage in ROOMS:
        if room := room_of(module, stage):
            return f"{stage}.{room}"
    return module


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
    later = {
        "ingest": {"extract", "link", "publish", "load"},
        "extract": {"link", "publish", "load"},
        "link": {"publish", "load"},
        "publish": {"load"},
    }
    wrong = {
        f"{path.relative_to(ROOT)} imports pipelines.{name}"
        for stage, forbidden in later.items()
        for path in (ROOT / "pipelines" / stage).rglob("*.py")
        for name in forbidden
        if f"pipelines.{name}" in path.read_text(encoding="utf-8")
    }
    assert not wrong


@pytest.mark.parametrize("stage", ROOMS)
def test_rooms_import_only_the_rooms_below_them(stage: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(stage.replace(".", "/"))
        if (room := room_of(name_of(path), stage))
        for name in imported_modules(path)
        if (other := room_of(name, stage)) and other != room and other not in ROOMS[stage][room]
    }
    assert not wrong


@pytest.mark.parametrize("stage", ROOMS)
def test_every_folder_of_a_stage_is_a_room(stage: str) -> None:
    folder = ROOT / stage.replace(".", "/")
    rooms = {name_of(path.parent / "__init__.py") for path in folder.rglob("*.py")} - {stage}
    assert rooms == {f"{stage}.{room}" for room in ROOMS[stage]}


def test_imports_make_no_circle() -> None:
    left = units()
    while free := [unit for unit, needs in left.items() if not needs & left.keys()]:
        for unit in free:
            del left[unit]
    assert not left


@pytest.mark.parametrize("part", PARTS)
def test_a_room_holds_a_dozen_files_and_says_what_belongs_there(part: str) -> None:
    for folder in {path.parent for path in modules(part)}:
        name = folder.relative_to(ROOT).as_posix()
        files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(files) <= LARGEST_ROOM or name in DECLARATIONS, f"{name} holds {len(files)} files"
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))), (
            f"{name} says nothing of itself"
        )


def test_unit_tests_mirror_the_rooms() -> None:
    unit = ROOT / "tests" / "unit"
    folders = {path.parent.relative_to(unit) for part in PARTS for path in (unit / part).rglob("test_*.py")}
    assert folders
    assert {str(folder) for folder in folders if not (ROOT / folder).is_dir()} == set()


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
