"""No question is lost, and none is answered twice.

Slack is told at once that a question came, before it is answered, and does not send it again when the process dies. So the
question is written to the spool before that, and taken in the database, where another process or a second delivery finds it.
With the disk full Slack is not told, and sends it again. With the database away the question is answered all the same, and the
spool is replayed later. What a process left unanswered is taken up by the next one, or after a minute by any other.

A process may die after it has posted an answer and before it has kept that it did: in direct messages the thread is looked at
before an answer is posted again; in channels, which the bot may not read, the answer may then stand twice.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from pathlib import Path
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from eig_bot.errors import JournalError, RefusedError
from eig_bot.journal import events, questions
from eig_bot.journal.events import Event
from eig_bot.journal.spool import Entry
from eig_bot.slack.service import AnswerService, now

CLAIM_WAITS = 0.2
"""Seconds that an acknowledgement waits for the database."""
AGAIN = "answered_again"
"""Key of a request's context: its question was taken before, and may have been answered."""
_WRITTEN_BY_A_PERSON = {None, "file_share", "thread_broadcast"}
"""Subtypes of a message that asks; edits, deletions, joins and bots' messages have others."""

log = logging.getLogger(__name__)


class Deduplicator(Middleware):
    """Lets each question through once, and knows which are under way."""

    def __init__(self, service: AnswerService) -> None:
        """Take what remembers."""
        self._service = service
        self._owner = service.spool.owner
        self._claims = ThreadPoolExecutor(4, thread_name_prefix="claim")
        self._lock = threading.Lock()
        self._under_way: dict[str, Path | None] = {}
        """Events that this process answers, each with its file in the spool once it is there."""
        self._late: dict[str, Future[bool]] = {}
        """Claims that came too late for the acknowledgement, and may still say in time that another process answers."""

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:  # noqa: A002, ARG002 - Bolt asks for these names
        """Let a new question through; an empty 200 for one that was taken, a 503 for one that cannot be kept."""
        event = question_of(req.body)
        if event is None or req.context.get(AGAIN):
            return next()
        if not self._begin(event):
            return _already_taken(event)
        try:
            path = self._service.spool.write(_to_plain(event))
        except OSError as error:
            self._end(event.id)
            log.error("question not taken, Slack will send it again", extra={"error": type(error).__name__})  # noqa: TRY400 - the disk is full, not the code wrong
            return BoltResponse(status=503, body="")
        self._under_way[event.id] = path
        if not self._take(event):
            self._service.spool.remove(path)
            self._end(event.id)
            return _already_taken(event)
        return next()

    def done(self, event_id: str) -> None:
        """Keep that a question was answered."""
        try:
            events.answered(self._service.journal, event_id, self._owner, now())
        except JournalError:
            self._service.spool.write({"answered": event_id})
        path = self._under_way.get(event_id)
        if path:
            self._service.spool.remove(path)
        self._end(event_id)  # last: until then nobody takes it for one that was left

    def is_ours(self, event_id: str) -> bool:
        """Return False when it turned out meanwhile that another process answers a question; it is then let go."""
        claim = self._late.pop(event_id, None)
        if claim is None or not claim.done() or claim.exception() or claim.result():
            return True
        path = self._under_way.get(event_id)
        if path:
            self._service.spool.remove(path)
        self._end(event_id)
        return False

    def given_up(self, event_id: str) -> None:
        """Leave a question that nobody could be answered to the next round."""
        self._end(event_id)

    def resume(self, app: App) -> None:
        """Take up what was left unanswered, here or elsewhere, and write what the database has missed, in order."""
        service = self._service
        service.spool.inherit()
        with self._lock:
            under_way = tuple(self._under_way)
        if under_way:
            service.remembered(lambda: events.still_at(service.journal, under_way, now()), None)
        for entry in service.spool.entries():
            try:
                self._replay(app, entry)
            except RefusedError as error:  # it would be refused again and again, and hold up what comes behind it
                log.error("the database refuses what was kept for it", extra={"error": str(error)})  # noqa: TRY400 - see above
                service.spool.remove(entry.path)
        for event in events.abandoned(service.journal, now()):
            self._take_up(app, event, None)

    def close(self) -> None:
        """Claim nothing more."""
        self._claims.shutdown(wait=False)

    def _take(self, event: Event) -> bool:
        """Return False when another process, or this one, has taken an event; a database that is away says nothing."""
        claim = self._claims.submit(events.take, self._service.journal, event, self._owner, now())
        try:
            return claim.result(CLAIM_WAITS)
        except TooLateError:
            self._late[event.id] = claim
            log.warning("event taken without the database", extra={"error": "too late"})
        except JournalError as error:
            log.warning("event taken without the database", extra={"error": str(error)})
        return True

    def _begin(self, event: Event, path: Path | None = None) -> bool:
        """Note that an event is under way; False when it was."""
        with self._lock:
            if event.id in self._under_way:
                return False
            self._under_way[event.id] = path
            return True

    def _end(self, event_id: str) -> None:
        with self._lock:
            self._under_way.pop(event_id, None)
            self._late.pop(event_id, None)

    def _replay(self, app: App, entry: Entry) -> None:
        """Do what an entry of the spool is there for.

        Raises:
            JournalError: the database is away; the entry stays.
        """
        service, content = self._service, entry.content
        if "question" in content:
            questions.record(service.journal, questions.from_plain(content["question"]))
        elif "answered" in content:
            events.answered(service.journal, content["answered"], self._owner, now())
        else:
            self._take_up(app, Event(content["event"], content["body"]), entry.path)
            return
        service.spool.remove(entry.path)

    def _take_up(self, app: App, event: Event, path: Path | None) -> None:
        """Answer what was left unanswered, here (with its file in the spool) or elsewhere, unless somebody else does."""
        about = (self._service.journal, event, self._owner, now())
        if not self._begin(event, path):
            return
        try:
            is_ours = events.take(*about) or events.take_back(*about) if path else events.take_over(*about)
        except JournalError:
            self._end(event.id)
            raise
        if is_ours:
            log.info("taking up a question that was left unanswered", extra={"event_id": event.id})
            if app.dispatch(BoltRequest(body=dict(event.body), mode="socket_mode", context={AGAIN: True})).status != 200:
                self._end(event.id)
            return
        if path:
            self._service.spool.remove(path)
        self._end(event.id)


def question_of(body: Mapping[str, Any]) -> Event | None:
    """Return the event in which a person asks something; None for all else that Slack sends."""
    event, event_id = body.get("event"), body.get("event_id")
    if not isinstance(event, Mapping) or not isinstance(event_id, str):
        return None
    is_asked = event.get("type") == "app_mention" or (event.get("type") == "message" and event.get("channel_type") == "im")
    is_new = "edited" not in event  # Slack sends a mention again when its message was edited
    is_from_a_person = event.get("subtype") in _WRITTEN_BY_A_PERSON and not event.get("bot_id")
    return Event(event_id, body) if is_asked and is_new and is_from_a_person else None


def _already_taken(event: Event) -> BoltResponse:
    log.info("event sent again, already taken", extra={"event_id": event.id})
    return BoltResponse(status=200, body="")


def _to_plain(event: Event) -> dict[str, Any]:
    return {"event": event.id, "body": dict(event.body)}
