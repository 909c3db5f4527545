"""Questions that Slack has handed over: taken once by one process, and taken over by another when they stay unanswered."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from eig_bot.journal.journal import Journal, add, upsert
from eig_bot.journal.tables import events

PATIENCE = timedelta(seconds=60)
"""How long a process may take to answer; it says again and again that it is still at it."""
TRIES = 10
"""How often an event is taken in all: one that kills each process that takes it is not taken for ever."""


@dataclass(frozen=True, slots=True)
class Event:
    """A question as Slack sent it."""

    id: str
    body: Mapping[str, Any]


def take(journal: Journal, event: Event, owner: str, now: datetime) -> bool:
    """Return True to the first process that an event was handed to.

    Args:
        journal: where.
        event: what Slack sent.
        owner: name of the process's data folder.
        now: the moment.
    """
    sealed = journal.keys.seal(json.dumps(event.body))
    row = {"id": event.id, "taken_at": now, "owner": owner, "tries": 1, "sealed_body": sealed}
    with journal.begin() as connection:
        return add(connection, events, row)


def answered(journal: Journal, event_id: str, owner: str, now: datetime) -> None:
    """Keep that an event was answered, also one that was taken while the database was away; what it said is erased."""
    row = {"id": event_id, "taken_at": now, "owner": owner, "tries": 1, "sealed_body": None, "answered_at": now}
    with journal.begin() as connection:
        upsert(connection, events, row)


def still_at(journal: Journal, event_ids: Collection[str], now: datetime) -> None:
    """Say that events are still being answered."""
    with journal.begin() as connection:
        connection.execute(update(events).where(events.c.id.in_(event_ids)).values(taken_at=now))


def abandoned(journal: Journal, now: datetime) -> Sequence[Event]:
    """Return the events that nobody has answered for a while, the first taken first."""
    wanted = select(events.c.id, events.c.sealed_body).where(_is_abandoned(now)).order_by(events.c.taken_at)
    with journal.begin() as connection:
        rows = connection.execute(wanted).all()
    found = ((event_id, journal.keys.unseal(sealed or "")) for event_id, sealed in rows)
    return [Event(event_id, json.loads(body)) for event_id, body in found if body]


def take_over(journal: Journal, event: Event, owner: str, now: datetime) -> bool:
    """Return True to the one process that may answer an abandoned event."""
    return _take_again(journal, event, _is_abandoned(now), owner, now)


def take_back(journal: Journal, event: Event, owner: str, now: datetime) -> bool:
    """Return True when an event of this data folder, whose process has ended, is not answered by anybody else."""
    is_unanswered = and_(events.c.answered_at.is_(None), events.c.tries < TRIES)
    return _take_again(journal, event, and_(is_unanswered, events.c.owner == owner), owner, now)


def _take_again(journal: Journal, event: Event, when: ColumnElement[bool], owner: str, now: datetime) -> bool:
    again = update(events).where(events.c.id == event.id, when)
    with journal.begin() as connection:
        return connection.execute(again.values(taken_at=now, owner=owner, tries=events.c.tries + 1)).rowcount == 1


def _is_abandoned(now: datetime) -> ColumnElement[bool]:
    """Taken in the future: before the clock was set back."""
    is_late = or_(events.c.taken_at < now - PATIENCE, events.c.taken_at > now + PATIENCE)
    return and_(events.c.answered_at.is_(None), events.c.tries < TRIES, is_late)
