"""`/healthz` (the process is up) and `/readyz` (it can answer in Slack), for the operator's monitoring."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

Check = Callable[[], str | None]
"""Returns None when all is well, else what is wrong, in a few words."""


def with_health(ready: Check, notes: Sequence[str], application: WSGIApplication | None = None) -> WSGIApplication:
    """Return a WSGI application with the two health addresses before another one.

    Args:
        ready: whether the bot can answer.
        notes: what it does without, told where it is ready.
        application: what serves all other addresses.
    """

    def serve(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        match environment.get("PATH_INFO"):
            case "/healthz":
                return _answer(start, "200 OK", {"status": "ok"})
            case "/readyz":
                problem = ready()
                if problem:
                    return _answer(start, "503 Service Unavailable", {"status": "not ready", "reason": problem})
                return _answer(start, "200 OK", {"status": "ready", **({"notes": list(notes)} if notes else {})})
            case _ if application:
                try:
                    return application(environment, start)
                except Exception as error:  # noqa: BLE001 - what is no request of Slack's fails in Bolt before its signature is read
                    log.warning("request refused", extra={"error": type(error).__name__})
                    return _answer(start, "400 Bad Request", {"status": "bad request"})
            case _:
                return _answer(start, "404 Not Found", {"status": "not found"})

    return serve


def _answer(start: StartResponse, status: str, body: dict[str, Any]) -> list[bytes]:
    content = json.dumps(body).encode()
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]
