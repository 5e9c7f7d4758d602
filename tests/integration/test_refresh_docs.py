"""The templates of docs/sources.md and docs/running.md, tried as a new user would: copied, only the address changed."""

import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from assets.commands.run import arguments, main
from assets.definitions import defs
from pipelines.ingest.sources.http_policy import HttpPolicy
from pipelines.ingest.sources.sources_file import ListingSource, load_sources
from tests.site.news import NewsSite
from tests.site.pdf import pdf
from tests.site.server import Reply, Server, serving
from tests.site.sources import POLITE

ROOT = Path(__file__).resolve().parents[2]
TEXT = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("sources.md", "running.md"))
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
TEMPLATES = {yaml.safe_load(block)["sources"][0]["kind"]: block for block in BLOCKS if block.startswith("sources:")}
LAUNCHPAD = next(block for block in BLOCKS if block.startswith("ops:"))
MORE = [block for block in BLOCKS if not block.startswith(("sources:", "ops:", "retention:"))]
COMMANDS = re.findall(r"(?m)^make datasets (ONLY[^#\n]*)", TEXT)
BULLETIN = "4 May, 2021\n\nA desk opens\n\nBelmopan. – The Harbour Office opened a desk in Belmopan today.\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        site = NewsSite.of(4)
        site.serve(server)
        server.pages["/en/news?page=0"] = site._listing("/news", 0)
        server.pages["/en/news?page=1"] = site._listing("/news", 1)
        server.pages["/bulletin.pdf"] = Reply(pdf(*BULLETIN.strip().split("\n\n")))
        yield server


@pytest.mark.parametrize("kind", ["folder", "listing", "feed", "document"])
def test_a_template_works(kind: str, tmp_path: Path, server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    for folder, name in (("my-bulletins", "2021.txt"), ("old", "bulletin-2017.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(BULLETIN, encoding="utf-8")
    stated = yaml.safe_load(TEMPLATES[kind].replace("https://example.org", server.address))
    if kind != "folder":
        stated["sources"][0]["http"] = POLITE
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    assert main(["--sources", str(tmp_path / "sources.yaml"), "--data", str(tmp_path / "data")]) == 0
    told = capfd.readouterr().out
    assert "quarantine   nothing" in told
    assert int(re.findall(r"events +(\d+)", told)[0]) >= 1


def test_further_keys_are_as_the_page_says(tmp_path: Path) -> None:
    stated: dict[str, Any] = yaml.safe_load(TEMPLATES["listing"])
    for block in MORE:
        stated["sources"][0] |= yaml.safe_load(block)
    (tmp_path / "sources.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    (source,) = load_sources(tmp_path / "sources.yaml")
    assert isinstance(source, ListingSource)
    assert source.http == HttpPolicy(), "the defaults are the ones that the page names"
    assert source.page_selectors is not None


def test_the_launchpad_takes_what_the_page_says() -> None:
    assert dg.validate_run_config(defs().resolve_job_def("refresh"), yaml.safe_load(LAUNCHPAD))


@pytest.mark.parametrize("stated", COMMANDS)
def test_make_hands_on_what_the_page_says(stated: str, plain_environment: Mapping[str, str]) -> None:
    variables = dict(assignment.split("=") for assignment in shlex.split(stated))
    shown = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "datasets", *shlex.split(stated)],
        cwd=ROOT,
        env=dict(plain_environment),
        capture_output=True,
        text=True,
        check=True,
    )
    _, _, options = shown.stdout.partition("migration-bulletins datasets ")
    told = vars(arguments().parse_args(shlex.split(options.replace("\\\n", " "))))
    assert told["only"] == (["$ONLY"] if "ONLY" in variables else [])
    assert told["month"] == ("$MONTH" if "MONTH" in variables else None)
    assert told["everything"] == ("EVERYTHING" in variables)
