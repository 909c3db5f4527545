"""One process: Socket Mode when there is an app token, else HTTP; health checks on `$PORT`; a clean stop.

On SIGTERM or Ctrl+C the bot takes nothing new, finishes what is in flight within `GRACE` seconds, and ends with 0; a second
signal ends it at once.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol
from wsgiref.types import WSGIApplication

from eig_bot.answers.live import LiveResponder
from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.git.follow import Following
from eig_bot.git.hook import HookSecret
from eig_bot.journal.journal import Journal
from eig_bot.knowledge.last_good import LastGoodFolder
from eig_bot.knowledge.library import Library
from eig_bot.log import configure_logging
from eig_bot.messages import settings as messages
from eig_bot.search.cache import Cache
from eig_bot.slack.app import build_bot
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.client import SlackClient
from eig_bot.slack.connections import HeaderCheck
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.health import with_health
from eig_bot.slack.http_mode import HttpReceiver
from eig_bot.slack.jobs import background_jobs
from eig_bot.slack.knowledge_hook import check_with_hook, with_hook
from eig_bot.slack.knowledge_source import note_of, problem_of
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.service import AnswerService
from eig_bot.slack.socket_mode import SocketModeReceiver
from eig_bot.slack.stop import GRACE, finish, stop_on_signals
from eig_bot.slack.timing import DEFAULT, Timing
from eig_bot.slack.tokens import TokenCheck
from eig_bot.slack.verification import Verification
from eig_bot.slack.web_server import WebServer

NO_TEAM = "EIG_BOT_TEAM_CHANNEL is not set: nobody can be offered to talk to the team"
NO_TEAM_USERS = "EIG_BOT_TEAM_USERS is not set: nobody may act for the team, so that nobody can be offered to talk to it"

log = logging.getLogger(__name__)


class Receiver(Protocol):
    """One of the two ways in which what Slack sends reaches the bot."""

    mode: str
    """Its name, for the log."""
    events: WSGIApplication | None
    """What serves Slack on the port; None where Slack does not come there."""

    def connect(self) -> None:
        """Connect to Slack; SlackApiError and OSError say that it could not be."""

    def refusal_of_headers(self, headers: Mapping[str, str]) -> str | None:
        """Return why what has been posted with these headers is not worth reading; None when it is."""

    def problem(self) -> str | None:
        """Return what is wrong with the connection, in a few words; None when all is well."""

    def close(self) -> None:
        """Take nothing more."""


def serve(settings: Settings, timing: Timing = DEFAULT) -> None:
    """Run the bot until a signal stops it; the process ends here.

    Args:
        settings: they hold the tokens, and name the folders.
        timing: how long it waits for Slack.

    Raises:
        SettingsError: a token is wrong, the port is taken, or HTTP mode has none.
        KnowledgeError: the knowledge folder cannot be served.
    """
    if not settings.slack_app_token and settings.port is None:
        raise SettingsError(messages.NO_PORT)
    configure_logging()
    journal = Journal.of(settings)
    following = Following.of(settings, journal)
    settings, read = _from_git(following, settings) if following else (settings, _from_folder(settings))
    responder = LiveResponder(settings.knowledge, Cache(settings.cache), read=read)
    service = AnswerService(settings, responder, journal, following=following)
    client = SlackClient(settings.slack_bot_token, settings.slack_api_url, RateLimits(), timing)
    bot = build_bot(settings, service, Deduplicator(service), client=client)
    refused = Server(bot, settings, stop_on_signals(), timing=timing).run()
    log.info("stopped")
    if refused:
        raise SettingsError(refused)
    logging.shutdown()
    os._exit(0)  # Python would wait for threads that hang in a call to Slack


def _from_folder(settings: Settings) -> Callable[[Path], Library]:
    kept = LastGoodFolder(settings.last_good, settings.knowledge)
    return partial(Library, now=settings.clock(), kept=kept)


def _from_git(following: Following, settings: Settings) -> tuple[Settings, Callable[[Path], Library]]:
    """Return settings whose knowledge folder is the branch's; that folder is there."""
    following.begin()
    return replace(settings, knowledge=following.folder), following.read


