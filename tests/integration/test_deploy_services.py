"""`docs/deploying.md` as processes: the services of the compose file, with their records in PostgreSQL."""

import shutil
import sys
from pathlib import Path

from assets.commands.new_folder import write_new_folder
from tests.integration.services import ADDRESS, DATABASE, DEPLOY, SECRETS, Composition, database, refreshed


def test_a_refresh_in_the_services_of_the_compose_file(tmp_path: Path) -> None:
    for name in ("dagster", "data"):
        (tmp_path / name).mkdir()
    write_new_folder(tmp_path / "sources")
    for name in ("dagster.yaml", "workspace.yaml"):
        shutil.copy(DEPLOY / name, tmp_path / "dagster")
    places = {f"/{name}": str(tmp_path / name) for name in ("dagster", "data", "sources")}
    places |= {"/app/bin": str(Path(sys.executable).parent), DATABASE: ADDRESS, "code": ADDRESS}
    composed = Composition(ADDRESS, places, SECRETS, tmp_path)
    with database(ADDRESS, composed.environment(DATABASE)):
        refreshed(composed, tmp_path / "data")
