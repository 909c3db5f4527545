"""What is done again and again, whether or not anyone writes: notices, what a stop left undone, what is kept too long."""

import logging
import threading
from collections.abc import Callable

from slack_bolt import App

from eig_bot.log import where
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.jobs import digest
from eig_bot.slack.jobs import refused_edits as refusals
from eig_bot.slack.listeners import notices
from eig_bot.slack.listeners import requests as team
from eig_bot.slack.service import AnswerService

PERIOD = 20.0
"""Seconds between two rounds."""

log = logging.getLogger(__name__)


class Rounds:
    """A thread that makes a round every `PERIOD` seconds, the first one at once."""

    def __init__(self, service: AnswerService, app: App, deduplicator: Deduplicator) -> None:
        """Take what the rounds need; `start` begins them."""
        self._service = service
        self._app = app
        self._deduplicator = deduplicator
        self._soon = threading.Event()
        self._closed = threading.Event()

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, name="rounds", daemon=True).start()
        threading.Thread(target=self._take_up, name="take-up", daemon=True).start()

    def close(self) -> None:
        """Begin no other round."""
        self._soon.set()
        self._closed.set()

    def soon(self) -> None:
        """Make the next round at once: something has changed."""
        self._soon.set()

    def make(self) -> None:
        """Make one round; what fails in a part of it does not stop the others."""
        service, client = self._service, self._app.client
        parts: tuple[Callable[[], object], ...] = (
            lambda: team.resume(service, client),
            lambda: refusals.tell(service, client),
            lambda: notices.tell(service, client),
            lambda: digest.send(service, client),
            lambda: service.journal.purge(service.retention),
        )
        for part in parts:
            _done(part)

    def _take_up(self) -> None:
        """Take up questions in a thread of its own: hundreds of notices must not hold them up."""
        while not self._closed.is_set():
            _done(lambda: self._deduplicator.resume(self._app))
            self._closed.wait(PERIOD)

    def _run(self) -> None:
        while not self._closed.is_set():
            self._soon.clear()
            self.make()
            self._soon.wait(PERIOD)


def _done(part: Callable[[], object]) -> None:
    try:
        part()
    except Exception as error:  # noqa: BLE001 - whatever it was, the next round may do better
        log.error("round failed", extra=where(error))  # noqa: TRY400 - its text may repeat what a person wrote
