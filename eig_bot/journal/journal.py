"""The journal: one database, opened once; `questions.py`, `requests.py`, `events.py`… say what is done with it.

Every method is one short transaction. What the database refuses becomes a `JournalError`, which callers survive: a bot that
cannot write still answers.
"""

import logging
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, Table, and_, create_engine, delete, event, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError

from eig_bot.config import Settings
from eig_bot.errors import InputError, JournalError, RefusedError, SettingsError
from eig_bot.journal import tables
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import journal as messages
from eig_bot.messages import settings as settings_messages

FILE = "journal.sqlite"
WAIT = 5
"""Seconds that a write waits for another one."""
CONNECT = 2
"""Seconds that a server has to answer."""
PATIENCE = 120
"""Seconds for a statement that reads or deletes much."""
AWAY = 2.0
"""Seconds for which a server that did not answer is not asked again: answers do not wait for it one after the other."""
CLAIMS_LAST = timedelta(days=14)
"""The longest that a claim is asked for: a digest a week."""
LASTING = "lasting "
"""What the names of claims begin with that are kept until they are given up."""
ONE_AT_A_TIME = 7_306_451
"""Any number: the lock that processes take to bring the tables of one server up to date."""

log = logging.getLogger(__name__)


class Journal:
    """The database of one bot, or of several; safe to share between threads."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        """Take what `open` made."""
        self._engine = engine
        self.keys = keys
        self._ready = threading.Event()
        self._readying = threading.Lock()
        # Threads that write to one SQLite file would find it busy, and ask again at ever longer intervals.
        self._turn = nullcontext() if self._is_server else threading.RLock()
        self._away_until = 0.0

    @classmethod
    def open(cls, folder: Path, keys: Keys, url: str | None = None) -> "Journal":
        """Open a database, and bring its tables up to date; a server that is away is awaited while the bot answers.

        Args:
            folder: the data folder, which holds the database when there is no server.
            keys: what people's ids are hashed and sealed with.
            url: of a PostgreSQL server.

        Raises:
            SettingsError: the file cannot be opened or written.
        """
        if url:
            journal = cls(_server(url), keys)
            try:
                journal.check()
            except JournalError as error:
                log.warning("database out of reach, the bot answers without it: %s", error)
            return journal
        engine = create_engine(URL.create("sqlite", database=str(folder / FILE)), connect_args={"timeout": WAIT})
        event.listen(engine, "connect", _prepare_sqlite)
        journal = cls(engine, keys)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).touch(mode=0o600)
            journal.check()
        except (OSError, JournalError) as error:
            journal.close()
            raise SettingsError(messages.no_journal(str(folder))) from error
        return journal

    @classmethod
    def of(cls, settings: Settings) -> "Journal":
        """Open the journal of some settings; see `open`.

        Raises:
            SettingsError: it cannot be opened, or its secret cannot be kept.
        """
        return cls.open(settings.data, Keys(settings.secret_key or kept_secret(settings.data)), settings.database_url)

    @classmethod
    def existing(cls, settings: Settings) -> "Journal":
        """Open the journal of some settings, for a command that reads what a bot has written.

        Raises:
            InputError: there is none.
            SettingsError: it cannot be opened.
        """
        if not settings.database_url and not (settings.data / FILE).is_file():
            raise InputError(messages.no_journal_yet(str(settings.data)))
        return cls.of(settings)

    def check(self) -> None:
        """Ask the database for nothing.

        Raises:
            JournalError: it does not answer.
        """
        with self.begin() as connection:
            connection.execute(text("SELECT 1"))

    @contextmanager
    def begin(self, *, is_long: bool = False) -> Iterator[Connection]:
        """Open a transaction, written when the block ends well.

        Args:
            is_long: True for what reads or deletes much, which nobody in Slack waits for.

        Raises:
            RefusedError: the database refuses a row.
            JournalError: the database refuses all of it, or is away.
        """
        if time.monotonic() < self._away_until:
            raise JournalError("away")
        try:
            self._be_ready()
            with self._turn, self._engine.begin() as connection:
                if is_long and self._is_server:
                    connection.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE}s'"))
                yield connection
        except CommandError as error:  # the tables are of a later version
            raise JournalError(type(error).__name__) from error
        except (DataError, IntegrityError) as error:
            raise RefusedError(type(error).__name__) from error
        except SQLAlchemyError as error:
            if self._is_server and _is_away(error):
                self._away_until = time.monotonic() + AWAY
            raise JournalError(type(error).__name__) from error

    def claim(self, name: str, now: datetime, lasts: timedelta = CLAIMS_LAST) -> bool:
        """Return True to the first who claims a name, False to others until it has expired."""
        table = tables.claims
        # A claim from the future was made before the clock was set back.
        has_expired = and_(or_(table.c.at < now - lasts, table.c.at > now + lasts), ~table.c.name.startswith(LASTING))
        with self.begin() as connection:
            connection.execute(delete(table).where(table.c.name == name, has_expired))
            return add(connection, table, {"name": name, "at": now})

    def claimed(self, prefix: str) -> Sequence[str]:
        """Return the names that are claimed and begin so."""
        name = tables.claims.c.name
        with self.begin() as connection:
            return list(connection.scalars(select(name).where(name.startswith(prefix, autoescape=True)).order_by(name)))

    def release(self, name: str) -> bool:
        """Give up a claim; True to the one who did."""
        with self.begin() as connection:
            return connection.execute(delete(tables.claims).where(tables.claims.c.name == name)).rowcount == 1

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
            handled = update(tables.requests).where(tables.requests.c.handler == person)
            connection.execute(handled.values(handler=None))

    def purge(self, now: datetime, retention: timedelta) -> int:
        """Delete what is older than the retention, and claims that have expired; subscriptions stay until their end.

        Returns:
            How many questions and requests were deleted.
        """
        old = ((tables.questions, tables.questions.c.at), (tables.requests, tables.requests.c.at))
        lasting = ~tables.claims.c.name.startswith(LASTING, autoescape=True)
        with self.begin(is_long=True) as connection:
            connection.execute(delete(tables.claims).where(tables.claims.c.at < now - CLAIMS_LAST, lasting))
            connection.execute(delete(tables.events).where(tables.events.c.taken_at < now - CLAIMS_LAST))
            return sum(connection.execute(delete(table).where(column < now - retention)).rowcount for table, column in old)

    def backup(self, target: Path) -> None:
        """Copy the database file while it is in use, whole or not at all.

        Raises:
            InputError: the journal is no file, or the copy cannot be written.
            JournalError: the database refuses.
        """
        if self._is_server:
            raise InputError(messages.BACKUP_OF_A_SERVER)
        if target.resolve() == Path(str(self._engine.url.database)).resolve():
            raise InputError(cli_messages.cannot_write(str(target)))
        if target.is_file():
            raise InputError(messages.backup_exists(str(target)))
        draft = target.with_name(f"{target.name}.tmp")
        try:
            with self.begin() as connection, closing(sqlite3.connect(draft)) as copy:
                driver = connection.connection.driver_connection
                driver.backup(copy)  # type: ignore[union-attr]  # SQLAlchemy does not know which driver it is
            draft.chmod(0o600)
            draft.replace(target)
        except (OSError, sqlite3.Error) as error:
            draft.unlink(missing_ok=True)
            raise InputError(cli_messages.cannot_write(str(target))) from error

    def restore(self, source: Path) -> None:
        """Put a copy in the place of all that is in the database file, while it is in use.

        Raises:
            InputError: the journal is no file, or the copy is not one of a journal.
            JournalError: the database refuses.
        """
        if self._is_server:
            raise InputError(messages.BACKUP_OF_A_SERVER)
        try:
            with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as copy:
                copy.execute("SELECT version_num FROM alembic_version").fetchone()
                with closing(self._engine.raw_connection()) as connection:
                    copy.backup(connection.driver_connection)  # type: ignore[arg-type]  # SQLAlchemy does not know which driver it is
        except sqlite3.Error as error:
            raise InputError(messages.no_backup(str(source))) from error
        self._ready.clear()  # an older copy has older tables
        self.check()

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    @property
    def _is_server(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    def _be_ready(self) -> None:
        """Bring the tables up to date, once, as soon as the database is there."""
        if self._ready.is_set():
            return
        with self._readying:
            if self._ready.is_set():
                return
            if time.monotonic() < self._away_until:  # found away by the thread before this one
                raise JournalError("away")
            with self._engine.begin() as connection:
                if self._is_server:
                    connection.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
                else:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # which the driver leaves out before a change of tables
                _migrate(connection)
            self._ready.set()


def new_id() -> str:
    """Return an id that was never given."""
    return uuid.uuid4().hex


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say what to do with a row that is there."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def add(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Write a row; False when there is one with the same primary key, which stays as it is."""
    once = insert(connection, table).values(**values).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(once).first() is not None


def upsert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a row; one with the same primary key is replaced."""
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    connection.execute(insert(connection, table).values(**values).on_conflict_do_update(index_elements=keys, set_=others))


def _server(url: str) -> Engine:
    # An answer waits for the server, and a form for two seconds at most: Slack wants to hear of it within three.
    limits = f"-c statement_timeout={CONNECT}s -c lock_timeout={CONNECT}s"
    silent = {"keepalives_idle": 10, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 1_000 * CONNECT}
    try:
        return create_engine(
            url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1),
            connect_args={"connect_timeout": CONNECT, "options": limits, **silent},
            pool_pre_ping=True,
            pool_size=10,
            pool_timeout=CONNECT,
        )
    except (ArgumentError, ValueError) as error:
        raise SettingsError(settings_messages.BAD_DATABASE_URL) from error


def _is_away(error: SQLAlchemyError) -> bool:
    """Tell a server that does not answer (which gives no code of its own) from one that refuses."""
    return not isinstance(error, DBAPIError) or error.connection_invalidated or getattr(error.orig, "sqlstate", None) is None


def _migrate(connection: Connection) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Readers and the writer do not wait for each other (WAL); a power cut loses no more than the last moments."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
