"""Slack's side of Socket Mode: a websocket server that greets, sends envelopes and collects acknowledgements."""

import json
import logging
import threading
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from tests.waiting import PATIENCE

from . import names
from .line import Line
from .rules import ack_problems
from .workspace import Workspace

ENVELOPES = frozenset({"events_api", "slash_commands", "interactive"})

# The server's own talk of connections that come and go; what matters is kept in `acks` and `violations`.
_QUIET = logging.getLogger(f"{__name__}.server")
_QUIET.addHandler(logging.NullHandler())
_QUIET.propagate = False


class FakeSocket:
    """The connections of one app: like Slack, it hands each envelope to one of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._changed = threading.Condition()
        self._open: list[ServerConnection] = []
        self._retired: list[ServerConnection] = []
        self._greeted = 0
        self._tickets: set[str] = set()
        self._kinds: dict[str, str] = {}
        self._acks: list[dict[str, Any]] = []
        self._line: Line | None = None
        self.admits = True
        """False to turn every client away that comes with a ticket, as a Slack that is overloaded does."""
        self._server = serve(
            self._serve,
            "127.0.0.1",
            0,
            process_request=self._check_ticket,
            compression=None,  # as Slack
            # Slack pings less often: the built-in client can be closed only when something has come, or after three seconds.
            ping_interval=0.2,
            ping_timeout=None,
            close_timeout=0.5,
            logger=_QUIET,
        )
        self._port = self._server.socket.getsockname()[1]
        threading.Thread(target=self._server.serve_forever, daemon=True, name="fake-slack-socket").start()

    def new_url(self) -> str:
        """Give an address that admits one client, as apps.connections.open does."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        port = self._line.port if self._line else self._port
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={names.APP}"

    def line(self) -> Line:
        """Let the clients that come from now on speak through a line which a test may cut; started at the first use."""
        if self._line is None:
            self._line = Line(self._port)
        return self._line

    def close(self) -> None:
        self._server.shutdown()
        if self._line is not None:
            self._line.close()

    # ---- what a test does

    @property
    def acks(self) -> list[dict[str, Any]]:
        """Every acknowledgement until now, oldest first: `envelope_id`, and `payload` if there was one."""
        with self._changed:
            return list(self._acks)

    def wait_until_connected(self, count: int = 1, timeout: float = PATIENCE) -> None:
        """Wait until so many connections were greeted, those that are gone included."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._greeted >= count, timeout):
                raise AssertionError(f"{self._greeted} connections within {timeout} s, {count} expected")

    def send(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        retry_attempt: int = 0,
        retry_reason: str = "",
        timeout: float = PATIENCE,
    ) -> str:
        """Hand one payload to the newest connection, waiting for one if need be, and give its envelope's id."""
        if kind not in ENVELOPES:
            raise ValueError(f"{kind!r} is not one of {', '.join(sorted(ENVELOPES))}")
        envelope_id = str(uuid.uuid4())
        is_event = kind == "events_api"
        retry = {"retry_attempt": retry_attempt, "retry_reason": retry_reason} if is_event else {}
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        self._kinds[envelope_id] = kind
        self._hand_over(json.dumps({**envelope, "accepts_response_payload": not is_event, **retry}), timeout)
        return envelope_id

    def wait_for_ack(self, envelope_id: str, timeout: float = PATIENCE) -> dict[str, Any]:
        """Give the acknowledgement of an envelope once it is there."""
        with self._changed:
            if self._changed.wait_for(lambda: self._ack_of(envelope_id) is not None, timeout):
                return self._ack_of(envelope_id) or {}
        raise AssertionError(f"envelope {envelope_id} not acknowledged within {timeout} s")

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the clients to connect anew, as Slack does every few hours; the old connections get nothing more."""
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}}
        retired = self._take_open()
        with self._changed:
            self._retired += retired
        for connection in retired:
            with suppress(ConnectionClosed):
                connection.send(json.dumps(frame))

    def hang_up(self) -> None:
        """Close the connections without a word, as a network does."""
        for connection in self._take_open():
            connection.close()

    # ---- a connection

    def _check_ticket(self, connection: ServerConnection, request: Request) -> Response | None:
        tickets = parse_qs(urlsplit(request.path).query).get("ticket", [])
        if self.admits and len(tickets) == 1 and tickets[0] in self._tickets:
            return None
        return connection.respond(HTTPStatus.FORBIDDEN, "invalid ticket")

    def _serve(self, connection: ServerConnection) -> None:
        try:
            self._greet(connection)
            for frame in connection:
                self._receive(frame)
        except ConnectionClosed:
            # A client that is closed does not say goodbye first.
            pass
        finally:
            self._drop(connection)

    def _drop(self, connection: ServerConnection) -> None:
        with self._changed:
            if connection in self._open:
                self._open.remove(connection)

    def _greet(self, connection: ServerConnection) -> None:
        hello = {"type": "hello", "num_connections": len(self._open) + 1, "connection_info": {"app_id": names.APP}}
        connection.send(json.dumps(hello))
        with self._changed:
            self._open.append(connection)
            self._greeted += 1
            retired, self._retired = self._retired, []
            self._changed.notify_all()
        # As Slack does, and at once: the built-in client listens to what it leaves for three seconds otherwise.
        for old in retired:
            old.close()

    def _receive(self, frame: str | bytes) -> None:
        try:
            ack = json.loads(frame)
        except ValueError:
            ack = None
        kind = self._kinds.get(ack.get("envelope_id", "")) if isinstance(ack, dict) else None
        if kind is None:
            self._workspace.violations.append("socket: a frame that acknowledges no envelope")
            return
        self._check_ack(kind, ack)
        with self._changed:
            self._acks.append(ack)
            self._changed.notify_all()

    def _check_ack(self, kind: str, ack: dict[str, Any]) -> None:
        problems = [f"{key}: unknown property" for key in sorted(ack.keys() - {"envelope_id", "payload"})]
        payload = ack.get("payload") or {}
        if payload and kind == "events_api":
            problems.append("payload: events take none")
        elif payload:
            problems += ack_problems(payload, mentions=self._workspace.allow_mentions)
        self._workspace.violations += [f"acknowledgement: {line}" for line in problems]

    def _ack_of(self, envelope_id: str) -> dict[str, Any] | None:
        return next((ack for ack in self._acks if ack["envelope_id"] == envelope_id), None)

    def _take_open(self) -> list[ServerConnection]:
        with self._changed:
            taken, self._open = self._open, []
            return taken

    def _hand_over(self, frame: str, timeout: float) -> None:
        """Send a frame over the newest connection; one that died meanwhile is passed over for the next."""
        deadline = time.monotonic() + timeout
        while True:
            connection = self._newest(deadline - time.monotonic())
            try:
                connection.send(frame)
            except ConnectionClosed:
                self._drop(connection)
            else:
                return

    def _newest(self, timeout: float) -> ServerConnection:
        with self._changed:
            if not self._changed.wait_for(lambda: bool(self._open), max(timeout, 0)):
                raise AssertionError("no client is connected")
            return self._open[-1]
