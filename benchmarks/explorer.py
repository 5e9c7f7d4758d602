"""How large the explorer's page is and how quick, for 10, 1,000 and 10,000 events: `python -m benchmarks.explorer`."""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from pipelines.publish.explorer import About, render
from tests.browser.conftest import FLAGS, browser_path
from tests.browser.large_tables import tables
from tests.publish_examples import Terms

SIZES = (10, 1_000, 10_000, 50_000)
ROUNDS = 5
# What a reader does, and how long until it is drawn.
UNTIL_DRAWN = """async action => {
    const start = performance.now();
    eval(action);
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    return performance.now() - start;
}"""
ACTIONS = {
    "country": "document.querySelector('.map-and-list .bar').click()",
    "type": "document.querySelectorAll('.thirds .panel')[1].querySelector('.bar').click()",
    "dates": "location.hash = '#/overview?from=2018-01-01&to=2020-12-31'",
    "search": "location.hash = '#/overview?q=gran+mexico'",
}


def main() -> None:
    """Print a line for each size."""
    print(
        f"{'events':>7} {'MB':>6} {'made s':>7} {'ready s':>8} " + " ".join(f"{name + ' ms':>11}" for name in ACTIONS)
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=[*FLAGS])
        for size in SIZES:
            print(measured(browser, size, Path(folder) / f"{size}.html"))
        browser.close()


def measured(browser: Any, size: int, path: Path) -> str:
    """Make a page, open it, and do what readers do."""
    rows = tables(size)
    about = About("Harbour Bulletins", "2021.04.1", "1.0.0", "Harbour (2021).", (Terms(),))
    start = time.perf_counter()
    path.write_text(render(rows, about), encoding="utf-8")
    made = time.perf_counter() - start
    times: dict[str, list[float]] = {name: [] for name in ("ready", *ACTIONS)}
    for _ in range(ROUNDS):
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        times["ready"].append(page.evaluate("performance.now()") / 1000)
        page.wait_for_timeout(1500)
        for name, action in ACTIONS.items():
            times[name].append(page.evaluate(UNTIL_DRAWN, action))
        page.context.close()
    middle = {name: statistics.median(values) for name, values in times.items()}
    actions = " ".join(f"{middle[name]:>11.0f}" for name in ACTIONS)
    return f"{size:>7,} {path.stat().st_size / 1e6:>6.2f} {made:>7.2f} {middle['ready']:>8.2f} {actions}"


if __name__ == "__main__":
    main()
