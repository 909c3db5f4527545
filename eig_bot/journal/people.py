"""What is kept about a person, over all tables: told, written out, deleted. What is sealed stays out of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, select, update

from eig_bot.journal.events import forget_events
from eig_bot.journal.forgetting import note_forgotten
from eig_bot.journal.repository import Repository
from eig_bot.journal.tables import choices, claims, events, feedback, questions, requests, subscriptions, team_acts

_PEOPLE: tuple[tuple[Table, Column[str]], ...] = (
    (questions, questions.c.asker),
    (choices, choices.c.chooser),
    (feedback, feedback.c.judge),
    (requests, requests.c.asker),
    (subscriptions, subscriptions.c.subscriber),
)
"""The tables that hold what a person did, and the column that says who; what refers to a row comes after it."""
_EXPORTED = (*_PEOPLE, (team_acts, team_acts.c.actor))
"""Likewise; what somebody did for the team is told, and not deleted with the rest."""
_NOT_EXPORTED = {"number", "handler", "sealed_text", "sealed_place", "sealed_reply", "sealed_user", "sealed_actor", "team_ts"}


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept about a person."""

    questions: int
    judgements: int
    """What answers were worth, and what was chosen among suggestions."""
    requests: int
    """Made, or answered for the team."""
    is_subscribed: bool
    acts: int = 0
    """Done for the team; they stay when the rest is deleted."""

    @property
    def can_be_deleted(self) -> bool:
        """True when there is anything that the person can have deleted."""
        return bool(self.questions or self.judgements or self.requests or self.is_subscribed)


class People(Repository):
    """What is kept about each person, by their id in Slack, of which the journal holds a keyed hash alone."""

    def kept_about(self, user: str) -> Kept:
        """Count what is kept about a person, also as one of the team who has answered others.

        Args:
            user: the person's id in Slack.
        """
        person = self._keys.hashed(user)
        counted = [
            select(func.count()).select_from(table).where(column == person).scalar_subquery()
            for table, column in (*_EXPORTED, (requests, requests.c.handler))
        ]
        with self._database.read() as connection:
            asked, chosen, judged, requested, subscribed, acts, handled = tuple(connection.execute(select(*counted)).one())
            asked += self._under_way(connection, person)
        return Kept(asked, judged + chosen, requested + handled, bool(subscribed), acts)

    def forget(self, user: str, slack_at: float | None = None) -> None:
        """Delete all that is kept about a person; requests of others that they have answered stay, without their name.

        What they did for the team stays too: see `team_acts.py`. What is still under way is not answered any more. A damaged
        journal that was set aside is deleted whole: nobody can tell what in it is theirs.

        Args:
            user: the person's id in Slack.
            slack_at: when they asked for it, in seconds by Slack's clock; None for now.
        """
        person, now = self._keys.hashed(user), self._now()
        with self._database.begin() as connection:
            _forget_claims(connection, person)
            for table, column in reversed(_PEOPLE):
                connection.execute(delete(table).where(column == person))
            connection.execute(update(requests).where(requests.c.handler == person).values(handler=None))
            forget_events(connection, self._keys, user, now)
            note_forgotten(connection, self._keys, person, now, slack_at or now.timestamp())
            self._database.note_deletion(connection, of_a_person=True)
        self._database.forget_damaged()
        self._database.erase()

    def _under_way(self, connection: Connection, person: str) -> int:
        """Count the questions that are still to be answered, and are kept as Slack sent them alone."""
        theirs = connection.scalars(select(events.c.id).where(events.c.author == person, events.c.answered_at.is_(None)))
        ids = {self._keys.hashed("event", event_id) for event_id in theirs}
        return len(ids) - len(connection.scalars(select(questions.c.id).where(questions.c.id.in_(ids))).all()) if ids else 0

    def export(self, user: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield each row that is kept, with the name of its table; moments as ISO 8601, people as their keyed hash.

        Args:
            user: the id of a person in Slack; None for everyone.
        """
        person = self._keys.hashed(user) if user else None
        for table, column in _EXPORTED:
            columns = [found for found in table.columns if found.name not in _NOT_EXPORTED]
            wanted = select(*columns).order_by(table.c.at)
            with self._database.read(is_long=True) as connection:
                for row in connection.execute(wanted.where(column == person) if person else wanted).mappings():
                    yield {"table": table.name, **{name: _plain(value) for name, value in row.items()}}


def _forget_claims(connection: Connection, person: str) -> None:
    """Delete who was at a person's requests, which their names tell."""
    theirs = connection.scalars(select(requests.c.id).where(requests.c.asker == person))
    names = [f"{act} {request_id}" for request_id in theirs for act in ("post", "deliver")]
    connection.execute(delete(claims).where(claims.c.name.in_(names)))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
