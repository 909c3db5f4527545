"""The one way from a question to a recorded answer, for every surface: `AnswerService.ask`.

A journal that is out of reach costs what it remembers, never an answer.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from eig_bot.answers import subjects
from eig_bot.answers.answer import Answer
from eig_bot.answers.live import LiveResponder
from eig_bot.answers.subjects import Theme
from eig_bot.clock import Clock
from eig_bot.config import Settings
from eig_bot.errors import JournalError, SettingsError
from eig_bot.journal import questions, subscriptions
from eig_bot.journal.journal import Journal, new_id
from eig_bot.journal.questions import Kept, Question
from eig_bot.journal.spool import Spool
from eig_bot.messages import journal as messages
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.ids import CALL_STATUS, Reference
from eig_bot.slack.views.answers import AnswerContext

DOUBLE_CLICK = timedelta(seconds=5)

T = TypeVar("T")
log = logging.getLogger(__name__)


class Surface(StrEnum):
    """Where a question was asked."""

    DM = "dm"
    MENTION = "mention"
    COMMAND = "command"
    HOME = "home"
    SHORTCUT = "shortcut"


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation on one subject in Slack."""

    channel: str
    ts: str
    """Of its first message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered."""

    id: str
    answer: Answer


class AnswerService:
    """Answers questions and remembers them; safe to share between threads."""

    def __init__(self, settings: Settings, responder: LiveResponder, journal: Journal) -> None:
        """Take what answers, what remembers, and who the team is.

        Raises:
            SettingsError: the data folder cannot be written.
        """
        self.responder = responder
        self.journal = journal
        try:
            self.spool = Spool(settings.data / "spool", journal.keys)
        except OSError as error:
            raise SettingsError(messages.no_journal(str(settings.data))) from error
        self.clock: Clock = settings.clock()
        self.team_channel = settings.team_channel
        self.team_users = settings.team_users
        self.folder = settings.knowledge
        self.ack_priority = AckPriority()
        self.cache = settings.cache
        self.retention = settings.retention

    @property
    def name(self) -> str | None:
        """What the bot answers about."""
        return self.responder.knowledge.site.name

    @property
    def themes(self) -> tuple[Theme, ...]:
        """What can be browsed."""
        return subjects.themes(self.responder.knowledge)

    def ask(
        self, question: str, user: str, surface: Surface, thread: Thread | None = None, event_id: str | None = None
    ) -> Asked:
        """Answer a question and record it.

        Args:
            question: as typed.
            user: the asker's id.
            surface: where it was asked.
            thread: where it stands, so that it may lean on what was asked there before.
            event_id: what Slack calls it, so that it is recorded once however often it is answered.
        """
        self.ack_priority.give_way()
        began = time.monotonic()
        place = self.journal.keys.hashed(thread.channel, thread.ts) if thread else None
        nothing: tuple[str, ...] = ()
        question_id = self.journal.keys.hashed("event", event_id) if event_id else new_id()
        history = (
            self.remembered(lambda: questions.turns(self.journal, place, now(), question_id), nothing) if place else nothing
        )
        answer = self.responder.respond(question, history, now=self.clock())
        asked = Asked(question_id, answer)
        found = answer.source or (answer.results[0].passage if answer.results else None)
        record = Question(
            id=asked.id,
            at=now(),
            asker=self.person(user),
            surface=surface,
            text=question,
            kind=answer.kind,
            passage=found.identity if found else None,
            confidence=answer.confidence,
            latency_ms=round(1000 * (time.monotonic() - began)),
            thread=place,
        )
        self._record(record)
        return asked

    def person(self, user: str) -> str:
        """Return the keyed hash of a person."""
        return self.journal.keys.hashed(user)

    def around(self, question: str | None, user: str, *, needs_mention: bool = False, may_share: bool = False) -> AnswerContext:
        """Return what an answer's buttons need."""
        return AnswerContext(
            question=question,
            has_team=self.team_channel is not None,
            is_subscribed=self.remembered(lambda: subscriptions.is_subscribed(self.journal, self.person(user)), default=False),
            needs_mention=needs_mention,
            may_share=may_share,
        )

    def _record(self, question: Question) -> None:
        """Write a question into the journal, or into the spool while the journal is out of reach."""
        try:
            questions.record(self.journal, question)
        except JournalError as error:
            log.warning("question kept in the spool", extra={"error": str(error)})
            try:
                self.spool.write({"question": questions.to_plain(question)})
            except OSError as full:
                log.error("question not recorded", extra={"error": type(full).__name__})  # noqa: TRY400 - its place says nothing

    def forget(self, user: str) -> None:
        """Delete all that is kept about a person, also what still waits for the journal.

        Raises:
            JournalError: the journal is out of reach; nothing is deleted.
        """
        person = self.person(user)
        self.journal.forget(person)
        for entry in self.spool.entries():
            if entry.content.get("question", {}).get("asker") == person:
                self.spool.remove(entry.path)

    def kept(self, user: str) -> Kept | None:
        """Return how much is kept about a person; None while the journal is out of reach."""
        unknown: Kept | None = None
        return self.remembered(lambda: questions.kept_about(self.journal, self.person(user)), unknown)

    def again(self, reference: Reference) -> Answer | None:
        """Return an answer as it stands today; None when what it was about has gone."""
        question = self.question(reference.question)
        if reference.passage and reference.passage != CALL_STATUS:
            return self.responder.show(reference.passage, question, self.clock())
        if question:
            return self.responder.respond(question, now=self.clock())
        return self.responder.status(self.clock()) if reference.passage else None

    def question(self, question_id: str | None) -> str | None:
        """Return the text of a question; None when it is no longer kept."""
        return self.remembered(lambda: questions.text_of(self.journal, question_id), None) if question_id else None

    def first(self, name: str, lasts: timedelta = DOUBLE_CLICK) -> bool:
        """Return True to the first of several who do the same thing within a while, as two clicks at once."""
        return self.remembered(lambda: self.journal.claim(self.journal.keys.hashed(name), now(), lasts), default=True)

    def again_allowed(self, name: str) -> None:
        """Let something be done again that `first` has allowed, and that failed."""
        self.remembered(lambda: self.journal.release(self.journal.keys.hashed(name)), default=False)

    def remembered(self, action: Callable[[], T], default: T) -> T:
        """Return what the journal says; what is given when it is out of reach."""
        try:
            return action()
        except JournalError as error:
            log.error("journal out of reach", extra={"error": str(error)})  # noqa: TRY400 - its text may repeat what a person wrote
            return default


def now() -> datetime:
    """Return the real moment: a date that is fixed for trials changes answers, not when things happened."""
    return datetime.now(UTC)
