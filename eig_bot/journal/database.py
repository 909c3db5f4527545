"""The database that a journal is kept in: a SQLite file, or a PostgreSQL server that several processes share.

It brings its tables up to date by itself, and begins transactions. What it refuses becomes a `JournalError`, which callers
survive: a bot that cannot write still answers.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError

from eig_bot.errors import JournalError, RefusedError, SettingsError
from eig_bot.messages import journal as messages
from eig_bot.messages import settings as settings_messages

FILE = "journal.sqlite"
WAIT = 5.0
"""Seconds that a write waits for another one."""
CONNECT = 2
"""Seconds that a server has to answer."""
LONG_STATEMENT = 120
"""Seconds for a statement that reads or deletes much."""
AWAY = 2.0
"""Seconds for which a server that did not answer is not asked again: answers do not wait for it one after the other."""
ONE_AT_A_TIME = 7_306_451
"""Any number: the lock that processes take to bring the tables of one server up to date."""

log = logging.getLogger(__name__)


class Database:
    """Transactions on tables that are up to date; safe to share between threads."""

    def __init__(self, engine: Engine, away: float = AWAY) -> None:
        """Take a way to connect; see `in_folder` and `on_server`.

        Args:
            engine: of SQLite, or of PostgreSQL.
            away: seconds for which a server that did not answer is not asked again.
        """
        self.engine = engine
        self._away = away
        self._away_until = 0.0
        self._ready = threading.Event()
        self._readying = threading.Lock()
        # Threads that write to one SQLite file would find it busy, and ask again at ever longer intervals.
        self._turn = nullcontext() if self.is_server else threading.RLock()

    @classmethod
    def in_folder(cls, folder: Path, wait: float = WAIT) -> "Database":
        """Open the file `journal.sqlite`, which is made when it is not there.

        Args:
            folder: where it is; made when it is not there.
            wait: seconds that a write waits for another process's.

        Raises:
            SettingsError: the file cannot be opened or written, or is not one of this bot's.
        """
        engine = create_engine(URL.create("sqlite", database=str(folder / FILE)), connect_args={"timeout": wait})
        event.listen(engine, "connect", _prepare_sqlite)
        database = cls(engine)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / FILE).touch(mode=0o600)
            database.check()
        except (OSError, JournalError) as error:
            database.close()
            raise SettingsError(messages.no_journal(str(folder))) from error
        return database

    @classmethod
    def on_server(cls, url: str, away: float = AWAY) -> "Database":
        """Open a PostgreSQL database; a server that is away is awaited while the bot answers.

        Args:
            url: `postgresql://…`, as hosting services give it.
            away: seconds for which a server that did not answer is not asked again.

        Raises:
            SettingsError: the URL cannot be read.
        """
        database = cls(_server(url), away)
        try:
            database.check()
        except JournalError as error:
            log.warning("database out of reach, the bot answers without it: %s", error)
        return database

    @property
    def is_server(self) -> bool:
        """True for PostgreSQL, False for a file."""
        return self.engine.dialect.name == "postgresql"

    @property
    def path(self) -> Path | None:
        """The file; None for a server."""
        return None if self.is_server else Path(str(self.engine.url.database))

    def check(self) -> None:
        """Ask the database for nothing, once its tables are up to date.

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
        self._refuse_while_away()
        try:
            self._be_ready()
            with self._turn, self.engine.begin() as connection:
                if is_long and self.is_server:
                    connection.execute(text(f"SET LOCAL statement_timeout = '{LONG_STATEMENT}s'"))
                yield connection
        except CommandError as error:  # the tables are of a later version
            raise JournalError(type(error).__name__) from error
        except (DataError, IntegrityError) as error:
            raise RefusedError(type(error).__name__) from error
        except SQLAlchemyError as error:
            if self.is_server and _is_away(error):
                self._away_until = time.monotonic() + self._away
            raise JournalError(type(error).__name__) from error

    def was_replaced(self) -> None:
        """Look at the tables again: another file has come into the place of this one, and its tables may be older.

        Raises:
            JournalError: it cannot be read or brought up to date.
        """
        self._ready.clear()
        self.check()

    def close(self) -> None:
        """Let the database go; it is opened again when something is asked of it."""
        self.engine.dispose()

    def _refuse_while_away(self) -> None:
        if time.monotonic() < self._away_until:
            raise JournalError("away")

    def _be_ready(self) -> None:
        """Bring the tables up to date, once, as soon as the database is there."""
        if self._ready.is_set():
            return
        with self._readying:
            if self._ready.is_set():
                return
            self._refuse_while_away()  # found away by the thread before this one
            with self.engine.begin() as connection:
                if self.is_server:
                    connection.execute(text(f"SET LOCAL statement_timeout = '{LONG_STATEMENT}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
                else:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # which the driver leaves out before a change of tables
                _migrate(connection)
            self._ready.set()


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
