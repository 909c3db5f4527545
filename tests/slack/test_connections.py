"""Connections to the port: a request has a deadline, the oldest ones make room, what is not worth reading is refused."""

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from eig_bot.slack.connections import HeaderCheck, Limits
from eig_bot.slack.web_server import WebServer
from tests.slack.process import free_port
from tests.waiting import PATIENCE, wait_until

Line = socket.socket
BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
SOON, LONG = 0.3, 600.0
Start = Callable[..., int]


def _length(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    body = str(len(environment["wsgi.input"].read())).encode()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def start() -> Iterator[Start]:
    servers: list[WebServer] = []

    def start(check: HeaderCheck | None = None, **limits: float) -> int:
        port = free_port()
        found = Limits(**{"request": LONG, "idle": LONG, **limits})  # type: ignore[arg-type]  # numbers, all of them
        servers.append(WebServer(_length, port, check=check, limits=found))
        return port

    yield start
    for server in servers:
        server.close(0)


@contextmanager
def _connected(port: int, said: bytes = b"") -> Iterator[Line]:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(said)
        yield line


def _said(line: Line) -> bytes:
    """Return what the server says until it ends the connection; nothing more than it had said when it breaks it."""
    said = b""
    try:
        while part := line.recv(1_000):
            said += part
    except ConnectionError:
        pass
    return said


def _answer(line: Line) -> bytes:
    """Return the body of one answer, of those that end with the length of what was asked."""
    answer = line.makefile("rb")
    length = next(int(head[15:]) for head in answer if head.startswith(b"Content-Length"))
    while answer.readline() != b"\r\n":
        pass
    return answer.read(length)


def _takes(line: Line, said: bytes) -> bool:
    try:
        line.sendall(said)
    except ConnectionError:
        return False
    return True


def _status(port: int, said: bytes) -> int:
    with _connected(port, said) as line:
        return int(line.makefile("rb").readline().split()[1])


# --- deadlines


@pytest.mark.parametrize("said", [b"", b"G", b"\r\n", GET[:20], BODY + b"x"], ids=["nothing", "letter", "line", "head", "body"])
def test_a_request_that_does_not_come_to_its_end_is_given_up(start: Start, said: bytes) -> None:
    with _connected(start(request=SOON), said) as line:
        assert _said(line) == b""


def test_one_that_goes_on_and_on_is_given_up_too(start: Start) -> None:
    with _connected(start(request=SOON), BODY) as line:
        wait_until(lambda: not _takes(line, b"x"), every=0.03)


def test_between_two_requests_a_connection_may_rest_for_longer(start: Start) -> None:
    port = start(request=SOON, idle=LONG)
    with _connected(port, GET) as line:
        assert _answer(line) == b"0"
        with _connected(port) as silent:
            assert _said(silent) == b""
        line.sendall(GET)
        assert _answer(line) == b"0"


def test_but_not_for_ever(start: Start) -> None:
    with _connected(start(idle=SOON), GET) as line:
        assert _said(line).endswith(b"0")


# --- too many


def test_the_oldest_make_room_for_those_that_come(start: Start) -> None:
    port = start(waiting=20)
    lines = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(60)]
    assert _status(port, GET) == 200
    assert _said(lines[0]) == b""
    lines[-1].sendall(GET)
    assert _answer(lines[-1]) == b"0"
    for line in lines:
        line.close()


def test_those_that_hold_too_much_make_room_as_well(start: Start) -> None:
    port = start(held=15_000_000, body=1_000_000)
    head = BODY.replace(b"100", b"999999")
    lines = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(20)]
    for line in lines:
        line.sendall(head + b"x" * 900_000)
    wait_until(lambda: _is_over(lines[0]))
    lines[-1].sendall(b"x" * 99_999)
    assert _answer(lines[-1]) == b"999999"
    for line in lines:
        line.close()


def _is_over(line: Line) -> bool:
    line.setblocking(False)
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


# --- what is not worth reading


def _without_name(headers: Mapping[str, str]) -> str | None:
    return None if "X_NAME" in headers else "no name"


@pytest.mark.parametrize(
    "more", [b"", b"Expect: 100-continue\r\n", b"Connection: keep-alive\r\n"], ids=["plain", "asks first", "keeps"]
)
def test_a_body_that_is_refused_on_its_headers_is_not_waited_for(start: Start, more: bytes) -> None:
    with _connected(start(_without_name), BODY.replace(b"\r\n\r\n", b"\r\n" + more + b"\r\n")) as line:
        assert _said(line).startswith(b"HTTP/1.1 401 Unauthorized\r\n")


@pytest.mark.parametrize(("name", "status"), [(b"X-Name: x\r\n", 200), (b"X_Name: x\r\n", 401)])
def test_a_body_that_is_worth_it_is_read(start: Start, name: bytes, status: int) -> None:
    head = BODY.replace(b"Host", name + b"Host")
    assert _status(start(_without_name), head + b"x" * 100) == status


@pytest.mark.parametrize("how", [b"Content-Length: 101\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_one_that_is_too_long_is_not_read_to_its_end(start: Start, how: bytes) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\n" + how + b"\r\n"
    body = b"ff\r\n" + b"x" * 255 if b"chunked" in how else b""
    assert _status(start(body=100), head + body) == 413


def test_a_request_without_a_body_needs_no_name(start: Start) -> None:
    assert _status(start(_without_name), GET) == 200


def test_headers_without_end_are_refused(start: Start) -> None:
    assert _status(start(), b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000) == 431
