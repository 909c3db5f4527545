"""What the journal counts of a period: what was asked, found and judged. Nothing here tells who asked.

All is counted in the database; of what was written, only the distinct wordings leave it. The index on `at` is enough: a year of
2,000 questions a day is counted in about two seconds (`benchmarks/JOURNAL.md`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Column, ColumnElement, Connection, and_, distinct, func, or_, select, true

from eig_bot.answers.answer import Kind
from eig_bot.clock import PARIS
from eig_bot.journal.journal import Journal
from eig_bot.journal.tables import choices, feedback, questions, requests

WORDINGS = 20_000
"""Distinct wordings of unanswered questions that are read, the most asked first."""
COMMENTS = 50
"""Comments on bad answers that are read, the last first."""
STEPS = (1, 7, 30)
"""Days of a part of a period, the first of which gives at most `PARTS` parts."""
PARTS = 53

_ANSWERED = (Kind.ANSWER, Kind.CALL_STATUS)


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
    """What found no answer: "je ne sais pas", or suggestions turned down; at most `WORDINGS`, the most asked first."""
    opinions: Mapping[str, Opinions]
    """By the passage that was shown (its identity; empty for an answer without a passage)."""
    comments: tuple[Comment, ...]
    requests: int
    """Questions to the team."""
    waiting: int
    """Those that it has not answered yet, of any period."""
    found: tuple[Found, ...]
    """Every passage that was ever found, as far as the journal goes back."""

    @property
    def unanswered_count(self) -> int:
        """How many questions found no answer."""
        return self.counts.silent + self.turned_down


def usage(journal: Journal, period: Period) -> Usage:
    """Count what the journal holds of a period.

    Raises:
        JournalError: it is out of reach.
    """
    with journal.begin(is_long=True) as connection:
        oldest = connection.scalar(select(func.min(questions.c.at)))
        parts = tuple((part, _counts(connection, part)) for part in period.parts)
        return Usage(
            period=period,
            oldest=oldest.astimezone(PARIS) if oldest else None,
            people=_count(connection, period, questions.c.at, func.count(distinct(questions.c.asker)), _is_question()),
            counts=_sum(counts for _, counts in parts),
            before=_counts(connection, period.before),
            parts=parts,
            turned_down=_count(connection, period, questions.c.at, func.count(), _is_turned_down()),
            unanswered=tuple(_unanswered(connection, period)),
            opinions=_opinions(connection, period),
            comments=tuple(_comments(connection, period)),
            requests=_count(connection, period, requests.c.at, func.count()),
            waiting=connection.scalar(select(func.count()).where(requests.c.handled_at.is_(None))) or 0,
            found=tuple(_found(connection, period)),
        )


def _within(period: Period, moment: Column[datetime]) -> ColumnElement[bool]:
    return and_(moment >= period.since, moment < period.until)


def _is_question() -> ColumnElement[bool]:
    return questions.c.kind != Kind.SMALL_TALK


def _is_turned_down() -> ColumnElement[bool]:
    turned_down = select(choices.c.question_id).where(choices.c.passage.is_(None))
    return and_(questions.c.kind == Kind.SUGGESTIONS, questions.c.id.in_(turned_down))


def _count(
    connection: Connection, period: Period, moment: Column[datetime], what: ColumnElement[int], *which: ColumnElement[bool]
) -> int:
    return connection.scalar(select(what).where(_within(period, moment), *which)) or 0


def _counts(connection: Connection, period: Period) -> Counts:
    wanted = select(questions.c.kind, func.count()).where(_within(period, questions.c.at)).group_by(questions.c.kind)
    by_kind: Counter[str] = Counter()
    for kind, count in connection.execute(wanted):
        by_kind[kind] += count
    return Counts(sum(by_kind[kind] for kind in _ANSWERED), by_kind[Kind.SUGGESTIONS], by_kind[Kind.NO_ANSWER])


def _sum(counts: Iterator[Counts]) -> Counts:
    found = list(counts)
    return Counts(sum(one.answered for one in found), sum(one.suggested for one in found), sum(one.silent for one in found))


def _unanswered(connection: Connection, period: Period) -> Iterator[Wording]:
    wanted = (
        select(questions.c.text, func.count())
        .where(_within(period, questions.c.at), or_(questions.c.kind == Kind.NO_ANSWER, _is_turned_down()))
        .group_by(questions.c.text)
        .order_by(func.count().desc(), func.max(questions.c.at).desc(), questions.c.text)
        .limit(WORDINGS)
    )
    return (Wording(text, count) for text, count in connection.execute(wanted))


def _opinions(connection: Connection, period: Period) -> dict[str, Opinions]:
    columns = (feedback.c.passage, feedback.c.is_good, feedback.c.reason)
    wanted = select(*columns, func.count()).where(_within(period, feedback.c.at)).group_by(*columns).order_by(*columns)
    good: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    for passage, is_good, reason, count in connection.execute(wanted):
        why = reasons.setdefault(passage, Counter())
        if is_good:
            good[passage] += count
        else:
            why[reason or ""] += count
    return {passage: Opinions(good[passage], dict(why.most_common())) for passage, why in reasons.items()}


def _comments(connection: Connection, period: Period) -> Iterator[Comment]:
    wanted = (
        select(feedback.c.comment, feedback.c.reason, feedback.c.passage, questions.c.text)
        .join(questions, questions.c.id == feedback.c.question_id)
        .where(_within(period, feedback.c.at), feedback.c.comment.is_not(None))
        .order_by(feedback.c.at.desc(), feedback.c.comment)
        .limit(COMMENTS)
    )
    return (Comment(text, reason or "", passage, question) for text, reason, passage, question in connection.execute(wanted))


def _found(connection: Connection, period: Period) -> Iterator[Found]:
    """Count in one pass over all that is kept."""
    answered = questions.c.kind.in_(_ANSWERED)
    counted: dict[str, tuple[int, int]] = {}
    for passage, moment, which in ((questions.c.passage, questions.c.at, answered), (choices.c.passage, choices.c.at, true())):
        in_periods = [func.count().filter(_within(one, moment)) for one in (period, period.before)]
        wanted = select(passage, *in_periods).where(which, passage.is_not(None)).group_by(passage)
        for identity, now, before in connection.execute(wanted):
            earlier = counted.get(identity, (0, 0))
            counted[identity] = (earlier[0] + now, earlier[1] + before)
    return (Found(identity, now, before) for identity, (now, before) in sorted(counted.items()))
