"""`/metrics`, for who has the token."""

import hmac
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CONTENT_TYPE_LATEST

from eig_bot.slack.metrics import ServiceMetrics

PATH = "/metrics"


def with_metrics(token: str | None, metrics: ServiceMetrics, application: WSGIApplication | None) -> WSGIApplication | None:
    """Return a WSGI application with the metrics before another one; that one alone where no token is set.

    Args:
        token: that a reader sends as `Authorization: Bearer …`.
        metrics: what is read.
        application: what serves all other addresses; None for nothing.
    """
    if token is None:
        return application
    expected = f"Bearer {token}".encode()

    def serve(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environment.get("PATH_INFO") != PATH or environment.get("REQUEST_METHOD") != "GET":
            if application:
                return application(environment, start)
            return _answered(start, "404 Not Found", b"")
        sent = str(environment.get("HTTP_AUTHORIZATION", "")).encode("latin-1", "replace")
        if not hmac.compare_digest(sent, expected):
            return _answered(start, "401 Unauthorized", b"", ("WWW-Authenticate", "Bearer"))
        return _answered(start, "200 OK", metrics.text(), ("Content-Type", CONTENT_TYPE_LATEST))

    return serve


def _answered(start: StartResponse, status: str, body: bytes, *headers: tuple[str, str]) -> list[bytes]:
    start(status, [*headers, ("Content-Length", str(len(body)))])
    return [body]
