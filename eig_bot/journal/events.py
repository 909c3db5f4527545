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
TRIES = 3
"""How often an event is taken in all: one that always fails is not answered for ever."""


@dataclass(frozen=True, slots=True)
class Event:
    """A question as Slack sent it."""

    id: str
    body: Mapping[str, Any]
    tries: int = 1
    """How often it was taken, as far as is known."""


def take(journal: Journal, event: Event, now: datetime) -> bool:
    """Return True to the first process that an event was handed to."""
    sealed = journal.keys.seal(json.dumps(event.body))
    with journal.begin() as connection:
        return add(connection, events, {"id": event.id, "taken_at": now, "tries": 1, "sealed_body": sealed})


def answered(journal: Journal, event_id: str, now: datetime) -> None:
    """Keep that an event was answered, also one that was taken while the database was away; what it said is erased."""
    with journal.begin() as connection:
        upsert(connection, events, {"id": event_id, "taken_at": now, "tries": 1, "sealed_body": None, "answered_at": now})


def still_at(journal: Journal, event_ids: Collection[str], now: datetime) -> None:
    """Say that events are still being answered."""
    with journal.begin() as connection:
        connection.execute(update(events).where(events.c.id.in_(event_ids)).values(taken_at=now))


def abandoned(journal: Journal, now: datetime) -> Sequence[Event]:
    """Return the events that nobody has answered for a while, the first taken first."""
    wanted = select(events.c.id, events.c.sealed_body, events.c.tries).where(_is_abandoned(now)).order_by(events.c.taken_at)
    with journal.begin() as connection:
        rows = connection.execute(wanted).all()
    found = ((event_id, journal.keys.unseal(sealed or ""), tries) for event_id, sealed, tries in rows)
    return [Event(event_id, json.loads(body), tries) for event_id, body, tries in found if body]


def take_over(journal: Journal, event: Event, now: datetime) -> bool:
    """Return True to the one process that may answer an event which another one left: nobody has taken it over since."""
    untouched = and_(events.c.id == event.id, events.c.answered_at.is_(None), events.c.tries == event.tries)
    with journal.begin() as connection:
        again = update(events).where(untouched, events.c.tries < TRIES).values(taken_at=now, tries=events.c.tries + 1)
        return connection.execute(again).rowcount == 1


def _is_abandoned(now: datetime) -> ColumnElement[bool]:
    """Taken in the future: before the clock was set back."""
    is_late = or_(events.c.taken_at < now - PATIENCE, events.c.taken_at > now + PATIENCE)
    return and_(events.c.answered_at.is_(None), events.c.tries < TRIES, is_late)
