"""The port: health checks, and in HTTP mode what Slack sends."""

import resource
import threading
from dataclasses import replace
from wsgiref.types import WSGIApplication

from eig_bot.errors import SettingsError
from eig_bot.messages import settings as messages
from eig_bot.slack.connections import Connections, HeaderCheck, Limits
from eig_bot.slack.stop import GRACE

THREADS = 8
"""Requests at once; each is acknowledged within milliseconds, and answered by a listener's thread."""
FILES = 65_536
"""Files and connections that the process asks to have open at once, if it may."""
OWN_FILES = 256
"""Of these, what the rest of the bot needs at most: calls to Slack, the journal, pages that are read."""


class WebServer:
    """Serves an application in threads of its own, until it is closed."""

    def __init__(
        self,
        application: WSGIApplication,
        port: int,
        *,
        check: HeaderCheck | None = None,
        threads: int = THREADS,
        limits: Limits | None = None,
    ) -> None:
        """Begin to serve.

        Args:
            application: what answers.
            port: from 1 to 65535, on all addresses: that of a container is reached from outside.
            check: whether a request with a body is worth reading; None to read all.
            threads: requests at once.
            limits: what connections may take; None for the usual ones.

        Raises:
            SettingsError: the port is taken.
        """
        try:
            self._server = Connections(
                application,
                check,
                _within_files(limits or Limits()),
                host="0.0.0.0",  # noqa: S104 - see above
                port=port,
                threads=threads,
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


def _within_files(limits: Limits) -> Limits:
    """Return the limits, with as many connections as the system lets the process have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    may_have = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < may_have:
        resource.setrlimit(resource.RLIMIT_NOFILE, (may_have, hard))
    return replace(limits, waiting=max(1, min(limits.waiting, (may_have - OWN_FILES) // 2)))
