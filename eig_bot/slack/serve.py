"""One process: Socket Mode when there is an app token, else HTTP; health checks on `$PORT`; a clean stop.

`start.py` has taken the port before this is imported. What Slack sends is taken from then on, acknowledged and kept; it is
answered as soon as the pages are read, and what is learnt from them is there.
On SIGTERM or Ctrl+C the bot takes nothing new, finishes what is in flight within `GRACE` seconds, and ends with 0; a second
signal ends it at once.
"""

import gc
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol
from wsgiref.types import WSGIApplication

from eig_bot.answers.live import LiveResponder
from eig_bot.answers.models import Models
from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.git.follow import Following
from eig_bot.git.hook import HookSecret
from eig_bot.journal.journal import Journal
from eig_bot.knowledge.last_good import LastGoodFolder
from eig_bot.knowledge.library import Library
from eig_bot.search.cache import Cache
from eig_bot.slack.app import build_bot
from eig_bot.slack.awaited import AwaitedResponder
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.client import SlackClient
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.door import Door
from eig_bot.slack.health import with_health
from eig_bot.slack.http_mode import HttpReceiver
from eig_bot.slack.jobs import background_jobs
from eig_bot.slack.knowledge_hook import with_hook
from eig_bot.slack.knowledge_source import note_of, problem_of
from eig_bot.slack.metrics_page import with_metrics
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.service import AnswerService
from eig_bot.slack.situation import Situation
from eig_bot.slack.socket_mode import SocketModeReceiver
from eig_bot.slack.stop import GRACE, finish
from eig_bot.slack.timing import DEFAULT, Timing
from eig_bot.slack.tokens import TokenCheck
from eig_bot.slack.verification import Verification

FAILED = 3.0
"""Seconds that a start which has failed takes to end: nothing is being answered."""
NOT_READY = "the bot is starting: it reads its pages"
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

    def problem(self) -> str | None:
        """Return what is wrong with the connection, in a few words; None when all is well."""

    def close(self) -> None:
        """Take nothing more."""


def serve(settings: Settings, door: Door | None, stop: threading.Event, timing: Timing = DEFAULT) -> None:
    """Run the bot until it is told to stop; the process ends here.

    Args:
        settings: they hold the tokens, and name the folders.
        door: the port; None where there is none.
        stop: set from outside to end.
        timing: how long it waits for Slack.

    Raises:
        SettingsError: a token is wrong, or the data folder is of no use.
        KnowledgeError: the knowledge folder cannot be served.
    """
    journal = Journal.of(settings)
    following = Following.of(settings, journal)
    if following:
        settings = replace(settings, knowledge=following.folder)
    models = Models(Cache(settings.cache), journal.models if journal.database.is_server else None)
    service = AnswerService(settings, AwaitedResponder(), journal, following=following)
    client = SlackClient(settings.slack_bot_token, settings.slack_api_url, RateLimits(), timing, service.metrics.called)
    bot = build_bot(settings, service, Deduplicator(service), client=client)
    Server(bot, settings, stop, door, timing=timing).run(Start(settings, models, following))
    logging.shutdown()
    os._exit(0)  # Python would wait for threads that hang in a call to Slack


def _from_folder(settings: Settings) -> Callable[[Path], Library]:
    kept = LastGoodFolder(settings.last_good, settings.knowledge)
    return partial(Library, now=settings.clock(), kept=kept)


def _over_http(bot: SlackBot, settings: Settings) -> HttpReceiver:
    return HttpReceiver(bot.app, Verification(settings.slack_signing_secret or ""), bot.service.ack_priority)


class Start:
    """Reads the pages, and brings what is learnt from them."""

    def __init__(self, settings: Settings, models: Models, following: Following | None) -> None:
        """Take what is read; nothing is yet.

        Args:
            settings: they name the folders, and give the clock.
            models: bring what is learnt.
            following: brings the pages of a repository; None where they stand in a folder.
        """
        self._folder = settings.knowledge
        self._read = following.read if following else _from_folder(settings)
        self._models = models
        self._following = following

    def responder(self) -> LiveResponder:
        """Return what answers from the pages.

        Raises:
            KnowledgeError: the knowledge folder cannot be served.
        """
        if self._following:
            self._following.begin()
        return LiveResponder(self._folder, self._models, read=self._read)

    def close(self) -> None:
        """Learn no more."""
        self._models.close()


