"""What answers, in a bot that hears what is said to it before its pages are read: who needs it waits until it is there."""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from slack_sdk import WebClient

from eig_bot.answers.live import LiveResponder
from eig_bot.messages import slack as messages
from eig_bot.slack.reply import respond
from eig_bot.slack.views.elements import plain_message

_TELL: ContextVar[Callable[[], object]] = ContextVar("tell", default=lambda: None)

log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The bot was stopped before it could answer anybody."""


class AwaitedResponder:
    """A responder that may still be on its way; safe to share between threads."""

    def __init__(self, responder: LiveResponder | None = None) -> None:
        """Take it; None where it comes later."""
        self._coming: Future[LiveResponder] = Future()
        if responder:
            self.arrive(responder)

    @property
    def is_here(self) -> bool:
        """True from when it answers."""
        return self._coming.done() and not self._coming.cancelled()

    def arrive(self, responder: LiveResponder) -> None:
        """Let all who wait for a responder have it."""
        if self._coming.set_running_or_notify_cancel():
            self._coming.set_result(responder)

    def give_up(self) -> None:
        """Let nobody wait any more: it will not come."""
        self._coming.cancel()

    def get(self) -> LiveResponder:
        """Return it, as soon as it is there; who has to wait for it is told so, see `telling`.

        Raises:
            StoppedError: it will not come.
        """
        if not self._coming.done():
            _TELL.get()()
        try:
            return self._coming.result()
        except CancelledError as error:
            raise StoppedError from error

    @contextmanager
    def telling(self, tell: Callable[[], object]) -> Iterator[None]:
        """Call something in this thread, once, when what is done in a block has to wait.

        Args:
            tell: tells whoever is to be answered.
        """
        untold = [tell]
        token = _TELL.set(lambda: untold.pop()() if untold else None)
        try:
            yield
        finally:
            _TELL.reset(token)


def tell_to_wait(client: WebClient, body: Mapping[str, Any]) -> None:
    """Tell who uses a command or a button that their answer comes later; a modal says so by itself.

    Args:
        client: Slack, as the bot.
        body: what Slack sends.
    """
    url = body.get("response_url")
    if not url or body.get("type") not in {None, "block_actions"}:
        return
    try:
        respond(client, str(url), plain_message(messages.STARTING))
    except OSError as error:
        log.warning("not told to wait", extra={"error": type(error).__name__})
