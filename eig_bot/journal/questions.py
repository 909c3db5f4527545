"""Questions asked, what was chosen among suggestions, and what answers were worth."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from eig_bot.journal.journal import Journal, insert, upsert
from eig_bot.journal.redact import redacted
from eig_bot.journal.tables import choices, feedback, questions, requests, subscriptions

THREAD_LASTS = timedelta(days=1)
TURNS = 10
MAX_PASSAGE = 1_000
"""Characters of the page and headings of what was judged, which a form carries along."""
MAX_TEXT = 2_000
"""Characters that are kept of what a person wrote."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was asked, and what it was answered with."""

    id: str
    at: datetime
    asker: str
    """A keyed hash of the person."""
    surface: str
    """Where it was asked: "dm", "mention", "command", "home", "shortcut"."""
    text: str
    kind: str
    passage: str | None
    """Page and headings of the passage that came first, separated by tabs."""
    confidence: float
    latency_ms: int
    thread: str | None = None
    """A keyed hash of the thread."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer, and who says what it was worth."""

    question_id: str
    person: str
    """A keyed hash."""
    passage: str
    """What was shown; empty for an answer without a passage."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept about a person."""

    questions: int
    judgements: int
    """What answers were worth, and what was chosen among suggestions."""
    requests: int
    """Made, or answered for the team."""
    is_subscribed: bool


def record(journal: Journal, question: Question) -> None:
    """Keep a question, once, without what identifies a person."""
    with journal.begin() as connection:
        connection.execute(
            insert(connection, questions)
            .values(
                id=question.id,
                at=question.at,
                asker=question.asker,
                thread=question.thread,
                surface=question.surface,
                text=redacted(question.text)[:MAX_TEXT],
                kind=question.kind,
                passage=question.passage,
                confidence=question.confidence,
                latency_ms=question.latency_ms,
            )
            .on_conflict_do_nothing()
        )


def to_plain(question: Question) -> dict[str, Any]:
    """Return a question as JSON can hold it, without what identifies a person."""
    return asdict(question) | {"at": question.at.isoformat(), "text": redacted(question.text)[:MAX_TEXT]}


def from_plain(values: Mapping[str, Any]) -> Question:
    """Return what `to_plain` was given."""
    return Question(**{**values, "at": datetime.fromisoformat(values["at"])})


def text_of(journal: Journal, question_id: str) -> str | None:
    """Return a question's text; None when it is no longer kept."""
    with journal.begin() as connection:
        return connection.scalar(select(questions.c.text).where(questions.c.id == question_id))


def turns(journal: Journal, thread: str, now: datetime, but: str = "") -> tuple[str, ...]:
    """Return a thread's last questions, oldest first; in the place of an unclear one, the heading that was chosen for it.

    Args:
        journal: where.
        thread: a keyed hash.
        now: the moment.
        but: a question that is left out, which is being answered again.
    """
    chosen = select(func.max(choices.c.passage)).where(choices.c.question_id == questions.c.id).scalar_subquery()
    wanted = (
        select(questions.c.text, chosen)
        .where(questions.c.thread == thread, questions.c.at > now - THREAD_LASTS, questions.c.id != but)
        .order_by(questions.c.number.desc())
        .limit(TURNS)
    )
    with journal.begin() as connection:
        rows = connection.execute(wanted).all()
    return tuple(passage.rsplit("\t", 1)[-1] if passage else text for text, passage in reversed(rows))


def last_of(journal: Journal, asker: str, count: int) -> tuple[str, ...]:
    """Return a person's last questions, newest first, each once."""
    wanted = (
        select(questions.c.text)
        .where(questions.c.asker == asker)
        .group_by(questions.c.text)
        .order_by(func.max(questions.c.number).desc())
        .limit(count)
    )
    with journal.begin() as connection:
        return tuple(connection.scalars(wanted))


def unanswered(journal: Journal, count: int) -> tuple[str, ...]:
    """Return the last questions that found no answer, or whose suggestions were all turned down, newest first."""
    refused = select(choices.c.question_id).where(choices.c.passage.is_(None))
    wanted = (
        select(questions.c.text)
        .where(or_(questions.c.kind == "no_answer", questions.c.id.in_(refused)))
        .group_by(questions.c.text)
        .order_by(func.max(questions.c.number).desc())
        .limit(count)
    )
    with journal.begin() as connection:
        return tuple(connection.scalars(wanted))


def choose(journal: Journal, question_id: str, chooser: str, passage: str | None, now: datetime) -> None:
    """Keep which suggestion was chosen; None for none of them. A question that is no longer kept is left alone."""
    with journal.begin() as connection:
        if _is_kept(connection, question_id):
            upsert(connection, choices, {"question_id": question_id, "chooser": chooser, "passage": passage, "at": now})


def judge(journal: Journal, judged: JudgedAnswer, *, is_good: bool, now: datetime) -> bool:
    """Keep what an answer was worth; the last judgement of a person counts. False when the question is no longer kept."""
    with journal.begin() as connection:
        if not _is_kept(connection, judged.question_id):
            return False
        values = {"question_id": judged.question_id, "judge": judged.person, "passage": judged.passage[:MAX_PASSAGE]}
        upsert(connection, feedback, {**values, "at": now, "is_good": int(is_good), "reason": None, "comment": None})
        return True


def explain(journal: Journal, judged: JudgedAnswer, reason: str, comment: str | None) -> bool:
    """Keep why an answer was judged bad; False when the judgement is no longer kept."""
    mine = and_(
        feedback.c.question_id == judged.question_id,
        feedback.c.judge == judged.person,
        feedback.c.passage == judged.passage[:MAX_PASSAGE],
    )
    with journal.begin() as connection:
        written = redacted(comment)[:MAX_TEXT] if comment else None
        values = {"is_good": 0, "reason": reason, "comment": written}
        return connection.execute(update(feedback).where(mine).values(**values)).rowcount == 1


def kept_about(journal: Journal, person: str) -> Kept:
    """Return how much is kept about a person."""
    counted: Sequence[ColumnElement[int]] = [
        select(func.count()).select_from(table).where(column == person).scalar_subquery()
        for table, column in (
            (questions, questions.c.asker),
            (feedback, feedback.c.judge),
            (choices, choices.c.chooser),
            (requests, requests.c.asker),
            (requests, requests.c.handler),
            (subscriptions, subscriptions.c.subscriber),
        )
    ]
    with journal.begin() as connection:
        asked, judged, chosen, requested, handled, subscribed = tuple(connection.execute(select(*counted)).one())
    return Kept(asked, judged + chosen, requested + handled, bool(subscribed))


def _is_kept(connection: Connection, question_id: str) -> bool:
    return connection.scalar(select(questions.c.id).where(questions.c.id == question_id)) is not None
