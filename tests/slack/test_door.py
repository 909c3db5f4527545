"""The port before the bot: healthy at once, and whoever comes early is served a moment later, or told to come again."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from eig_bot.slack.door import MOST_WAITING, NOT_OPEN, Door
from tests.slack.process import free_port
from tests.waiting import PATIENCE


class Opened:
    """A door on a port of its own."""

    def __init__(self, patience: float) -> None:
        self.port = free_port()
        self.door = Door(self.port, lambda _: None, patience)

    def get(self, path: str) -> tuple[int, Any]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


@pytest.fixture
def patient() -> Iterator[Opened]:
    found = Opened(PATIENCE)
    yield found
    found.door.close()


@pytest.fixture
def impatient() -> Iterator[Opened]:
    found = Opened(0)
    yield found
    found.door.close()


def _application(_: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "3")])
    return [b"bot"]


def test_a_process_without_a_bot_yet_is_healthy_and_not_ready(patient: Opened) -> None:
    assert patient.get("/healthz")[0] == 200
    status, body = patient.get("/readyz")
    assert (status, json.loads(body)) == (503, {"status": "not ready", "reason": NOT_OPEN})


def test_who_comes_early_is_served_as_soon_as_the_bot_is_there(patient: Opened) -> None:
    with ThreadPoolExecutor(1) as early:
        answer = early.submit(patient.get, "/slack/events")
        patient.door.open_to(_application)
        assert answer.result(PATIENCE) == (200, b"bot")
    assert patient.get("/healthz") == (200, b"bot")


def test_who_would_wait_too_long_is_told_to_come_again(impatient: Opened) -> None:
    assert impatient.get("/slack/events")[0] == 503


def test_however_many_wait_the_process_is_healthy(patient: Opened) -> None:
    with ThreadPoolExecutor(2 * MOST_WAITING) as early:
        answers = [early.submit(patient.get, "/slack/events") for _ in range(2 * MOST_WAITING)]
        assert patient.get("/healthz")[0] == 200
        patient.door.open_to(_application)
        assert {answer.result(PATIENCE)[0] for answer in answers} <= {200, 503}
