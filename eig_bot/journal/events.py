"""Questions that Slack has handed over: taken once by one process, and taken over by another when they stay unanswered."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update

from eig_bot.journal.forgetting import author_of, is_forgotten, sent_at
from eig_bot.journal.keys import Keys
from eig_bot.journal.repository import Repository, add, upsert
from eig_bot.journal.tables import events

PATIENCE = timedelta(seconds=60)
"""How long a process may take to answer; it says again and again that it is still at it."""
SETTLED = select(events.c.id).where(events.c.id == bindparam("event_id"), events.c.answered_at.is_not(None))
"""Finds that nobody is to answer an event any more."""
TRIES = 10
"""How often an event is taken in all: one that kills each process that takes it is not taken for ever."""


_ENDED: Mapping[str, Any] = {"sealed_body": None, "author": None}
"""What is no longer kept of an event that nobody is to answer any more."""


@dataclass(frozen=True, slots=True)
class Event:
    """A question as Slack sent it."""

    id: str
    body: Mapping[str, Any]

    def to_plain(self) -> dict[str, Any]:
        """Return it as the spool holds it."""
        return {"event": self.id, "body": dict(self.body)}


class Events(Repository):
    """Which process answers an event, since when, and whether it has; processes are named by their data folder."""

    def take(self, event: Event, owner: str) -> bool:
        """Return True to the first process that an event was handed to; to none when its author has been forgotten since.

        Args:
            event: what Slack sent; it is sealed.
            owner: name of the process's data folder.
        """
        now, user = self._now(), author_of(event.body)
        author, sealed = self._keys.hashed(user) if user else None, self._keys.seal(json.dumps(event.body))
        row = {"id": event.id, "taken_at": now, "owner": owner, "tries": 1, "sealed_body": sealed, "author": author}
        with self._database.begin() as connection:
            if self._is_forgotten(connection, author, event):
                add(connection, events, {**row, **_ENDED, "answered_at": now})
                return False
            return add(connection, events, row)

    def answered(self, event_id: str, owner: str) -> None:
        """Keep that an event was answered, also one that was taken while the database was away; what it said is erased.

        Args:
            event_id: as Slack calls it.
            owner: name of the data folder of the process that answered it.
        """
        now = self._now()
        row = {"id": event_id, "taken_at": now, "owner": owner, "tries": 1, "answered_at": now, **_ENDED}
        with self._database.begin() as connection:
            upsert(connection, events, row)

    def still_at(self, event_ids: Collection[str]) -> None:
        """Say that events are still being answered, so that nobody takes them over for another while.

        Args:
            event_ids: as Slack calls them.
        """
        with self._database.begin() as connection:
            connection.execute(update(events).where(events.c.id.in_(event_ids)).values(taken_at=self._now()))

    def abandoned(self) -> Sequence[Event]:
        """Return the events that nobody has answered for a while, the first taken first; none that cannot be unsealed."""
        wanted = select(events.c.id, events.c.sealed_body).where(self._is_abandoned()).order_by(events.c.taken_at)
        with self._database.read() as connection:
            rows = connection.execute(wanted).all()
        found = ((event_id, self._keys.unseal(sealed or "")) for event_id, sealed in rows)
        return [Event(event_id, json.loads(body)) for event_id, body in found if body]

    def take_over(self, event: Event, owner: str) -> bool:
        """Return True to the one process that may answer an abandoned event.

        Args:
            event: one of `abandoned`.
            owner: name of the data folder of the process that asks.
        """
        return self._take_again(event, self._is_abandoned(), owner)

    def take_back(self, event: Event, owner: str) -> bool:
        """Return True when an event of a data folder, whose process has ended, is not answered by anybody else.

        Args:
            event: found in the spool of that folder.
            owner: its name.
        """
        is_unanswered = and_(events.c.answered_at.is_(None), events.c.tries < TRIES)
        return self._take_again(event, and_(is_unanswered, events.c.owner == owner), owner)

    def is_settled(self, event_id: str) -> bool:
        """Return whether nobody is to answer an event any more: it was answered, or its author has been forgotten.

        Args:
            event_id: as Slack calls it.
        """
        with self._database.read() as connection:
            return connection.scalar(SETTLED, {"event_id": event_id}) is not None

    def _is_forgotten(self, connection: Connection, author: str | None, event: Event) -> bool:
        asked_at = sent_at(event.body)
        return author is not None and asked_at is not None and is_forgotten(connection, self._keys, author, asked_at)

    def _take_again(self, event: Event, when: ColumnElement[bool], owner: str) -> bool:
        again = update(events).where(events.c.id == event.id, when)
        values = {"taken_at": self._now(), "owner": owner, "tries": events.c.tries + 1}
        with self._database.begin() as connection:
            return connection.execute(again.values(**values)).rowcount == 1

    def _is_abandoned(self) -> ColumnElement[bool]:
        """Taken in the future: before the clock was set back."""
        now = self._now()
        is_late = or_(events.c.taken_at < now - PATIENCE, events.c.taken_at > now + PATIENCE)
        return and_(events.c.answered_at.is_(None), events.c.tries < TRIES, is_late)


def forget_events(connection: Connection, keys: Keys, user: str, at: datetime) -> None:
    """Erase what someone's events said, and let nobody answer them any more, in the transaction that forgets all of theirs.

    Args:
        connection: with its transaction.
        keys: what ids are hashed with, and events sealed.
        user: the person's id in Slack.
        at: the moment.
    """
    # Whose an event is was not always written beside it.
    unnamed = select(events.c.id, events.c.sealed_body).where(events.c.author.is_(None), events.c.sealed_body.is_not(None))
    theirs = [event_id for event_id, sealed in connection.execute(unnamed) if _author_in(keys.unseal(sealed)) == user]
    is_theirs = or_(events.c.author == keys.hashed(user), events.c.id.in_(theirs))
    values = {"answered_at": func.coalesce(events.c.answered_at, at), **_ENDED}
    connection.execute(update(events).where(is_theirs).values(**values))


def _author_in(body: str | None) -> str | None:
    return author_of(json.loads(body)) if body else None
