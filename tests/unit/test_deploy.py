"""The files in `deploy/` fit each other and the project."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"MIGRATION_BULLETINS_\w+")


def pins(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(re.split(r"\[.*\]==|==", line.split(" ")[0]) for line in lines if re.match(r"[\w-]+(\[.*\])?==", line))


def test_the_container_has_the_versions_of_the_lock_and_no_more() -> None:
    container, everything = pins(DEPLOY / "requirements.lock"), pins(ROOT / "requirements.lock")
    assert container.items() <= everything.items()
    assert {"dagster", "dagster-webserver", "dagster-postgres", "pyarrow"} <= container.keys()
    assert "pytest" not in container


def test_the_dockerfile_copies_what_exists() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    named = re.findall(r"deploy/[\w.]+", text)
    assert named
    assert all((ROOT / name).is_file() for name in named)
    assert text.rindex("USER bulletins") < text.rindex("CMD")


def test_the_image_is_built_from_what_the_wheel_needs_and_no_secrets() -> None:
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line.removeprefix("!") for line in lines if line.startswith("!")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = set(re.findall(r"deploy/[\w.]+\b(?! --tag)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8")))
    needed = {*wheel["packages"], *wheel["force-include"], *project["project"]["license-files"], "README.md"}
    assert sent == needed | {"pyproject.toml"} | copied - {"deploy/Dockerfile"}


def test_the_settings_are_those_of_the_project_with_another_storage() -> None:
    ours, containers = (yaml.safe_load((folder / "dagster.yaml").read_text("utf-8")) for folder in (ROOT, DEPLOY))
    assert {name: containers[name] for name in ours} == ours
    assert containers.keys() - ours.keys() == {"storage", "run_launcher"}


def test_every_service_has_a_health_check_and_the_settings_their_variables() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert all("healthcheck" in service for service in services.values())
    settings = "".join((DEPLOY / name).read_text(encoding="utf-8") for name in ("dagster.yaml", "workspace.yaml"))
    wanted = set(re.findall(r"env: (\w+)", settings))
    assert wanted == {"POSTGRES_HOST", "POSTGRES_PASSWORD", "CODE_HOST"}
    assert all(wanted <= services[name]["environment"].keys() for name in ("code", "webserver", "daemon"))


def test_the_table_of_variables_is_complete() -> None:
    table = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    modules = (path for room in ("assets", "pipelines/storage") for path in (ROOT / room).rglob("*.py"))
    sources = "".join(path.read_text(encoding="utf-8") for path in modules)
    # Click's own variable, for completion, is in the command's help.
    used = set(VARIABLE.findall(sources)) - {"MIGRATION_BULLETINS_COMPLETE"}
    assert len(used) > 5
    assert not {name for name in used if name.removeprefix("MIGRATION_BULLETINS") not in table}
