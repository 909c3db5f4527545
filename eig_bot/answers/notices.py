"""What to tell those who asked to be told: a call opens, closes in a week, closes tomorrow; and when.

Notices go out from 9:00 on a working day; one that falls on a weekend or a public holiday goes out on the working day before.
One that comes late (the bot was stopped, an edit has just changed a date) goes out within the working day.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

import holidays

from eig_bot.answers.answer import CallState
from eig_bot.answers.call_status import status
from eig_bot.clock import PARIS
from eig_bot.knowledge.passage import CallForProjects, KnowledgeBase

FROM, UNTIL = time(9), time(19)
"""Hours between which people are told something, in France."""


class Milestone(StrEnum):
    """What is told of a call."""

    OPENS = "opens"
    CLOSES_IN_A_WEEK = "closes_in_a_week"
    CLOSES_TOMORROW = "closes_tomorrow"


_DAYS_BEFORE = {Milestone.CLOSES_IN_A_WEEK: 7, Milestone.CLOSES_TOMORROW: 1}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell of one call."""

    milestone: Milestone
    call: CallForProjects
    due: datetime | None
    """From when it is to be told; None: as soon as the call is open, whose day of opening nobody wrote."""

    @property
    def key(self) -> str:
        """What it is known by: the call, the event and its day, so that a call put off is told of again."""
        day = self.call.opens if self.milestone is Milestone.OPENS else self.call.closes
        parts = (self.call.page, self.call.name, self.milestone, day.date().isoformat() if day else "")
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def notices(knowledge: KnowledgeBase) -> tuple[Notice, ...]:
    """Return all that there ever is to tell of the calls that a `knowledge` base has for its own readers.

    Of each call the most urgent comes last. Of one whose page cannot be read as it is now, nothing is told until it can.
    """
    reader = knowledge.site.audience
    refused = {page.path for page in knowledge.refused}
    calls = [call for call in knowledge.calls if (not reader or call.audience in {None, reader}) and call.page not in refused]
    return tuple(notice for call in calls for notice in _of(call))


def to_tell(found: Sequence[Notice], now: datetime) -> tuple[Notice, ...]:
    """Return what is to be told at a moment: due, still true, within hours, and of each call the most urgent.

    Args:
        found: all that there is to tell.
        now: the moment, in France.
    """
    if not is_working_day(now.date()) or not FROM <= now.time().replace(tzinfo=None) < UNTIL:
        return ()
    by_call = {notice.call: notice for notice in found if is_due(notice, now) and is_still_true(notice, now)}
    return tuple(by_call.values())


def is_due(notice: Notice, now: datetime) -> bool:
    """Return whether a `notice` may be told at a moment, `now`, or could have been earlier.

    That is from its morning on; one without a day, as long as its call is open.
    """
    return status(notice.call, now).state is CallState.OPEN if notice.due is None else notice.due <= now


def has_ended(notice: Notice, now: datetime) -> bool:
    """Return whether a `notice` tells of an opening without a day that is over by `now`, so that the next one is told again."""
    return notice.milestone is Milestone.OPENS and notice.due is None and status(notice.call, now).state is CallState.CLOSED


def is_working_day(day: date) -> bool:
    """Return whether offices are open in France on a `day`: neither a weekend nor a public holiday."""
    return day.weekday() < 5 and day not in _public_holidays()


def _of(call: CallForProjects) -> Sequence[Notice]:
    found = [Notice(Milestone.OPENS, call, _morning(call.opens.date()) if call.opens else None)]
    if call.closes and call.declared_open is not False:
        day = call.closes.date()
        found += [Notice(milestone, call, _morning(day - timedelta(days=before))) for milestone, before in _DAYS_BEFORE.items()]
    return found


def is_still_true(notice: Notice, now: datetime) -> bool:
    """Return whether a `notice` holds at a moment, `now`.

    On the working day before it opens, a call is only announced; and so is, to its end, one whose opening nobody wrote.
    """
    state = status(notice.call, now).state
    may_be_announced = notice.milestone is Milestone.OPENS or notice.call.opens is None
    return state is CallState.OPEN or (may_be_announced and state is CallState.ANNOUNCED)


def _morning(day: date) -> datetime:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, FROM, PARIS)


@cache
def _public_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("FR")
