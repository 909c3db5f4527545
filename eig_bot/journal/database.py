"""The database that a journal is kept in: a SQLite file (`file_database.py`), or a PostgreSQL server (`server_database.py`).

It brings its tables up to date by itself, and begins transactions. What it refuses becomes a `JournalError`, which callers
survive: a bot that cannot write still answers.
"""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from eig_bot.errors import JournalError, RefusedError

AWAY = 2.0
"""Seconds for which a database that did not answer is not asked again: answers do not wait for it one after the other."""


class Database(ABC):
    """Transactions on tables that are up to date; safe to share between threads."""

    def __init__(self, engine: Engine, away: float = AWAY) -> None:
        """Take a way to connect.

        Args:
            engine: of SQLite, or of PostgreSQL.
            away: seconds for which a database that did not answer is not asked again.
        """
        self.engine = engine
        self._away = away
        self._away_until = 0.0
        self._ready = threading.Event()
        self._readying = threading.Lock()

    @property
    def path(self) -> Path | None:
        """The file; None for a server."""
        return None

    @property
    def is_server(self) -> bool:
        """True for PostgreSQL, False for a file."""
        return self.path is None

    @property
    def notes(self) -> tuple[str, ...]:
        """What the operator should know of it, for `/readyz`."""
        return ()

    def check(self) -> None:
        """Ask the database for nothing, once its tables are up to date.

        Raises:
            JournalError: it does not answer.
        """
        with self.read() as connection:
            connection.execute(text("SELECT 1"))

    @contextmanager
    def begin(self, *, is_long: bool = False) -> Iterator[Connection]:
        """Open a transaction, written when the block ends well.

        Args:
            is_long: True for what deletes much, or must be done, and which nobody in Slack waits for.

        Raises:
            RefusedError: the database refuses a row.
            JournalError: the database refuses all of it, or is away.
        """
        with self._told(), self._writing(is_long=is_long) as connection:
            yield connection

    @contextmanager
    def read(self, *, is_long: bool = False) -> Iterator[Connection]:
        """Give what reads, and writes nothing; it does not wait for what writes.

        Args:
            is_long: True for what reads much, which nobody in Slack waits for.

        Raises:
            JournalError: the database cannot be read, or is away.
        """
        with self._told(), self._reading(is_long=is_long) as connection:
            yield connection

    @abstractmethod
    def note_deletion(self, connection: Connection, *, of_a_person: bool) -> None:
        """Keep, in a transaction that deletes, that `erase` has something to do.

        Args:
            connection: with its transaction.
            of_a_person: True when somebody asked for it; False when it was old.
        """

    @abstractmethod
    def erase(self) -> bool:
        """Take what was deleted out of the database's files, as far as this bot can.

        Returns:
            False when that is still to be done: another program reads or writes meanwhile.
        """

    @abstractmethod
    def forget_damaged(self, before: datetime | None = None) -> None:
        """Delete damaged files that were set aside: nobody can tell whose the texts in them are.

        Args:
            before: a moment; only what was set aside before it; None for all.
        """

    def was_replaced(self) -> None:
        """Look at the tables again: other content has come into the place of this one, and its tables may be older.

        Raises:
            JournalError: it cannot be read or brought up to date.
        """
        self._ready.clear()
        self.check()

    def close(self) -> None:
        """Let the database go; it is opened again when something is asked of it."""
        self.engine.dispose()

    @abstractmethod
    def _writing(self, *, is_long: bool) -> AbstractContextManager[Connection]:
        """Give a connection with a transaction that may write."""

    @abstractmethod
    def _reading(self, *, is_long: bool) -> AbstractContextManager[Connection]:
        """Give a connection that reads."""

    @abstractmethod
    def _problem(self, error: SQLAlchemyError) -> JournalError:
        """Return what callers are told of an error, and do what it calls for."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DataError, IntegrityError) as error:
            raise RefusedError(type(error).__name__) from error
        except SQLAlchemyError as error:
            raise self._problem(error) from error

    def _went_away(self) -> None:
        self._away_until = time.monotonic() + self._away

    def _refuse_while_away(self) -> None:
        if time.monotonic() < self._away_until:
            raise JournalError("away")
