"""The health addresses, before whatever else the port serves."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from eig_bot.slack.health import with_health
from tests.slack.wsgi import served

Get = Callable[[str], tuple[int, Any]]


def _events(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    if environment["PATH_INFO"] == "/broken":
        raise UnicodeDecodeError("utf-8", b"zibeline", 0, 1, "no text")
    start("200 OK", [])
    return [b'"events"']


def _getting(problem: str | None = None, notes: Sequence[str] = (), application: WSGIApplication | None = None) -> Get:
    def get(path: str) -> tuple[int, Any]:
        status, body = served(with_health(lambda: problem, notes, application), path)
        return status, json.loads(body)

    return get


def test_a_process_that_is_up_is_healthy_whatever_else() -> None:
    assert _getting("not connected to Slack")("/healthz") == (200, {"status": "ok"})


def test_a_bot_that_can_answer_is_ready() -> None:
    assert _getting()("/readyz") == (200, {"status": "ready"})


def test_what_it_does_without_is_noted() -> None:
    assert _getting(notes=["no team"])("/readyz") == (200, {"status": "ready", "notes": ["no team"]})


def test_what_is_wrong_is_said() -> None:
    found = _getting("not connected to Slack", ["no team"])("/readyz")
    assert found == (503, {"status": "not ready", "reason": "not connected to Slack"})


def test_all_other_addresses_are_the_applications() -> None:
    assert _getting(application=_events)("/slack/events") == (200, "events")


def test_without_an_application_there_is_nothing_else() -> None:
    assert _getting()("/slack/events") == (404, {"status": "not found"})


def test_a_request_that_no_application_can_read_is_refused_and_not_repeated_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    assert _getting(application=_events)("/broken") == (400, {"status": "bad request"})
    assert "zibeline" not in str([record.__dict__ for record in caplog.records])
    assert caplog.records[0].__dict__["error"] == "UnicodeDecodeError"
