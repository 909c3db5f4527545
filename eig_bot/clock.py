"""Time in France: the zone, the end of a day, and the two clocks, the one that may be fixed for trials and the real one."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
END_OF_DAY = time(23, 59)
"""Last minute of a day: a call that closes on a date closes then."""

Clock = Callable[[], datetime]
"""Gives the moment, with its time zone."""


def clock(today: date | None) -> Clock:
    """Return what tells the moment that answers go by.

    Args:
        today: the date that trials fix, at noon; None for the real time in France.
    """
    if today is None:
        return lambda: datetime.now(PARIS)
    return lambda: datetime.combine(today, time(12), PARIS)


def utc_now() -> datetime:
    """Return the real moment: a date that is fixed for trials changes answers, not when things happened."""
    return datetime.now(UTC)
