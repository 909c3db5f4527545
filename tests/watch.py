"""A clock for whatever takes one: the real time, until a test lets some pass, or stops it."""

from datetime import datetime, timedelta

from eig_bot.clock import utc_now


class Watch:
    """Tells the time; the hands may be moved while others read it."""

    def __init__(self, stopped: datetime | None = None) -> None:
        self._stopped = stopped
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._stopped or utc_now() + self._ahead

    def seconds(self) -> float:
        """Return the moment as a number of seconds, for what takes a clock that only measures."""
        return self().timestamp()

    def stop(self, moment: datetime) -> None:
        self._stopped = moment

    def move(self, by: timedelta) -> None:
        """Let time pass at once; less than nothing sets the clock back."""
        self._ahead += by
