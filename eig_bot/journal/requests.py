"""Requests to the team: kept before they are posted, answered once, and forgotten by and by once the reply is delivered."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select, update

from eig_bot.journal.journal import Journal, insert
from eig_bot.journal.questions import MAX_TEXT
from eig_bot.journal.redact import redacted
from eig_bot.journal.tables import requests


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes."""

    user: str
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
    place: Place
    question_id: str | None = None
    """The question that the bot could not answer; None when there was none."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question put to the team."""

    id: str
    at: datetime
    text: str
    """As it was written until it is posted, then without what identifies a person."""
    place: Place | None
    """None once the reply is delivered, or when it can no longer be read."""
    team_ts: str | None
    """The message in the team's channel."""
    is_handled: bool
    reply: str | None
    """The team's reply, until it is delivered."""


def add(journal: Journal, asking: Asking, now: datetime) -> None:
    """Keep a request that is still to be posted; one with the same id is kept once."""
    with journal.begin() as connection:
        connection.execute(
            insert(connection, requests)
            .values(
                id=asking.id,
                at=now,
                asker=journal.keys.hashed(asking.place.user),
                question_id=asking.question_id,
                text=redacted(asking.text)[:MAX_TEXT],
                sealed_text=journal.keys.seal(asking.text),
                sealed_place=journal.keys.seal(json.dumps(asdict(asking.place))),
            )
            .on_conflict_do_nothing()
        )


def find(journal: Journal, request_id: str) -> Request | None:
    """Return a request; None when it is no longer kept."""
    return next(iter(_read(journal, select(requests).where(requests.c.id == request_id))), None)


def unposted(journal: Journal) -> Sequence[Request]:
    """Return the requests that are not in the team's channel yet, oldest first."""
    return _read(
        journal, select(requests).where(requests.c.team_ts.is_(None), requests.c.handled_at.is_(None)).order_by(requests.c.at)
    )


def undelivered(journal: Journal) -> Sequence[Request]:
    """Return the requests whose reply has not reached the asker yet, oldest first."""
    return _read(journal, select(requests).where(requests.c.sealed_reply.is_not(None)).order_by(requests.c.handled_at))


def waiting(journal: Journal, count: int) -> Sequence[Request]:
    """Return the requests that nobody has answered, oldest first."""
    return _read(journal, select(requests).where(requests.c.handled_at.is_(None)).order_by(requests.c.at).limit(count))


def posted(journal: Journal, request_id: str, team_ts: str) -> None:
    """Keep where a request stands in the team's channel."""
    with journal.begin() as connection:
        mine = requests.c.id == request_id
        connection.execute(update(requests).where(mine).values(team_ts=team_ts, sealed_text=None))


def answer(journal: Journal, request_id: str, handler: str, reply: str, now: datetime) -> bool:
    """Keep the team's reply; False when another one came first, or the request is no longer kept."""
    mine = (requests.c.id == request_id) & requests.c.handled_at.is_(None)
    values = {"handler": journal.keys.hashed(handler), "handled_at": now, "sealed_reply": journal.keys.seal(reply)}
    with journal.begin() as connection:
        return connection.execute(update(requests).where(mine).values(**values)).rowcount == 1


def nearest(journal: Journal, request_id: str, passage: str) -> None:
    """Keep which passage the team's reply is nearest to: what the question could have found."""
    with journal.begin() as connection:
        connection.execute(update(requests).where(requests.c.id == request_id).values(passage=passage))


def delivered(journal: Journal, request_id: str, now: datetime | None) -> None:
    """Erase the reply and where it went, once it is there; `now` is None when nobody is there any more."""
    with journal.begin() as connection:
        values = {"sealed_text": None, "sealed_reply": None, "sealed_place": None, "delivered_at": now}
        connection.execute(update(requests).where(requests.c.id == request_id).values(**values))


def _read(journal: Journal, wanted: Select[*tuple[object, ...]]) -> Sequence[Request]:
    with journal.begin() as connection:
        return [_request(journal, row) for row in connection.execute(wanted)]


def _request(journal: Journal, row: Row[*tuple[object, ...]]) -> Request:
    def unsealed(sealed: str | None) -> str | None:
        return journal.keys.unseal(sealed) if sealed else None

    place = unsealed(row.sealed_place)
    return Request(
        id=row.id,
        at=row.at,
        text=unsealed(row.sealed_text) or row.text,
        place=Place(**json.loads(place)) if place else None,
        team_ts=row.team_ts,
        is_handled=row.handled_at is not None,
        reply=unsealed(row.sealed_reply),
    )
