"""Takes the pictures of README: `make pictures`. Needs Chromium, as the tests of this folder do.

The datasets are made of the bulletins that ship with the project, and the asset graph is that of `make ui`.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from assets.commands.run import main as make_datasets
from tests.browser.conftest import FLAGS, browser_path
from tests.integration.interface import ROOT, interface

FOLDER = ROOT / "docs" / "pictures"
QUALITY = 80
EXPLORER_SIZE = {"width": 1100, "height": 1180}
GRAPH_SIZE = {"width": 1900, "height": 760}
GRAPH_PART = {"x": 542, "y": 110, "width": 1312, "height": 640}
"""The graph alone, without the lists beside it and the buttons."""
OPENED = ("sources", "ingest", "extract", "link")
"""Groups whose assets are shown; `build` and `publish` have an asset for each of the many tables."""


def main() -> None:
    """Make the datasets, and take the pictures of their explorer and of the asset graph that made them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        data = Path(folder) / "data"
        options = ["--sources", str(ROOT / "sources.yaml"), "--data", str(data)]
        if make_datasets(options):
            raise SystemExit("The datasets could not be made, so there is nothing to take pictures of.")
        browser = driver.chromium.launch(executable_path=browser_path(), args=[*FLAGS])
        _explorer(browser, data / "releases" / "latest" / "index.html")
        with interface(options, os.environ, Path(folder) / "ui.log") as (shown, _):
            _asset_graph(browser, shown.address)
        browser.close()


def _explorer(browser: Browser, path: Path) -> None:
    with _page(browser, path.resolve().as_uri(), EXPLORER_SIZE) as page:
        page.wait_for_selector("html[data-ready]")
        _taken(page, "explorer")


def _asset_graph(browser: Browser, address: str) -> None:
    expanded = ",".join(f"global@global:{group}" for group in OPENED)
    with _page(browser, f"{address}/asset-groups/~?{urlencode({'expanded': expanded})}", GRAPH_SIZE) as page:
        page.locator("svg").get_by_text("documents", exact=True).first.wait_for()
        page.wait_for_timeout(5000)  # the graph arranges itself and asks for what was materialized
        _taken(page, "asset-graph", clip=GRAPH_PART)


@contextmanager
def _page(browser: Browser, address: str, size: Any) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport=size, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def _taken(page: Page, name: str, **options: Any) -> None:
    path = FOLDER / f"{name}.webp"
    page.screenshot(path=path, type="webp", quality=QUALITY, animations="disabled", **options)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
