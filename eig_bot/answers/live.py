"""A responder that follows its knowledge folder: an edit is in service within two seconds, and no question waits for it.

A thread looks at the folder once every `PERIOD`. When something changed, it puts in place a responder on the new passages with
the models of the old ones, which is ready in a fraction of a second; another thread then has models of its own fitted by a
child process, so that neither the memory nor the time of a fit is taken from the answers.
At a start without a cache, a bot with many phrasings begins with what is learnt from a part of them, within seconds, and takes
in the rest in the same way. Looking beats being told (inotify): it also works on network drives and mounted volumes.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from eig_bot.answers.answer import Answer, CallStatus
from eig_bot.answers.models import Models
from eig_bot.answers.responder import Responder
from eig_bot.background import BackgroundJob
from eig_bot.errors import KnowledgeError
from eig_bot.knowledge.left_out import LeftOut
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.search.fitting import Fitted, quickly, takes_long
from eig_bot.search.ranker import Ranker

PERIOD = 0.5
"""Seconds between two looks at the folder: some milliseconds each for hundreds of files."""

log = logging.getLogger(__name__)


class LiveResponder:
    """Answers from a folder that may change at any time."""

    def __init__(  # noqa: PLR0913 - what is handed in by tests stands after what is needed
        self,
        folder: Path,
        models: Models | None = None,
        *,
        read: Callable[[Path], Library] = Library,
        rank: Callable[..., Ranker] = Ranker,
        period: float = PERIOD,
        takes_long: Callable[[KnowledgeBase], bool] = takes_long,
    ) -> None:
        """Read and index the folder.

        Args:
            folder: the knowledge folder.
            models: brings what is learnt into the cache; None: it is fitted in this process, and not kept.
            read: makes what reads the folder, as `Library` does.
            rank: makes what finds passages, as `Ranker` does.
            period: seconds between two looks at the folder.
            takes_long: tells whether to begin with a part of what can be learnt, where nothing is kept.

        Raises:
            KnowledgeError: the folder is missing, or nothing in it can be served.
        """
        self._library = read(folder)
        self._models = models
        self._rank = rank
        knowledge = self._library.load()
        quick = models if models and takes_long(knowledge) and not models.have(knowledge) else None
        self._current = self._quick_responder(knowledge, quick) if quick else self._responder(knowledge)
        self._swap = threading.Lock()
        self._looking = BackgroundJob("knowledge-look", self._look, period=period, at_once=False)
        self._fitting = BackgroundJob("knowledge-fit", self._fit, period=None, at_once=quick is not None)
        self._is_out_of_reach = False
        self._told: tuple[Problem, ...] = ()
        self._told_left_out: tuple[LeftOut, ...] = ()
        self._told_of_change: Callable[[], None] = lambda: None
        self.loaded_at = time.time()
        """When the pages in service came into it: seconds since 1970."""
        self._tell(self._current.knowledge)

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base in service."""
        return self._current.knowledge

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the folder as it is now, whatever is in service."""
        return self._told

    def respond(self, question: str, history: Sequence[str] = (), *, now: datetime, shown: str | None = None) -> Answer:
        """Answer a message; `question`, `history`, `now` and `shown` as in `Responder.respond`."""
        return self._current.respond(question, history, now=now, shown=shown)

    def is_reaction(self, question: str) -> bool:
        """Return whether a message, a `question` as typed, asks nothing of the pages."""
        return self._current.is_reaction(question)

    def show(self, key: str, question: str | None, now: datetime) -> Answer | None:
        """Answer with the passage of a `key`; None when it is there no more. `question` and `now` as in `Responder.show`."""
        current = self._current
        passage = current.knowledge.passage(key)
        return current.show(passage, question, now) if passage else None

    def no_answer(self, question: str) -> Answer:
        """Answer "je ne sais pas" to a `question`."""
        return self._current.no_answer(question)

    def status(self, now: datetime) -> Answer:
        """Answer "is the call open" at a moment, `now`, with its time zone."""
        return self._current.status(now)

    def describe(self, call: CallStatus) -> str:
        """Say the state of a `call` in a sentence or two."""
        return self._current.describe(call)

    def refresh(self) -> bool:
        """Take in what changed in the folder, models included; return whether anything did."""
        if not self._take_in():
            return False
        self._fit()
        return True

    def watch(self, told: Callable[[], None] = lambda: None) -> None:
        """Begin to follow the folder: one thread looks at it, another fits, so that no edit waits for a fit.

        Args:
            told: called after each change of the folder, taken in or refused.
        """
        self._told_of_change = told
        self._looking.start()
        self._fitting.start()

    def close(self) -> None:
        """Stop following the folder."""
        self._looking.close()
        self._fitting.close()

    def _take_in(self) -> bool:
        """Serve what changed, with the models of before; return whether anything did."""
        try:
            knowledge = self._library.refresh()
        except KnowledgeError as error:
            if not self._is_out_of_reach:
                log.warning("knowledge folder out of reach, the last good version stays in service: %s", error)
            self._is_out_of_reach = True
            return False
        if self._is_out_of_reach:
            log.info("knowledge folder within reach again")
            self._is_out_of_reach = False
        if knowledge is None:
            return False
        self._tell(knowledge)
        if not knowledge.passages and knowledge.unpublished:
            log.warning("no page is published any more, nothing is answered", extra={"unpublished": len(knowledge.unpublished)})
        elif not knowledge.passages:
            log.warning("no page left in the knowledge folder, the last good version stays in service")
            return False
        with self._swap:
            self._current = Responder(self._rank(knowledge, None, self._current.learnt))
        self.loaded_at = time.time()
        log.info("knowledge reloaded", extra={"files": knowledge.files, "passages": len(knowledge.passages)})
        return True

    def _fit(self) -> None:
        """Put models of its own in the place of the borrowed ones, unless a newer version came meanwhile."""
        served = self._current
        own = self._responder(served.knowledge)
        with self._swap:
            if self._current is served:
                self._current = own
        log.info("all that can be learnt from the knowledge folder is in service")

    def _responder(self, knowledge: KnowledgeBase) -> Responder:
        """Return a responder with models of its own, which are fitted aside unless they are kept somewhere."""
        if self._models and not self._models.have(knowledge):
            self._models.fit(knowledge)
        return Responder(self._rank(knowledge, self._models.cache if self._models else None))

    def _quick_responder(self, knowledge: KnowledgeBase, models: Models) -> Responder:
        """Return a responder that has learnt from a part of the phrasings."""
        log.info("answering with a part of what can be learnt, until all of it is")
        with ThreadPoolExecutor(1, thread_name_prefix="fit-quickly") as beside:
            return Responder(self._rank(knowledge, None, beside.submit(_learn_quickly, models, knowledge)))

    def _look(self) -> None:
        """Take in what changed since the last look, and tell of it."""
        before = self._told
        has_changed = self._take_in()
        if has_changed:
            self._fitting.wake()
        if has_changed or self._told != before:
            self._told_of_change()

    def _tell(self, knowledge: KnowledgeBase) -> None:
        """Log each problem, and what is not read, once, when it appears."""
        for problem in knowledge.problems:
            if problem not in self._told:
                log.log(logging.ERROR if problem.is_error else logging.INFO, "knowledge problem: %s", problem)
        self._told = knowledge.problems
        for out in knowledge.left_out:
            if out not in self._told_left_out:
                said = {"reason": out.reason.value, "files": len(out.paths), "names": ", ".join(out.names)}
                log.info("files of the knowledge folder are not read", extra=said)
        self._told_left_out = knowledge.left_out


def _learn_quickly(models: Models, knowledge: KnowledgeBase) -> Fitted:
    models.fit_quickly(knowledge)
    return quickly(knowledge, models.cache)
