"""The one way from a question to a recorded answer, for every surface: `AnswerService.ask`.

A journal that is out of reach costs what it remembers, never an answer (`journal/best_effort.py`).
"""

import time
from dataclasses import dataclass

from eig_bot.access.team import TeamAccess
from eig_bot.answers import subjects
from eig_bot.answers.answer import Answer, Kind
from eig_bot.answers.live import LiveResponder
from eig_bot.answers.subjects import Theme
from eig_bot.clock import Clock
from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.git.follow import Following
from eig_bot.journal.best_effort import BestEffortJournal
from eig_bot.journal.forgetting import is_of, names_nobody
from eig_bot.journal.journal import Journal
from eig_bot.journal.questions import Question
from eig_bot.journal.spool import Spool
from eig_bot.messages import journal as messages
from eig_bot.publishing.publisher import Publisher
from eig_bot.slack.ack_priority import AckPriority
from eig_bot.slack.awaited import AwaitedResponder
from eig_bot.slack.ids import CALL_STATUS, Reference
from eig_bot.slack.knowledge_source import lines_of
from eig_bot.slack.metrics import ServiceMetrics
from eig_bot.slack.surface import Surface
from eig_bot.slack.views.answers import AnswerContext


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

    def __init__(
        self,
        settings: Settings,
        responder: LiveResponder | AwaitedResponder,
        journal: Journal,
        *,
        clock: Clock | None = None,
        following: Following | None = None,
    ) -> None:
        """Take what answers and what remembers.

        Args:
            settings: the folders, who the team is, how long questions are kept.
            responder: what answers, or will.
            journal: what remembers; asked through `best_effort` wherever the bot can do without.
            clock: that answers go by; None for that of the settings.
            following: follows the repository that the pages come from; None where they come from a folder.

        Raises:
            SettingsError: the data folder cannot be written.
        """
        self.awaited = responder if isinstance(responder, AwaitedResponder) else AwaitedResponder(responder)
        self.journal = journal
        try:
            self.spool = Spool(settings.data / "spool", journal.keys)
        except OSError as error:
            raise SettingsError(messages.no_journal(str(settings.data))) from error
        self.best_effort = BestEffortJournal(journal, self.spool)
        self.clock = clock or settings.clock()
        self.following = following
        self.team_channel = settings.team_channel
        self.access = TeamAccess(settings.team_users)
        self.folder = settings.knowledge
        self.publisher = Publisher.of(following, journal, lambda: self.name) if following else None
        self.ack_priority = AckPriority()
        self.metrics = ServiceMetrics()
        self.cache = settings.cache
        self.retention = settings.retention

    @property
    def responder(self) -> LiveResponder:
        """What answers; it is waited for at the start, see `AwaitedResponder.get`."""
        return self.awaited.get()

    @property
    def name(self) -> str | None:
        """What the bot answers about."""
        return self.responder.knowledge.site.name

    @property
    def source_lines(self) -> list[str]:
        """What the team should know of the repository and its pages; nothing where there is no repository, or all is well."""
        if not self.following:
            return []
        return lines_of(self.following.state, self.responder.knowledge, self.responder.problems)

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
        at, began = self.journal.now(), time.monotonic()
        question_id = self.journal.questions.id_of(event_id)
        place = self.journal.keys.hashed(thread.channel, thread.ts) if thread else None
        history = self.best_effort.turns(place, but=question_id) if place else ()
        if surface is Surface.DM and not history and self.responder.is_reaction(question):
            place = self.best_effort.thread_of(user, surface) or place  # "non", typed beside the thread that it is about
            history = self.best_effort.turns(place, but=question_id) if place else ()
        shown = self.best_effort.shown(place, but=question_id) if place and history else None
        answer = self.responder.respond(question, history, now=self.clock(), shown=shown)
        took = time.monotonic() - began
        self.metrics.answered(surface, answer.kind, took)
        found = answer.source or (answer.results[0].passage if answer.results else None)
        record = Question(
            id=question_id,
            at=at,
            asker=self.journal.keys.hashed(user),
            surface=surface,
            text=question,
            kind=answer.kind,
            passage=found.identity if found else None,
            confidence=answer.confidence,
            latency_ms=round(1000 * took),
            thread=place,
        )
        self.best_effort.record(record, event_id)
        return Asked(question_id, answer)

    def context(
        self, answer: Answer, question_id: str | None, user: str, *, needs_mention: bool = False, may_share: bool = False
    ) -> AnswerContext:
        """Return what an answer's buttons need.

        Args:
            answer: what they stand below; whether its reader is told of calls matters to those of a call's state alone.
            question_id: of the question that is answered; None for what nobody asked in words.
            user: id in Slack of who reads the answer.
            needs_mention: True where the bot hears a further question only when it is mentioned.
            may_share: True where the reader alone sees the answer and can show it to others.
        """
        return AnswerContext(
            question=question_id,
            has_team=self.team_channel is not None and self.access.is_on,
            is_subscribed=answer.kind is Kind.CALL_STATUS and self.best_effort.is_subscribed(user),
            needs_mention=needs_mention,
            may_share=may_share,
        )

    def forget(self, user: str, slack_at: float | None = None) -> None:
        """Delete all that is kept about a person, also what still waits for the journal, or to be answered, or was set aside.

        A journal that is out of reach raises `JournalError`; nothing is deleted then.

        Args:
            user: the person's id in Slack.
            slack_at: when they asked for it, in seconds by Slack's clock; None for now.
        """
        self.journal.people.forget(user, slack_at)
        person = self.journal.keys.hashed(user)
        self.spool.remove_if(lambda content: is_of(content, user, person))
        self.spool.remove_if(names_nobody, is_aside=True)

    def again(self, reference: Reference) -> Answer | None:
        """Return an answer as it stands today; None when what it was about has gone.

        Args:
            reference: the question and the passage that a button carries.
        """
        question = self.best_effort.text_of(reference.question)
        if reference.passage and reference.passage != CALL_STATUS:
            return self.responder.show(reference.passage, question, self.clock())
        if question:
            return self.responder.respond(question, now=self.clock())
        return self.responder.status(self.clock()) if reference.passage else None
