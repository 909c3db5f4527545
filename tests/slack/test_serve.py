"""`eig-bot run` as a process of its own: over a real socket, before the fake Slack."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fake_slack import FakeSlack, as_http, dm
from tests.slack.conftest import write_pages

SECRET = "signing-secret"
READY_WITHIN = 30.0

Run = Callable[..., "Process"]


class Process:
    """A running bot."""

    def __init__(self, environment: dict[str, str], folder: Path, port: int) -> None:
        self.port = port
        self.started = subprocess.Popen(
            [sys.executable, "-m", "eig_bot", "run", "--knowledge", str(folder)],
            env=environment,
            cwd=folder,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def get(self, path: str) -> int:
        return self._status(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        return self._status(urllib.request.Request(f"http://127.0.0.1:{self.port}/slack/events", body, headers))

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            try:
                if self.get("/readyz") == 200:
                    return
            except OSError:
                pass
            if self.started.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(self.stop()[1])

    def stop(self) -> tuple[int, str]:
        """End the process as a process manager does; return its exit code and its log."""
        self.started.send_signal(signal.SIGTERM)
        _, log = self.started.communicate(timeout=30)
        return self.started.returncode, log.decode()

    def _status(self, request: urllib.request.Request) -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture
def run(fake: FakeSlack, tmp_path: Path) -> Iterator[Run]:
    started: list[Process] = []
    folder = tmp_path / "pages"
    folder.mkdir()

    def run(**variables: str) -> Process:
        port = _free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": "xoxb-fake",
            "SLACK_API_URL": fake.url,
            "EIG_BOT_DATA": str(tmp_path / "data"),
            "EIG_BOT_TODAY": "2030-02-01",
            "PORT": str(port),
        }
        started.append(Process({**environment, **variables}, write_pages(folder), port))
        return started[-1]

    yield run
    for process in started:
        if process.started.poll() is None:
            process.started.kill()
            process.started.communicate()


def test_over_http_a_signed_question_is_answered_and_a_forged_or_old_one_refused(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    assert bot.get("/healthz") == 200
    assert bot.get("/ailleurs") == 404

    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    assert "50 à 200 m²" in fake.wait_for("chat.postMessage")[0].params["text"]

    assert bot.post(*as_http(dm("zibeline"), "another-secret")) == 401
    assert bot.post(*as_http(dm("zibeline"), SECRET, timestamp=int(time.time()) - 600)) == 401

    code, log = bot.stop()
    assert code == 0
    assert "zibeline" not in log
    assert "parcelle" not in log
    assert all(json.loads(line)["message"] for line in log.splitlines())
    assert len(fake.calls_of("chat.postMessage")) == 1


def test_a_stop_finishes_the_answer_that_is_under_way(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    fake.delay("assistant.threads.setStatus", 1.0)
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    fake.wait_for("assistant.threads.setStatus")
    code, _ = bot.stop()
    assert code == 0
    assert "50 à 200 m²" in fake.calls_of("chat.postMessage")[0].params["text"]


def test_an_edit_is_live_within_two_seconds(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    page = tmp_path / "pages" / "terrain.md"
    page.write_text(page.read_text(encoding="utf-8").replace("50 à 200", "80 à 300"), encoding="utf-8")
    time.sleep(2)
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    assert "80 à 300 m²" in fake.wait_for("chat.postMessage")[0].params["text"]
    assert bot.stop()[0] == 0


def test_in_socket_mode_a_question_is_answered_and_the_stop_is_clean(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_APP_TOKEN="xapp-fake")
    bot.wait_until_ready()
    envelope = fake.socket().send("events_api", dm("qui prête une parcelle ?"))
    fake.socket().wait_for_ack(envelope)
    assert "50 à 200 m²" in fake.wait_for("chat.postMessage")[0].params["text"]
    assert bot.get("/healthz") == 200
    assert bot.stop()[0] == 0


def test_a_wrong_token_is_said_in_one_sentence(run: Run) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN="xoxb-wrong")
    _, log = bot.started.communicate(timeout=30)
    assert bot.started.returncode == 2
    assert "Slack refuse le jeton SLACK_BOT_TOKEN." in log.decode()
    assert "Traceback" not in log.decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
