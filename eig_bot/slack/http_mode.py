"""HTTP mode: Slack posts to the bot's port."""

from wsgiref.types import WSGIApplication

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

PATH = "/slack/events"
"""Where Slack posts events, commands, clicks and forms; the app's manifest names it too."""


class HttpReceiver:
    """Receives what Slack posts, and what Bolt finds to be signed by it."""

    mode = "http"

    def __init__(self, app: App) -> None:
        """Take what answers.

        Args:
            app: gets what Slack sends.
        """
        self.events: WSGIApplication | None = SlackRequestHandler(app, path=PATH)
        """What serves the port, beside the health checks."""

    def connect(self) -> None:
        """Do nothing: Slack connects."""

    def problem(self) -> str | None:
        """Return None: what is wrong with the port ends the start."""
        return None

    def close(self) -> None:
        """Do nothing: the port is closed by who opened it."""
