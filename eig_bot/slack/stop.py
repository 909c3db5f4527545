"""A clean stop: asked for by a signal, and done within the time that process managers leave."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable

GRACE = 20.0
"""Seconds for all that is in flight; process managers kill after 30."""
STOPPING = (signal.SIGTERM, signal.SIGINT)
ONE_REQUEST = 1.0
"""Seconds within which a second signal is the first one again, which reached the process and its group."""


def stop_on_signals(one_request: float = ONE_REQUEST) -> threading.Event:
    """Return what is set at the first SIGTERM or Ctrl+C; a second one ends the process at once, with 1.

    Args:
        one_request: seconds within which a second signal is the first one again.
    """
    stop = threading.Event()
    # Python's own handlers wait for the main thread to run, which may be long in a call, or not be woken where the system gives
    # the signal to another thread. What the system's handler writes is read at once.
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(reader, writer, stop, one_request), name="stop", daemon=True).start()
    for number in STOPPING:
        signal.signal(number, lambda *_: None)
    return stop


def _listen(reader: socket.socket, writer: socket.socket, stop: threading.Event, one_request: float) -> None:
    """Read signals until the process ends; `writer` stays open as long as this runs."""
    asked: float | None = None
    with reader, writer:
        while number := reader.recv(1):
            if number[0] not in STOPPING:
                continue
            if asked is not None and time.monotonic() - asked > one_request:
                os._exit(1)
            asked = asked or time.monotonic()
            stop.set()


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
