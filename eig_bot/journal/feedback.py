"""What people made of answers: the suggestion that was the right one, and what an answer was worth."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, update

from eig_bot.journal.redact import kept_text
from eig_bot.journal.repository import Repository, upsert
from eig_bot.journal.tables import choices, feedback, questions

MAX_PASSAGE = 1_000
"""Characters of the page and headings of what was judged, which a form carries along."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer, and who says what it was worth."""

    question_id: str
    user: str
    """The person's id in Slack."""
    passage: str
    """What was shown; empty for an answer without a passage."""


class Feedback(Repository):
    """Choices among suggestions and judgements on answers: the last one of each person counts."""

    def choose(self, question_id: str, user: str, passage: str | None) -> None:
        """Keep which suggestion was chosen; a question that is no longer kept is left alone.

        Args:
            question_id: of the question that had suggestions.
            user: id in Slack of who chose.
            passage: page and headings, separated by tabs; None for none of them.
        """
        row = {"question_id": question_id, "chooser": self._keys.hashed(user), "passage": passage, "at": self._now()}
        with self._database.begin() as connection:
            if _is_kept(connection, question_id):
                upsert(connection, choices, row)

    def judge(self, judged: JudgedAnswer, *, is_good: bool) -> bool:
        """Keep what an answer was worth, in the place of an earlier judgement and its reason.

        Args:
            judged: the answer, and who judges it.
            is_good: whether it was useful.

        Returns:
            False when the question is no longer kept, nor then the judgement.
        """
        key = {"question_id": judged.question_id, "judge": self._keys.hashed(judged.user), "passage": _passage(judged)}
        with self._database.begin() as connection:
            if not _is_kept(connection, judged.question_id):
                return False
            values = {"at": self._now(), "is_good": int(is_good), "reason": None, "comment": None}
            upsert(connection, feedback, {**key, **values})
            return True

    def explain(self, judged: JudgedAnswer, reason: str, comment: str | None) -> bool:
        """Keep why an answer was judged bad.

        Args:
            judged: the answer, and who judged it.
            reason: "wrong", "outdated"…: a key of `messages.slack.REASONS`.
            comment: in the person's own words; None for none.

        Returns:
            False when the judgement is no longer kept, nor then the reason.
        """
        mine = and_(
            feedback.c.question_id == judged.question_id,
            feedback.c.judge == self._keys.hashed(judged.user),
            feedback.c.passage == _passage(judged),
        )
        values = {"is_good": 0, "reason": reason, "comment": kept_text(comment) if comment else None}
        with self._database.begin() as connection:
            return connection.execute(update(feedback).where(mine).values(**values)).rowcount == 1


def _passage(judged: JudgedAnswer) -> str:
    return judged.passage[:MAX_PASSAGE]


def _is_kept(connection: Connection, question_id: str) -> bool:
    return connection.scalar(select(questions.c.id).where(questions.c.id == question_id)) is not None
