"""HTTP mode: Slack posts to the bot's port. This is the one way in, and what Slack has not signed ends here.

Nothing of a request is read before it is proven (`verification.py`). Then its shape is checked (`payload.py`); the app gets it.
"""

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from slack_bolt import App, BoltRequest, BoltResponse

from eig_bot.slack import payload
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.shapes import MalformedError
from eig_bot.slack.verification import Verification

PATH = "/slack/events"
"""Where Slack posts events, commands, clicks and forms; the app's manifest names it too."""

log = logging.getLogger(__name__)


class HttpReceiver:
    """Receives what Slack posts, and nothing else."""

    mode = "http"

    def __init__(self, app: App, verification: Verification, ack_priority: AckPriority) -> None:
        """Take what answers.

        Args:
            app: gets what Slack sends.
            verification: tells what Slack sends.
            ack_priority: is told of what Slack sends, which answers give way to.
        """
        self._app = app
        self._verification = verification
        self._ack_priority = ack_priority
        self.events: WSGIApplication | None = self._serve
        """What serves the port, beside the health checks."""

    def connect(self) -> None:
        """Do nothing: Slack connects."""

    def problem(self) -> str | None:
        """Return None: what is wrong with the port ends the start."""
        return None

    def close(self) -> None:
        """Do nothing: the port is closed by who opened it."""

    def _serve(self, environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with ExitStack() as until_sent:
            response = self._answer(environment, until_sent)
            status = HTTPStatus(response.status)
            body = response.body.encode()
            headers = [(name, value) for name, values in response.headers.items() for value in values]
            # What is returned would be sent later, beside the answer that is computed from now on.
            start(f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(body)))])(body)
        return []

    def _answer(self, environment: WSGIEnvironment, until_sent: ExitStack) -> BoltResponse:
        method, is_here = environment.get("REQUEST_METHOD"), environment.get("PATH_INFO") == PATH
        if method in {"GET", "HEAD"} and not is_here:
            return BoltResponse(status=404, body="")
        headers = {name.removeprefix("HTTP_"): value for name, value in environment.items() if name.startswith("HTTP_")}
        body = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        if reason := self._verification.refusal(headers, body):
            log.warning("request refused", extra={"reason": reason})
            return BoltResponse(status=401, body="")
        if method != "POST" or not is_here:
            return BoltResponse(status=404, body="")
        until_sent.enter_context(self._ack_priority.arriving())
        return self._receive(body, environment.get("CONTENT_TYPE", ""))

    def _receive(self, body: bytes, content_type: str) -> BoltResponse:
        """Hand over what Slack has sent; Bolt takes an object as it is, as it does from Socket Mode."""
        try:
            content = payload.read(body, content_type)
        except MalformedError as error:
            log.warning("malformed payload", extra={"at": str(error)})
            return BoltResponse(status=400, body="")
        return self._app.dispatch(BoltRequest(body=content, mode="socket_mode"))
