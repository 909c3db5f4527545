"""A clean stop: asked for by a signal, and done within the time that process managers leave."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from types import FrameType

GRACE = 20.0
"""Seconds for all that is in flight; process managers kill after 30."""
ONE_REQUEST = 1.0
"""Seconds within which a second signal is the first one again, which reached the process and its group."""


def stop_on_signals(one_request: float = ONE_REQUEST) -> threading.Event:
    """Return what is set at the first SIGTERM or Ctrl+C; a second one ends the process at once, with 1.

    Args:
        one_request: seconds within which a second signal is the first one again.
    """
    stop = threading.Event()
    asked: list[float] = []
    # A handler runs within the main thread, which may hold the lock of `stop` at that moment: another thread sets it.
    received: SimpleQueue[int] = SimpleQueue()

    def receive(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the form that `signal` asks for
        if asked and time.monotonic() - asked[0] > one_request:
            os._exit(1)
        asked[:] = asked or [time.monotonic()]
        received.put(number)

    def set_stop() -> None:
        received.get()
        stop.set()

    threading.Thread(target=set_stop, name="stop", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, receive)
    return stop


def finish(steps: Iterable[Callable[[], object]], grace: float = GRACE) -> None:
    """Do one thing after the other, in some time for all of them; what hangs is left behind.

    Args:
        steps: what is done, in this order; each gets a tenth of a second, also when the time is over.
        grace: seconds for all of them.
    """
    deadline = time.monotonic() + grace
    for step in steps:
        thread = threading.Thread(target=step, daemon=True)
        thread.start()
        thread.join(max(0.1, deadline - time.monotonic()))
