"""Socket Mode: the bot opens a WebSocket to Slack, and needs no address of its own."""

from collections.abc import Mapping
from wsgiref.types import WSGIApplication

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler


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
        self._client = SocketModeHandler(app, app_token).client

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
