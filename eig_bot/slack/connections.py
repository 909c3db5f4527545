"""Connections to the port: how long each may take, how many there are, and how much they may hold.

The web server reads a request to its end before anything looks at it, and has no deadline for that: who sends a letter now and
then would hold a connection for ever, and who holds enough of them would hold the port. So a request has a deadline from its
first byte to its last, the oldest unfinished ones are ended when there are too many, and what is not worth reading is refused
on its headers.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.utilities import Error

ACCEPTED_AT_ONCE = 64
"""Connections that are taken before anything else is done; by itself the server takes one."""
SWEEP_EVERY = 8_000_000
"""Bytes after which the server looks how much its connections hold, beside once a second."""

log = logging.getLogger(__name__)

HeaderCheck = Callable[[Mapping[str, str]], str | None]
"""Takes headers, by their names in capitals with underscores; returns why the body behind them is not read, or None."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What connections may take; the defaults leave a wide margin to Slack and to a proxy."""

    body: int = 800_000
    """Bytes. Slack's longest is an edit: 12,000 characters before and after, as text and in blocks, each of 12 bytes."""
    headers: int = 16_384
    """Bytes."""
    request: float = 5.0
    """Seconds from the first byte of a request, or from its connection, to the last byte; Slack itself waits for three."""
    idle: float = 75.0
    """Seconds between two requests on one connection; proxies and load balancers keep theirs for 60."""
    waiting: int = 1_000
    """Connections with no request that is being answered; above it, the oldest are ended."""
    held: int = 64_000_000
    """Bytes of unfinished requests; above it, the oldest are ended."""


class Connections(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """The web server, with limits; its own thread alone calls its methods."""

    def __init__(self, application: WSGIApplication, check: HeaderCheck | None, limits: Limits, **adjustments: Any) -> None:  # noqa: ANN401 - as waitress
        """Bind the port and listen; `run` serves. OSError says that the port is taken.

        Args:
            application: what answers.
            check: whether a request is worth reading on; None to read all.
            limits: what connections may take.
            adjustments: of waitress.
        """
        self.limits = limits
        self.channel_class = partial(Connection, partial(HttpRequest, check))
        self.unswept = 0
        try:
            super().__init__(
                application,
                max_request_body_size=limits.body + 1,
                max_request_header_size=limits.headers,
                inbuf_overflow=limits.body + 1,
                recv_bytes=65_536,
                connection_limit=2 * limits.waiting,
                cleanup_interval=1,
                asyncore_use_poll=True,  # `select` knows no more than 1,024 connections
                log_socket_errors=False,
                **adjustments,
            )
        except OSError:
            self.task_dispatcher.shutdown()
            self.close()
            raise

    def handle_accept(self) -> None:
        """Take all connections that wait, up to some."""
        for _ in range(ACCEPTED_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                return

    def maintenance(self, now: float) -> None:  # noqa: ARG002 - waitress asks for it
        """End what takes too long; called once a second.

        Args:
            now: not used: a clock that can be set back is none for deadlines.
        """
        self.sweep()

    def sweep(self) -> None:
        """End the connections that take too long, and the oldest when they are too many or hold too much."""
        self.unswept = 0
        now = time.monotonic()
        waiting = sorted((each for each in self.active_channels.values() if each.is_waiting), key=lambda each: each.since)
        held = sum(each.held for each in waiting)
        # When there are too many, a tenth more than need be: the next ones that come shall not make all be looked at again.
        too_many = len(waiting) - self.limits.waiting * 9 // 10 if len(waiting) > self.limits.waiting else 0
        for place, each in enumerate(waiting):
            if place < too_many or held > self.limits.held or each.is_late(now):
                held -= each.held
                each.will_close = True


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """One connection, which knows since when it waits for a request to come to its end."""

    def __init__(self, parser: Callable[..., "HttpRequest"], server: Connections, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as waitress
        """Take a connection; see `HTTPChannel`.

        Args:
            parser: reads one request.
            server: whose connection it is.
            arguments: of waitress.
            named: likewise.
        """
        self.parser_class = parser
        self.since = time.monotonic()
        self._has_begun = self._has_served = False
        super().__init__(server, *arguments, **named)
        if len(server.active_channels) > server.limits.waiting:
            server.sweep()

    @property
    def is_waiting(self) -> bool:
        """False while a request is being answered, and when it is about to end."""
        return not (self.requests or self.will_close)

    @property
    def held(self) -> int:
        """Bytes of a body that has not come to its end."""
        return self.request.body_bytes_received if self.request else 0

    def is_late(self, now: float) -> bool:
        """Return whether it has waited too long.

        Args:
            now: seconds of the monotonic clock.
        """
        limits = self.server.limits
        is_idle = self._has_served and not self._has_begun
        return bool(now - self.since > (limits.idle if is_idle else limits.request))

    def received(self, data: bytes) -> bool:
        """Take what came; see `HTTPChannel.received`.

        Args:
            data: some bytes.
        """
        if not self._has_begun:
            self._has_begun, self.since = True, time.monotonic()
        is_taken = bool(super().received(data))
        self.server.unswept += len(data)
        if self.server.unswept > SWEEP_EVERY:
            self.server.sweep()
        return is_taken

    def service(self) -> None:
        """Answer a request, and wait for the next one; in a thread of the server's."""
        super().service()
        self._has_begun, self._has_served, self.since = False, True, time.monotonic()


class HttpRequest(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request that is refused on its headers when it is not worth reading on; one without a body is always read."""

    def __init__(self, check: HeaderCheck | None, *arguments: Any) -> None:  # noqa: ANN401 - as waitress
        """Begin to read.

        Args:
            check: whether it is worth reading on; None to read all.
            arguments: of waitress.
        """
        super().__init__(*arguments)
        self._check = check

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; see `HTTPRequestParser.parse_header`.

        Args:
            header_plus: the first line and the headers.
        """
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        if reason := self._check and self._check(self.headers):
            self._refuse(401, "Unauthorized", reason)
        elif self.content_length >= self.adj.max_request_body_size:
            self._refuse(413, "Content Too Large", "too large")

    def _refuse(self, code: int, phrase: str, reason: str) -> None:
        log.warning("request refused", extra={"reason": reason})
        self.error = Error("")
        self.error.code, self.error.reason = code, phrase
        self.completed = True
        self.expect_continue = False  # a client that asks whether to send the body is answered with the refusal
