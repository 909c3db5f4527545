"""What is learnt from a knowledge base, brought into the cache: from the other replicas, else by a process aside.

A fit takes a minute of a processor and twice the memory of the answers, which a child process gives back. Where several
replicas share a database, what one of them has fitted is kept there for the others: they are ready as if they had fitted it.
"""

import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Protocol

from eig_bot.errors import JournalError
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.cache import Cache
from eig_bot.search.fitting import fitted, general_reactions, quickly
from eig_bot.search.index import Index

MOST_BYTES = 25_000_000
"""What one content may take in the database; that of 5,000 phrasings has 20 MB."""

log = logging.getLogger(__name__)


class SharedModels(Protocol):
    """What replicas share, by name; each method raises `JournalError` while it is out of reach."""

    def find(self, name: str) -> bytes | None:
        """Return what is kept under a `name`; None where there is nothing."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a `content` under a `name`."""


class Models:
    """What is fitted for each content; safe to share between threads."""

    def __init__(self, cache: Cache, shared: SharedModels | None = None) -> None:
        """Take the places.

        Args:
            cache: of this machine.
            shared: of all replicas; None where there are none.
        """
        self.cache = cache
        self._shared = shared
        self._children: set[BaseProcess] = set()
        self._starting = threading.Lock()
        self._is_closed = False

    def have(self, knowledge: KnowledgeBase) -> bool:
        """Return whether the cache has all that is learnt from a `knowledge` base, now that the other replicas were asked."""
        return self.cache.has(knowledge) or self._fetch(knowledge)

    def fit(self, knowledge: KnowledgeBase) -> None:
        """Learn all from a `knowledge` base, into the cache, and share it; what fails here is fitted by who loads it."""
        self._aside(knowledge, _fit_all)
        if self._shared and (content := self.cache.read(knowledge)):
            self._share(self._shared, self.cache.name_of(knowledge), content)

    def fit_quickly(self, knowledge: KnowledgeBase) -> None:
        """Learn from a part of the phrasings of a `knowledge` base, into the cache; what fails here, likewise."""
        self._aside(knowledge, _fit_quickly, _fit_reactions)

    def close(self) -> None:
        """End the fits that are under way, and begin no other."""
        with self._starting:
            self._is_closed = True
            for child in self._children:
                child.kill()  # what it writes is there whole, or not at all

    def _fetch(self, knowledge: KnowledgeBase) -> bool:
        if self._shared is None:
            return False
        try:
            content = self._shared.find(self.cache.name_of(knowledge))
        except JournalError as error:
            log.info("models of the other replicas out of reach", extra={"error": str(error)})
            return False
        is_taken = content is not None and self.cache.write(knowledge, content)
        if is_taken:
            log.info("models taken from the database")
        return is_taken

    def _share(self, shared: SharedModels, name: str, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            log.warning("models too large for the database, each replica fits its own", extra={"bytes": len(content)})
            return
        try:
            shared.keep(name, content)
        except JournalError as error:
            log.warning("models not shared", extra={"error": str(error)})

    def _aside(self, knowledge: KnowledgeBase, *fits: Callable[[Cache, KnowledgeBase], None]) -> None:
        """Fit each in a process of its own, all at once, and wait for them."""
        process, arguments = multiprocessing.get_context("spawn").Process, (self.cache, knowledge)
        children = {process(target=fit, args=arguments, daemon=True) for fit in fits}
        with self._starting:
            if self._is_closed:
                return
            for child in children:
                child.start()
            self._children |= children
        for child in children:
            child.join()
        with self._starting:
            self._children -= children


def _fit_all(cache: Cache, knowledge: KnowledgeBase) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the bot ends by itself
    fitted(Index(knowledge), cache)


def _fit_quickly(cache: Cache, knowledge: KnowledgeBase) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # likewise
    quickly(knowledge, cache)


def _fit_reactions(cache: Cache, _: KnowledgeBase) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # likewise
    general_reactions(cache)
