"""What every repository of the journal is made of, and the statements that both kinds of database understand."""

import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from eig_bot.clock import Clock
from eig_bot.journal.database import Database
from eig_bot.journal.keys import Keys


class Repository:
    """A part of the journal, named by what it keeps; each of its methods is one short transaction.

    Each method raises `JournalError` when the database is away, and `RefusedError` when it cannot hold a row.
    """

    def __init__(self, database: Database, keys: Keys, now: Clock) -> None:
        """Take what all repositories of one journal share.

        Args:
            database: where it is kept.
            keys: what people's ids are hashed and sealed with.
            now: the clock that tells when something happened.
        """
        self._database = database
        self._keys = keys
        self._now = now


def new_id() -> str:
    """Return 32 hexadecimal digits that were never given to anything."""
    return uuid.uuid4().hex


def add(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Write a row, unless there is one with the same primary key or unique column, which stays as it is.

    Args:
        connection: with its transaction.
        table: where the row goes.
        values: by the name of their column.

    Returns:
        True when it was written.
    """
    return connection.execute(_adding(connection.dialect.name, table), values).first() is not None


def upsert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a row in the place of the one with the same primary key, if there is one.

    Args:
        connection: with its transaction.
        table: where the row goes.
        values: by the name of their column.
    """
    connection.execute(_upserting(connection.dialect.name, table, tuple(values)), values)


# A statement takes longer to be made than the database takes for it: each is made once.


@cache
def _adding(dialect: str, table: Table) -> Executable:
    return _insert(dialect, table).on_conflict_do_nothing().returning(*table.primary_key)


@cache
def _upserting(dialect: str, table: Table, names: tuple[str, ...]) -> Executable:
    keys = [column.name for column in table.primary_key]
    new = _insert(dialect, table)
    return new.on_conflict_do_update(index_elements=keys, set_={name: new.excluded[name] for name in names if name not in keys})


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
