"""Requests to the team: kept before they are posted, answered once, and forgotten by and by once the reply is delivered."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select, update

from eig_bot.journal.redact import kept_text
from eig_bot.journal.repository import Repository, add
from eig_bot.journal.tables import requests
from eig_bot.journal.team_acts import Act, TeamAct, keep_act


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a reply goes to, and where."""

    user: str
    """The person's id in Slack."""
    channel: str | None = None
    """None: to the person's direct messages."""
    thread_ts: str | None = None

    @property
    def is_public(self) -> bool:
        """True where others read along."""
        return bool(self.channel and not self.channel.startswith("D"))


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it is made."""

    id: str
    text: str
    recipient: Recipient
    question_id: str | None = None
    """The question that the bot could not answer; None when there was none."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question put to the team."""

    id: str
    at: datetime
    text: str
    """As it was written until it is posted, then without what identifies a person."""
    recipient: Recipient | None
    """None once the reply is delivered, or when it can no longer be read."""
    team_ts: str | None
    """The message in the team's channel."""
    handled_at: datetime | None
    """When the team's reply was kept; None while it is awaited."""
    reply: str | None
    """The team's reply, until it is delivered."""

    @property
    def is_handled(self) -> bool:
        """True from the team's reply on."""
        return self.handled_at is not None


class Requests(Repository):
    """Requests, and how far each has come: posted in the team's channel, answered, delivered."""

    def add(self, asking: Asking) -> None:
        """Keep a request that is still to be posted; one with the same id is kept once.

        Args:
            asking: who asks, what, and where the reply goes; sealed as it is, and kept in the clear redacted.
        """
        row = {
            "id": asking.id,
            "at": self._now(),
            "asker": self._keys.hashed(asking.recipient.user),
            "question_id": asking.question_id,
            "text": kept_text(asking.text),
            "sealed_text": self._keys.seal(asking.text),
            "sealed_place": self._keys.seal(json.dumps(asdict(asking.recipient))),
        }
        with self._database.begin() as connection:
            add(connection, requests, row)

    def find(self, request_id: str) -> Request | None:
        """Return a request; None when it is no longer kept.

        Args:
            request_id: as it was made.
        """
        return next(iter(self._read(select(requests).where(requests.c.id == request_id))), None)

    def unposted(self) -> Sequence[Request]:
        """Return the requests that are not in the team's channel yet, oldest first; none that has its reply already."""
        is_unposted = requests.c.team_ts.is_(None) & requests.c.handled_at.is_(None)
        return self._read(select(requests).where(is_unposted).order_by(requests.c.at))

    def undelivered(self) -> Sequence[Request]:
        """Return the requests whose reply has not reached the asker yet, the one that was answered first before the others."""
        return self._read(select(requests).where(requests.c.sealed_reply.is_not(None)).order_by(requests.c.handled_at))

    def waiting(self, count: int) -> Sequence[Request]:
        """Return the requests that nobody has answered, posted or not, oldest first.

        Args:
            count: how many at most.
        """
        return self._read(select(requests).where(requests.c.handled_at.is_(None)).order_by(requests.c.at).limit(count))

    def count_waiting(self) -> tuple[int, datetime | None]:
        """Return how many requests nobody has answered, and when the first of them was made; None where there is none."""
        wanted = select(func.count(), func.min(requests.c.at)).where(requests.c.handled_at.is_(None))
        with self._database.read() as connection:
            count, since = connection.execute(wanted).one()
        return count, since

    def posted(self, request_id: str, team_ts: str) -> None:
        """Keep where a request stands in the team's channel, and no longer its text as it was written.

        Args:
            request_id: as it was made.
            team_ts: the time that names its message there.
        """
        self._change(request_id, team_ts=team_ts, sealed_text=None)

    def answer(self, request_id: str, handler: str, reply: str) -> bool:
        """Keep the team's reply, sealed, and who gave it among what the team did.

        Args:
            request_id: as it was made.
            handler: id in Slack of who replies.
            reply: as it was written.

        Returns:
            False when another reply came first, or the request is no longer kept.
        """
        mine = (requests.c.id == request_id) & requests.c.handled_at.is_(None)
        hashed, sealed = self._keys.hashed(handler), self._keys.seal(reply)
        values = {"handler": hashed, "handled_at": self._now(), "sealed_reply": sealed}
        with self._database.begin() as connection:
            is_first = connection.execute(update(requests).where(mine).values(**values)).rowcount == 1
            if is_first:
                keep_act(connection, TeamAct(handler, Act.REQUEST_ANSWERED, request_id), self._keys, self._now())
            return is_first

    def nearest(self, request_id: str, passage: str) -> None:
        """Keep which passage the team's reply is nearest to: what the question could have found.

        Args:
            request_id: as it was made.
            passage: its page and headings, separated by tabs.
        """
        self._change(request_id, passage=passage)

    def delivered(self, request_id: str) -> None:
        """Erase the reply of a request and whom it went to, once it is there.

        Args:
            request_id: as it was made.
        """
        self._erase(request_id, self._now())

    def undeliverable(self, request_id: str) -> None:
        """Erase the reply of a request and whom it should have gone to: nobody is there any more.

        Args:
            request_id: as it was made.
        """
        self._erase(request_id, None)

    def _erase(self, request_id: str, delivered_at: datetime | None) -> None:
        self._change(request_id, sealed_text=None, sealed_reply=None, sealed_place=None, delivered_at=delivered_at)

    def _change(self, request_id: str, **values: object) -> None:
        with self._database.begin() as connection:
            connection.execute(update(requests).where(requests.c.id == request_id).values(**values))

    def _read(self, wanted: Select[*tuple[object, ...]]) -> Sequence[Request]:
        with self._database.read() as connection:
            return [self._request(row) for row in connection.execute(wanted)]

    def _request(self, row: Row[*tuple[object, ...]]) -> Request:
        recipient = self._unsealed(row.sealed_place)
        return Request(
            id=row.id,
            at=row.at,
            text=self._unsealed(row.sealed_text) or row.text,
            recipient=Recipient(**json.loads(recipient)) if recipient else None,
            team_ts=row.team_ts,
            handled_at=row.handled_at,
            reply=self._unsealed(row.sealed_reply),
        )

    def _unsealed(self, sealed: str | None) -> str | None:
        return self._keys.unseal(sealed) if sealed else None
