"""What is told of a period: what was asked, found and judged. Nothing here tells who asked; `counting.py` counts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from eig_bot.clock import PARIS

STEPS = (1, 7, 30)
"""Days of a part of a period, the first of which gives at most `PARTS` parts."""
PARTS = 53


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, in France; its end does not belong to it."""

    since: datetime
    until: datetime

    @classmethod
    def last(cls, until: datetime, days: int) -> "Period":
        """Return so many days up to a moment; the last may be a part of a day, the others are whole.

        Args:
            until: with its time zone; midnight makes whole days only.
            days: 1 or more.
        """
        until = until.astimezone(PARIS)
        last_day = (until - timedelta(microseconds=1)).date()
        return cls(datetime.combine(last_day - timedelta(days=days - 1), time(), PARIS), until)

    @property
    def days(self) -> int:
        """How many days it touches."""
        return (self.until - timedelta(microseconds=1)).date().toordinal() - self.since.date().toordinal() + 1

    @property
    def before(self) -> "Period":
        """The same days and hours, as many days earlier."""
        back = timedelta(days=self.days)
        return Period(self.since - back, self.until - back)

    @property
    def parts(self) -> tuple["Period", ...]:
        """Its days, or where these are many its weeks or its months of 30 days, in order."""
        step = next((step for step in STEPS if self.days <= step * PARTS), STEPS[-1])
        begins = [self.since + timedelta(days=day) for day in range(0, self.days, step)]
        return tuple(Period(*ends) for ends in zip(begins, [*begins[1:], self.until], strict=True))


@dataclass(frozen=True, slots=True)
class Counts:
    """Questions by what they got; a greeting or a thank-you is no question."""

    answered: int
    """With a passage, or with the state of the calls."""
    suggested: int
    """With passages to choose from."""
    silent: int
    """With "je ne sais pas"."""

    @property
    def asked(self) -> int:
        """All of them."""
        return self.answered + self.held_back

    @property
    def held_back(self) -> int:
        """Those that the bot was not sure of."""
        return self.suggested + self.silent


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, as it is kept, and how often it was asked."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Opinions:
    """What answers were judged."""

    good: int
    reasons: Mapping[str, int]
    """Why they are bad, the most frequent first, with how often; "" counts the judgements without a reason."""

    @property
    def bad(self) -> int:
        """All judgements that the answer was not useful."""
        return sum(self.reasons.values())

    @property
    def judged(self) -> int:
        """All judgements."""
        return self.good + self.bad


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone wrote of an answer."""

    text: str
    reason: str
    passage: str
    question: str


@dataclass(frozen=True, slots=True)
class Found:
    """How often a passage was the answer, or chosen among suggestions."""

    passage: str
    """Its identity."""
    now: int
    before: int
    """In the period before."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the journal counts of a period."""

    period: Period
    oldest: datetime | None
    """When the first question that is still kept was asked."""
    people: int
    """How many people asked."""
    counts: Counts
    before: Counts
    """Of the period before."""
    parts: tuple[tuple[Period, Counts], ...]
    turned_down: int
    """Questions whose suggestions were all turned down."""
    unanswered: tuple[Wording, ...]
    """What found no answer: "je ne sais pas", or suggestions turned down; the most asked first, as many as are read."""
    opinions: Mapping[str, Opinions]
    """By the passage that was shown (its identity; empty for an answer without a passage)."""
    comments: tuple[Comment, ...]
    requests: int
    """Questions to the team."""
    waiting: int
    """Those that it has not answered yet, of any period."""
    found: tuple[Found, ...]
    """Every passage that was ever found, as far as the journal goes back."""
    acts: Mapping[str, int]
    """What the team did in Slack, in the order of `team_acts.Act`, with how often."""

    @property
    def unanswered_count(self) -> int:
        """How many questions found no answer."""
        return self.counts.silent + self.turned_down
