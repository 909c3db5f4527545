"""From the settings to what answers: the folder read, its models fitted or taken from the cache."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from eig_bot.answers.responder import Responder
from eig_bot.clock import PARIS
from eig_bot.config import Settings
from eig_bot.knowledge.extras import NAMES
from eig_bot.knowledge.last_good import LastGoodFolder
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.messages import cli as messages
from eig_bot.printable import printable
from eig_bot.search.cache import Cache
from eig_bot.search.ranker import Ranker

PATIENCE = 1.0
"""Seconds that a person waits before being told what for."""


def responder_of(settings: Settings) -> Responder:
    """Return what answers from the knowledge folder; what of it is refused is said on the standard error.

    Args:
        settings: they name the folder, and where is kept what was fitted before and what could last be read.

    Raises:
        KnowledgeError: there is no such folder, or nothing in it can be served.
    """
    kept = LastGoodFolder(settings.last_good, settings.knowledge)
    knowledge = Library(settings.knowledge, settings.clock(), kept).load()
    for line in _refusals(knowledge):
        click.echo(click.style(printable(line), fg="yellow"), err=True)
    return indexed(knowledge, settings)


def indexed(knowledge: KnowledgeBase, settings: Settings) -> Responder:
    """Return what answers from a folder that is read already.

    Args:
        knowledge: the folder's content.
        settings: they name the cache of what was fitted before.
    """
    with told_of_waiting():
        return Responder(Ranker(knowledge, Cache(settings.cache)))


def _refusals(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield a line for each file that cannot be read as it is, which its last good version replaces where there is one."""
    first = {problem.path: problem for problem in reversed(knowledge.problems) if problem.is_error}
    for path, problem in sorted(first.items()):
        written = knowledge.written.get(path)
        yield messages.refused(str(problem), written.astimezone(PARIS) if written else None, is_page=path not in NAMES)


@contextmanager
def told_of_waiting(patience: float = PATIENCE) -> Iterator[None]:
    """Say in a terminal that the folder is being read, when a block takes long.

    Args:
        patience: seconds after which it is said.
    """
    if not sys.stderr.isatty():
        yield
        return
    timer = threading.Timer(patience, lambda: click.echo(messages.INDEXING, err=True))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
