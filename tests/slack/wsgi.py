"""A WSGI server of one request."""

import io
import time
from collections.abc import Callable
from types import TracebackType
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

from eig_bot.slack.http_mode import PATH, HttpReceiver
from tests.fake_slack import Payload, as_http

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


def served(application: WSGIApplication, path: str, **more: object) -> tuple[int, bytes]:
    """Return the status and the body that an application answers with; `more` goes into its environment."""
    statuses: list[int] = []
    written: list[bytes] = []

    def start(status: str, _: list[tuple[str, str]], __: ExceptionInfo | None = None) -> Callable[[bytes], object]:
        statuses.append(int(status[:3]))
        return written.append

    environment = {"PATH_INFO": path, **more}
    setup_testing_defaults(environment)
    returned = b"".join(application(environment, start))
    return statuses[0], b"".join(written) + returned


def posted(receiver: HttpReceiver, payload: Payload, secret: str, *, path: str = PATH, age: int = 0) -> int:
    """Post a payload as Slack does, and return the status of its answer."""
    body, headers = as_http(payload, secret, timestamp=int(time.time()) - age)
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    about = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    assert receiver.events
    return served(receiver.events, path, **about, **named)[0]
