"""The health addresses, before whatever else the port serves."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from eig_bot.slack.health import with_health
from tests.slack.wsgi import served

Get = Callable[[str], tuple[int, Any]]


def _events(_: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    start("200 OK", [])
    return [b'"events"']


def _getting(problem: str | None = None, notes: Sequence[str] = (), application: WSGIApplication | None = None) -> Get:
    def get(path: str) -> tuple[int, Any]:
        status, body = served(with_health(lambda: problem, lambda: notes, application), path)
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


def test_what_is_posted_to_a_health_address_is_the_applications() -> None:
    assert served(with_health(lambda: None, tuple, _events), "/healthz", REQUEST_METHOD="POST") == (200, b'"events"')
