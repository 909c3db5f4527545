"""No question is lost, and none is answered twice; a mention that is edited is one question, answered once.

Slack is told at once that a question came, before it is answered, and does not send it again when the process dies. So the
question is written to the spool before that, and taken in the database, where another process or a second delivery finds it.
With the disk full Slack is not told, and sends it again. With the database away the question is answered all the same, and the
spool is replayed later. What a process left unanswered is taken up by the next one, or after a minute by any other
(`jobs/unanswered.py` looks for it). What Slack does not take now is put off, and stays with this process, as does what comes
before there is what answers; what is taken up waits for its turn in the same line.

A process may die after it has posted an answer and before it has kept that it did: in direct messages the thread is looked at
before an answer is posted again; in channels, which the bot may not read, the answer may then stand twice.

The life of an event (new, claimed, late, put off, answered, left) is drawn in `event_states.py`.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent import futures
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from pathlib import Path
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from eig_bot.errors import JournalError
from eig_bot.journal.events import Event
from eig_bot.journal.spool import Content
from eig_bot.slack.event_states import EventState, EventStates, Turn
from eig_bot.slack.payload import checked
from eig_bot.slack.pool import SameThread
from eig_bot.slack.service import AnswerService

AGAIN_IN = 20.0
"""Seconds until a question is taken up again whose answer did not reach Slack, which says nothing of a time."""
CLAIM_WAITS = 0.2
"""Seconds that an acknowledgement waits for a database that is a server; a file says by itself that it is held."""
CLAIM_SETTLES = 2.0
"""Seconds in which the database that is a server says at last whose a question is, or that it cannot."""
AGAIN = "answered_again"
"""Key of a request's context: its question was taken before, and may have been answered."""
EVENT = "event"
"""Key of a request's context: the name under which its question was taken."""
_WRITTEN_BY_A_PERSON = {None, "file_share", "thread_broadcast"}
"""Subtypes of a message that asks; edits, deletions, joins and bots' messages have others."""

log = logging.getLogger(__name__)


