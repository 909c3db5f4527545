"""Who wants to be told of calls for projects, and what they were told: each thing once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from eig_bot.journal.journal import Journal, new_id
from eig_bot.journal.journal import add as add_row
from eig_bot.journal.tables import notices, subscriptions


@dataclass(frozen=True, slots=True)
class Subscription:
    """Someone to tell."""

    id: str
    user: str | None
    """None when it can no longer be read."""


def add(journal: Journal, user: str, already: Collection[str], now: datetime) -> None:
    """Subscribe a person, who needs not be told what they have just read.

    Args:
        journal: where.
        user: the person's id.
        already: keys of notices that come too late for them.
        now: the moment.
    """
    person = journal.keys.hashed(user)
    with journal.begin() as connection:
        row = {"id": new_id(), "subscriber": person, "at": now, "sealed_user": journal.keys.seal(user)}
        add_row(connection, subscriptions, row)
        mine = connection.scalar(select(subscriptions.c.id).where(subscriptions.c.subscriber == person))
        for notice in already:
            add_row(connection, notices, {"subscription_id": mine, "notice": notice, "at": now})


def remove(journal: Journal, person: str) -> None:
    """Tell a person nothing more."""
    with journal.begin() as connection:
        connection.execute(delete(subscriptions).where(subscriptions.c.subscriber == person))


def is_subscribed(journal: Journal, person: str) -> bool:
    """Return whether a person is subscribed."""
    with journal.begin() as connection:
        return connection.scalar(select(subscriptions.c.id).where(subscriptions.c.subscriber == person)) is not None


def to_tell(journal: Journal, notice: str) -> Sequence[Subscription]:
    """Return those who have not been told, the first subscribed first."""
    told = select(notices.c.subscription_id).where(notices.c.notice == notice)
    wanted = (
        select(subscriptions.c.id, subscriptions.c.sealed_user)
        .where(subscriptions.c.id.not_in(told))
        .order_by(subscriptions.c.at, subscriptions.c.id)
    )
    with journal.begin() as connection:
        rows = connection.execute(wanted).all()
    return [Subscription(subscription_id, journal.keys.unseal(sealed)) for subscription_id, sealed in rows]


def begin_to_tell(journal: Journal, subscription: Subscription, notice: str, now: datetime) -> bool:
    """Return True to the one who is to tell it, if anybody still wants to know.

    It is written before it is told, so that nobody is told twice.
    """
    row = {"subscription_id": subscription.id, "notice": notice, "at": now}
    with journal.begin() as connection:
        is_there = connection.scalar(select(subscriptions.c.id).where(subscriptions.c.id == subscription.id).with_for_update())
        return is_there is not None and add_row(connection, notices, row)


def take_back(journal: Journal, notice: str, subscription: Subscription | None = None) -> None:
    """Let a notice be told again: to one person whom it did not reach, or to all when what it told of has ended."""
    mine = notices.c.notice == notice
    if subscription:
        mine &= notices.c.subscription_id == subscription.id
    with journal.begin() as connection:
        connection.execute(delete(notices).where(mine))
