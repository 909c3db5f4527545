"""However many connections stand idle or drip, health checks and Slack are answered at once."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.fake_slack import as_http, dm
from tests.slack.attacks.conftest import QUESTION, Door
from tests.waiting import PATIENCE

SOON = 1.0
CONNECTIONS = 500
HEAD = b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 100000\r\nX: "


def beginning_of_a_body() -> bytes:
    """Return what looks like a request of Slack's until its body has come."""
    _, headers = as_http(dm(QUESTION), "another secret")
    return HEAD + b"x\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode() + b"\r\n"


@contextlib.contextmanager
def dripping(port: int, count: int, said: bytes, drip: bytes) -> Iterator[list[socket.socket]]:
    """Hold connections open, half of them silent, the other half beginning a request and never ending it."""
    lines = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(count)]
    is_dripping, is_over = threading.Event(), threading.Event()

    def send(part: bytes) -> None:
        for line in lines[::2]:
            with contextlib.suppress(OSError):
                line.send(part)

    def go_on() -> None:
        send(said)
        while not is_over.wait(0.05):
            send(drip)
            is_dripping.set()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        assert is_dripping.wait(PATIENCE)
        yield lines
    finally:
        is_over.set()
        thread.join()
        for line in lines:
            line.close()


@pytest.mark.parametrize(
    ("said", "drip"), [(b"", b""), (b"", b"P"), (HEAD, b"x"), (b"body", b"x")], ids=["silence", "letters", "head", "body"]
)
def test_five_hundred_dripping_connections_delay_nobody(door: Door, said: bytes, drip: bytes) -> None:
    said = beginning_of_a_body() if said == b"body" else said
    with dripping(door.process.port, CONNECTIONS, said, drip):
        health, acknowledged = [], []
        for number in range(3):
            health.append(seconds_of(lambda: door.process.get("/healthz")))
            question = dm(f"{QUESTION} ({number})")
            acknowledged.append(seconds_of(partial(door.send, question)))
            assert door.answer_to(question)
    # The fastest of three: what else this machine does meanwhile may take its processor for longer than these may.
    assert max(min(health), min(acknowledged)) < SOON


def seconds_of(ask: Callable[[], int]) -> float:
    began = time.monotonic()
    assert ask() == 200
    return time.monotonic() - began


@pytest.mark.slow
def test_a_request_that_does_not_come_to_its_end_is_given_up(door: Door) -> None:
    with dripping(door.process.port, 4, HEAD, b"x") as lines:
        began = time.monotonic()
        for line in lines:
            with contextlib.suppress(ConnectionError):
                while line.recv(1_000):
                    pass
        assert time.monotonic() - began < 15
