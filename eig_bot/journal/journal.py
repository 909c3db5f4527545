"""The journal: one database, opened once; `questions.py`, `requests.py` and `subscriptions.py` say what is done with it.

Every method is one short transaction. What the database refuses becomes a `JournalError`, which callers survive: a bot that
cannot write still answers.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Table, create_engine, delete, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError

from eig_bot import messages
from eig_bot.errors import JournalError, SettingsError
from eig_bot.journal import tables
from eig_bot.journal.keys import Keys

Now = Callable[[], datetime]
WAIT = 5
"""Seconds that a write waits for another one of the same SQLite file."""
CLAIMS_LAST = timedelta(hours=6)
"""Slack sends an event again within minutes."""


class Journal:
    """The database of one bot; safe to share between threads."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        """Take what `open` made."""
        self._engine = engine
        self.keys = keys

    @classmethod
    def open(cls, folder: Path, keys: Keys) -> "Journal":
        """Open the database of a data folder, and bring its tables up to date.

        Raises:
            SettingsError: it cannot be opened or written.
        """
        engine = create_engine(f"sqlite:///{folder / 'journal.sqlite'}", connect_args={"timeout": WAIT})
        event.listen(engine, "connect", _prepare_sqlite)
        journal = cls(engine, keys)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with journal.begin() as connection:
                _migrate(connection)
        except (OSError, JournalError) as error:
            raise SettingsError(messages.no_journal(str(folder))) from error
        return journal

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction, written when the block ends well.

        Raises:
            JournalError: the database refuses.
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise JournalError(type(error).__name__) from error

    def claim(self, name: str, now: datetime, lasts: timedelta = CLAIMS_LAST) -> bool:
        """Return True to the first who claims a name, False to others until it has expired."""
        with self.begin() as connection:
            table = tables.claims
            connection.execute(delete(table).where(table.c.name == name, table.c.at < now - lasts))
            taken = connection.execute(insert(connection, table).values(name=name, at=now).on_conflict_do_nothing())
            return taken.rowcount == 1

    def forget(self, person: str) -> None:
        """Delete all that is kept about a person."""
        mine = (
            (tables.feedback, tables.feedback.c.judge),
            (tables.choices, tables.choices.c.chooser),
            (tables.questions, tables.questions.c.asker),
            (tables.requests, tables.requests.c.asker),
            (tables.subscriptions, tables.subscriptions.c.subscriber),
        )
        with self.begin() as connection:
            for table, column in mine:
                connection.execute(delete(table).where(column == person))

    def purge(self, now: datetime, retention: timedelta) -> None:
        """Delete what is older than the retention, and claims that have expired; subscriptions stay until their end."""
        with self.begin() as connection:
            for table in (tables.questions, tables.requests):
                connection.execute(delete(table).where(table.c.at < now - retention))
            connection.execute(delete(tables.claims).where(tables.claims.c.at < now - CLAIMS_LAST))

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()


def new_id() -> str:
    """Return an id that was never given."""
    return uuid.uuid4().hex


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say what to do with a row that is there."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def upsert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a row; one with the same primary key is replaced."""
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    connection.execute(insert(connection, table).values(**values).on_conflict_do_update(index_elements=keys, set_=others))


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Readers and the writer do not wait for each other (WAL); a power cut loses no more than the last moments."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