class Deduplicator(Middleware):
    """Lets each question through once, and knows which are under way."""

    def __init__(
        self,
        service: AnswerService,
        claim_waits: float = CLAIM_WAITS,
        claims: Executor | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what remembers.

        Args:
            service: its journal and its spool.
            claim_waits: seconds that an acknowledgement waits for the database.
            claims: asks the database; None for the thread of the acknowledgement where it is a file, for others where it is a
                server, which may not answer.
            now: gives seconds that never go back, for what is put off.
        """
        self._service = service
        self._journal = service.journal
        self._spool = service.spool
        self._owner = service.spool.owner
        self._claim_waits = claim_waits
        self._claims = claims or (
            ThreadPoolExecutor(4, thread_name_prefix="claim") if service.journal.database.is_server else SameThread()
        )
        self._states = EventStates(service.spool.remove)
        self._unkept: deque[str] = deque()
        """Events that were answered, which neither the database nor the spool could take."""
        self._now = now
        self._is_ending = False

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:  # noqa: A002, ARG002 - Bolt asks for these names
        """Let a new question through; see `Middleware.process`.

        Args:
            req: what Slack sent.
            resp: what would be answered so far.
            next: goes on to the listeners.

        Returns:
            An empty 200 for a question that was taken before, a 503 for one that cannot be kept, else what `next` returns.
        """
        event = self._named(question_of(req.body))
        if event is None or req.context.get(AGAIN):
            return next()
        req.context[EVENT] = event.id
        if not self._states.begin(event.id):
            return _already_taken(event)
        try:
            self._states.keep(event.id, self._spool.write(event.to_plain()))
        except OSError as error:
            self._states.move(event.id, EventState.LEFT)
            log.error("question not taken, Slack will send it again", extra={"error": type(error).__name__})  # noqa: TRY400 - the disk is full, not the code wrong
            return BoltResponse(status=503, body="")
        return next() if self._claim(event) else _already_taken(event)

    def done(self, event_id: str) -> None:
        """Keep that a question was answered: in the database, else in the spool, else (with the disk full too) once it can be.

        Until then this process is at it, so that nobody takes it up, and its file stays for the next one.

        Args:
            event_id: as Slack calls it; also of one that is no question.
        """
        try:
            self._keep_answered(event_id)
        except OSError as error:
            log.error("answered, which is kept later", extra={"error": type(error).__name__})  # noqa: TRY400 - the disk is full, not the code wrong
            self._unkept.append(event_id)
        else:
            self._states.move(event_id, EventState.ANSWERED)

    def is_ours(self, event_id: str) -> bool:
        """Return False when it turned out meanwhile that nobody here is to answer a question; it is then let go.

        Another process answers it, or its author wanted all of theirs to be forgotten.

        Args:
            event_id: as Slack calls it.
        """
        if claim := self._states.late_claim(event_id):
            is_elsewhere = claim.done() and not claim.exception() and not claim.result()
            self._states.move(event_id, EventState.TAKEN if is_elsewhere else EventState.CLAIMED)
            if is_elsewhere:
                return False
        is_settled = self._service.best_effort.is_settled(event_id)
        if is_settled:
            self._states.move(event_id, EventState.ANSWERED)
        return not is_settled

    def given_up(self, event_id: str) -> None:
        """Leave a question that nobody could be answered to the next round.

        Args:
            event_id: as Slack calls it; also of one that is no question.
        """
        self._states.move(event_id, EventState.LEFT)

    def put_off(self, event: Event, seconds: float = 0) -> None:
        """Leave a question until its turn comes, unless it turned out meanwhile that another process answers it.

        Args:
            event: which this process is at.
            seconds: before which it is not tried again; those that were asked before it in the same channel go first.
        """
        if claim := self._states.late_claim(event.id):
            futures.wait([claim], CLAIM_SETTLES)  # what is put off has the time to
        if not self.is_ours(event.id):
            return
        try:
            if self._states.file(event.id) is None:
                self._states.keep(event.id, self._spool.write(event.to_plain()))
        except OSError as error:
            log.error("question not put off, the next round finds it", extra={"error": type(error).__name__})  # noqa: TRY400 - as above
            self._states.move(event.id, EventState.LEFT)
            return
        asked = event.body["event"]
        turn = Turn(str(asked.get("channel")), str(asked.get("ts")), self._now() + seconds)
        self._states.move(event.id, EventState.PUT_OFF, turn=turn)

    def is_queued(self, channel: str) -> bool:
        """Return whether questions of a channel wait for their turn, behind which a new one comes.

        Args:
            channel: its id.
        """
        return self._states.has_turns(channel)

    def take_turns(self, app: App, wait: float = 0) -> None:
        """Answer in each channel the question whose turn has come, once there is what answers; see `event_states.py`.

        Args:
            app: what answers.
            wait: seconds for something to happen to those that were put off, before it is looked whose turn it is.
        """
        self._states.wait_for_turns(wait)
        may_answer = self._service.awaited.is_here and not self._is_ending
        for event_id, file in self._states.take_turns(self._now()) if may_answer else ():
            content = self._content_of(file)
            if content is None:
                self._states.move(event_id, EventState.LEFT)
            else:
                self._answer_again(app, Event(event_id, content["body"]))

    def end(self) -> None:
        """Let no further turn come: what is put off stays in the spool, for the next process."""
        self._is_ending = True

    def keep_answers(self) -> None:
        """Keep that questions were answered which could not be kept when they were; see `done`."""
        for _ in range(len(self._unkept)):
            self.done(self._unkept.popleft())

    def under_way(self) -> tuple[str, ...]:
        """Return the questions that this process is at, as Slack calls them, the first that began first."""
        return self._states.under_way()

    def take_up(self, event: Event, file: Path | None) -> None:
        """Put a question that was left unanswered in line, unless somebody is at it.

        Args:
            event: as Slack sent it.
            file: its entry in the spool of this process; None when it was left elsewhere.

        Raises:
            MalformedError: it cannot be answered at all.
            JournalError: the database is away; the question stays where it is.
        """
        event = Event(event.id, checked(event.body))
        if not self._states.begin(event.id, file):
            return
        try:
            is_ours = self._take_again(event, is_from_here=file is not None)
        except JournalError:
            self._states.move(event.id, EventState.LEFT)
            raise
        self._states.move(event.id, EventState.CLAIMED if is_ours else EventState.TAKEN)
        if is_ours:
            log.info("taking up a question that was left unanswered", extra={"event_id": event.id})
            self.put_off(event)

    def _keep_answered(self, event_id: str) -> None:
        try:
            self._journal.events.answered(event_id, self._owner)
        except JournalError:
            self._spool.write({"answered": event_id})

    def close(self) -> None:
        """Claim nothing more."""
        self._claims.shutdown(wait=False)

    def _named(self, event: Event | None) -> Event | None:
        """Name a mention by its message: Slack sends it again, as another event, each time that the message is edited."""
        asked = event.body["event"] if event else {}
        if event is None or asked["type"] != "app_mention":
            return event
        return Event(self._journal.keys.hashed("message", asked["channel"], asked["ts"]), event.body)

    def _claim(self, event: Event) -> bool:
        """Return False when another process, or this one, has taken an event; a database that is away says nothing."""
        claim = self._claims.submit(self._journal.events.take, event, self._owner)
        try:
            is_first = claim.result(self._claim_waits)
        except TooLateError:
            log.warning("event taken without the database", extra={"error": "too late"})
            self._states.move(event.id, EventState.LATE, claim=claim)
            return True
        except JournalError as error:
            log.warning("event taken without the database", extra={"error": str(error)})
            is_first = True
        self._states.move(event.id, EventState.CLAIMED if is_first else EventState.TAKEN)
        return is_first

    def _content_of(self, file: Path) -> Content | None:
        """Return an entry; None when it was deleted meanwhile, or cannot be read now and is for a later round."""
        try:
            return self._spool.read(file)
        except OSError as error:
            log.error("an entry of the spool cannot be read", extra={"error": type(error).__name__})  # noqa: TRY400 - the disk fails
            return None

    def _answer_again(self, app: App, event: Event) -> None:
        context = {AGAIN: True, EVENT: event.id}
        if app.dispatch(BoltRequest(body=dict(event.body), mode="socket_mode", context=context)).status != 200:
            self._states.move(event.id, EventState.LEFT)

    def _take_again(self, event: Event, *, is_from_here: bool) -> bool:
        events = self._journal.events
        if is_from_here:
            return events.take(event, self._owner) or events.take_back(event, self._owner)
        return events.take_over(event, self._owner)


def question_of(body: Mapping[str, Any]) -> Event | None:
    """Return the event in which a person asks something; None for all else that Slack sends.

    Args:
        body: a payload of Slack's, as `BoltRequest.body`.
    """
    event, event_id = body.get("event"), body.get("event_id")
    if not isinstance(event, Mapping) or not isinstance(event_id, str):
        return None
    is_mention = event.get("type") == "app_mention"  # one that was added by an edit too
    is_direct = event.get("type") == "message" and event.get("channel_type") == "im" and "edited" not in event
    is_from_a_person = event.get("subtype") in _WRITTEN_BY_A_PERSON and not event.get("bot_id")
    return Event(event_id, body) if (is_mention or is_direct) and is_from_a_person else None


def _already_taken(event: Event) -> BoltResponse:
    log.info("event sent again, already taken", extra={"event_id": event.id})
    return BoltResponse(status=200, body="")
