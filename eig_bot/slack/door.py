"""The port from the first moment of a process: `/healthz` at once, what Slack sends as soon as there is somebody to take it.

Platforms end a process whose port stays closed, and all that the bot is made of takes a second to be imported. What Slack sends
meanwhile waits for that second, of the three that Slack waits for; what would wait longer is refused, and sent again.
"""

import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from eig_bot.slack.connections import HeaderCheck
from eig_bot.slack.health import with_health
from eig_bot.slack.stop import GRACE
from eig_bot.slack.web_server import THREADS, WebServer

NOT_OPEN = "the bot is being started"
PATIENCE = 2.5
"""Seconds that a request waits for the bot; Slack waits for three."""
MOST_WAITING = THREADS // 2
"""Requests that wait at once; the other threads answer health checks."""


class Door:
    """Serves the port: health checks alone, until it is opened to the rest."""

    def __init__(self, port: int, check: HeaderCheck, patience: float = PATIENCE) -> None:
        """Take the port.

        Args:
            port: from 1 to 65535.
            check: whether a request with a body is worth reading.
            patience: seconds that a request waits for `open_to`.

        Raises:
            SettingsError: the port is taken.
        """
        self._patience = patience
        self._opened = threading.Event()
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._application: WSGIApplication = with_health(lambda: NOT_OPEN, tuple, self._wait)
        self._web = WebServer(self._serve, port, check=check)

    def open_to(self, application: WSGIApplication) -> None:
        """Let something answer from now on, also what waits for it already.

        Args:
            application: what answers, health checks included.
        """
        self._application = application
        self._opened.set()

    def close(self, seconds: float = GRACE) -> None:
        """Take nothing new, and answer what is in flight.

        Args:
            seconds: how long that may last.
        """
        self._web.close(seconds)

    def _serve(self, environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self._application(environment, start)

    def _wait(self, environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if self._has_opened():
            return self._application(environment, start)
        start("503 Service Unavailable", [("Content-Length", "0")])
        return []

    def _has_opened(self) -> bool:
        if not self._places.acquire(blocking=False):
            return self._opened.is_set()
        try:
            return self._opened.wait(self._patience)
        finally:
            self._places.release()
