"""A responder that follows its knowledge folder: an edit is in service within two seconds, and no question waits for it.

A thread looks at the folder once every `PERIOD`. When something changed, it puts in place a responder on the new passages with
the models of the old ones, which is ready in a fraction of a second; then one with models of its own, some seconds later.
Looking beats being told (inotify): it also works on network drives and mounted volumes.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from eig_bot.answers.answer import Answer, CallStatus
from eig_bot.answers.responder import Responder
from eig_bot.errors import KnowledgeError
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.search.cache import Cache

PERIOD = 0.5
"""Seconds between two looks at the folder: some milliseconds each for hundreds of files."""

log = logging.getLogger(__name__)


class LiveResponder:
    """Answers from a folder that may change at any time."""

    def __init__(self, folder: Path, cache: Cache | None = None) -> None:
        """Read and index the folder.

        Raises:
            KnowledgeError: the folder is missing, or nothing in it can be served.
        """
        self._library = Library(folder)
        self._cache = cache
        self._current = Responder(self._library.load(), cache)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: tuple[Problem, ...] = ()
        self._tell(self._current.knowledge)

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base in service."""
        return self._current.knowledge

    def respond(self, question: str, history: Sequence[str] = (), *, now: datetime) -> Answer:
        """Answer a message; see `Responder.respond`."""
        return self._current.respond(question, history, now=now)

    def status(self, now: datetime) -> Answer:
        """Answer "is the call open"; see `Responder.status`."""
        return self._current.status(now)

    def calls(self, now: datetime) -> tuple[CallStatus, ...]:
        """Return the state of every call."""
        return self._current.calls(now)

    def describe(self, call: CallStatus) -> str:
        """Say the state of a call."""
        return self._current.describe(call)

    def refresh(self) -> bool:
        """Take in what changed in the folder; return whether anything did."""
        try:
            knowledge = self._library.refresh()
        except KnowledgeError as error:
            log.warning("knowledge folder out of reach, the last good version stays in service: %s", error)
            return False
        if knowledge is None:
            return False
        self._tell(knowledge)
        if not knowledge.passages:
            log.warning("no page left in the knowledge folder, the last good version stays in service")
            return False
        self._current = Responder(knowledge, learnt=self._current.learnt)
        self._current = Responder(knowledge, self._cache)
        log.info("knowledge reloaded", extra={"files": knowledge.files, "passages": len(knowledge.passages)})
        return True

    def watch(self) -> None:
        """Begin to follow the folder."""
        self._thread = threading.Thread(target=self._watch, name="knowledge-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop following the folder."""
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _watch(self) -> None:
        while not self._stop.wait(PERIOD):
            try:
                self.refresh()
            except Exception:
                log.exception("the knowledge folder could not be read again")

    def _tell(self, knowledge: KnowledgeBase) -> None:
        """Log each problem once, when it appears."""
        for problem in knowledge.problems:
            if problem not in self._told:
                log.log(logging.ERROR if problem.is_error else logging.INFO, "knowledge problem: %s", problem)
        self._told = knowledge.problems
