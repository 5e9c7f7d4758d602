"""Failed runs are told in Slack and by e-mail: Dagster's own integrations, against stand-ins on the loopback."""

import functools
import json
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import dagster as dg
import pytest

from assets.automation.notifications import notifiers
from assets.commands.instance import prepared_home
from assets.commands.run import refresh
from assets.ingest import IngestConfig
from pipelines.workspace import Workspace
from tests.site.mail import CERTIFICATE, taking_mail


@pytest.fixture
def failed(tmp_path: Path) -> Iterator[dg.RunFailureSensorContext]:
    """What a sensor is told of a run that found no sources file, in a folder with a name that ASCII has not."""
    folder = tmp_path / "año"
    folder.mkdir()
    assert not refresh(folder / "sources.yaml", folder / "data", IngestConfig()).success
    with dg.DagsterInstance.from_config(str(prepared_home(Workspace(folder / "data")))) as instance:
        (run,) = instance.get_runs()
        (event,) = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.RUN_FAILURE)
        assert event.dagster_event is not None
        yield dg.build_run_status_sensor_context(
            sensor_name="told", dagster_event=event.dagster_event, dagster_instance=instance, dagster_run=run
        ).for_run_failure()


def sensor(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> dg.SensorDefinition:
    for name, value in variables.items():
        monkeypatch.setenv(f"MIGRATION_BULLETINS_{name}", value)
    (found,) = notifiers()
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
    assert "The step ingest failed: " in letter
    assert "a&#241;o/sources.yaml" in letter
    assert "The last release, if there is one, is unchanged." in letter


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
    assert "The step ingest failed: " in json.dumps(sent, ensure_ascii=False)
    assert "año/sources.yaml" in json.dumps(sent, ensure_ascii=False)
