"""Acknowledgements go first: Slack waits three seconds for one, a person rather longer for an answer.

When many requests come at once, what answers one of them would take the processor from what acknowledges the next.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_MOST = 0.5
"""Seconds that an answer waits for acknowledgements, however many there are."""


class AckPriority:
    """Knows how many requests are on their way to their acknowledgement."""

    def __init__(self) -> None:
        """Begin with none."""
        self._changed = threading.Condition()
        self._arriving = 0

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Count a request until it is acknowledged."""
        with self._changed:
            self._arriving += 1
        try:
            yield
        finally:
            with self._changed:
                self._arriving -= 1
                if not self._arriving:
                    self._changed.notify_all()

    def give_way(self, at_most: float = AT_MOST) -> None:
        """Wait until no request waits for its acknowledgement.

        Args:
            at_most: seconds after which to go on all the same.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._arriving, at_most)
