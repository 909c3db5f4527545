"""A journal in a PostgreSQL database, which several processes share."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from eig_bot.errors import JournalError, NewerError, SettingsError
from eig_bot.journal import schema
from eig_bot.journal.database import AWAY, Database
from eig_bot.messages import journal as messages
from eig_bot.messages import settings as settings_messages

CONNECT = 2
"""Seconds that a server has to answer, and for a statement or a lock: Slack wants to hear of a form within three."""
POOL = 4
"""Connections; a question takes one for some milliseconds at a time."""
LIMITS = text(f"SELECT set_config('statement_timeout', '{CONNECT}s', true), set_config('lock_timeout', '{CONNECT}s', true)")
"""For one transaction: a pooler in transaction mode (PgBouncer) takes no limit for a connection, or gives it to others."""
LONG_STATEMENT = 120
"""Seconds for a statement that reads or deletes much."""
ONE_AT_A_TIME = 7_306_451
"""Any number: the lock that processes take to bring the tables of one server up to date."""

log = logging.getLogger(__name__)


class ServerDatabase(Database):
    """A database on a server, which may be away for a while."""

    @classmethod
    def open(cls, url: str, away: float = AWAY, pool: int = POOL) -> "ServerDatabase":
        """Open a database; a server that is away is awaited while the bot answers.

        Args:
            url: `postgresql://…`, as hosting services give it.
            away: seconds for which a server that did not answer is not asked again.
            pool: connections at most.

        Raises:
            SettingsError: the URL cannot be read, or the tables are of a later version.
        """
        database = cls(_engine(url, pool), away)
        try:
            database.check()
        except NewerError as error:
            database.close()
            raise SettingsError(messages.newer_journal(error.found, error.known)) from error
        except JournalError as error:
            log.warning("database out of reach, the bot answers without it: %s", error)
        return database

    def note_deletion(self, connection: Connection, *, of_a_person: bool) -> None:
        """Do nothing: a server puts its files in order by itself, in its own time.

        Args:
            connection: of no use here.
            of_a_person: likewise.
        """

    def erase(self) -> bool:
        """Return True: what is left in a server's files is out of a client's reach."""
        return True

    def forget_damaged(self, before: datetime | None = None) -> None:
        """Do nothing: nothing of a server is set aside.

        Args:
            before: of no use here.
        """

    @contextmanager
    def _writing(self, *, is_long: bool) -> Iterator[Connection]:
        self._refuse_while_away()
        self._be_ready()
        with self.engine.begin() as connection:
            if is_long:
                connection.execute(text(f"SET LOCAL statement_timeout = '{LONG_STATEMENT}s'"))
            yield connection

    _reading = _writing

    def _problem(self, error: SQLAlchemyError) -> JournalError:
        if _is_away(error):
            self._went_away()
        return JournalError(type(error).__name__)

    def _be_ready(self) -> None:
        """Bring the tables up to date, once, as soon as the server is there."""
        if self._ready.is_set():
            return
        with self._readying:
            if self._ready.is_set():
                return
            self._refuse_while_away()  # found away by the thread before this one
            with self.engine.begin() as connection:
                connection.execute(text(f"SET LOCAL statement_timeout = '{LONG_STATEMENT}s'"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
                if not schema.is_up_to_date(connection):
                    schema.migrate(connection)
            self._ready.set()


def _engine(url: str, pool: int) -> Engine:
    # Behind a pooler, what one transaction has prepared is not there in the next.
    silent = {"keepalives_idle": 10, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 1_000 * CONNECT}
    try:
        engine = create_engine(
            url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1),
            connect_args={"connect_timeout": CONNECT, "prepare_threshold": None, **silent},
            pool_pre_ping=True,
            pool_size=pool,
            max_overflow=0,
            pool_timeout=CONNECT,
        )
    except (ArgumentError, ValueError) as error:
        raise SettingsError(settings_messages.BAD_DATABASE_URL) from error
    event.listen(engine, "begin", lambda connection: connection.execute(LIMITS))
    return engine


def _is_away(error: SQLAlchemyError) -> bool:
    """Tell a server that does not answer (which gives no code of its own) from one that refuses."""
    return not isinstance(error, DBAPIError) or error.connection_invalidated or getattr(error.orig, "sqlstate", None) is None
