"""`make inspect` on an address: fetched politely, shown, and stored nowhere."""

from pathlib import Path

import pytest

from pipelines.inspect.__main__ import main
from tests.site.server import html, serving
from tests.unit.pipelines.inspect.pages import cards

SOURCE = """\
sources:
  - id: harbour
    title: Harbour News
    publisher: Harbour Office
    kind: document
    location: {address}
    contact: data@example.org
    language: en
    licence: {{name: All rights reserved, url: "https://example.org/terms"}}
    attribution: Harbour Office
    http: {{allow_private: true, delay_seconds: 0}}
"""


def test_an_address_is_fetched_by_the_rules_of_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as server:
        server.pages["/news"] = html(cards())
        address = f"{server.address}/news"
        (tmp_path / "s.yaml").write_text(SOURCE.format(address=address), encoding="utf-8")
        assert main([address, "--sources", str(tmp_path / "s.yaml"), "--source", "harbour"]) == 0
    told = capsys.readouterr().out
    assert f"document  {address}" in told
    assert "Desk number 4 opens at the pier" in told
    assert server.paths == ["/robots.txt", "/news"]
    assert "data@example.org" in server.seen_headers[-1]["user-agent"]
    assert [path.name for path in tmp_path.iterdir()] == ["s.yaml"]


def test_a_site_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as server:
        address = f"{server.address}/gone"
        (tmp_path / "s.yaml").write_text(SOURCE.format(address=address), encoding="utf-8")
        assert main([address, "--sources", str(tmp_path / "s.yaml"), "--source", "harbour"]) == 2
    assert f"make inspect: Cannot get {address}: " in capsys.readouterr().err
