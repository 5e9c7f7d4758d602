"""Failed runs are reported in Slack and by e-mail: Dagster's own integrations, against stand-ins on the loopback."""

import functools
import json
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import assets.publish
from assets.automation.notifications import _text, notifiers
from assets.commands.instance import prepared_home
from assets.commands.run import main, refresh
from assets.composition.naming import Names
from assets.definitions import defs
from assets.ingest import IngestConfig
from pipelines.workspace import Workspace
from tests.integration.desks import Desk
from tests.site.mail import CERTIFICATE, taking_mail

(JOB,) = defs().jobs or ()


@pytest.fixture
def failed(tmp_path: Path) -> Iterator[dg.RunFailureSensorContext]:
    """The context of a sensor for a run without a sources file, in a folder whose name is not ASCII."""
    folder = tmp_path / "año"
    folder.mkdir()
    assert not refresh(folder / "sources.yaml", str(folder / "data"), IngestConfig()).success
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(folder / "data")))) as instance:
        yield failure_of(instance)


def failure_of(instance: dg.DagsterInstance) -> dg.RunFailureSensorContext:
    """The context of a sensor for the last run, which failed."""
    return _context(instance, dg.DagsterEventType.RUN_FAILURE).for_run_failure()


def success_of(instance: dg.DagsterInstance) -> dg.RunStatusSensorContext:
    """The context of a sensor for the last run, which succeeded."""
    return _context(instance, dg.DagsterEventType.RUN_SUCCESS)


def _context(instance: dg.DagsterInstance, ended: dg.DagsterEventType) -> dg.RunStatusSensorContext:
    run, *_ = instance.get_runs(limit=1)
    (event,) = instance.all_logs(run.run_id, of_type=ended)
    return dg.build_run_status_sensor_context(
        sensor_name="told", dagster_event=event.get_dagster_event(), dagster_instance=instance, dagster_run=run
    )


def sensor(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> dg.SensorDefinition:
    for name, value in variables.items():
        monkeypatch.setenv(f"MIGRATION_BULLETINS_{name}", value)
    found, _ = notifiers(Names(), JOB)
    return found


def test_a_letter_says_what_failed(
    failed: dg.RunFailureSensorContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taking_mail(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / CERTIFICATE))
        variables = {
            "MAIL_FROM": "news@example.org", "MAIL_PASSWORD": "invented", "MAIL_TO": "a@example.org,b@example.org",
            "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(server.port),
        }  # fmt: skip
        sensor(monkeypatch, variables)(failed)
    assert (server.users, server.to) == (["news@example.org"], ["<a@example.org>", "<b@example.org>"])
    (letter,) = server.letters
    assert "Subject: Dagster Run Failed: refresh" in letter
    assert "The run of refresh failed: sources.yaml: there is no such file" in letter
    assert "a&#241;o/sources.yaml" in letter
    assert "The last release, if there is one, is unchanged." in letter
    assert f"See http://127.0.0.1:3000/runs/{failed.dagster_run.run_id}" in letter


def test_a_message_in_slack_says_what_failed(
    failed: dg.RunFailureSensorContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack = pytest.importorskip("dagster_slack.sensors", reason="comes with the extra `notify`")
    taken: list[tuple[str, str, dict[str, str]]] = []

    class Slack(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.append((self.path, self.headers["Authorization"], sent))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"ok": true}')

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = HTTPServer(("127.0.0.1", 0), Slack)
    address = f"http://127.0.0.1:{listening.server_address[1]}/api/"
    # The integration has no setting for Slack's address.
    monkeypatch.setattr(slack, "WebClient", functools.partial(slack.WebClient, base_url=address))
    thread = Thread(target=listening.handle_request, daemon=True)
    thread.start()
    sensor(monkeypatch, {"SLACK_TOKEN": "invented", "SLACK_CHANNEL": "#news"})(failed)
    thread.join(30)
    listening.server_close()
    ((path, token, sent),) = taken
    assert (path, token, sent["channel"]) == ("/api/chat.postMessage", "Bearer invented", "#news")
    assert "The run of refresh failed: sources.yaml: there is no such file" in json.dumps(sent, ensure_ascii=False)
    assert "año/sources.yaml" in json.dumps(sent, ensure_ascii=False)


def test_a_failed_check_is_told_with_its_rule_and_row(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `make datasets` prints it; a wrong span is written into the tables behind the checks' back."""
    real = assets.publish.build_tables

    def spoilt(*arguments: Any) -> object:
        built = real(*arguments)
        path = arguments[5] / "mentions.parquet"
        rows = pq.read_table(path)
        pq.write_table(rows.set_column(rows.schema.get_field_index("text"), "text", pa.array(["x"] * len(rows))), path)
        return built

    monkeypatch.setattr(assets.publish, "build_tables", spoilt)
    assert main(desk.options) == 1
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
        told = _text(failure_of(instance))
    assert "mentions: field[start:end] must be the text (18 rows, such as row 1 (evt_" in told
    monkeypatch.setenv("MIGRATION_BULLETINS_UI", "https://dagster.example.org/")
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
        assert "See https://dagster.example.org/runs/" in _text(failure_of(instance))


def test_a_failure_is_told_with_the_documents_that_could_not_be_used(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.add("2021-05-04.txt", b"\x00\x01\x02" * 9)
    desk.write_sources(location=["bulletins", *(f"nowhere-{number}" for number in range(6))])
    assert main(desk.options) == 1
    printed = " ".join(capfd.readouterr().err.split())
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
        told = _text(failure_of(instance))
    assert told.count(": missing folder") + told.count("2021-05-04.txt: a binary document.") == 5
    assert "And 2 more." in told
    why = told.partition(" failed: ")[2].rpartition(" See ")[0]
    assert printed.endswith(f"make datasets failed: {why}")


def test_a_source_in_trouble_is_told_once_by_mail(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with taking_mail(tmp_path) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / CERTIFICATE))
        monkeypatch.setenv("MIGRATION_BULLETINS_MAIL_PORT", str(server.port))
        desk.write_sources(location=["bulletins", "nowhere"])
        variables = {
            "MAIL_FROM": "news@example.org", "MAIL_PASSWORD": "invented", "MAIL_TO": "a@example.org",
            "MAIL_HOST": "127.0.0.1",
        }  # fmt: skip
        sensor(monkeypatch, variables)
        *_, attention = notifiers(Names(), JOB)
        for _ in range(2):
            assert main(desk.options) == 0
            with dg.DagsterInstance.from_config(str(prepared_home(Workspace(desk.data)))) as instance:
                attention(success_of(instance))
    (letter,) = server.letters
    assert "Subject: Migration bulletins: a source or a table needs attention" in letter
    assert "source/invented: nowhere: missing folder" in " ".join(letter.replace("=\r\n", "").split())
