"""How usage is counted: all of it in the database; of what was written, only the distinct wordings leave it.

The index on `at` is enough: a year of 2,000 questions a day is counted in about two seconds (`benchmarks/JOURNAL.md`).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, and_, distinct, func, or_, select, true

from eig_bot.answers.answer import Kind
from eig_bot.clock import PARIS
from eig_bot.journal.database import Database
from eig_bot.journal.tables import choices, feedback, questions, requests, team_acts
from eig_bot.journal.team_acts import Act
from eig_bot.journal.usage import Comment, Counts, Found, Opinions, Period, Usage, Wording

WORDINGS = 20_000
"""Distinct wordings of unanswered questions that are read, the most asked first."""
COMMENTS = 50
"""Comments on bad answers that are read, the last first."""

_ANSWERED = (Kind.ANSWER, Kind.CALL_STATUS)


def counted(database: Database, period: Period, wordings: int = WORDINGS) -> Usage:
    """Count what the journal holds of a period; a database that is away raises `JournalError`.

    Args:
        database: with the tables of the journal.
        period: what is counted, beside the period before it.
        wordings: how many distinct wordings of unanswered questions are read.
    """
    with database.read(is_long=True) as connection:
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
            unanswered=tuple(_unanswered(connection, period, wordings)),
            opinions=_opinions(connection, period),
            comments=tuple(_comments(connection, period)),
            requests=_count(connection, period, requests.c.at, func.count()),
            waiting=connection.scalar(select(func.count()).where(requests.c.handled_at.is_(None))) or 0,
            found=tuple(_found(connection, period)),
            acts=_acts(connection, period),
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


def _unanswered(connection: Connection, period: Period, at_most: int) -> Iterator[Wording]:
    wanted = (
        select(questions.c.text, func.count())
        .where(_within(period, questions.c.at), or_(questions.c.kind == Kind.NO_ANSWER, _is_turned_down()))
        .group_by(questions.c.text)
        .order_by(func.count().desc(), func.max(questions.c.at).desc(), questions.c.text)
        .limit(at_most)
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


def _acts(connection: Connection, period: Period) -> dict[str, int]:
    act = team_acts.c.act
    wanted = select(act, func.count()).where(_within(period, team_acts.c.at)).group_by(act)
    counted: Counter[str] = Counter()
    for name, count in connection.execute(wanted):
        counted[name] += count
    return {name.value: counted[name] for name in Act if name in counted}
