"""Socket Mode: the bot opens a WebSocket to Slack, and needs no address of its own."""

import logging
from collections.abc import Mapping
from wsgiref.types import WSGIApplication

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from eig_bot.slack.payload import checked
from eig_bot.slack.shapes import MalformedError

log = logging.getLogger(__name__)


class _Handler(SocketModeHandler):
    """Bolt's, behind a look at what comes: Bolt stumbles over what is malformed, before the app sees it."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's own
        """Hand a payload to the app, unless it is malformed; see `SocketModeHandler.handle`."""
        try:
            req.payload = checked(req.payload)
        except MalformedError as error:
            log.warning("malformed payload", extra={"at": str(error)})
            return
        super().handle(client, req)


class SocketModeReceiver:
    """Receives what Slack sends over a WebSocket, which is opened again whenever it breaks."""

    mode = "socket"
    events: WSGIApplication | None = None
    """Nothing comes to the port."""

    def __init__(self, app: App, app_token: str) -> None:
        """Take what is connected; `connect` begins.

        Args:
            app: gets what Slack sends.
            app_token: `xapp-…`.
        """
        self._client = _Handler(app, app_token).client

    def refusal_of_headers(self, headers: Mapping[str, str]) -> str | None:  # noqa: ARG002 - as in HTTP mode
        """Return why nothing that is posted is worth reading.

        Args:
            headers: any.
        """
        return "Socket Mode"

    def connect(self) -> None:
        """Open the socket; SlackApiError and OSError say that it could not be."""
        self._client.connect()

    def problem(self) -> str | None:
        """Return what is wrong, in a few words; None while the socket is open."""
        return None if self._client.is_connected() else "not connected to Slack"

    def close(self) -> None:
        """Close the socket for good."""
        self._client.auto_reconnect_enabled = False
        self._client.close()
