"""What tests in the browser share: an open page, its settings, and what an invented release says of itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipelines.publish.explorer import About, Accuracy, Change, File
from tests.publish_examples import Terms

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


@dataclass
class Visit:
    """An open page with what it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Follow an address inside the page, as a link would."""
        self.page.evaluate("address => { location.hash = address; }", address)
        self.page.wait_for_function("address => location.hash === address", arg=address)
        self.settle()

    def settle(self) -> None:
        """Wait until what was done is drawn."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")

    def found(self) -> str:
        """The line that says how many events pass."""
        return str(self.page.locator(".found").inner_text())

    def bars(self, heading: str) -> dict[str, int]:
        """All bars of a panel, by label."""
        panel = self.panel(heading)
        more = panel.locator("button.more[aria-expanded=false]")
        if more.count():
            more.click()
        labels = panel.locator(".bar-label").all_inner_texts()
        counts = panel.locator(".bar-count").all_inner_texts()
        return {label: int(count.replace(",", "")) for label, count in zip(labels, counts, strict=True)}

    def panel(self, heading: str) -> Any:
        """The panel under a heading."""
        return self.page.locator("section.panel").filter(has=self.page.get_by_role("heading", name=heading, exact=True))


Open = Callable[..., Any]


def about(**changes: Any) -> About:
    """What an invented release says of itself."""
    told: dict[str, Any] = {
        "title": "Harbour Bulletins", "version": "2021.04.2", "schema_version": "1.0.0",
        "citation": "Harbour Bulletins contributors (2021). Harbour Bulletins, release 2021.04.2.",
        "sources": (Terms(),), "previous_version": "2021.04.1",
        "files": (File("csv/events.csv", 120_000), File("parquet/events.parquet", 45_000), File("README.md", 900)),
        "changes": (Change("events", "added", "source_new", 12),),
        "accuracy": (Accuracy("countries", 0.95, 0.96, 0.94, 800, 0.97), Accuracy("row", 0.86)),
        "measured_on": "300 labelled entries",
    }  # fmt: skip
    return About(**{**told, **changes})
