"""The port: served in threads, taken by one, given up when what is in flight is answered."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from eig_bot.errors import SettingsError
from eig_bot.messages import settings as messages
from eig_bot.slack.connections import Limits
from eig_bot.slack.web_server import WebServer
from tests.slack.process import free_port
from tests.waiting import PATIENCE


class Slow:
    """An application that answers when it is let."""

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()
        self.done: list[str] = []

    def __call__(self, _: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self.asked.set()
        self.may_answer.wait(PATIENCE)
        start("200 OK", [("Content-Length", "2")])
        self.done.append("answered")
        return [b"ok"]


def _get(port: int, body: bytes | None = None) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(f"http://127.0.0.1:{port}/", body), timeout=PATIENCE) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_what_is_in_flight_is_answered_before_it_is_closed() -> None:
    application, port = Slow(), free_port()
    server = WebServer(application, port)

    def close() -> None:
        server.close(PATIENCE)
        application.done.append("closed")

    with ThreadPoolExecutor(2) as threads:
        answer = threads.submit(_get, port)
        assert application.asked.wait(PATIENCE)
        closed = threads.submit(close)
        futures.wait([closed], 0.05)  # one that closes too early has the time to
        application.may_answer.set()
        closed.result(PATIENCE)
        assert answer.result(PATIENCE) == 200
    assert application.done == ["answered", "closed"]


def test_a_port_that_is_taken_is_said_to_be() -> None:
    application, port = Slow(), free_port()
    server = WebServer(application, port)
    with pytest.raises(SettingsError) as refused:
        WebServer(application, port)
    assert str(refused.value) == messages.port_taken(port)
    server.close()


def test_a_body_that_is_too_large_is_refused() -> None:
    application, port = Slow(), free_port()
    application.may_answer.set()
    server = WebServer(application, port, limits=Limits(body=100))
    assert [_get(port, b"a" * size) for size in (100, 101)] == [200, 413]
    server.close()
