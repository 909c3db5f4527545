"""Who wanted all of theirs to be forgotten, and when: what they had asked before, and comes later, is not kept any more.

A question may be under way meanwhile: in another thread, in another process, on a machine that could not reach the database.
Questions are compared by the clock of the bots, which is also their own; what Slack has sent by Slack's.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from eig_bot.journal.keys import Keys
from eig_bot.journal.repository import upsert
from eig_bot.journal.tables import forgotten

_OF_THE_PERSON = select(forgotten.c.name).where(forgotten.c.name == bindparam("forgotten"))
FORGOTTEN_SINCE = _OF_THE_PERSON.where(forgotten.c.at > bindparam("asked_at"))
"""Finds that someone wanted to be forgotten after they had asked something; see `forgotten_since`."""
_FORGOTTEN_SINCE_IN_SLACK = _OF_THE_PERSON.where(forgotten.c.slack_at > bindparam("asked_at"))


def note_forgotten(connection: Connection, keys: Keys, person: str, at: datetime, slack_at: float) -> None:
    """Keep that someone wanted to be forgotten, in the transaction that does it.

    Args:
        connection: with its transaction.
        keys: what the name of the row is hashed with.
        person: a keyed hash, as other tables hold it.
        at: the moment, by the bot's clock.
        slack_at: the moment in seconds, by Slack's clock.
    """
    upsert(connection, forgotten, {"name": _name(keys, person), "at": at, "slack_at": slack_at})


def is_forgotten(connection: Connection, keys: Keys, person: str, asked_at: datetime | float) -> bool:
    """Return whether someone wanted to be forgotten after they had asked something.

    Args:
        connection: of the database.
        keys: as for `note_forgotten`.
        person: likewise.
        asked_at: when it was asked: a moment by the bot's clock, or seconds by Slack's.
    """
    since = FORGOTTEN_SINCE if isinstance(asked_at, datetime) else _FORGOTTEN_SINCE_IN_SLACK
    return connection.scalar(since, forgotten_since(keys, person, asked_at)) is not None


def forgotten_since(keys: Keys, person: str, asked_at: datetime | float) -> dict[str, Any]:
    """Return what `FORGOTTEN_SINCE` is asked with.

    Args:
        keys: as for `note_forgotten`.
        person: likewise.
        asked_at: when something was asked: a moment by the bot's clock; seconds by Slack's for `is_forgotten` alone.
    """
    return {"forgotten": _name(keys, person), "asked_at": asked_at}


def author_of(body: Mapping[str, Any]) -> str | None:
    """Return the id in Slack of who wrote what Slack sent; None when it does not say.

    Args:
        body: of an event.
    """
    event = body.get("event")
    user = event.get("user") if isinstance(event, Mapping) else None
    return user if isinstance(user, str) and user else None


def sent_at(body: Mapping[str, Any]) -> float | None:
    """Return when an event was written or last edited, in seconds by Slack's clock; None when it does not say.

    Args:
        body: of an event.
    """
    event = body.get("event")
    if not isinstance(event, Mapping):
        return None
    edited = event.get("edited")
    told = (event.get("ts"), event.get("event_ts"), edited.get("ts") if isinstance(edited, Mapping) else None)
    return max(filter(None, map(seconds, told)), default=None)


def seconds(ts: object) -> float | None:
    """Return a time as a number; None when it is none.

    Args:
        ts: as Slack writes it, "1700000000.000100".
    """
    with suppress(ValueError):
        return float(ts) if isinstance(ts, str) else None
    return None


def is_of(content: object, user: str, person: str) -> bool:
    """Return whether something in the spool is of a person.

    Args:
        content: of an entry: a question to keep, or an event to answer; of one that nobody can read, whoever is named in it.
        user: the person's id in Slack.
        person: their keyed hash.
    """
    question, body = _part(content, "question"), _part(content, "body")
    if isinstance(question, Mapping):
        return question.get("asker") == person
    author = author_of(body) if isinstance(body, Mapping) else None
    return author == user if author else json.dumps(user) in json.dumps(body)


def names_nobody(content: object) -> bool:
    """Return whether something in the spool does not say whose it is, so that it may be of whoever wants to be forgotten.

    Args:
        content: of an entry that nobody could handle.
    """
    body = _part(content, "body")
    asker, author = _part(_part(content, "question"), "asker"), author_of(body) if isinstance(body, Mapping) else None
    return not (author or isinstance(asker, str))


def _part(content: object, name: str) -> object:
    return content.get(name) if isinstance(content, Mapping) else None


def _name(keys: Keys, person: str) -> str:
    """Return a hash that can be made of the other one, and tells nobody without the key that it is the same person."""
    return keys.hashed("forgotten", str(person))  # an entry of the spool may hold anything
