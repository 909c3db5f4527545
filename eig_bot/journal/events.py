"""Questions that Slack has handed over: taken once by one process, and taken over by another when they stay unanswered."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from eig_bot.journal.repository import Repository, add, upsert
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


class Events(Repository):
    """Which process answers an event, since when, and whether it has; processes are named by their data folder."""

    def take(self, event: Event, owner: str) -> bool:
        """Return True to the first process that an event was handed to.

        Args:
            event: what Slack sent; it is sealed.
            owner: name of the process's data folder.
        """
        sealed = self._keys.seal(json.dumps(event.body))
        row = {"id": event.id, "taken_at": self._now(), "owner": owner, "tries": 1, "sealed_body": sealed}
        with self._database.begin() as connection:
            return add(connection, events, row)

    def answered(self, event_id: str, owner: str) -> None:
        """Keep that an event was answered, also one that was taken while the database was away; what it said is erased.

        Args:
            event_id: as Slack calls it.
            owner: name of the data folder of the process that answered it.
        """
        now = self._now()
        row = {"id": event_id, "taken_at": now, "owner": owner, "tries": 1, "sealed_body": None, "answered_at": now}
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
