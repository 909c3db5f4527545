"""What is kept, as plain values: of one person, or all of it. What is sealed and who asked stay out of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, select

from eig_bot.journal.journal import Journal
from eig_bot.journal.tables import choices, feedback, questions, requests, subscriptions

_PEOPLE: tuple[tuple[Table, Column[str]], ...] = (
    (questions, questions.c.asker),
    (choices, choices.c.chooser),
    (feedback, feedback.c.judge),
    (requests, requests.c.asker),
    (subscriptions, subscriptions.c.subscriber),
)
_LEFT_OUT = {"number", "handler", "sealed_text", "sealed_place", "sealed_reply", "sealed_user", "team_ts"}


def export(journal: Journal, user: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield each row that is kept, with the name of its table; moments as ISO 8601, people as their keyed hash.

    Args:
        journal: where.
        user: the id of a person in Slack; None for everyone.
    """
    person = journal.keys.hashed(user) if user else None
    for table, column in _PEOPLE:
        columns = [found for found in table.columns if found.name not in _LEFT_OUT]
        wanted = select(*columns).order_by(table.c.at)
        with journal.begin(is_long=True) as connection:
            for row in connection.execute(wanted.where(column == person) if person else wanted).mappings():
                yield {"table": table.name, **{name: _plain(value) for name, value in row.items()}}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
