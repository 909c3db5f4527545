"""Waiting for what another thread or process does: it ends as soon as that is done, however busy the machine is."""

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds after which it will not come any more; no green test waits so long."""


def wait_until(is_so: Callable[[], bool], *, every: float = 0.01) -> None:
    """Look every so many seconds, until it is so; AssertionError when it is never."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"not so within {PATIENCE} s"
        time.sleep(every)
