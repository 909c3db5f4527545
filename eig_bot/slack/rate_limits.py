"""What Slack limits at the moment, and until when.

Slack answers a call that comes too often with 429, and with the seconds until it takes such a call again: messages are limited
by channel, all else by method. The limit is remembered, so that nobody asks again before it is over, and few threads wait for
it: the others are for those whom nothing limits.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

UNKNOWN = 10.0
"""Seconds of a limit when Slack does not say how long it lasts, or nothing that makes sense."""
OF_A_CHANNEL = 3_600.0
"""Seconds after which Slack is asked again about a channel, whatever it has said."""
OF_A_METHOD = 60.0
"""The same for a method, without which the bot would be dumb everywhere: Slack limits methods to so many calls a minute."""
PLACES = 4
"""Threads that may wait at the same moment, of 60 that answer."""


@dataclass(frozen=True, slots=True)
class Limited:
    """What a limit holds for."""

    name: str
    """Id of a channel, or name of a method."""
    is_channel: bool


class RateLimits:
    """The limits that are known; safe to share between threads."""

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        places: int = PLACES,
    ) -> None:
        """Begin without any.

        Args:
            now: gives seconds that never go back.
            sleep: waits for so many seconds.
            places: threads that may wait at the same moment.
        """
        self._now = now
        self._sleep = sleep
        self._places = threading.BoundedSemaphore(places)
        self._lock = threading.Lock()
        self._until: dict[Limited, float] = {}

    def note(self, what: Limited, retry_after: str | None) -> None:
        """Remember that Slack limits something.

        Args:
            what: as `limited_as` says it.
            retry_after: the header of Slack's answer, in seconds; None when there was none.
        """
        now, longest = self._now(), OF_A_CHANNEL if what.is_channel else OF_A_METHOD
        with self._lock:
            self._until = {key: until for key, until in self._until.items() if until > now}
            self._until[what] = now + min(_seconds(retry_after), longest)

    def left(self, what: Limited) -> float:
        """Return the seconds until Slack takes something again; 0 when it does.

        Args:
            what: as it was noted.
        """
        with self._lock:
            return max(0.0, self._until.get(what, 0.0) - self._now())

    def wait(self, what: Limited, longest: float) -> bool:
        """Wait until Slack takes something again.

        Args:
            what: as it was noted.
            longest: seconds to wait at most.

        Returns:
            False, at once, when that would take longer, or when too many wait already.
        """
        seconds = self.left(what)
        if not seconds:
            return True
        if seconds > longest or not self._places.acquire(blocking=False):
            return False
        try:
            self._sleep(seconds)
        finally:
            self._places.release()
        return True


def limited_as(method: str, arguments: Mapping[str, object]) -> Limited:
    """Return what a limit of a call holds for: its channel, where it is about one, else its method.

    Args:
        method: of the Web API, or the address that is called.
        arguments: of the call.
    """
    channel = arguments.get("channel") or arguments.get("channel_id")
    return Limited(str(channel), is_channel=True) if channel else Limited(method, is_channel=False)


def _seconds(retry_after: str | None) -> float:
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return UNKNOWN
    return seconds if seconds >= 0 else UNKNOWN  # which is not so of a value that is no number either
