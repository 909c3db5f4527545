"""`/healthz` (the process is up) and `/readyz` (it can answer in Slack), for the operator's monitoring."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Check = Callable[[], str | None]
"""Returns None when all is well, else what is wrong, in a few words."""
Notes = Callable[[], Sequence[str]]
"""Returns what does not keep the bot from answering, in a few words each."""
_READING = {"GET", "HEAD"}


def with_health(ready: Check, notes: Notes, application: WSGIApplication | None = None) -> WSGIApplication:
    """Return a WSGI application with the two health addresses before another one.

    Args:
        ready: whether the bot can answer.
        notes: what it does without, and what its operator should look at; told where it is ready.
        application: what serves all other addresses.
    """

    def serve(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environment.get("PATH_INFO") if environment.get("REQUEST_METHOD") in _READING else None
        match path:
            case "/healthz":
                return _answer(start, "200 OK", {"status": "ok"})
            case "/readyz":
                problem = ready()
                if problem:
                    return _answer(start, "503 Service Unavailable", {"status": "not ready", "reason": problem})
                told = list(notes())
                return _answer(start, "200 OK", {"status": "ready", **({"notes": told} if told else {})})
            case _ if application:
                return application(environment, start)
            case _:
                return _answer(start, "404 Not Found", {"status": "not found"})

    return serve


def _answer(start: StartResponse, status: str, body: dict[str, Any]) -> list[bytes]:
    content = json.dumps(body).encode()
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]
