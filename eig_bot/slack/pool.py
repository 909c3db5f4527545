"""Who does what Slack asks for, once it is acknowledged: many threads, since each waits for Slack most of its time.

What is done before the acknowledgement may go to no other thread: each that is handed over to waits for the processor anew.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

WORKERS = 60
"""Threads."""
MOST_WAITING = 2_000
"""Requests that wait for a thread: some minutes of work, after which nobody would wait for their answers any more."""

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class SameThread(Executor):
    """Does in the thread that asks what it is asked for; for what never takes long."""

    def submit(
        self, fn: Callable[_Arguments, _Result], /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Future[_Result]:
        """Do something now; see `Executor.submit`.

        Args:
            fn: what is done.
            args: what it takes.
            kwargs: likewise.

        Returns:
            What has become of it: its result, or its error.
        """
        done: Future[_Result] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - who asks is told, as by any executor
            done.set_exception(error)
        return done


class WorkerPool(ThreadPoolExecutor):
    """Threads that take one thing after the other; what one of them asks for is done by itself, at once.

    So Bolt's part of a request and the listener behind it take one thread together, and none waits for another.
    """

    def __init__(self, workers: int = WORKERS, most_waiting: int = MOST_WAITING) -> None:
        """Begin without anything to do.

        Args:
            workers: threads.
            most_waiting: how much may wait for one of them.
        """
        super().__init__(workers, thread_name_prefix="listener", initializer=self._mark)
        self._own = threading.local()
        self._most_waiting = most_waiting

    @property
    def is_full(self) -> bool:
        """True when no more should be taken."""
        return self._work_queue.qsize() >= self._most_waiting

    @property
    def is_here(self) -> bool:
        """True in a thread of the pool."""
        return getattr(self._own, "is_here", False)

    def submit(
        self, fn: Callable[_Arguments, _Result], /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Future[_Result]:
        """Do something as soon as a thread is free; see `Executor.submit`.

        Args:
            fn: what is done.
            args: what it takes.
            kwargs: likewise.

        Returns:
            What becomes of it.
        """
        if not self.is_here:
            return super().submit(fn, *args, **kwargs)
        done: Future[_Result] = Future()
        done.set_result(fn(*args, **kwargs))
        return done

    def _mark(self) -> None:
        self._own.is_here = True
