"""A WSGI server of one request."""

from collections.abc import Callable
from types import TracebackType
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


def served(application: WSGIApplication, path: str, **more: object) -> tuple[int, bytes]:
    """Return the status and the body that an application answers with; `more` goes into its environment."""
    statuses: list[int] = []

    def start(status: str, _: list[tuple[str, str]], __: ExceptionInfo | None = None) -> Callable[[bytes], object]:
        statuses.append(int(status[:3]))
        return lambda part: part

    environment = {"PATH_INFO": path, **more}
    setup_testing_defaults(environment)
    body = b"".join(application(environment, start))
    return statuses[0], body
