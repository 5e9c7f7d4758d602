"""A real browser over pages made from invented tables; every page must stay quiet and ask the network for nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipelines.publish.explorer import render
from tests.browser import large_tables
from tests.browser.visits import DESKTOP, Open, Visit, about

OUTPUT = Path(__file__).resolve().parents[1] / "output" / "explorer"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browser_path() -> str | None:
    """Where a Chromium lies: the one the environment names, or Debian's."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium through Playwright; without either, the tests are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: see extra `dev`")
    path = browser_path()
    if path is None:
        pytest.skip("no Chromium found: install Debian's package chromium, or name one in CHROMIUM")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any) -> Open:
    """Opens a file in a fresh context; what it asked for and complained of must be nothing when it is closed."""

    @contextmanager
    def opened(path: Path, address: str = "", *, locale: str = "en-GB", **options: Any) -> Iterator[Visit]:
        context = browser.new_context(locale=locale, accept_downloads=True, **(options or DESKTOP))
        visited = Visit(context.new_page())
        visited.page.on("request", lambda request: visited.requests.append(request.url))
        visited.page.on("pageerror", lambda error: visited.complaints.append(str(error)))
        visited.page.on("console", lambda message: visited.complaints.append(message.text))
        visited.page.goto(path.as_uri() + address)
        visited.page.wait_for_selector("html[data-ready]")
        visited.settle()
        yield visited
        outside = [url for url in visited.requests if not url.startswith((path.as_uri(), "data:", "blob:"))]
        context.close()
        assert outside == []
        assert visited.complaints == []

    return opened


@pytest.fixture(scope="session")
def tables() -> dict[str, pa.Table]:
    """Published tables of 400 events."""
    return large_tables.tables(400)


@pytest.fixture(scope="session")
def page_path(tables: dict[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 400 events."""
    path = tmp_path_factory.mktemp("explorer") / "index.html"
    path.write_text(render(tables, about()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def output() -> Path:
    """Where pictures are kept."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    return OUTPUT
