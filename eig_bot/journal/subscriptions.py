"""Who wants to be told of calls for projects, and what they were told: each thing once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

from eig_bot.journal.repository import Repository, add, new_id
from eig_bot.journal.tables import notices, subscriptions

_SUBSCRIPTION = select(subscriptions.c.id).where(subscriptions.c.subscriber == bindparam("subscriber"))
"""A person's own."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Someone to tell."""

    id: str
    user: str | None
    """Their id in Slack; None when it can no longer be read."""


class Subscriptions(Repository):
    """People who subscribed, and the notices that each was told; a notice is named by its key (`answers/notices.py`)."""

    def add(self, user: str, already: Collection[str]) -> None:
        """Subscribe a person, who needs not be told what they have just read; to subscribe twice is to subscribe once.

        Args:
            user: the person's id in Slack.
            already: keys of notices that come too late for them.
        """
        person, now = self._keys.hashed(user), self._now()
        with self._database.begin() as connection:
            row = {"id": new_id(), "subscriber": person, "at": now, "sealed_user": self._keys.seal(user)}
            add(connection, subscriptions, row)
            mine = connection.scalar(_SUBSCRIPTION, {"subscriber": person})
            for notice in already:
                add(connection, notices, {"subscription_id": mine, "notice": notice, "at": now})

    def remove(self, user: str) -> None:
        """Tell a person nothing more, and forget what they were told.

        Args:
            user: the person's id in Slack.
        """
        with self._database.begin() as connection:
            connection.execute(delete(subscriptions).where(subscriptions.c.subscriber == self._keys.hashed(user)))

    def is_subscribed(self, user: str) -> bool:
        """Return whether a person wants to be told.

        Args:
            user: the person's id in Slack.
        """
        with self._database.read() as connection:
            return connection.scalar(_SUBSCRIPTION, {"subscriber": self._keys.hashed(user)}) is not None

    def to_tell(self, notice: str) -> Sequence[Subscription]:
        """Return those who have not been told a notice, the first subscribed first.

        Args:
            notice: its key.
        """
        told = select(notices.c.subscription_id).where(notices.c.notice == notice)
        wanted = (
            select(subscriptions.c.id, subscriptions.c.sealed_user)
            .where(subscriptions.c.id.not_in(told))
            .order_by(subscriptions.c.at, subscriptions.c.id)
        )
        with self._database.read() as connection:
            rows = connection.execute(wanted).all()
        return [Subscription(subscription_id, self._keys.unseal(sealed)) for subscription_id, sealed in rows]

    def begin_to_tell(self, subscription: Subscription, notice: str) -> bool:
        """Return True to the one who is to tell a notice, if anybody still wants to know.

        It is written before it is told, so that nobody is told twice.

        Args:
            subscription: one of `to_tell`.
            notice: its key.
        """
        row = {"subscription_id": subscription.id, "notice": notice, "at": self._now()}
        mine = select(subscriptions.c.id).where(subscriptions.c.id == subscription.id).with_for_update()
        with self._database.begin() as connection:
            return connection.scalar(mine) is not None and add(connection, notices, row)

    def take_back(self, notice: str, subscription: Subscription | None = None) -> None:
        """Let a notice be told again.

        Args:
            notice: its key.
            subscription: of the one person whom it did not reach; None for all, when what it told of has ended.
        """
        mine = notices.c.notice == notice
        if subscription:
            mine &= notices.c.subscription_id == subscription.id
        with self._database.begin() as connection:
            connection.execute(delete(notices).where(mine))
