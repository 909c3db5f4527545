"""What is done again and again in a thread of its own, until it is told to stop."""

import logging
import random
import threading
from collections.abc import Callable

from eig_bot.log import where

log = logging.getLogger(__name__)


class BackgroundJob:
    """A thread that does some work at intervals, or when it is woken; what fails once is logged, and tried again."""

    def __init__(
        self, name: str, *work: Callable[[], object], period: float | None, jitter: float = 0, at_once: bool = True
    ) -> None:
        """Take the work; `start` begins it.

        Args:
            name: of the thread, and in the log.
            work: what is done, one after the other; one that fails does not stop the others.
            period: seconds between the end of one run and the next; None: only when woken.
            jitter: seconds more, at most: another number each time, so that many such threads do not ask in the same moment.
            at_once: False to wait a period, or for a call of `wake`, before the first run.
        """
        self._name = name
        self._work = work
        self._period = period
        self._jitter = jitter
        self._at_once = at_once
        self._woken = threading.Event()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Make the next run at once, or right after the one that is under way."""
        self._woken.set()

    def close(self, seconds: float = 5) -> None:
        """Begin no other run, and wait for the one that is under way; from within the work, wait for nothing.

        Args:
            seconds: how long to wait at most.
        """
        self._closed.set()
        self._woken.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(seconds)

    def run_once(self) -> None:
        """Do all the work once, in the thread that asks."""
        for part in self._work:
            try:
                part()
            except Exception as error:  # noqa: BLE001 - the boundary of a thread: whatever it was, the next run may do better
                log.error("background job failed", extra={"job": self._name, **where(error)})  # noqa: TRY400 - see `where`

    def _run(self) -> None:
        if not self._at_once:
            self._woken.wait(self._pause())
        while not self._closed.is_set():
            self._woken.clear()
            self.run_once()
            self._woken.wait(self._pause())

    def _pause(self) -> float | None:
        return None if self._period is None else self._period + random.uniform(0, self._jitter)  # noqa: S311 - no secret
