"""What answers do while the database is away: without what it remembers, and with a spool for what it should have kept.

Each method stands for one of the journal's, and returns what the bot does without when the journal is out of reach: no history,
not subscribed, the first click. Where a person must be told that something was not kept (a request to the team, a reply, a
deletion), the journal itself is asked, and its `JournalError` caught there.
"""

import logging
import threading
from collections import deque
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType

from eig_bot.errors import JournalError, RefusedError
from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.journal.journal import Journal
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.journal.people import Kept
from eig_bot.journal.questions import Question
from eig_bot.journal.requests import Request
from eig_bot.journal.spool import Spool

DOUBLE_CLICK = timedelta(seconds=5)
"""How long a second click on the same button is one with the first."""
CATCH_UP = 20
"""Questions that an answer may wait for to be kept before it; each takes some milliseconds."""

log = logging.getLogger(__name__)


class BestEffortJournal:
    """A journal that may be out of reach, which nobody has to notice; safe to share between threads."""

    def __init__(self, journal: Journal, spool: Spool) -> None:
        """Take the journal, and what is kept on disk meanwhile.

        Args:
            journal: that may be out of reach.
            spool: that takes the questions which the journal does not, until they are replayed.
        """
        self._journal = journal
        self._spool = spool
        self._behind: deque[Path] = deque()
        """Questions that the spool has taken, the first that was asked first."""
        self._catching_up = threading.Lock()

    # --- questions

    def record(self, question: Question, event_id: str | None = None) -> None:
        """Keep a question: in the journal, else in the spool, else (with the disk full too) not at all.

        Args:
            question: that was answered.
            event_id: see `Questions.record`.
        """
        try:
            self._catch_up()
            self._journal.questions.record(question, event_id)
        except JournalError as error:
            log.warning("question kept in the spool", extra={"error": str(error)})
            self._record_in_spool(question)

    def turns(self, thread: str, but: str = "") -> tuple[str, ...]:
        """Return a thread's last questions, see `Questions.turns`; none when they cannot be read.

        Args:
            thread: a keyed hash.
            but: id of a question that is left out.
        """
        with _IfInReach():
            self._catch_up()
            return self._journal.questions.turns(thread, but)
        return ()

    def shown(self, thread: str, but: str = "") -> str | None:
        """Return the passage that a thread was shown last, see `Questions.shown`; None when it cannot be read.

        Args:
            thread: a keyed hash.
            but: id of a question that is left out.
        """
        with _IfInReach():
            return self._journal.questions.shown(thread, but)
        return None

    def thread_of(self, user: str, surface: str) -> str | None:
        """Return the thread of a person's last question, see `Questions.thread_of`; None when it cannot be read.

        Args:
            user: the person's id in Slack.
            surface: where it was asked.
        """
        with _IfInReach():
            self._catch_up()
            return self._journal.questions.thread_of(user, surface)
        return None

    def text_of(self, question_id: str | None) -> str | None:
        """Return the text of a question; None when it is no longer kept, or cannot be read.

        Args:
            question_id: None for no question, which has no text.
        """
        with _IfInReach():
            return self._journal.questions.text_of(question_id) if question_id else None
        return None

    def last_of(self, user: str, count: int) -> tuple[str, ...]:
        """Return a person's last questions, newest first; none when they cannot be read.

        Args:
            user: the person's id in Slack.
            count: how many at most.
        """
        with _IfInReach():
            return self._journal.questions.last_of(user, count)
        return ()

    def unanswered(self, count: int) -> tuple[str, ...] | None:
        """Return the last questions that found no answer, newest first; None when they cannot be read.

        Args:
            count: how many at most.
        """
        with _IfInReach():
            return self._journal.questions.unanswered(count)
        return None

    def outbox(self) -> Sequence[OutboxEntry]:
        """Return what the team has accepted and is not in service yet; nothing when it cannot be read."""
        with _IfInReach():
            return self._journal.outbox.all()
        return ()

    # --- what was made of answers

    def choose(self, question_id: str, user: str, passage: str | None) -> None:
        """Keep which suggestion was chosen, if it can be kept; see `Feedback.choose`.

        Args:
            question_id: of the question that had suggestions.
            user: id in Slack of who chose.
            passage: page and headings, separated by tabs; None for none of them.
        """
        with _IfInReach():
            self._journal.feedback.choose(question_id, user, passage)

    def judge(self, judged: JudgedAnswer, *, is_good: bool) -> bool:
        """Keep what an answer was worth; False when it is not kept, for whatever reason.

        Args:
            judged: the answer, and who judges it.
            is_good: whether it was useful.
        """
        with _IfInReach():
            return self._journal.feedback.judge(judged, is_good=is_good)
        return False

    def explain(self, judged: JudgedAnswer, reason: str, comment: str | None) -> bool:
        """Keep why an answer was judged bad; False when it is not kept, for whatever reason.

        Args:
            judged: the answer, and who judged it.
            reason: a key of `messages.slack.REASONS`.
            comment: in the person's own words; None for none.
        """
        with _IfInReach():
            return self._journal.feedback.explain(judged, reason, comment)
        return False

    # --- people and the team

    def is_subscribed(self, user: str) -> bool:
        """Return whether a person is told of calls; False when it cannot be read.

        Args:
            user: the person's id in Slack.
        """
        with _IfInReach():
            return self._journal.subscriptions.is_subscribed(user)
        return False

    def kept_about(self, user: str) -> Kept | None:
        """Return how much is kept about a person; None when it cannot be read, which is not to say that nothing is.

        Args:
            user: the person's id in Slack.
        """
        with _IfInReach():
            return self._journal.people.kept_about(user)
        return None

    def waiting(self, count: int) -> Sequence[Request] | None:
        """Return the requests that wait for the team, oldest first; None when they cannot be read.

        Args:
            count: how many at most.
        """
        with _IfInReach():
            return self._journal.requests.waiting(count)
        return None

    # --- who does what

    def first(self, name: str, lasts: timedelta = DOUBLE_CLICK) -> bool:
        """Return True to the first of several who do the same thing within a while, as two clicks at once.

        While the journal is out of reach everyone is the first: a button that answers twice is better than one that does not.

        Args:
            name: of the thing, with the person who does it; it is hashed.
            lasts: how long it is the same.
        """
        with _IfInReach():
            return self._journal.claims.take(self._journal.keys.hashed(name), lasts)
        return True

    def allow_again(self, name: str) -> None:
        """Let something be done again that `first` has allowed, and that failed.

        Args:
            name: as it was given to `first`.
        """
        with _IfInReach():
            self._journal.claims.release(self._journal.keys.hashed(name))

    def still_at(self, event_ids: Collection[str]) -> None:
        """Say that events are still being answered, see `Events.still_at`.

        Args:
            event_ids: as Slack calls them.
        """
        with _IfInReach():
            self._journal.events.still_at(event_ids)

    def is_settled(self, event_id: str) -> bool:
        """Return whether nobody is to answer an event any more, see `Events.is_settled`; False when it cannot be read.

        Args:
            event_id: as Slack calls it.
        """
        with _IfInReach():
            return self._journal.events.is_settled(event_id)
        return False

    def _catch_up(self) -> None:
        """Keep first what was asked before, so that threads stay in order; much of it is left to who replays the spool."""
        if not self._behind:
            return
        with self._catching_up:
            for path in tuple(islice(self._behind, CATCH_UP)):
                with suppress(RefusedError, KeyError, TypeError, ValueError):  # which are set aside there
                    if content := self._spool.read(path):
                        self._journal.questions.record(Question.from_plain(content["question"]))
                        self._spool.remove(path)
                self._behind.popleft()

    def _record_in_spool(self, question: Question) -> None:
        try:
            self._behind.append(self._spool.write({"question": question.to_plain()}))
        except OSError as full:
            log.error("question not recorded", extra={"error": type(full).__name__})  # noqa: TRY400 - its place says nothing


class _IfInReach:
    """Goes on behind its block when the journal is out of reach."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if isinstance(error, JournalError):
            log.error("journal out of reach", extra={"error": str(error)})
        return isinstance(error, JournalError)
