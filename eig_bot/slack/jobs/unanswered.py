"""Questions that a stop left unanswered are taken up, and what the database has missed is written.

What another version, or a failing disk, has left may be anything: what cannot be handled is set aside, and the rest goes on.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eig_bot.errors import RefusedError
from eig_bot.journal.events import Event
from eig_bot.journal.questions import Question
from eig_bot.journal.spool import Entry, Spool
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.shapes import MalformedError, record, text

_ENTRY = record({}, {"event": text, "body": record(), "question": record(), "answered": text})
"""What the spool holds, one thing an entry."""

log = logging.getLogger(__name__)


def run(bot: SlackBot) -> None:
    """Take up what was left unanswered, here or elsewhere, and write what the database has missed, in order.

    A database that is away raises `JournalError`; what is not done yet is for the next time.

    Args:
        bot: who answers.
    """
    service, deduplicator = bot.service, bot.deduplicator
    service.spool.inherit()
    deduplicator.keep_answers()
    if under_way := deduplicator.under_way():
        service.best_effort.still_at(under_way)
    for entry in service.spool.entries():
        try:
            _replay(bot, entry)
        except (MalformedError, RefusedError) as error:  # it would fail again and again, and hold up what comes behind it
            _set_aside(service.spool, entry.path, error)
    for event in service.journal.events.abandoned():
        try:
            deduplicator.take_up(event, None)
        except MalformedError as error:
            _set_aside(service.spool, service.spool.write(event.to_plain()), error)
            service.journal.events.answered(event.id, service.spool.owner)
    deduplicator.take_turns(bot.app)


def _replay(bot: SlackBot, entry: Entry) -> None:
    """Do what an entry of the spool is there for; `JournalError` says that the database is away, and the entry stays."""
    content, service = entry.content, bot.service
    _ENTRY(content, "entry")
    if "event" in content:
        bot.deduplicator.take_up(Event(content["event"], content["body"]), entry.path)
        return
    if "question" in content:
        service.journal.questions.record(_question_in(content["question"]))
    elif "answered" in content:
        service.journal.events.answered(content["answered"], service.spool.owner)
    else:
        raise MalformedError("entry")
    service.spool.remove(entry.path)


def _question_in(values: Mapping[str, Any]) -> Question:
    try:
        return Question.from_plain(values)
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedError("entry.question") from error


def _set_aside(spool: Spool, file: Path, error: MalformedError | RefusedError) -> None:
    log.error("set aside", extra={"error": type(error).__name__, "at": str(error)})
    spool.set_aside(file)
