"""One process: Socket Mode when there is an app token, else HTTP; health checks on `$PORT`; a clean stop.

On SIGTERM or Ctrl+C the bot takes nothing new, finishes what is in flight, and ends with 0.
"""

import logging
import signal
import threading
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError
from waitress.server import create_server

from eig_bot import messages
from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.log import configure_logging
from eig_bot.search.cache import Cache
from eig_bot.slack.app import build_app
from eig_bot.slack.health import with_health

PATH = "/slack/events"
MAX_BODY = 1_000_000
"""Bytes: Slack's own payloads stay far below."""
GRACE = 20.0
"""Seconds for what is in flight; process managers kill after 30."""
_WRONG_TOKEN = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
}

log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Run the bot until it is told to stop.

    Raises:
        SettingsError: a token is wrong, or HTTP mode has no port.
        KnowledgeError: the knowledge folder cannot be served.
    """
    configure_logging()
    if not settings.slack_app_token and settings.port is None:
        raise SettingsError(messages.NO_PORT)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    responder = LiveResponder(settings.knowledge, Cache(settings.cache))
    app = build_app(settings, responder)
    slack = _Connection(app)
    slack.check()
    responder.watch()
    try:
        run = _run_socket_mode if settings.slack_app_token else _run_http
        run(settings, app, slack, stop)
    finally:
        responder.close()
        _finish(app)
        log.info("stopped")


class _Connection:
    """Whether Slack takes the bot's token."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._is_known = False

    def check(self) -> str | None:
        """Ask Slack once; a network failure is no reason not to start.

        Raises:
            SettingsError: Slack refuses the token.
        """
        if self._is_known:
            return None
        try:
            self._app.client.auth_test()
        except SlackApiError as error:
            if error.response.get("error") in _WRONG_TOKEN:
                raise SettingsError(messages.token_refused("SLACK_BOT_TOKEN", "OAuth & Permissions")) from error
            return "Slack does not answer"
        except OSError:
            return "Slack is out of reach"
        self._is_known = True
        return None


def _run_http(settings: Settings, app: App, slack: _Connection, stop: threading.Event) -> None:
    close = _listen(settings, with_health(_ready(slack.check), SlackRequestHandler(app, path=PATH)))
    log.info("listening", extra={"mode": "http", "port": settings.port})
    stop.wait()
    close()


def _run_socket_mode(settings: Settings, app: App, slack: _Connection, stop: threading.Event) -> None:
    handler = SocketModeHandler(app, settings.slack_app_token)

    def check() -> str | None:
        return slack.check() if handler.client.is_connected() else "not connected to Slack"

    close = _listen(settings, with_health(_ready(check))) if settings.port else None
    try:
        handler.client.connect()
    except SlackApiError as error:
        raise SettingsError(messages.token_refused("SLACK_APP_TOKEN", "Basic Information")) from error
    log.info("listening", extra={"mode": "socket", "port": settings.port})
    stop.wait()
    handler.client.auto_reconnect_enabled = False
    handler.client.close()
    if close:
        close()


def _ready(check: Callable[[], str | None]) -> Callable[[], str | None]:
    def ready() -> str | None:
        try:
            return check()
        except SettingsError:
            return "Slack refuses the token"

    return ready


def _listen(settings: Settings, application: object) -> Callable[[], None]:
    """Serve HTTP in a thread of its own; return what stops it, once what is in flight is answered."""
    server = create_server(
        application,
        host="0.0.0.0",  # noqa: S104 - the port of a container is reached from outside
        port=settings.port,
        threads=8,
        max_request_body_size=MAX_BODY,
        ident=None,
    )
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def close() -> None:
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=GRACE)
        server.close()

    return close


def _finish(app: App) -> None:
    """Let the listeners that run finish."""
    executor = app.listener_runner.listener_executor
    finished = threading.Thread(target=executor.shutdown, kwargs={"wait": True}, daemon=True)
    finished.start()
    finished.join(GRACE)
