"""One process: Socket Mode when there is an app token, else HTTP; health checks on `$PORT`; a clean stop.

On SIGTERM or Ctrl+C the bot takes nothing new, finishes what is in flight within `GRACE` seconds, and ends with 0; a second
signal ends it at once.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from waitress.server import create_server

from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.journal.journal import Journal
from eig_bot.log import configure_logging
from eig_bot.messages import settings as messages
from eig_bot.search.cache import Cache
from eig_bot.slack.app import build_app
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.health import with_health
from eig_bot.slack.jobs.rounds import Rounds
from eig_bot.slack.service import AnswerService

PATH = "/slack/events"
MAX_BODY = 1_000_000
"""Bytes: Slack's own payloads stay far below."""
GRACE = 20.0
"""Seconds for all that is in flight; process managers kill after 30."""
ONE_REQUEST = 1.0
"""Seconds within which a second signal is the first one again, which reached the process and its group."""
RETRY = 5.0
"""Seconds between two tries to reach Slack."""
NO_TEAM = "EIG_BOT_TEAM_CHANNEL is not set: nobody can be offered to talk to the team"
_WRONG_TOKEN = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}

log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Run the bot until it is told to stop; the process ends here.

    Raises:
        SettingsError: a token is wrong, the port is taken, or HTTP mode has none.
        KnowledgeError: the knowledge folder cannot be served.
    """
    configure_logging()
    if not settings.slack_app_token and settings.port is None:
        raise SettingsError(messages.NO_PORT)
    responder = LiveResponder(settings.knowledge, Cache(settings.cache))
    journal = Journal.of(settings)
    service = AnswerService(settings, responder, journal)
    deduplicator = Deduplicator(service)
    app = build_app(settings, service, deduplicator)
    rounds = Rounds(service, app, deduplicator)
    notes = [] if settings.team_channel else [NO_TEAM]
    stop = _stop_on_signal()
    slack = _Slack(settings)
    handler = SocketModeHandler(app, settings.slack_app_token) if settings.slack_app_token else None
    events = None if handler else SlackRequestHandler(app, path=PATH)

    def ready() -> str | None:
        is_connected = handler is None or handler.client.is_connected()
        return slack.problem or service.spool.problem() or (None if is_connected else "not connected to Slack")

    close = _listen(settings, with_health(ready, notes, events)) if settings.port else None
    for note in notes:
        log.warning(note)
    responder.watch(rounds.soon)
    rounds.start()
    slack.keep_trying(stop, handler.client.connect if handler else None)
    log.info("listening", extra={"mode": "socket" if handler else "http", "port": settings.port})
    stop.wait()
    deadline = time.monotonic() + GRACE
    listeners = app.listener_runner.listener_executor
    finishing = [rounds.close, close, lambda: listeners.shutdown(wait=True), responder.close, deduplicator.close, journal.close]
    for finish in [(lambda: _disconnect(handler)) if handler else None, *finishing]:
        if finish:
            _within(deadline, finish)
    log.info("stopped")
    if slack.refused:
        raise SettingsError(slack.refused)
    logging.shutdown()
    os._exit(0)  # Python would wait for threads that hang in a call to Slack


class _Slack:
    """Whether Slack takes the bot's tokens; asked in a thread of its own, so that nothing waits for a Slack that hangs."""

    def __init__(self, settings: Settings) -> None:
        self._client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, timeout=10)
        self.problem: str | None = "Slack was not reached yet"
        """What is wrong, in a few words; None when all is well."""
        self.refused: str | None = None
        """The sentence to end with when Slack refuses a token."""

    def keep_trying(self, stop: threading.Event, connect: Callable[[], None] | None) -> None:
        """Try until Slack takes the tokens; a network failure is no reason not to start, a wrong token is one to stop."""

        def work() -> None:
            while not stop.is_set() and not self._try(connect):
                if self.refused:
                    stop.set()
                stop.wait(RETRY)

        threading.Thread(target=work, name="slack-check", daemon=True).start()

    def _try(self, connect: Callable[[], None] | None) -> bool:
        token, page = "SLACK_BOT_TOKEN", "OAuth & Permissions"
        try:
            self._client.auth_test()
            token, page = "SLACK_APP_TOKEN", "Basic Information"
            if connect:
                connect()
        except SlackApiError as error:
            code = error.response.get("error")
            self.problem = f"Slack answers {code}"
            if code in _WRONG_TOKEN:
                self.refused = messages.token_refused(token, page)
            log.warning("slack refuses", extra={"slack_error": code, "token": token})
            return False
        except Exception as error:  # noqa: BLE001 - whatever the network does, the next try may do better
            self.problem = f"Slack is out of reach ({type(error).__name__})"
            log.warning("slack out of reach", extra={"error": type(error).__name__})
            return False
        self.problem = None
        return True


def _stop_on_signal() -> threading.Event:
    stop = threading.Event()
    asked: list[float] = []

    def told(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the form that `signal` asks for
        if stop.is_set() and time.monotonic() - asked[0] > ONE_REQUEST:
            os._exit(1)
        asked[:] = asked or [time.monotonic()]
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    return stop


def _listen(settings: Settings, application: object) -> Callable[[], None]:
    """Serve HTTP in a thread of its own; return what stops it, once what is in flight is answered."""
    try:
        server = create_server(
            application,
            host="0.0.0.0",  # noqa: S104 - the port of a container is reached from outside
            port=settings.port,
            threads=8,
            max_request_body_size=MAX_BODY,
            ident=None,
        )
    except OSError as error:
        raise SettingsError(messages.port_taken(settings.port or 0)) from error
    threading.Thread(target=server.run, name="http", daemon=True).start()

    def close() -> None:
        server.accepting = False
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=GRACE)

    return close


def _disconnect(handler: SocketModeHandler) -> None:
    handler.client.auto_reconnect_enabled = False
    handler.client.close()


def _within(deadline: float, finish: Callable[[], object]) -> None:
    """Do something in the time that is left."""
    thread = threading.Thread(target=finish, daemon=True)
    thread.start()
    thread.join(max(0.1, deadline - time.monotonic()))