def _over_http(bot: SlackBot, settings: Settings) -> HttpReceiver:
    return HttpReceiver(bot.app, Verification(settings.slack_signing_secret or ""), bot.service.ack_priority)


class Server:
    """A bot before Slack: what Slack sends, the health checks, the background jobs."""

    def __init__(self, bot: SlackBot, settings: Settings, stop: threading.Event, *, timing: Timing = DEFAULT) -> None:
        """Take the port; `run` begins.

        Args:
            bot: answers.
            settings: they hold the tokens and the port.
            stop: set from outside to end; set from here when Slack refuses a token at the start.
            timing: how often Slack is tried, and asked.

        Raises:
            SettingsError: the port is taken.
        """
        token = settings.slack_app_token
        self._bot = bot
        self._settings = settings
        self._stop = stop
        self._receiver: Receiver = SocketModeReceiver(bot.app, token, timing=timing) if token else _over_http(bot, settings)
        self._tokens = TokenCheck(settings, self._receiver.connect, stop.set, timing=timing)
        self._jobs = background_jobs(bot)
        without = {NO_TEAM: settings.team_channel, NO_TEAM_USERS: settings.team_users}
        self._notes = tuple(note for note, setting in without.items() if not setting)
        self._following = bot.service.following
        events: WSGIApplication | None = self._receiver.events
        check: HeaderCheck = self._receiver.refusal_of_headers
        if self._following and settings.git and settings.git.hook_secret:
            secret = HookSecret(settings.git.hook_secret)
            events, check = with_hook(secret, self._following.wake, events), check_with_hook(secret, check)
        application = with_health(self._problem, self._all_notes, events)
        self._web = WebServer(application, settings.port, check=check) if settings.port else None

    def run(self, grace: float = GRACE) -> str | None:
        """Serve until the stop, then finish what is in flight and close all that the bot holds.

        Args:
            grace: seconds for what is in flight.

        Returns:
            The sentence on the token that Slack refuses; None when it refuses none.
        """
        for note in self._notes:
            log.warning(note)
        self._bot.service.responder.watch(self._wake_jobs)
        for job in self._jobs:
            job.start()
        if self._following:
            self._following.follow()
        self._tokens.start()
        log.info("listening", extra={"mode": self._receiver.mode, "port": self._settings.port})
        self._stop.wait()
        finish(self._last_steps(grace), grace)
        return self._tokens.refused

    def _problem(self) -> str | None:
        behind = problem_of(self._following.state) if self._following else None
        return self._tokens.problem or self._bot.service.spool.problem() or self._receiver.problem() or behind

    def _all_notes(self) -> Sequence[str]:
        service = self._bot.service
        aside = service.spool.count_aside()
        told = (f"{aside} events were set aside: they could not be handled",) if aside else ()
        source = (note_of(self._following.state, service.responder.problems),) if self._following else ()
        return (*self._notes, *told, *source, *service.journal.database.notes)

    def _wake_jobs(self) -> None:
        for job in self._jobs:
            job.wake()

    def _last_steps(self, grace: float) -> Iterator[Callable[[], object]]:
        """Take nothing new, then finish what is under way, then close what it has needed."""
        service, listeners = self._bot.service, self._bot.app.listener_runner.listener_executor
        yield from (self._tokens.close, self._receiver.close)
        if self._following:
            yield self._following.close
        yield from (partial(job.close, 0) for job in self._jobs)
        if self._web:
            yield partial(self._web.close, grace)
        yield self._bot.deduplicator.end
        yield partial(listeners.shutdown, wait=True)
        yield from (job.close for job in self._jobs)
        yield from (service.responder.close, self._bot.deduplicator.close, service.journal.close)
