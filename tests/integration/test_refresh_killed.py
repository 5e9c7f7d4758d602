"""A run that is killed while it fetches leaves store and release whole, and the next run goes on from there."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assets.commands.run import main
from pipelines.publish.verify import main as verify
from tests.site.news import NewsSite, item
from tests.site.server import Server, serving
from tests.site.sources import site_source, write_sources

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = "2021.03.1", "2021.03.2"
# A page that comes after an unchanged beginning, an entry's own page, and one after others of the same run.
KILLED_AT = ("/news?page=0", "/news/entry-6", "/news/entry-5")


@dataclass(frozen=True)
class Newsroom:
    """A site with news since the release that lies in `data`."""

    folder: Path
    server: Server

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def options(self) -> list[str]:
        return ["--sources", str(self.folder / "sources.yaml"), "--data", str(self.data)]

    def copied(self, folder: Path) -> "Newsroom":
        shutil.copytree(self.folder, folder, symlinks=True)
        return Newsroom(folder, self.server)

    def release(self, version: str) -> dict[str, bytes]:
        folder = self.data / "releases" / version
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    site = NewsSite.of(4)
    with serving() as server:
        site.serve(server)
        newsroom = Newsroom(tmp_path_factory.mktemp("before") / "newsroom", server)
        newsroom.folder.mkdir()
        listing = site_source("listing", f"{server.address}/news?page={{page}}", follow=True)
        write_sources(newsroom.folder / "sources.yaml", listing)
        assert main(newsroom.options) == 0
        site.items[:0] = [item(6), item(5)]
        site.change("entry-4", teaser="Belmopan. – The desk has moved.")
        yield newsroom


@pytest.fixture(scope="module")
def undisturbed(before: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    newsroom = before.copied(tmp_path_factory.mktemp("undisturbed") / "newsroom")
    assert main(newsroom.options) == 0
    return newsroom.release(SECOND)


def kill_at(path: str, newsroom: Newsroom, environment: Mapping[str, str]) -> None:
    """Kill a run, by its process id, while the body of that page is on its way."""
    server = newsroom.server
    server.forget()
    slow = server.reply(path)
    server.once[path] = [replace(slow, pieces=100, pause=0.2)]
    command = [sys.executable, "-m", "assets.commands.run", *newsroom.options]
    with subprocess.Popen(
        command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and path not in server.paths:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("path", KILLED_AT)
def test_a_run_that_is_killed_in_mid_fetch_is_made_good_by_the_next(
    path: str,
    before: Newsroom,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
    plain_environment: Mapping[str, str],
) -> None:
    newsroom = before.copied(tmp_path / "newsroom")
    kill_at(path, newsroom, plain_environment)

    assert newsroom.release(FIRST) == before.release(FIRST)
    assert [each.name for each in (newsroom.data / "releases").glob("2*")] == [FIRST]
    assert verify([str(newsroom.data / "releases" / "latest")]) == 0
    raw = [each for each in (newsroom.data / "store" / "raw").rglob("*") if each.is_file()]
    assert all(hashlib.sha256(each.read_bytes()).hexdigest() == each.name for each in raw), "half a document"
    seen = (newsroom.data / "store" / "sightings.jsonl").read_text(encoding="utf-8").splitlines()
    told = {json.loads(line)["sha256"] for line in seen} - {None}
    assert told <= {each.name for each in raw}

    assert main(newsroom.options) == 0
    assert newsroom.release(SECOND) == undisturbed
