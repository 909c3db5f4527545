"""The port: health checks, and in HTTP mode what Slack sends."""

import threading
from wsgiref.types import WSGIApplication

from waitress.server import create_server

from eig_bot.errors import SettingsError
from eig_bot.messages import settings as messages
from eig_bot.slack.stop import GRACE

MAX_BODY = 1_000_000
"""Bytes: Slack's own payloads stay far below."""
THREADS = 8
"""Requests at once; each is acknowledged within milliseconds, and answered by a listener's thread."""


class WebServer:
    """Serves an application in threads of its own, until it is closed."""

    def __init__(self, application: WSGIApplication, port: int, *, threads: int = THREADS, max_body: int = MAX_BODY) -> None:
        """Begin to serve.

        Args:
            application: what answers.
            port: from 1 to 65535, on all addresses: that of a container is reached from outside.
            threads: requests at once.
            max_body: bytes of a request, above which it is refused.

        Raises:
            SettingsError: the port is taken.
        """
        try:
            self._server = create_server(
                application,
                host="0.0.0.0",  # noqa: S104 - see above
                port=port,
                threads=threads,
                max_request_body_size=max_body,
                ident=None,
            )
        except OSError as error:
            raise SettingsError(messages.port_taken(port)) from error
        threading.Thread(target=self._server.run, name="web-server", daemon=True).start()

    def close(self, seconds: float = GRACE) -> None:
        """Take nothing new, and answer what is in flight.

        Args:
            seconds: how long that may last.
        """
        self._server.accepting = False
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=seconds)
