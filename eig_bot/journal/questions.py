"""Questions asked, and what each was answered with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import bindparam, exists, func, or_, select

from eig_bot.journal.events import SETTLED
from eig_bot.journal.forgetting import FORGOTTEN_SINCE, forgotten_since
from eig_bot.journal.redact import kept_text
from eig_bot.journal.repository import Repository, add, new_id
from eig_bot.journal.tables import choices, questions

THREAD_LASTS = timedelta(days=1)
TURNS = 10
STILL_TALKING = timedelta(minutes=15)
"""How long a "non" that stands alone is about what its author had asked before."""

_IS_OVER = select(or_(exists(FORGOTTEN_SINCE), exists(SETTLED)))
_CHOSEN = select(func.max(choices.c.passage)).where(choices.c.question_id == questions.c.id).scalar_subquery()
_LATELY = (
    select(questions.c.text, questions.c.kind, questions.c.passage, _CHOSEN.label("chosen"))
    .where(questions.c.thread == bindparam("thread"), questions.c.at > bindparam("since"), questions.c.id != bindparam("but"))
    .order_by(questions.c.number.desc())
)
"""What was asked in a thread, newest first; see `Questions._asked_lately`."""
_TURNS = _LATELY.limit(TURNS)
_SHOWN = _LATELY.where(questions.c.kind != "small_talk").limit(1)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was asked, and what it was answered with."""

    id: str
    at: datetime
    """When the bot began to answer it."""
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

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it, with what is kept of its text."""
        return asdict(self) | {"at": self.at.isoformat(), "text": kept_text(self.text)}

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Self:
        """Return the question of which `to_plain` made these values, read from JSON."""
        return cls(**{**values, "at": datetime.fromisoformat(values["at"])})


class Questions(Repository):
    """Questions, by thread, by person, and those that found no answer."""

    def id_of(self, event_id: str | None) -> str:
        """Return the id of a question: always the same for one event, so that it is kept once however often it is answered.

        Args:
            event_id: what Slack calls it; None for a question that comes once, and has a new id.
        """
        return self._keys.hashed("event", event_id) if event_id else new_id()

    def record(self, question: Question, event_id: str | None = None) -> None:
        """Keep a question without what identifies a person; one with the same id stays as it was kept first.

        One that was asked before its asker wanted all of theirs to be forgotten is not kept any more.

        Args:
            question: its text may be as it was typed.
            event_id: what Slack calls it; it is not kept when nobody is to answer that any more (`Events.is_settled`).
        """
        row = asdict(question) | {"text": kept_text(question.text)}
        asked = forgotten_since(self._keys, question.asker, question.at) | {"event_id": event_id or ""}
        with self._database.begin() as connection:
            if not connection.scalar(_IS_OVER, asked):
                add(connection, questions, row)

    def text_of(self, question_id: str) -> str | None:
        """Return a question's text, as it is kept; None when it is not, or no longer.

        Args:
            question_id: as it was recorded.
        """
        with self._database.read() as connection:
            return connection.scalar(select(questions.c.text).where(questions.c.id == question_id))

    def turns(self, thread: str, but: str = "") -> tuple[str, ...]:
        """Return a thread's last questions, oldest first; in the place of an unclear one, the heading that was chosen for it.

        Args:
            thread: a keyed hash.
            but: id of a question that is left out, which is being answered again.
        """
        with self._database.read() as connection:
            rows = connection.execute(_TURNS, self._asked_lately(thread, but)).all()
        return tuple(row.chosen.rsplit("\t", 1)[-1] if row.chosen else row.text for row in reversed(rows))

    def shown(self, thread: str, but: str = "") -> str | None:
        """Return the identity of the passage that a thread was shown, or that was chosen in it, last; courtesies show none.

        Args:
            thread: a keyed hash.
            but: id of a question that is left out, which is being answered again.

        Returns:
            None where the last question was answered otherwise: with choices of which none was taken, with the state of a call.
        """
        with self._database.read() as connection:
            row = connection.execute(_SHOWN, self._asked_lately(thread, but)).first()
        if row is None:
            return None
        found: str | None = row.chosen or (row.passage if row.kind == "answer" else None)
        return found

    def thread_of(self, user: str, surface: str) -> str | None:
        """Return the thread of a person's last question, a keyed hash; None where that was long ago, or in no thread.

        Args:
            user: the person's id in Slack.
            surface: where it was asked.
        """
        wanted = (
            select(questions.c.thread)
            .where(
                questions.c.asker == self._keys.hashed(user),
                questions.c.surface == surface,
                questions.c.at > self._now() - STILL_TALKING,
                questions.c.kind != "small_talk",
            )
            .order_by(questions.c.number.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            return connection.scalar(wanted)

    def _asked_lately(self, thread: str, but: str) -> dict[str, Any]:
        return {"thread": thread, "since": self._now() - THREAD_LASTS, "but": but}

    def last_of(self, user: str, count: int) -> tuple[str, ...]:
        """Return a person's last questions, newest first, each once.

        Args:
            user: the person's id in Slack.
            count: how many at most.
        """
        wanted = (
            select(questions.c.text)
            .where(questions.c.asker == self._keys.hashed(user))
            .group_by(questions.c.text)
            .order_by(func.max(questions.c.number).desc())
            .limit(count)
        )
        with self._database.read() as connection:
            return tuple(connection.scalars(wanted))

    def unanswered(self, count: int) -> tuple[str, ...]:
        """Return what found no answer, or whose suggestions were all turned down: the last ones, newest first, each once.

        Args:
            count: how many at most.
        """
        refused = select(choices.c.question_id).where(choices.c.passage.is_(None))
        wanted = (
            select(questions.c.text)
            .where(or_(questions.c.kind == "no_answer", questions.c.id.in_(refused)))
            .group_by(questions.c.text)
            .order_by(func.max(questions.c.number).desc())
            .limit(count)
        )
        with self._database.read() as connection:
            return tuple(connection.scalars(wanted))
