"""`POST /knowledge/hook`: the forge says that something was pushed, and is asked at once instead of within a minute."""

import logging
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from eig_bot.git.hook import HookSecret
from eig_bot.slack.connections import HeaderCheck

PATH = "/knowledge/hook"

log = logging.getLogger(__name__)


def with_hook(secret: HookSecret, wake: Callable[[], object], application: WSGIApplication | None) -> WSGIApplication:
    """Return a WSGI application with this address before another one.

    Args:
        secret: tells whether the forge calls.
        wake: makes the forge be asked; nothing else comes of a call.
        application: what serves all other addresses; None where nothing does.
    """

    def serve(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environment.get("PATH_INFO") != PATH:
            return application(environment, start) if application else _status(start, "404 Not Found")
        if environment.get("REQUEST_METHOD") != "POST":
            return _status(start, "405 Method Not Allowed")
        headers = {name.removeprefix("HTTP_"): value for name, value in environment.items() if name.startswith("HTTP_")}
        body = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        if reason := secret.refusal(headers, body):
            log.warning("call of the forge refused", extra={"reason": reason})
            return _status(start, "401 Unauthorized")
        wake()
        return _status(start, "202 Accepted")

    return serve


def check_with_hook(secret: HookSecret, check: HeaderCheck) -> HeaderCheck:
    """Return what tells which bodies are worth reading: those that the forge may have signed, and those of another check.

    Args:
        secret: of the forge.
        check: the other one.
    """
    return lambda headers: None if secret.is_worth_reading(headers) else check(headers)


def _status(start: StartResponse, status: str) -> list[bytes]:
    start(status, [("Content-Length", "0")])
    return []