class Server:
    """A bot before Slack: what Slack sends, the health checks, the background jobs."""

    def __init__(
        self,
        bot: SlackBot,
        settings: Settings,
        stop: threading.Event,
        door: Door | None,
        *,
        timing: Timing = DEFAULT,
    ) -> None:
        """Take what is served; `run` begins.

        Args:
            bot: answers, once it is made ready.
            settings: they hold the tokens and the port.
            stop: set from outside to end; set from here when Slack refuses a token at the start, or no page can be served.
            door: the port; None where there is none.
            timing: how often Slack is tried, and asked.
        """
        token = settings.slack_app_token
        self._bot = bot
        self._settings = settings
        self._stop = stop
        self._door = door
        self._failure: Exception | None = None
        self._receiver: Receiver = SocketModeReceiver(bot.app, token, timing=timing) if token else _over_http(bot, settings)
        self._tokens = TokenCheck(settings, self._receiver.connect, stop.set, timing=timing)
        self._jobs = background_jobs(bot)
        without = {NO_TEAM: settings.team_channel, NO_TEAM_USERS: settings.team_users}
        self._notes = tuple(note for note, setting in without.items() if not setting)
        self._following = bot.service.following

    def run(self, start: Start, grace: float = GRACE) -> None:
        """Serve until the stop, then finish what is in flight and close all that the bot holds.

        Args:
            start: makes the bot ready.
            grace: seconds for what is in flight.

        Raises:
            SettingsError: Slack refuses a token at the start.
            KnowledgeError: no page can be served.
        """
        for note in self._notes:
            log.warning(note)
        if self._door:
            self._door.open_to(self._application())
        self._tokens.start()
        threading.Thread(target=self._make_ready, args=(start,), name="start", daemon=True).start()
        log.info("listening", extra={"mode": self._receiver.mode, "port": self._settings.port})
        self._stop.wait()
        finish(self._last_steps(start, grace), min(grace, FAILED) if self._failure else grace)
        log.info("stopped")
        if self._failure:
            raise self._failure
        if self._tokens.refused:
            raise SettingsError(self._tokens.refused)

    def _make_ready(self, start: Start) -> None:
        """Let the bot answer; what keeps it from ever doing so ends it."""
        try:
            responder = start.responder()
        except Exception as error:  # noqa: BLE001 - it is raised by `run`, in the thread that began all this
            self._failure = error
            self._stop.set()
            return
        if self._stop.is_set():
            return
        gc.enable()
        self._bot.service.awaited.arrive(responder)
        responder.watch(self._wake_jobs)
        for job in self._jobs:
            job.start()
        if self._following:
            self._following.follow()
        log.info("answering")

    def _application(self) -> WSGIApplication:
        service = self._bot.service
        service.metrics.add(Situation(service, self._slack_problem, self._problem))
        events = with_metrics(self._settings.metrics_token, service.metrics, self._receiver.events)
        if self._following and self._settings.git and self._settings.git.hook_secret:
            events = with_hook(HookSecret(self._settings.git.hook_secret), self._following.wake, events)
        return with_health(self._problem, self._all_notes, events)

    def _slack_problem(self) -> str | None:
        return self._tokens.problem or self._receiver.problem()

    def _problem(self) -> str | None:
        starting = None if self._bot.service.awaited.is_here else NOT_READY
        behind = problem_of(self._following.state) if self._following else None
        return starting or self._tokens.problem or self._bot.service.spool.problem() or self._receiver.problem() or behind

    def _all_notes(self) -> Sequence[str]:
        service = self._bot.service
        aside = service.spool.count_aside()
        told = (f"{aside} events were set aside: they could not be handled",) if aside else ()
        source = (note_of(self._following.state, service.responder.problems),) if self._following else ()
        return (*self._notes, *told, *source, *service.journal.database.notes)

    def _wake_jobs(self) -> None:
        for job in self._jobs:
            job.wake()

    def _last_steps(self, start: Start, grace: float) -> Iterator[Callable[[], object]]:
        """Take nothing new, then finish what is under way, then close what it has needed."""
        service, listeners = self._bot.service, self._bot.app.listener_runner.listener_executor
        yield from (start.close, self._tokens.close, self._receiver.close)
        if self._following:
            yield self._following.close
        yield from (partial(job.close, 0) for job in self._jobs)
        if self._door:
            yield partial(self._door.close, grace)
        yield self._bot.deduplicator.end
        yield service.awaited.give_up
        yield partial(listeners.shutdown, wait=True)
        yield from (job.close for job in self._jobs)
        if service.awaited.is_here:
            yield service.responder.close
        yield from (self._bot.deduplicator.close, service.journal.close)
