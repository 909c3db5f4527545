"""Socket Mode: the bot opens a WebSocket to Slack, and needs no address of its own."""

import logging
import time
from collections.abc import Callable
from wsgiref.types import WSGIApplication

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from eig_bot.slack.payload import checked
from eig_bot.slack.shapes import MalformedError
from eig_bot.slack.timing import DEFAULT, Timing
from eig_bot.slack.tokens import APP_TOKEN, code_of, is_refused, not_taken, out_of_reach

log = logging.getLogger(__name__)


class SocketModeReceiver:
    """Receives what Slack sends over a WebSocket, which is opened again whenever it breaks."""

    mode = "socket"
    events: WSGIApplication | None = None
    """Nothing comes to the port."""

    def __init__(self, app: App, app_token: str, *, timing: Timing = DEFAULT, now: Callable[[], float] = time.time) -> None:
        """Take what is connected; `connect` begins.

        Args:
            app: gets what Slack sends.
            app_token: `xapp-…`.
            timing: how often the socket is tried, and how long it may be silent.
            now: gives the seconds by which pings are timed.
        """
        self._app = app
        self._silence = timing.silence
        self._now = now
        self._client = _Socket(app, app_token, timing, now)
        self._client.socket_mode_request_listeners.append(self._handle)

    def connect(self) -> None:
        """Open the socket; SlackApiError and OSError say that it could not be."""
        self._client.connect()

    def problem(self) -> str | None:
        """Return what is wrong, in a few words; None while the socket is open and Slack answers over it."""
        why = self._client.why
        if not self._client.is_connected():
            return f"not connected to Slack: {why}" if why else "not connected to Slack"
        if self._client.is_refused:
            return why
        silent = self._now() - self._client.heard_at()
        return f"Slack has been silent for {silent:.0f} s" if silent > self._silence else None

    def close(self) -> None:
        """Close the socket for good."""
        self._client.auto_reconnect_enabled = False
        self._client.close()

    def _handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Hand a payload to the app, unless it is malformed: Bolt stumbles over that before the app sees it."""
        began = time.time()
        try:
            request.payload = checked(request.payload)
        except MalformedError as error:
            log.warning("malformed payload", extra={"at": str(error)})
            return
        send_response(client, request, run_bolt_app(self._app, request), began)


class _Socket(SocketModeClient):
    """slack_sdk's client, which knows why it is not connected, and sleeps for no limit."""

    def __init__(self, app: App, app_token: str, timing: Timing, now: Callable[[], float]) -> None:
        super().__init__(app_token, logger=app.logger, web_client=app.client, ping_interval=timing.ping)
        self._now = now
        self._opened_at = now()
        self._refusal: SlackApiError | None = None
        self.why: str | None = None
        """Why Slack gives no address to connect to, in a few words."""

    @property
    def is_refused(self) -> bool:
        """True once Slack does not take the token any more."""
        return self._refusal is not None

    def issue_new_wss_url(self) -> str:
        """Ask where to connect: once more whenever that is tried, and no more once Slack has refused the token."""
        if self._refusal:
            raise self._refusal
        try:
            address = str(self.web_client.apps_connections_open(app_token=self.app_token)["url"])
        except SlackApiError as error:
            code = code_of(error)
            self.why = not_taken(code, APP_TOKEN)
            self._refusal = error if is_refused(code, APP_TOKEN) else None
            raise
        except OSError as error:
            self.why = out_of_reach(error)
            raise
        self.why = None
        return address

    def connect(self) -> None:
        """Open a socket, and note when."""
        super().connect()
        self._opened_at = self._now()

    def heard_at(self) -> float:
        """Return when Slack last answered a ping, or when the socket was opened if it has not yet."""
        session = self.current_session
        return max(self._opened_at, (session.last_ping_pong_time or 0.0) if session else 0.0)
